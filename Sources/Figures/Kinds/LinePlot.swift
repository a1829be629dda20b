import Text

extension Figure {
  /// Lines through points, one colour a curve.
  public static func lines(_ curves: [Curve], style: Style = Style()) throws -> Figure {
    try check(curves, style)
    var marks: [Mark] = []
    for (index, curve) in curves.enumerated() {
      let color = curves.count == 1 ? style.color ?? .series(0) : Color.series(index)
      let label = style.label(index, or: curve.name)
      // A single point makes no line, and few points deserve to be seen.
      let lonely = curve.y.count == 1
      if style.form == "points" || lonely {
        marks.append(
          .points(Points(x: curve.x, y: curve.y, color: color, marker: .series(index), label: label)))
        continue
      }
      let marked = style.form == "linespoints" || (style.form == nil && curve.y.count <= 30)
      marks.append(
        .line(
          Line(
            x: curve.x, y: curve.y, color: color, width: curve.y.count > 1500 ? 2 : 3.2,
            dash: style.form == "dashed" ? .dashed : .solid, marker: marked ? .series(index) : nil,
            steps: style.form == "steps", label: label)))
    }
    var panel = Panel(marks)
    panel.naming = endsAlike(curves) ? .ends : .legend
    panel.x.isTight = style.form != "points"
    return style.figure(panel, kind: "plot")
  }

  static func check(_ curves: [Curve], _ style: Style) throws {
    guard !curves.isEmpty else { throw FigureFailure.emptyData(what: Wording("the list of curves", "曲线的列表")) }
    try style.checkLabels(of: curves.count)
    for curve in curves {
      let name = curve.name.isEmpty ? Wording("the data", "数据") : Wording(verbatim: "\"\(curve.name)\"")
      guard !curve.y.isEmpty else { throw FigureFailure.emptyData(what: name) }
      guard curve.x.count == curve.y.count else {
        throw FigureFailure.lengthMismatch(
          what: Wording("x and y of \(name.english)", "\(name.chinese) 的 x 和 y"), first: curve.x.count,
          second: curve.y.count)
      }
      guard curve.y.contains(where: \.isFinite), curve.x.contains(where: \.isFinite) else {
        throw FigureFailure.noFiniteValue(what: name)
      }
    }
    if style.logX == true, !curves.contains(where: { $0.x.contains { $0 > 0 } }) {
      throw FigureFailure.notPositive(axis: "x")
    }
    if style.logY == true, !curves.contains(where: { $0.y.contains { $0 > 0 } }) {
      throw FigureFailure.notPositive(axis: "y")
    }
  }

  /// Whether all curves reach the right edge, where a label of each would stand.
  private static func endsAlike(_ curves: [Curve]) -> Bool {
    guard curves.count <= 8 else { return false }
    let ends = curves.map { $0.x.filter(\.isFinite).max() ?? 0 }
    let starts = curves.map { $0.x.filter(\.isFinite).min() ?? 0 }
    guard let last = ends.max(), let first = starts.min(), last > first else { return false }
    return curves.allSatisfy { ($0.x.last ?? -.infinity) > last - (last - first) * 0.02 }
  }
}
