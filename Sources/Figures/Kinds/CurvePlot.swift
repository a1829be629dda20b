import Catalog

extension Figure {
  /// Curves over the axes they describe, unless the program wants others.
  static func curves(_ description: CurveDescription, _ style: Style) throws -> Figure {
    var style = style
    if style.title.isEmpty { style.title = description.title }
    style.xLabel = style.xLabel ?? description.xLabel
    style.yLabel = style.yLabel ?? description.yLabel
    style.logX = style.logX ?? description.isLogarithmic
    style.logY = style.logY ?? description.isLogarithmic
    return try lines(description.series.map { Curve(name: $0.name, x: $0.x, y: $0.y) }, style: style)
  }
}
