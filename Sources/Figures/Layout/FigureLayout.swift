/// The panels of a figure laid out on its sheet.
struct FigureLayout {
  let figure: Figure
  var panels: [PanelLayout] = []
  var title: PlacedText?

  init(_ figure: Figure) {
    self.figure = figure
    let (width, height) = (Double(figure.width), Double(figure.height))
    let columns = figure.columns
    let rows = figure.rows
    let cellWidth = width / Double(columns)
    let em = Swift.min(25, Swift.max(11, Swift.min(cellWidth / 26, height / Double(rows) / 17)))
    var top = height
    if !figure.title.isEmpty {
      let wide = TextMetrics.width(figure.title) * em * 1.3
      let size = em * 1.3 * Swift.min(1, (width - 2 * em) / Swift.max(1, wide))
      let lines = Double(TextMetrics.lineCount(figure.title))
      title = PlacedText(
        text: figure.title, x: width / 2, y: height - em * 0.5 - lines * size * 0.65, color: Color(0x111111),
        em: size)
      top -= em * 0.7 + lines * size * 1.3
    }
    let cellHeight = top / Double(rows)
    for (index, panel) in figure.panels.enumerated() {
      let (row, column) = (index / columns, index % columns)
      var cell = Box(
        left: Double(column) * cellWidth, bottom: top - Double(row + 1) * cellHeight,
        right: Double(column + 1) * cellWidth, top: top - Double(row) * cellHeight)
      if columns > 1 {
        cell.left += em * 0.4
        cell.right -= em * 0.4
      }
      panels.append(PanelLayout(panel, in: cell, em: em))
    }
  }
}
