import Text

extension Figure {
  /// Points, in groups of one colour and one form each; as many labels as points stand beside them.
  public static func scatter(
    _ groups: [Curve], pointSize: Double = 1, style: Style = Style()
  ) throws -> Figure {
    var style = style
    var names: [String] = []
    if groups.count == 1, groups[0].x.count == style.labels.count,
      (2...200).contains(style.labels.count)
    {
      (names, style.labels) = (style.labels, [])
    }
    try check(groups, style)
    let total = groups.reduce(0) { $0 + $1.x.count }
    let size = pointSize * (total > 3000 ? 0.45 : total > 600 ? 0.75 : 1)
    var marks: [Mark] = groups.enumerated().map { index, group in
      .points(
        Points(
          x: group.x, y: group.y, color: groups.count == 1 ? style.color ?? .series(0) : .series(index),
          marker: .series(index), size: size, outlined: total <= 3000,
          label: style.label(index, or: group.name)))
    }
    for (name, (x, y)) in zip(names, zip(groups[0].x, groups[0].y)) {
      var text = TextMark(name, x: x, y: y, size: 0.85)
      text.floats = true
      marks.append(.text(text))
    }
    return style.figure(Panel(marks), kind: "scatter")
  }

  /// Upright bars; several sets stand side by side.
  public static func bars(
    _ sets: [(name: String, values: [Double])], names: [String], style: Style = Style()
  ) throws -> Figure {
    guard let count = sets.map(\.values.count).max(), count > 0 else {
      throw FigureFailure.emptyData(what: Wording("the data", "数据"))
    }
    for set in sets where set.values.count != count {
      throw FigureFailure.lengthMismatch(
        what: Wording("the sets of bars", "各组条形"), first: count, second: set.values.count)
    }
    guard sets.contains(where: { $0.values.contains(where: \.isFinite) }) else {
      throw FigureFailure.noFiniteValue(what: Wording("the data", "数据"))
    }
    try style.checkLabels(of: sets.count)
    if !names.isEmpty, names.count != count {
      throw FigureFailure.lengthMismatch(
        what: Wording("bars and labels", "条形和标签"), first: count, second: names.count)
    }
    let width = 0.76 / Double(sets.count)
    let marks: [Mark] = sets.enumerated().map { index, set in
      let shift = (Double(index) - Double(sets.count - 1) / 2) * width
      let color = sets.count == 1 ? style.color ?? .series(0) : Color.series(index)
      return .bars(
        Bars(
          x: (0..<count).map { Double($0) + shift }, y: set.values, width: width, color: color,
          label: style.label(index, or: set.name)))
    }
    var panel = Panel(marks)
    panel.y.includesZero = true
    panel.y.ticks = countTicks(sets.flatMap(\.values))
    panel.x.hasGrid = false
    panel.x.range = -0.6...(Double(count) - 0.4)
    if !names.isEmpty {
      panel.x.ticks = names.enumerated().map { Axis.Tick(Double($0), $1) }
      let widest = names.map(TextMetrics.width).max() ?? 0
      let room = 1050 / Double(count)
      if widest * 22 > room { panel.x.tickAngle = room < 42 ? 90 : 40 }
    } else if count <= 20 {
      panel.x.ticks = (0..<count).map { Axis.Tick(Double($0), "\($0)") }
    }
    return style.figure(panel, kind: "bar")
  }

  /// Every whole number where bars count a few things: nothing is counted by halves.
  private static func countTicks(_ values: [Double]) -> [Axis.Tick]? {
    let finite = values.filter(\.isFinite)
    guard let high = finite.max(), (1...8).contains(high),
      finite.allSatisfy({ $0 >= 0 && $0 == $0.rounded() })
    else { return nil }
    return (0...Int(high)).map { Axis.Tick(Double($0), "\($0)") }
  }
}
