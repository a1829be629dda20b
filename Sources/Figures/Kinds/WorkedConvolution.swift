import Text

extension Figure {
  /// A small convolution or pooling written out: every number is computed, the first window is shown at work.
  public static func workedConvolution(
    _ input: [[Double]], kernel: [[Double]], stride: Int, padding: Int, style: Style = Style()
  ) throws -> Figure {
    try checkWorked(input, kernel.count, kernel.first?.count ?? 0, stride, padding)
    let padded = Self.padded(input, padding)
    let output = windows(padded, kernel.count, kernel[0].count, stride) { window in
      var sum = 0.0
      for (row, values) in window.enumerated() {
        for (column, value) in values.enumerated() { sum += value * kernel[row][column] }
      }
      return sum
    }
    let cell = 60.0
    var sheet = CellSheet(cell: cell)
    let rows = max(padded.count, kernel.count, output.count)
    let top = Double(rows) * cell + 150
    let inputBox = sheet.grid(padded, left: 70, top: top, fill: Color(0xE3EEF7)) { row, column in
      row < kernel.count && column < kernel[0].count ? Color(0xFBE7DA) : nil
    }
    sheet.caption(inputBox, "\(Words.input) \(padded.count)×\(padded[0].count)")
    let kernelLeft = inputBox.right + 130
    let kernelTop = top - (Double(rows) - Double(kernel.count)) * cell / 2
    let kernelBox = sheet.grid(kernel, left: kernelLeft, top: kernelTop, fill: Color(0xE4F2EC)) { _, _ in nil
    }
    sheet.caption(kernelBox, "\(Words.kernel) \(kernel.count)×\(kernel[0].count)")
    let outputTop = top - (Double(rows) - Double(output.count)) * cell / 2
    let outputBox = sheet.grid(output, left: kernelBox.right + 130, top: outputTop, fill: .white) {
      row, column in
      row == 0 && column == 0 ? Color(0xFBE7DA) : nil
    }
    sheet.caption(outputBox, "\(Words.featureMap) \(output.count)×\(output[0].count)")
    let middle = top - Double(rows) * cell / 2
    sheet.text("∗", (inputBox.right + kernelBox.left) / 2, middle, size: 1.7)
    sheet.text("=", (kernelBox.right + outputBox.left) / 2, middle, size: 1.5)
    for (row, values) in kernel.enumerated() {
      for (column, weight) in values.enumerated() {
        sheet.text(
          "×" + Ticks.short(weight), inputBox.left + (Double(column) + 1) * cell - 4,
          top - (Double(row) + 1) * cell + 11,
          size: 0.5, color: .vermilion, alignment: .right)
      }
    }
    sheet.frame(inputBox.left, top, columns: kernel[0].count, rows: kernel.count)
    sheet.frame(outputBox.left, outputTop, columns: 1, rows: 1)
    sheet.text(
      sum(padded, kernel), (70 + outputBox.right) / 2, 42, size: 0.9, color: .vermilion,
      room: outputBox.right - 20)
    var style = style
    if style.title.isEmpty {
      style.title =
        "(\(input.count) − \(kernel.count) + 2·\(padding)) / \(stride) + 1 = \(output.count)"
    }
    return Shapes.canvasFigure(
      sheet.marks, width: outputBox.right + 70, height: top + 30, style: style, kind: "diagram")
  }

