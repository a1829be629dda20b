/// Figures as text for a terminal: braille dots for lines and points, coloured half blocks for images.
public enum Braille {
  /// - Parameters:
  ///   - columns: cells the figure may use across.
  ///   - rows: cells for each row of panels, titles and axes included.
  ///   - color: with the terminal's 256 colours.
  /// - Returns: lines joined by newlines, without a final one.
  public static func text(_ figure: Figure, columns: Int, rows: Int, color: Bool) -> String {
    let columns = max(20, columns)
    let across = max(1, min(figure.columns, columns / 38))
    let width = (columns - 2 * (across - 1)) / across
    var lines: [String] = []
    if !figure.title.isEmpty { lines.append(centred(figure.title, columns)) }
    for start in stride(from: 0, to: figure.panels.count, by: across) {
      let blocks = figure.panels[start..<min(figure.panels.count, start + across)].map {
        BraillePanel($0, columns: width, rows: max(6, rows)).lines(color: color)
      }
      for row in 0..<(blocks.map(\.count).max() ?? 0) {
        let parts = blocks.enumerated().map { index, block in
          let line = row < block.count ? block[row] : ""
          return index == blocks.count - 1 ? line : padded(line, width + 2)
        }
        lines.append(parts.joined())
      }
    }
    return lines.joined(separator: "\n")
  }

  static func centred(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, (width - DotCanvas.cells(text)) / 2)) + text
  }

  /// Escape sequences take no room.
  private static func padded(_ line: String, _ width: Int) -> String {
    var cells = 0
    var isEscape = false
    for letter in line {
      if letter == "\u{1B}" { isEscape = true }
      if !isEscape { cells += DotCanvas.cells(letter) }
      if isEscape, letter == "m" { isEscape = false }
    }
    return line + String(repeating: " ", count: max(0, width - cells))
  }
}

/// One panel in cells.
private struct BraillePanel {
  private let panel: Panel
  private let columns: Int
  private var canvas: DotCanvas
  private var x: Scale
  private var y: Scale
  private let xTicks: [Axis.Tick]
  private let yTicks: [Axis.Tick]
  private let gutter: Int

  init(_ panel: Panel, columns: Int, rows: Int) {
    var panel = panel
    if let surface = panel.surface { panel.marks = [BraillePanel.seenFromAbove(surface)] }
    self.panel = panel
    self.columns = columns
    let extent = Extent(panel.marks, logarithmicX: panel.x.isLogarithmic, logarithmicY: panel.y.isLogarithmic)
    (x, xTicks, _) = panel.x.settled(extent.x, aim: max(2, columns / 14))
    (y, yTicks, _) = panel.y.settled(extent.y, aim: max(2, rows / 4))
    if let sheet = panel.canvas {
      x = Scale(low: 0, high: sheet.width, isLogarithmic: false, isReversed: false)
      y = Scale(low: 0, high: sheet.height, isLogarithmic: false, isReversed: false)
    }
    let hasAxes = panel.frame != .none
    gutter = hasAxes ? min(columns / 3, (yTicks.map { DotCanvas.cells($0.text) }.max() ?? 0) + 1) : 0
    let entries = KeyEntry.entries(panel.marks).isEmpty ? 0 : 1
    let room =
      rows - (panel.title.isEmpty ? 0 : 1) - (hasAxes ? 2 : 0) - entries - (panel.x.label.isEmpty ? 0 : 1)
    var (wide, tall) = (columns - gutter - 1, max(3, room))
    // Pictures keep their shape; a cell is twice as tall as wide.
    if panel.aspect != nil || panel.canvas != nil, x.high > x.low, y.high > y.low {
      let ratio = (y.high - y.low) / (x.high - x.low) * (panel.aspect ?? 1)
      if ratio.isFinite, ratio > 0 {
        tall = max(2, min(tall, Int((Double(wide) * ratio / 2).rounded())))
        wide = max(4, min(wide, Int((Double(tall) * 2 / ratio).rounded())))
      }
    }
    canvas = DotCanvas(columns: wide, rows: tall)
    for mark in panel.marks { draw(mark) }
  }

