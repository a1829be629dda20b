import Catalog
import Glibc
import Text

extension Figure {
  /// A training run: the losses in one panel, raw and smoothed, the best epoch marked; other metrics in a second.
  public static func history(_ series: [Series], style: Style = Style()) throws -> Figure {
    let byStep = Set(series.filter { $0.unit == "step" }.map(\.name))
    // What is known for every step need not be drawn once more for every epoch.
    let filled = series.filter { one in
      one.y.contains(where: \.isFinite) && (one.unit == "step" || !byStep.contains(one.name))
    }
    guard !filled.isEmpty else { throw FigureFailure.emptyData(what: Wording("the history", "训练历史")) }
    let losses = filled.filter { $0.name.contains("loss") }
    let others = filled.filter { !$0.name.contains("loss") && $0.name != "lr" && $0.y.count > 1 }
    var panels: [Panel] = []
    if !losses.isEmpty { panels.append(historyPanel(losses, label: Words.loss, isLoss: true, style)) }
    if !others.isEmpty {
      let label = others.count == 1 ? shown(others[0].name) : ""
      panels.append(historyPanel(others, label: label, isLoss: false, style))
    }
    if panels.isEmpty { panels.append(historyPanel(filled, label: "", isLoss: false, style)) }
    guard panels.count > 1 else { return style.figure(panels[0], kind: "history") }
    let bare = panels.map { panel in
      var wishes = style
      wishes.title = ""
      return wishes.applied(to: panel)
    }
    return Figure(
      bare, title: style.title, width: style.size?.width ?? 1500, height: style.size?.height ?? 620,
      kind: "history")
  }

  private static func historyPanel(
    _ series: [Series], label: String, isLoss: Bool, _ style: Style
  ) -> Panel {
    let epochs = series.filter { $0.unit == "epoch" }.flatMap(\.x).filter(\.isFinite).max()
    let steps = series.filter { $0.unit == "step" }.flatMap(\.x).filter(\.isFinite).max()
    // Steps and epochs share an axis of epochs.
    let perEpoch = if let epochs, let steps, epochs > 0, steps > 0 { steps / epochs } else { 1.0 }
    var marks: [Mark] = []
    var named: [Mark] = []
    for (index, one) in series.enumerated() {
      let color = Color.series(one.name.hasPrefix("val") ? 1 : index)
      let x = one.unit == "step" ? one.x.map { $0 / perEpoch } : one.x
      let name = shown(one.name)
      if one.y.count > 60 {
        marks.append(.line(Line(x: x, y: one.y, color: color.tinted(0.32), width: 1.2)))
        named.append(.line(Line(x: x, y: smoothed(one.y), color: color, width: 4, label: name)))
      } else {
        let marker: Marker? = one.y.count <= 40 ? .circle : nil
        named.append(.line(Line(x: x, y: one.y, color: color, width: 3.2, marker: marker, label: name)))
      }
    }
    var panel = Panel(marks + named)
    panel.naming = .ends
    panel.x.isTight = true
    panel.x.label = epochs != nil ? Words.epoch : Words.step
    if let epochs, epochs <= 1, let steps {
      panel.x.label = Words.step; panel = rescaled(panel, steps / epochs)
    }
    panel.y.label = label
    let positive = series.flatMap(\.y).filter { $0.isFinite && $0 > 0 }
    let hasOther = series.contains { $0.y.contains { $0 <= 0 } }
    panel.y.isLogarithmic =
      isLoss && !hasOther && (positive.max() ?? 1) / max(1e-300, positive.min() ?? 1) > 20
    if let best = series.first(where: { $0.name.hasPrefix("val") }), best.y.count > 2 {
      panel.marks += bestMarks(best, logarithmic: panel.y.isLogarithmic)
    }
    return panel
  }

  /// One epoch is too short for an axis of epochs: back to steps.
  private static func rescaled(_ panel: Panel, _ factor: Double) -> Panel {
    var panel = panel
    panel.marks = panel.marks.map { mark in
      guard case .line(var line) = mark else { return mark }
      line.x = line.x.map { $0 * factor }
      return .line(line)
    }
    return panel
  }

  private static func bestMarks(_ series: Series, logarithmic: Bool) -> [Mark] {
    let points = zip(series.x, series.y).filter { $0.1.isFinite }
    let lowerIsBetter = !series.rises
    guard let best = lowerIsBetter ? points.min(by: { $0.1 < $1.1 }) : points.max(by: { $0.1 < $1.1 }),
      let low = points.map(\.1).min(), let high = points.map(\.1).max(), let last = points.map(\.0).max(),
      let first = points.map(\.0).min()
    else { return [] }
    let color = Color.series(1)
    let rise = lowerIsBetter ? 1.0 : -1.0
    let y =
      logarithmic
      ? best.1 * pow(max(1.0001, high / max(low, 1e-300)), 0.14) : best.1 + rise * (high - low) * 0.14
    let share = last > first ? (best.0 - first) / (last - first) : 0.5
    var name = TextMark(
      Words.best(Ticks.short(best.1), epoch: Ticks.short(best.0)), x: best.0, y: y, color: color, size: 0.9,
      alignment: share > 0.7 ? .right : share < 0.3 ? .left : .center)
    name.floats = true
    return [
      .points(Points(x: [best.0], y: [best.1], color: color, marker: .ring, size: 2)), .text(name),
    ]
  }

  private static func shown(_ name: String) -> String {
    if name == "loss" { return Words.train }
    if name == "val_loss" { return Words.validation }
    if name.hasPrefix("val_") { return "\(Words.validation) \(Words.metric(String(name.dropFirst(4))))" }
    return Words.metric(name)
  }

  /// A centred mean over about a twentieth of the run, narrower at its ends: it does not lag behind.
  static func smoothed(_ values: [Double]) -> [Double] {
    let half = max(2, min(200, values.count / 40))
    var sums = [0.0]
    var counts = [0.0]
    for value in values {
      sums.append(sums[sums.count - 1] + (value.isFinite ? value : 0))
      counts.append(counts[counts.count - 1] + (value.isFinite ? 1 : 0))
    }
    return values.indices.map { index in
      let reach = min(half, index, values.count - 1 - index)
      let (from, to) = (index - reach, index + reach + 1)
      let count = counts[to] - counts[from]
      return count > 0 ? (sums[to] - sums[from]) / count : .nan
    }
  }
}
