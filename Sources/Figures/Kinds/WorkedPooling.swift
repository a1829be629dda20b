extension Figure {
  /// Max and average pooling of the same input side by side: windows by colour, or, where they overlap, one framed.
  public static func workedPooling(
    _ input: [[Double]], size: Int, window: Window = Window(), style: Style = Style()
  ) throws -> Figure {
    let call = "worked_pooling"
    try WorkedWindows.check(call, input, rows: size, columns: size, window)
    let work = WorkedWindows(input, rows: size, columns: size, stride: window.stride)
    let most = work.map { $0.joined().reduce(-.infinity) { max($0, $1) } }
    let mean = work.map { $0.joined().reduce(0, +) / Double(size * size) }
    try WorkedWindows.check(call, window.place, most)
    return WorkedPooling(input: input, most: most, mean: mean, size: size, window: window).figure(style)
  }
}

/// The drawing: input, largest values, means.
private struct WorkedPooling {
  let input: [[Double]]
  let most: [[Double]]
  let mean: [[Double]]
  let size: Int
  let window: Figure.Window
  private let cell = 60.0

  func figure(_ style: Style) -> Figure {
    var sheet = CellSheet(cell: cell)
    let stride = window.stride
    let top = Double(input.count) * cell + 124
    let inputBox = sheet.grid(input, left: 70, top: top, fill: .white) { row, column in
      let (r, c) = (row / stride, column / stride)
      let isInWindow = row % stride < size && column % stride < size && r < most.count && c < most[0].count
      return isApart && isInWindow ? tint(r, c) : nil
    }
    sheet.caption(inputBox, "\(Words.input) \(input.count)×\(input[0].count)")
    let outTop = top - (Double(input.count) - Double(most.count)) * cell / 2
    let mostBox = sheet.grid(most, left: inputBox.right + 190, top: outTop, fill: .white, tint: tint)
    sheet.caption(mostBox, Words.maxPooling)
    let meanBox = sheet.grid(mean, left: mostBox.right + 150, top: outTop, fill: .white, tint: tint)
    sheet.caption(meanBox, Words.averagePooling)
    let arrow = (inputBox.right + 30, inputBox.middleY, mostBox.left - 35, inputBox.middleY)
    sheet.marks.append(.arrow(ArrowMark([arrow], color: Color(0x555555), width: 2.4)))
    frames(&sheet, inputBox, [mostBox, meanBox])
    let formula = WorkedWindows.size(input.count, size, nil, stride, most.count)
    sheet.text(
      Words.outputSize + " " + formula, (70 + meanBox.right) / 2, 34, size: 0.8, color: .blue,
      room: meanBox.right)
    var style = style
    if style.title.isEmpty { style.title = Words.pooling(size: size, stride: stride) }
    return Shapes.canvasFigure(
      sheet.marks, width: meanBox.right + 80, height: top + 30, style: style, kind: "worked_pooling")
  }

  private var isApart: Bool { window.stride >= size }

  private func tint(_ row: Int, _ column: Int) -> Color? {
    guard isApart else { return (row, column) == window.place ? Color(0xFBE7DA) : nil }
    let tints = [Color.sky, .orange, .green, .purple, .yellow, .vermilion]
    let columns = most[0].count
    // Six columns would give every row the same colours.
    let index = row * columns + column + (columns % tints.count == 0 ? row : 0)
    return tints[index % tints.count].tinted(0.3)
  }

  private func frames(_ sheet: inout CellSheet, _ inputBox: Box, _ outputs: [Box]) {
    let (row, column) = (Double(window.place.row), Double(window.place.column))
    let step = Double(window.stride)
    sheet.frame(
      inputBox.left + column * step * cell, inputBox.top - row * step * cell, columns: size, rows: size)
    for box in outputs {
      sheet.frame(box.left + column * cell, box.top - row * cell, columns: 1, rows: 1)
    }
  }
}