  private static func seenFromAbove(_ surface: Surface) -> Mark {
    let columns = surface.xs.count
    var flipped: [Double] = []
    for row in (0..<surface.ys.count).reversed() {
      flipped += surface.values[row * columns..<(row + 1) * columns]
    }
    let finite = flipped.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    return .image(
      ImageMark(
        rows: surface.ys.count, columns: columns, values: flipped,
        x: (surface.xs.min() ?? 0)...(surface.xs.max() ?? 1),
        y: (surface.ys.min() ?? 0)...(surface.ys.max() ?? 1),
        range: low...max(low, high)))
  }

  func lines(color: Bool) -> [String] {
    var lines: [String] = []
    if !panel.title.isEmpty { lines.append(Braille.centred(panel.title, columns)) }
    let hasAxes = panel.frame != .none
    var names = [Int: String]()
    for tick in yTicks where hasAxes {
      let row = Int(
        ((1 - y.fraction(tick.value)) * Double(canvas.rows) - 0.5).rounded().clamped(
          0, Double(canvas.rows - 1)))
      names[row] = tick.text
    }
    for row in 0..<canvas.rows {
      let name = names[row] ?? ""
      let space = String(repeating: " ", count: max(0, gutter - 1 - DotCanvas.cells(name)))
      lines.append(
        (hasAxes ? space + name + (name.isEmpty ? " │" : " ┤") : "") + canvas.line(row, color: color))
    }
    if hasAxes { lines += foot() }
    if !panel.x.label.isEmpty { lines.append(Braille.centred(panel.x.label, columns)) }
    let key = KeyEntry.entries(panel.marks)
    if !key.isEmpty { lines.append(named(key, color: color)) }
    return lines
  }

  private func foot() -> [String] {
    var rule = Array(repeating: Character("─"), count: canvas.columns)
    var names = DotCanvas(columns: gutter + 1 + canvas.columns, rows: 1)
    var free = 0
    for tick in xTicks {
      let place = Int(
        (x.fraction(tick.value) * Double(canvas.columns) - 0.5).rounded().clamped(
          0, Double(canvas.columns - 1)))
      rule[place] = "┬"
      let width = DotCanvas.cells(tick.text)
      let start = max(0, min(gutter + 1 + place - width / 2, gutter + 1 + canvas.columns - width))
      guard start >= free else { continue }
      names.write(tick.text, column: start, row: 0, .ink)
      free = start + width + 1
    }
    return [String(repeating: " ", count: gutter) + "└" + String(rule), names.line(0, color: false)]
  }

  private func named(_ entries: [KeyEntry], color: Bool) -> String {
    let parts = entries.map { entry -> String in
      let sample: String =
        switch entry.form {
        case .line: "──"
        case .point: "●"
        case .box: "■"
        }
      guard color else { return sample + " " + entry.label }
      return "\u{1B}[38;5;\(entry.color.forTerminal.terminalIndex)m\(sample)\u{1B}[0m \(entry.label)"
    }
    return String(repeating: " ", count: gutter + 1) + parts.joined(separator: "   ")
  }

  private func dot(_ px: Double, _ py: Double) -> (x: Double, y: Double) {
    (x.fraction(px) * Double(canvas.dotWidth - 1), (1 - y.fraction(py)) * Double(canvas.dotHeight - 1))
  }

