extension PanelLayout {
  /// Names the series as ``Panel/Naming`` says.
  mutating func placeNames(_ entries: [KeyEntry]) {
    guard !entries.isEmpty else { return }
    switch panel.naming {
    case .none: break
    case .legend: placeKey(entries)
    case .ends: placeEndLabels()
    case .curves:
      if let labels = entries.count <= 6 ? curveLabels() : nil {
        texts += labels
      } else {
        placeKey(entries)
      }
    }
  }

  /// Beside the last point of each line, pushed apart where they would touch.
  private mutating func placeEndLabels() {
    var labels: [PlacedText] = []
    for case .line(let line) in panel.marks where !line.label.isEmpty {
      guard let last = zip(line.x, line.y).reversed().first(where: { $0.0.isFinite && $0.1.isFinite }) else {
        continue
      }
      let place = pixel(last.0, last.1)
      guard place.x.isFinite, place.y.isFinite else { continue }
      let y = min(plot.top, max(plot.bottom, place.y))
      labels.append(
        PlacedText(
          text: line.label, x: min(plot.right, max(plot.left, place.x)) + em * 0.45, y: y,
          color: line.color.forText, em: em * 0.92, alignment: .left))
    }
    labels.sort { $0.y < $1.y }
    let gap = em * 1.12
    for _ in 0..<60 where labels.count > 1 {
      for index in 1..<labels.count where labels[index].y - labels[index - 1].y < gap {
        let push = (gap - (labels[index].y - labels[index - 1].y)) / 2 + 0.01
        labels[index].y += push
        labels[index - 1].y -= push
      }
    }
    texts += labels
  }

  private mutating func placeKey(_ entries: [KeyEntry]) {
    if isKeyOutside(entries) { return placeOutsideKey(entries) }
    let size = em * 0.9
    let row = size * 1.4
    let sample = em * 1.8
    let widest = (entries.map { TextMetrics.width($0.label) }.max() ?? 0) * size
    let width = widest + sample + em * 1.3
    let height = row * Double(entries.count) + em * 0.5
    let obstacles = obstaclePoints()
    let named = panel.marks.flatMap { mark -> [(x: Double, y: Double)] in
      if case .line(let line) = mark, !line.label.isEmpty { dense(line) } else { [] }
    }
    let inset = em * 0.4
    var best = (cost: Int.max, box: plot)
    // Nothing of a surface reaches its upper left corner.
    let corners =
      panel.surface != nil
      ? [(0.0, 1.0)]
      : [
        (1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0), (0.5, 1.0), (1.0, 0.5), (0.5, 0.0), (0.0, 0.5),
      ]
    for (index, corner) in corners.enumerated() {
      let left = plot.left + inset + corner.0 * (plot.width - width - 2 * inset)
      let bottom = plot.bottom + inset + corner.1 * (plot.height - height - 2 * inset)
      let box = Box(left: left, bottom: bottom, right: left + width, top: bottom + height)
      let covered = obstacles.reduce(0) { $0 + (box.grown(6).contains($1.x, $1.y) ? 1 : 0) }
      // What has a name matters most: level lines and other scenery may pass below the key.
      let hidden = named.reduce(0) { $0 + (box.grown(10).contains($1.x, $1.y) ? 1 : 0) }
      let cost = hidden * 1000 + covered * 10 + index
      if cost < best.cost { best = (cost, box) }
    }
    keyBox = best.box
    placeKeyRows(entries, best.box, row: row, size: size, sample: sample)
  }

  private mutating func placeKeyRows(
    _ entries: [KeyEntry], _ box: Box, row: Double, size: Double, sample: Double
  ) {
    for (index, entry) in entries.enumerated() {
      let y = box.top - em * 0.25 - row * (Double(index) + 0.5)
      key.append(KeySample(entry: entry, x: box.left + em * 0.4, y: y, length: sample))
      texts.append(
        PlacedText(text: entry.label, x: box.left + em * 0.8 + sample, y: y, em: size, alignment: .left))
    }
  }

  /// So many names would cover the data wherever they stood in the panel.
  func isKeyOutside(_ entries: [KeyEntry]) -> Bool {
    entries.count > 8 && panel.naming == .legend && panel.surface == nil && panel.colorbar == nil
  }

  func outsideKeyWidth(_ entries: [KeyEntry]) -> Double {
    (entries.map { TextMetrics.width($0.label) }.max() ?? 0) * em * 0.8 + em * 3
  }

  private mutating func placeOutsideKey(_ entries: [KeyEntry]) {
    let row = min(em * 1.2, (plot.height - em * 0.5) / Double(entries.count))
    let box = Box(
      left: plot.right + em * 0.3, bottom: plot.bottom, right: outer.right, top: plot.top)
    placeKeyRows(entries, box, row: row, size: min(em * 0.8, row * 0.92), sample: em * 1.6)
  }

  /// Points in pixels that cover what the marks draw.
  func obstaclePoints() -> [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    for mark in panel.marks {
      switch mark {
      // Level lines may pass below a name.
      case .line(let line): if line.width >= 1.5 || !line.label.isEmpty { points += dense(line) }
      case .points(let cloud):
        let stride = max(1, cloud.x.count / 4000)
        for index in Swift.stride(from: 0, to: min(cloud.x.count, cloud.y.count), by: stride) {
          points.append(pixel(cloud.x[index], cloud.y[index]))
        }
      case .bars(let bars):
        for (bx, by) in zip(bars.x, bars.y) {
          for step in 0...20 {
            let height = y.isLogarithmic ? by : bars.base + (by - bars.base) * Double(step) / 20
            points.append(pixel(bx, height))
            points.append(pixel(bx - bars.width / 2.2, height))
            points.append(pixel(bx + bars.width / 2.2, height))
          }
        }
      case .area(let area):
        for polygon in area.polygons.prefix(200) {
          for corner in polygon { points.append(pixel(corner.x, corner.y)) }
        }
      case .text(let text): points.append(pixel(text.x, text.y))
      default: break
      }
    }
    return points.filter { $0.x.isFinite && $0.y.isFinite }
  }

  /// A line's pixels, at most about five apart.
  func dense(_ line: Line) -> [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    var last: (x: Double, y: Double)?
    let stride = max(1, line.x.count / 3000)
    for index in Swift.stride(from: 0, to: min(line.x.count, line.y.count), by: stride) {
      let point = pixel(line.x[index], line.y[index])
      guard point.x.isFinite, point.y.isFinite else {
        last = nil
        continue
      }
      if let last {
        let distance = max(abs(point.x - last.x), abs(point.y - last.y))
        let steps = min(400, Int(bounded: distance / 5))
        for step in 0..<max(0, steps) {
          let share = Double(step + 1) / Double(steps + 1)
          points.append((last.x + (point.x - last.x) * share, last.y + (point.y - last.y) * share))
        }
      }
      points.append(point)
      last = point
    }
    return points
  }
}

extension Color {
  /// Dark enough to read on white.
  var forText: Color { lightness > 0.62 ? mixed(.black, 0.3) : self }
}
