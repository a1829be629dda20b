import Glibc

extension PanelLayout {
  /// Texts that may move go to the nearest place where they cover neither lines nor points nor other texts.
  mutating func placeFloatingTexts() {
    for case .text(let mark) in panel.marks where mark.floats {
      let place = pixel(mark.x, mark.y)
      guard place.x.isFinite, place.y.isFinite else { continue }
      let text = PlacedText(
        text: mark.text, x: place.x, y: place.y, color: mark.color, em: em * mark.size * markScale,
        alignment: mark.alignment)
      texts.append(freed(text))
    }
  }

  private func freed(_ text: PlacedText) -> PlacedText {
    let obstacles = obstaclePoints()
    let faint = panel.marks.flatMap { mark -> [(x: Double, y: Double)] in
      if case .line(let line) = mark, line.label.isEmpty { dense(line) } else { [] }
    }
    var best = (cost: Double.infinity, text: text)
    for ring in 0..<16 {
      for step in 0..<(ring == 0 ? 1 : 12) {
        let (reach, angle) = (Double(ring) * em * 0.55, Double(step) * .pi / 6)
        var moved = text
        moved.x += reach * cos(angle)
        moved.y += reach * sin(angle)
        let box = moved.box.grown(em * 0.15)
        guard plot.contains(box.left, box.bottom), plot.contains(box.right, box.top) else { continue }
        guard !texts.contains(where: { $0.box.overlaps(box) }) else { continue }
        let covered = obstacles.reduce(0.0) { $0 + (box.contains($1.x, $1.y) ? 1 : 0) }
        let crossed = faint.reduce(0.0) { $0 + (box.contains($1.x, $1.y) ? 1 : 0) }
        let cost = covered * 100 + crossed + Double(ring) * 2
        if cost < best.cost { best = (cost, moved) }
      }
    }
    return best.text
  }
}
