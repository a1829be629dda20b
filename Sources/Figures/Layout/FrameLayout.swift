extension PanelLayout {
  /// Tick labels, axis labels and, for a textbook frame, the axes themselves.
  mutating func placeFrame() {
    switch panel.frame {
    case .axes: placeTickLabels()
    case .origin: placeOriginAxes()
    case .none: break
    }
  }

  private mutating func placeTickLabels() {
    let angle = panel.x.tickAngle
    for tick in xTicks {
      let place = plot.left + x.fraction(tick.value) * plot.width
      let upright = angle == 0
      texts.append(
        PlacedText(
          text: tick.text, x: place + (upright || angle == 90 ? 0 : tickEm * 0.25),
          y: plot.bottom - em * (upright ? 0.95 : 0.65), em: tickEm, alignment: upright ? .center : .right,
          angle: angle))
    }
    for tick in yTicks {
      let place = plot.bottom + y.fraction(tick.value) * plot.height
      texts.append(
        PlacedText(text: tick.text, x: plot.left - em * 0.5, y: place, em: tickEm, alignment: .right))
    }
    if !panel.x.label.isEmpty {
      let y = max(outer.bottom + em * 0.9, plot.bottom - xTickDepth - em * 1.35)
      texts.append(
        PlacedText(text: panel.x.label, x: plot.middleX, y: y, em: fitting(panel.x.label, plot.width)))
    }
    if !panel.y.label.isEmpty {
      let widest = (yTicks.map { TextMetrics.width($0.text) }.max() ?? 0) * tickEm
      let x = max(outer.left + em * 0.85, plot.left - widest - em * 1.7)
      texts.append(
        PlacedText(
          text: panel.y.label, x: x, y: plot.middleY, em: fitting(panel.y.label, plot.height), angle: 90))
    }
  }

  private var xTickDepth: Double {
    guard panel.x.tickAngle > 0 else { return tickEm * 1.1 }
    return (xTicks.map { TextMetrics.width($0.text) }.max() ?? 0) * tickEm * slantedHeight + tickEm * 0.8
  }

  private func fitting(_ text: String, _ room: Double) -> Double {
    em * min(1, room * 1.05 / max(1, TextMetrics.width(text) * em))
  }

  /// Labels keep off the curves: on the usual side, on the other, or not at all.
  private mutating func placeOriginTicks(_ zero: (x: Double, y: Double)) {
    let curves = obstaclePoints()
    func first(_ choices: [PlacedText]) -> PlacedText? {
      choices.first { choice in !curves.contains { choice.box.contains($0.x, $0.y) } }
    }
    for tick in xTicks where tick.value != 0 {
      let place = plot.left + x.fraction(tick.value) * plot.width
      strokes.append(
        Stroke(x0: place, y0: zero.y, x1: place, y1: zero.y - em * 0.3, color: .axis, width: 1.4))
      let below = PlacedText(text: tick.text, x: place, y: zero.y - em * 0.95, em: tickEm)
      let above = PlacedText(text: tick.text, x: place, y: zero.y + em * 0.75, em: tickEm)
      if let label = first(y.contains(0) && zero.y > plot.bottom + em ? [below, above] : [below]) {
        texts.append(label)
      }
    }
    for tick in yTicks where tick.value != 0 {
      let place = plot.bottom + y.fraction(tick.value) * plot.height
      strokes.append(
        Stroke(x0: zero.x, y0: place, x1: zero.x - em * 0.3, y1: place, color: .axis, width: 1.4))
      let left = PlacedText(text: tick.text, x: zero.x - em * 0.5, y: place, em: tickEm, alignment: .right)
      let right = PlacedText(text: tick.text, x: zero.x + em * 0.3, y: place, em: tickEm, alignment: .left)
      if let label = first([left, right]) { texts.append(label) }
    }
  }

  /// A letter stands beyond the last tick; a longer name has a line of its own, below the axis or above it.
  private mutating func placeOriginName(_ zero: (x: Double, y: Double), _ reach: Double) {
    let name = panel.x.label.isEmpty ? "x" : panel.x.label
    let width = TextMetrics.width(name) * em
    if width < em * 1.3 {
      texts.append(
        PlacedText(
          text: name, x: min(plot.right + reach * 1.3, outer.right - width / 2 - em * 0.2),
          y: zero.y - em * 1.05,
          color: Color(0x111111), em: em, italic: panel.x.label.isEmpty))
      return
    }
    let curves = obstaclePoints()
    let places = [zero.y - em * 2.15, zero.y + em * 0.85].map {
      PlacedText(
        text: name, x: min(plot.right + reach, outer.right - em * 0.2), y: $0, color: Color(0x111111), em: em,
        alignment: .right)
    }
    let free = places.first { place in
      place.box.bottom > outer.bottom && !curves.contains { place.box.contains($0.x, $0.y) }
    }
    texts.append(free ?? places[0])
  }

  private mutating func placeOriginAxes() {
    let zero = pixel(x.contains(0) ? 0 : x.low, y.contains(0) && !y.isLogarithmic ? 0 : y.low)
    let reach = em * 0.8
    strokes.append(
      Stroke(
        x0: plot.left, y0: zero.y, x1: plot.right + reach, y1: zero.y, color: .axis, width: 1.6, hasHead: true
      ))
    strokes.append(
      Stroke(
        x0: zero.x, y0: plot.bottom, x1: zero.x, y1: plot.top + reach, color: .axis, width: 1.6, hasHead: true
      ))
    placeOriginTicks(zero)
    placeOriginName(zero, reach)
    if !panel.y.label.isEmpty {
      texts.append(
        PlacedText(
          text: panel.y.label, x: zero.x + em * 0.6, y: plot.top + reach * 0.6, color: Color(0x111111),
          em: em,
          alignment: .left))
    }
  }
}