  private mutating func draw(_ mark: Mark) {
    switch mark {
    case .line(let line): stroke(zip(line.x, line.y).map { ($0, $1) }, line.color.forTerminal)
    case .points(let points):
      for (px, py) in zip(points.x, points.y) {
        let place = dot(px, py)
        guard place.x.isFinite, place.y.isFinite, abs(place.x) < 1e6, abs(place.y) < 1e6 else { continue }
        canvas.set(Int(place.x.rounded()), Int(place.y.rounded()), points.color.forTerminal)
      }
    case .area(let area):
      guard let color = (area.edge ?? (panel.canvas == nil ? area.fill : area.fill))?.forTerminal else {
        return
      }
      for polygon in area.polygons {
        guard let first = polygon.first else { continue }
        stroke((polygon + [first]).map { ($0.x, $0.y) }, color)
      }
    case .bars(let bars): fill(bars)
    case .image(let image):
      let span = image.range.upperBound - image.range.lowerBound
      let palette = panel.palette
      ground(image.rows, image.columns, image.x, image.y) { index in
        let value = image.values[index]
        return palette[span > 0 ? (value - image.range.lowerBound) / span : 0.5]
      }
    case .pixels(let image): ground(image.rows, image.columns, image.x, image.y) { image.colors[$0] }
    case .text(let text): write(text)
    case .arrow(let arrow):
      for one in arrow.arrows { stroke([(one.x0, one.y0), (one.x1, one.y1)], arrow.color.forTerminal) }
    }
  }

  private mutating func stroke(_ points: [(Double, Double)], _ color: Color) {
    var last: (x: Double, y: Double)?
    let limits = Double(max(canvas.dotWidth, canvas.dotHeight)) * 4
    for point in points {
      let place = dot(point.0, point.1)
      guard place.x.isFinite, place.y.isFinite else {
        last = nil
        continue
      }
      let here = (x: place.x.clamped(-limits, limits), y: place.y.clamped(-limits, limits))
      if let last {
        canvas.line(last.x, last.y, here.x, here.y, color)
      } else {
        canvas.set(Int(bounded: here.x), Int(bounded: here.y), color)
      }
      last = here
    }
  }

  private mutating func fill(_ bars: Bars) {
    let base = y.isLogarithmic ? y.low : bars.base
    for (bx, by) in zip(bars.x, bars.y) {
      let (a, b) = (dot(bx - bars.width / 2, by), dot(bx + bars.width / 2, base))
      guard a.x.isFinite, a.y.isFinite, b.x.isFinite, b.y.isFinite else { continue }
      let (left, right) = (Int(a.x.clamped(0, 1e5).rounded()), Int(b.x.clamped(0, 1e5).rounded()))
      let (top, bottom) = (Int(min(a.y, b.y).clamped(0, 1e5)), Int(max(a.y, b.y).clamped(0, 1e5)))
      for px in left...max(left, right - 1) {
        for py in top...bottom { canvas.set(px, py, bars.color.forTerminal) }
      }
    }
  }

  private mutating func ground(
    _ rows: Int, _ columns: Int, _ across: ClosedRange<Double>, _ up: ClosedRange<Double>,
    _ color: (Int) -> Color
  ) {
    for half in 0..<canvas.rows * 2 {
      let py = y.value(at: 1 - (Double(half) + 0.5) / Double(canvas.rows * 2))
      guard up.contains(py) else { continue }
      let share = (py - up.lowerBound) / (up.upperBound - up.lowerBound)
      let row = min(rows - 1, Int((y.isReversed ? share : 1 - share) * Double(rows)))
      for column in 0..<canvas.columns {
        let px = x.value(at: (Double(column) + 0.5) / Double(canvas.columns))
        guard across.contains(px) else { continue }
        let source = min(
          columns - 1,
          Int((px - across.lowerBound) / (across.upperBound - across.lowerBound) * Double(columns)))
        canvas.ground(column, half: half, color(row * columns + source))
      }
    }
  }

  private mutating func write(_ text: TextMark) {
    let place = dot(text.x, text.y)
    guard place.x.isFinite, place.y.isFinite, abs(place.x) < 1e6, abs(place.y) < 1e6 else { return }
    let width = DotCanvas.cells(text.text)
    let column =
      Int(place.x / 2) - (text.alignment == .center ? width / 2 : text.alignment == .right ? width : 0)
    canvas.write(text.text, column: column, row: Int(place.y / 4), text.color.forTerminal)
  }
}
