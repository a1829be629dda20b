import Glibc
import Text

extension Figure {
  /// A matrix by colour; small ones have their values in the cells, a matrix of counts looks like a confusion matrix.
  public static func heatmap(
    _ values: [Double], rows: Int, columns: Int, xNames: [String], yNames: [String], style: Style = Style()
  ) throws -> Figure {
    guard rows > 0, columns > 0 else { throw FigureFailure.emptyData(what: Wording("the matrix", "矩阵")) }
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else {
      throw FigureFailure.noFiniteValue(what: Wording("the matrix", "矩阵"))
    }
    if !xNames.isEmpty, xNames.count != columns {
      throw FigureFailure.lengthMismatch(
        what: Wording("columns and xlabels", "列和 xlabels"), first: columns, second: xNames.count)
    }
    if !yNames.isEmpty, yNames.count != rows {
      throw FigureFailure.lengthMismatch(
        what: Wording("rows and ylabels", "行和 ylabels"), first: rows, second: yNames.count)
    }
    let isCount = low >= 0 && finite.allSatisfy { $0 == $0.rounded() }
    let (range, palette) = span(low, high, isCount)
    let across = -0.5...(Double(columns) - 0.5)
    let down = -0.5...(Double(rows) - 0.5)
    var marks: [Mark] = [
      .image(ImageMark(rows: rows, columns: columns, values: values, x: across, y: down, range: range))
    ]
    if rows <= 20, columns <= 20 {
      marks += cellTexts(values, rows, columns, range, style.palette ?? palette, isCount)
    }
    var panel = Panel(marks)
    panel.palette = palette
    panel.colorbar = Colorbar(range)
    panel.x.isTight = true
    panel.y.isTight = true
    panel.y.isReversed = true
    (panel.x.hasGrid, panel.y.hasGrid) = (false, false)
    panel.x.ticks = names(xNames, columns)
    panel.y.ticks = names(yNames, rows)
    let widest = xNames.map(TextMetrics.width).max() ?? 0
    if widest * 22 > 750 / Double(columns) { panel.x.tickAngle = 40 }
    let ratio = Double(columns) / Double(rows)
    if ratio > 0.3, ratio < 3.4 { panel.aspect = 1 }
    let height = min(1000, max(620, Int(1000 / ratio)))
    return style.figure(
      panel, width: ratio > 1.6 ? 1200 : 1050, height: ratio > 1.6 ? 700 : height, kind: "heatmap")
  }

  private static func span(_ low: Double, _ high: Double, _ isCount: Bool) -> (ClosedRange<Double>, Palette) {
    if isCount { return (0...max(1, high), .blues) }
    if low < 0, high > 0, min(-low, high) * 8 > max(-low, high) {
      let reach = max(-low, high)
      return (-reach...reach, .diverging)
    }
    return (ClosedRange(spanning: low, high), .viridis)
  }

  private static func cellTexts(
    _ values: [Double], _ rows: Int, _ columns: Int, _ range: ClosedRange<Double>, _ palette: Palette,
    _ isCount: Bool
  ) -> [Mark] {
    let decimals = decimals(values)
    let texts = values.map { value in
      if isCount { return value == 0 ? "·" : value < 1e6 ? "\(Int(bounded: value))" : Ticks.short(value) }
      guard let decimals, value.isFinite else { return Ticks.short(value, digits: 2) }
      return Ticks.fixed(value, decimals)
    }
    let widest = texts.map(TextMetrics.width).max() ?? 1
    let size = min(0.85, 26 / max(Double(columns), Double(rows)) / max(1, widest) * 1.05)
    var marks: [Mark] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let value = values[row * columns + column]
        let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        let ground = palette[share]
        let faint = isCount && share < 0.015
        let color = faint ? Color(0x999999) : ground.lightness > 0.58 ? Color(0x222222) : Color.white
        var text = TextMark(
          texts[row * columns + column], x: Double(column), y: Double(row), color: color, size: size)
        text.room = 1
        marks.append(.text(text))
      }
    }
    return marks
  }

  /// The same for every cell, by the largest; nil where that would leave nothing of the numbers.
  private static func decimals(_ values: [Double]) -> Int? {
    let finite = values.filter(\.isFinite)
    let largest = finite.map { abs($0) }.max() ?? 0
    if finite.allSatisfy({ $0 == $0.rounded() }), largest < 1e6 { return 0 }
    let exponent = Int(bounded: floor(log10(largest)))
    guard (-4...5).contains(exponent) else { return nil }
    return exponent < 0 ? 1 - exponent : max(1, 2 - exponent)
  }

  private static func names(_ names: [String], _ count: Int) -> [Axis.Tick]? {
    if !names.isEmpty { return names.enumerated().map { Axis.Tick(Double($0), $1) } }
    guard count <= 20 else { return nil }
    return (0..<count).map { Axis.Tick(Double($0), "\($0)") }
  }
}
