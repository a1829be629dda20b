// Texts that belong to the cells of a matrix, made to fit the pixels that a panel has.
extension PanelLayout {
  /// Texts with a room of their own shrink to it together; 0: they would be too small to read.
  mutating func fitTexts() {
    let unit = plot.width / (x.high - x.low)
    var scale = 1.0
    for case .text(let text) in panel.marks {
      guard let room = text.room else { continue }
      let wanted = TextMetrics.width(text.text) * em * text.size
      if wanted > 0 { scale = min(scale, room * unit * 0.82 / wanted) }
    }
    let smallest = panel.marks.lazy.compactMap { mark -> Double? in
      if case .text(let text) = mark, text.room != nil { text.size } else { nil }
    }.min()
    roomScale = (smallest ?? 1) * scale < 0.48 ? 0 : scale
  }

  /// Ticks that would run into each other: of numbers every second, third… stays; names are set aslant.
  mutating func separateTicks() {
    guard panel.frame == .axes else { return }
    let lines = { (text: String) in Double(TextMetrics.lineCount(text)) * 1.05 }
    yTicks = PanelLayout.thinned(yTicks, room: plot.height, scale: y, extent: { lines($0) * self.tickEm })
    guard panel.x.tickAngle == 0 else { return }
    let width = { (text: String) in (TextMetrics.width(text) + 0.45) * self.tickEm }
    if PanelLayout.overlap(xTicks, room: plot.width, scale: x, extent: width), !areNumbers(xTicks) {
      panel.x.tickAngle = 40
      setMargins(KeyEntry.entries(panel.marks))
    } else {
      xTicks = PanelLayout.thinned(xTicks, room: plot.width, scale: x, extent: width)
    }
  }

  private static func thinned(
    _ ticks: [Axis.Tick], room: Double, scale: Scale, extent: (String) -> Double
  ) -> [Axis.Tick] {
    guard areNumbers(ticks) else { return ticks }
    for step in 1..<max(2, ticks.count) {
      let kept = stride(from: 0, to: ticks.count, by: step).map { ticks[$0] }
      if !overlap(kept, room: room, scale: scale, extent: extent) { return kept }
    }
    return Array(ticks.prefix(1))
  }

  private static func overlap(
    _ ticks: [Axis.Tick], room: Double, scale: Scale, extent: (String) -> Double
  ) -> Bool {
    zip(ticks, ticks.dropFirst()).contains { a, b in
      abs(scale.fraction(a.value) - scale.fraction(b.value)) * room < (extent(a.text) + extent(b.text)) / 2
    }
  }

  private static func areNumbers(_ ticks: [Axis.Tick]) -> Bool {
    ticks.allSatisfy { Double($0.text) != nil }
  }

  private func areNumbers(_ ticks: [Axis.Tick]) -> Bool { PanelLayout.areNumbers(ticks) }
}
