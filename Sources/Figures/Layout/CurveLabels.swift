extension PanelLayout {
  /// A label next to each named line that touches neither line, axis nor text; nil when one finds no room.
  func curveLabels() -> [PlacedText]? {
    var lines: [(line: Line, points: [(x: Double, y: Double)])] = []
    for case .line(let line) in panel.marks {
      lines.append((line, dense(line).filter { plot.grown(2).contains($0.x, $0.y) }))
    }
    var obstacles = lines.flatMap(\.points)
    for stroke in strokes {
      for step in 0...100 {
        let share = Double(step) / 100
        obstacles.append(
          (stroke.x0 + (stroke.x1 - stroke.x0) * share, stroke.y0 + (stroke.y1 - stroke.y0) * share))
      }
    }
    var taken = texts.map(\.box)
    var placed: [PlacedText] = []
    for (index, entry) in lines.enumerated() where !entry.line.label.isEmpty {
      let others = lines.enumerated().filter { $0.offset != index }.flatMap(\.element.points)
      guard let label = bestLabel(entry.line, entry.points, obstacles, others, taken) else { return nil }
      placed.append(label)
      taken.append(label.box)
    }
    return placed
  }

  private func bestLabel(
    _ line: Line, _ points: [(x: Double, y: Double)], _ obstacles: [(x: Double, y: Double)],
    _ others: [(x: Double, y: Double)], _ taken: [Box]
  ) -> PlacedText? {
    guard points.count > 4 else { return nil }
    let size = em * 1.05
    let room = outer.grown(-em * 0.3)
    var best: (cost: Double, label: PlacedText)?
    for step in 0..<40 {
      let share = 0.06 + 0.92 * Double(step) / 39
      let anchor = points[min(points.count - 1, Int(share * Double(points.count)))]
      for (side, lift) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0), (0.0, 1.0), (0.0, -1.0)] {
        let label = PlacedText(
          text: line.label, x: anchor.x + side * em * 0.5,
          y: anchor.y + lift * em * (side == 0 ? 1.05 : 0.75),
          color: line.color.forText, em: size, alignment: side > 0 ? .left : side < 0 ? .right : .center)
        let box = label.box
        guard room.contains(box.left, box.bottom), room.contains(box.right, box.top) else { continue }
        let wide = box.grown(em * 0.18)
        if taken.contains(where: { $0.overlaps(wide) }) { continue }
        if obstacles.contains(where: { wide.contains($0.x, $0.y) }) { continue }
        // Nearer to another curve than to its own it would mislead.
        let near = others.reduce(Double.infinity) { min($0, distance($1, box)) }
        let own = points.reduce(Double.infinity) { min($0, distance($1, box)) }
        let cost =
          max(0, em * 1.6 - near) * 2 + own + abs(share - 0.72) * em * 1.5 + (near < own * 1.3 ? 1000 : 0)
        if cost < (best?.cost ?? .infinity) { best = (cost, label) }
      }
    }
    guard let best, best.cost < 1000 else { return nil }
    return best.label
  }

  private func distance(_ point: (x: Double, y: Double), _ box: Box) -> Double {
    let dx = max(0, box.left - point.x, point.x - box.right)
    let dy = max(0, box.bottom - point.y, point.y - box.top)
    return (dx * dx + dy * dy).squareRoot()
  }
}
