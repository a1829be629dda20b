extension Figure {
  /// How a window slides over a small matrix, and which of its places is shown at work.
  public struct Window {
    public var stride: Int
    public var padding: Int
    /// Row and column of the output.
    public var place: (row: Int, column: Int)
    public init(stride: Int = 1, padding: Int = 0, place: (row: Int, column: Int) = (0, 0)) {
      self.stride = stride
      self.padding = padding
      self.place = place
    }
  }

  /// A small convolution written out: every number is computed, one window is shown at work.
  public static func workedConvolution(
    _ input: [[Double]], kernel: [[Double]], bias: Double = 0, window: Window = Window(),
    style: Style = Style()
  ) throws -> Figure {
    let call = "worked_convolution"
    try WorkedWindows.check(call, input, rows: kernel.count, columns: kernel.first?.count ?? 0, window)
    let work = WorkedWindows(
      WorkedWindows.padded(input, window.padding), rows: kernel.count, columns: kernel[0].count,
      stride: window.stride)
    let output = work.map { part in
      zip(part, kernel).reduce(bias) { sum, row in zip(row.0, row.1).reduce(sum) { $0 + $1.0 * $1.1 } }
    }
    try WorkedWindows.check(call, window.place, output)
    return WorkedConvolution(
      input: work, kernel: kernel, bias: bias, output: output, window: window
    ).figure(style, height: input.count, width: input[0].count)
  }
}

/// The drawing: input with its window, kernel, feature map, and the sum.
private struct WorkedConvolution {
  let input: WorkedWindows
  let kernel: [[Double]]
  let bias: Double
  let output: [[Double]]
  let window: Figure.Window
  private let cell = 60.0

  func figure(_ style: Style, height: Int, width: Int) -> Figure {
    var sheet = CellSheet(cell: cell)
    let values = input.values
    let rows = Double(max(values.count, kernel.count, output.count))
    let top = rows * cell + 176
    let (row, column) = (window.place.row * window.stride, window.place.column * window.stride)
    let inputBox = sheet.grid(values, left: 70, top: top, fill: Color(0xE3EEF7)) { r, c in
      if (row..<row + kernel.count).contains(r), (column..<column + kernel[0].count).contains(c) {
        return Color(0xFBE7DA)
      }
      let p = window.padding
      return r < p || c < p || r >= values.count - p || c >= values[0].count - p ? Color(0xF4F4F4) : nil
    }
    let padding = window.padding > 0 ? " + \(Words.padding) \(window.padding)" : ""
    sheet.caption(inputBox, "\(Words.input) \(height)×\(width)\(padding)")
    let kernelTop = top - (rows - Double(kernel.count)) * cell / 2
    let kernelBox = sheet.grid(
      kernel, left: inputBox.right + 130, top: kernelTop, fill: Color(0xE4F2EC)
    ) { _, _ in nil }
    sheet.caption(kernelBox, "\(Words.kernel) \(kernel.count)×\(kernel[0].count)")
    let outputTop = top - (rows - Double(output.count)) * cell / 2
    let outputBox = sheet.grid(output, left: kernelBox.right + 130, top: outputTop, fill: .white) { r, c in
      (r, c) == window.place ? Color(0xFBE7DA) : nil
    }
    sheet.caption(outputBox, "\(Words.featureMap) \(output.count)×\(output[0].count)")
    let middle = top - rows * cell / 2
    sheet.text("∗", (inputBox.right + kernelBox.left) / 2, middle, size: 1.7)
    let sign = bias == 0 ? "=" : (bias < 0 ? "− " : "+ ") + Ticks.short(abs(bias)) + " ="
    sheet.text(sign, (kernelBox.right + outputBox.left) / 2, middle, size: bias == 0 ? 1.5 : 1)
    factors(&sheet, inputBox.left + Double(column) * cell, top - Double(row) * cell)
    frames(&sheet, inputBox, outputBox, row, column)
    let center = (70 + outputBox.right) / 2
    sheet.text(sum(row, column), center, 78, size: 0.9, color: .vermilion, room: outputBox.right - 20)
    sheet.text(sizes(height, width), center, 34, size: 0.8, color: .blue, room: outputBox.right - 20)
    var style = style
    if style.title.isEmpty {
      style.title = Words.convolution(stride: window.stride, padding: window.padding)
    }
    return Shapes.canvasFigure(
      sheet.marks, width: outputBox.right + 70, height: top + 30, style: style, kind: "worked_convolution")
  }

  /// What each cell of the window is multiplied by.
  private func factors(_ sheet: inout CellSheet, _ left: Double, _ top: Double) {
    for (row, values) in kernel.enumerated() {
      for (column, weight) in values.enumerated() {
        sheet.text(
          "×" + Ticks.short(weight), left + (Double(column) + 1) * cell - 4,
          top - (Double(row) + 1) * cell + 11, size: 0.55, color: .vermilion, alignment: .right,
          room: cell - 6)
      }
    }
  }

  /// The window and its value; dashed, where it goes next.
  private func frames(
    _ sheet: inout CellSheet, _ inputBox: Box, _ outputBox: Box, _ row: Int, _ column: Int
  ) {
    func frame(_ box: Box, _ row: Int, _ column: Int, _ rows: Int, _ columns: Int, isNext: Bool = false) {
      sheet.frame(
        box.left + Double(column) * cell, box.top - Double(row) * cell, columns: columns, rows: rows,
        isNext: isNext)
    }
    let place = window.place
    if place.column + 1 < output[0].count {
      frame(inputBox, row, column + window.stride, kernel.count, kernel[0].count, isNext: true)
      frame(outputBox, place.row, place.column + 1, 1, 1, isNext: true)
    }
    frame(inputBox, row, column, kernel.count, kernel[0].count)
    frame(outputBox, place.row, place.column, 1, 1)
  }

  private func sum(_ row: Int, _ column: Int) -> String {
    var parts: [String] = []
    for (r, weights) in kernel.enumerated() {
      for (c, weight) in weights.enumerated() {
        let name = Ticks.short(weight)
        let value = Ticks.short(input.values[row + r][column + c])
        parts.append((weight < 0 ? "(\(name))" : name) + "×" + (value.hasPrefix("−") ? "(\(value))" : value))
      }
    }
    if bias != 0 { parts.append(bias < 0 ? "(\(Ticks.short(bias)))" : Ticks.short(bias)) }
    return parts.joined(separator: " + ") + " = "
      + Ticks.short(output[window.place.row][window.place.column], digits: 4)
  }

  private func sizes(_ height: Int, _ width: Int) -> String {
    let rows = WorkedWindows.size(height, kernel.count, window.padding, window.stride, output.count)
    guard height != width || kernel.count != kernel[0].count else { return Words.outputSize + " " + rows }
    let columns = WorkedWindows.size(width, kernel[0].count, window.padding, window.stride, output[0].count)
    return Words.outputSize + " " + rows + ",  " + columns
  }
}
