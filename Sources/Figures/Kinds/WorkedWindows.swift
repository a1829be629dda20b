import Text

/// The windows of a small matrix, as a kernel or a pooling meets them.
struct WorkedWindows {
  let values: [[Double]]
  private let rows: Int
  private let columns: Int
  private let step: Int

  init(_ values: [[Double]], rows: Int, columns: Int, stride: Int) {
    self.values = values
    self.rows = rows
    self.columns = columns
    step = stride
  }

  /// One number for each window.
  func map(_ number: ([[Double]]) -> Double) -> [[Double]] {
    stride(from: 0, through: values.count - rows, by: step).map { row in
      stride(from: 0, through: values[0].count - columns, by: step).map { column in
        number((0..<rows).map { Array(values[row + $0][column..<column + columns]) })
      }
    }
  }

  static func padded(_ input: [[Double]], _ by: Int) -> [[Double]] {
    let width = (input.first?.count ?? 0) + 2 * by
    let empty = [[Double]](repeating: [Double](repeating: 0, count: width), count: by)
    let side = [Double](repeating: 0, count: by)
    return empty + input.map { side + $0 + side } + empty
  }

  /// The formula of the output's size with its numbers: `(5 − 3 + 2×0) / 1 + 1 = 3`.
  static func size(_ input: Int, _ kernel: Int, _ padding: Int?, _ stride: Int, _ output: Int) -> String {
    let spread = input - kernel + 2 * (padding ?? 0)
    let numerator = "(\(input) − \(kernel)\(padding.map { " + 2×\($0)" } ?? "")) / \(stride)"
    return (spread % stride == 0 ? numerator : "⌊\(numerator)⌋") + " + 1 = \(output)"
  }

  static func check(
    _ call: String, _ input: [[Double]], rows: Int, columns: Int, _ window: Figure.Window
  ) throws {
    guard rows > 0 else {
      throw FigureFailure.wrongData(
        call: call, wanted: Wording("windows of at least 1×1", "至少 1×1 的窗口"),
        got: Wording(verbatim: "\(rows)"))
    }
    guard let width = input.first?.count, width > 0, columns > 0 else {
      throw FigureFailure.emptyData(what: Wording("the input or the kernel", "输入或卷积核"))
    }
    let (height, padding) = (input.count, window.padding)
    guard window.stride > 0, padding >= 0 else {
      throw FigureFailure.wrongData(
        call: call,
        wanted: Wording("a stride of at least 1 and a padding of at least 0", "至少为 1 的步长和至少为 0 的填充"),
        got: Wording(verbatim: "stride \(window.stride) and padding \(padding)"))
    }
    guard height <= 12, width <= 12, height + 2 * padding <= 12, width + 2 * padding <= 12 else {
      throw FigureFailure.wrongShape(
        call: call,
        wanted: Wording(
          "an input of at most 12×12 with its padding, to be readable", "连同填充不超过 12×12 的输入（再大就看不清了）"),
        got: [height, width])
    }
    guard height + 2 * padding >= rows, width + 2 * padding >= columns else {
      throw FigureFailure.wrongShape(
        call: call,
        wanted: Wording(
          "a window that fits into the \(height)×\(width) input", "放得进 \(height)×\(width) 输入的窗口"),
        got: [rows, columns])
    }
  }

  static func check(_ call: String, _ place: (row: Int, column: Int), _ output: [[Double]]) throws {
    guard output.indices.contains(place.row), output[0].indices.contains(place.column) else {
      throw FigureFailure.wrongData(
        call: "at=",
        wanted: Wording(
          "a row from 0 to \(output.count - 1) and a column from 0 to \(output[0].count - 1)",
          "0 到 \(output.count - 1) 的行和 0 到 \(output[0].count - 1) 的列"),
        got: Wording(verbatim: "(\(place.row), \(place.column))"))
    }
  }
}

/// Grids of numbers on a canvas.
struct CellSheet {
  var marks: [Mark] = []
  let cell: Double

  init(cell: Double) { self.cell = cell }

  mutating func grid(
    _ values: [[Double]], left: Double, top: Double, fill: Color, tint: (Int, Int) -> Color?
  ) -> Box {
    let columns = values.first?.count ?? 0
    let widest = values.flatMap { $0 }.map { TextMetrics.width(Ticks.short($0)) }.max() ?? 0
    let size = min(0.95, cell * 0.82 / 25 / max(0.5, widest))
    for (row, line) in values.enumerated() {
      for (column, value) in line.enumerated() {
        let (x, y) = (left + Double(column) * cell, top - Double(row) * cell)
        marks.append(
          .area(
            Area(
              [Shapes.box(x, y - cell, x + cell, y)], fill: tint(row, column) ?? fill, edge: Color(0x888888),
              edgeWidth: 1.5)))
        text(Ticks.short(value), x + cell / 2, y - cell / 2, size: size)
      }
    }
    return Box(
      left: left, bottom: top - Double(values.count) * cell, right: left + Double(columns) * cell, top: top)
  }

  mutating func caption(_ box: Box, _ name: String) { text(name, box.middleX, box.bottom - 30, size: 0.85) }

  mutating func frame(_ left: Double, _ top: Double, columns: Int, rows: Int, isNext: Bool = false) {
    let (right, bottom) = (left + Double(columns) * cell, top - Double(rows) * cell)
    if isNext {
      marks.append(
        .line(
          Line(
            x: [left, right, right, left, left], y: [top, top, bottom, bottom, top], color: .blue, width: 3,
            dash: .dashed)))
    } else {
      marks.append(
        .area(Area([Shapes.box(left, bottom, right, top)], fill: nil, edge: .vermilion, edgeWidth: 6)))
    }
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, size: Double, color: Color = Color(0x111111),
    alignment: TextAlignment = .center, room: Double = .infinity
  ) {
    let fitted = min(size, room / 25 / max(0.1, TextMetrics.width(text)))
    marks.append(.text(TextMark(text, x: x, y: y, color: color, size: fitted, alignment: alignment)))
  }
}