  /// Max and average pooling of the same input, side by side, windows by colour.
  public static func workedPooling(
    _ input: [[Double]], size: Int, stride: Int, style: Style = Style()
  ) throws -> Figure {
    try checkWorked(input, size, size, stride, 0)
    let most = windows(input, size, size, stride) { $0.flatMap { $0 }.max() ?? 0 }
    let mean = windows(input, size, size, stride) { window in
      window.flatMap { $0 }.reduce(0, +) / Double(size * size)
    }
    let cell = 60.0
    var sheet = CellSheet(cell: cell)
    let tints = [Color.sky, .orange, .green, .purple, .yellow, .vermilion].map { $0.tinted(0.3) }
    func tint(_ row: Int, _ column: Int) -> Color { tints[(row * most[0].count + column) % tints.count] }
    let top = Double(input.count) * cell + 90
    let inputBox = sheet.grid(input, left: 70, top: top, fill: .white) { row, column in
      let (r, c) = (row / stride, column / stride)
      return stride >= size && row % stride < size && column % stride < size && r < most.count
        && c < most[0].count
        ? tint(r, c) : nil
    }
    sheet.caption(inputBox, "\(Words.input) \(input.count)×\(input[0].count)")
    let outTop = top - (Double(input.count) - Double(most.count)) * cell / 2
    let middle = top - Double(input.count) * cell / 2
    let mostBox = sheet.grid(most, left: inputBox.right + 190, top: outTop, fill: .white, tint: tint)
    sheet.caption(mostBox, Words.maxPooling)
    let meanBox = sheet.grid(mean, left: mostBox.right + 150, top: outTop, fill: .white, tint: tint)
    sheet.caption(meanBox, Words.averagePooling)
    sheet.marks.append(
      .arrow(
        ArrowMark(
          [(inputBox.right + 30, middle, mostBox.left - 35, middle)], color: Color(0x555555), width: 2.4)))
    return Shapes.canvasFigure(
      sheet.marks, width: meanBox.right + 80, height: top + 30, style: style, kind: "diagram")
  }

  private static func checkWorked(
    _ input: [[Double]], _ rows: Int, _ columns: Int, _ stride: Int, _ padding: Int
  ) throws {
    guard let width = input.first?.count, width > 0, rows > 0, columns > 0 else {
      throw FigureFailure.emptyData(what: Wording("the input or the kernel", "输入或卷积核"))
    }
    guard stride > 0, padding >= 0, input.count + 2 * padding >= rows, width + 2 * padding >= columns else {
      throw FigureFailure.wrongShape(
        call: "diagram", wanted: Wording("a kernel that fits into its input", "不大于输入的卷积核"),
        got: [rows, columns])
    }
    guard input.count + 2 * padding <= 12, width + 2 * padding <= 12 else {
      throw FigureFailure.wrongShape(
        call: "diagram",
        wanted: Wording("an input of at most 12×12, to be readable", "最多 12×12 的输入（再大就看不清了）"),
        got: [input.count, width])
    }
  }

  private static func padded(_ input: [[Double]], _ by: Int) -> [[Double]] {
    let width = (input.first?.count ?? 0) + 2 * by
    let empty = [[Double]](repeating: [Double](repeating: 0, count: width), count: by)
    let side = [Double](repeating: 0, count: by)
    return empty + input.map { side + $0 + side } + empty
  }

  private static func windows(
    _ input: [[Double]], _ rows: Int, _ columns: Int, _ step: Int, _ value: ([[Double]]) -> Double
  ) -> [[Double]] {
    stride(from: 0, through: input.count - rows, by: step).map { row in
      stride(from: 0, through: input[0].count - columns, by: step).map { column in
        value((0..<rows).map { Array(input[row + $0][column..<column + columns]) })
      }
    }
  }

  private static func sum(_ input: [[Double]], _ kernel: [[Double]]) -> String {
    var parts: [String] = []
    var total = 0.0
    for (row, weights) in kernel.enumerated() {
      for (column, weight) in weights.enumerated() {
        let name = Ticks.short(weight)
        parts.append((weight < 0 ? "(\(name))" : name) + "·" + Ticks.short(input[row][column]))
        total += weight * input[row][column]
      }
    }
    return parts.joined(separator: " + ") + " = " + Ticks.short(total)
  }
}

/// Grids of numbers on a canvas.
private struct CellSheet {
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

  mutating func caption(_ box: Box, _ name: String) { text(name, box.middleX, box.bottom - 34, size: 0.9) }

  mutating func frame(_ left: Double, _ top: Double, columns: Int, rows: Int) {
    let outline = Shapes.box(left, top - Double(rows) * cell, left + Double(columns) * cell, top)
    marks.append(.area(Area([outline], fill: nil, edge: .vermilion, edgeWidth: 6)))
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, size: Double, color: Color = Color(0x111111),
    alignment: TextAlignment = .center, room: Double = .infinity
  ) {
    let fitted = min(size, room / 25 / max(0.1, TextMetrics.width(text)))
    marks.append(.text(TextMark(text, x: x, y: y, color: color, size: fitted, alignment: alignment)))
  }
}
