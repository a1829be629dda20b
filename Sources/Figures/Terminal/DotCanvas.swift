/// A grid of terminal cells, each of 2×4 braille dots in one colour, or two coloured halves, or a letter.
struct DotCanvas {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var inks: [Color?]
  private var grounds: [(upper: Color?, lower: Color?)]
  private var letters: [Character?]

  init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    let count = self.columns * self.rows
    dots = Array(repeating: 0, count: count)
    inks = Array(repeating: nil, count: count)
    grounds = Array(repeating: (nil, nil), count: count)
    letters = Array(repeating: nil, count: count)
  }

  var dotWidth: Int { columns * 2 }
  var dotHeight: Int { rows * 4 }

  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  /// A dot; x to the right, y downward from the top.
  mutating func set(_ x: Int, _ y: Int, _ color: Color) {
    guard x >= 0, y >= 0, x < dotWidth, y < dotHeight else { return }
    let cell = y / 4 * columns + x / 2
    dots[cell] |= Self.bits[y % 4][x % 2]
    inks[cell] = color
  }

  mutating func line(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double, _ color: Color) {
    guard x0.isFinite, y0.isFinite, x1.isFinite, y1.isFinite else { return }
    let steps = Int(bounded: min(4000, max(1, max(abs(x1 - x0), abs(y1 - y0)).rounded(.up))))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      set(
        Int((x0 + (x1 - x0) * share).clamped(-1, 1e6)), Int((y0 + (y1 - y0) * share).clamped(-1, 1e6)), color)
    }
  }

  /// Colours the upper or lower half of a cell; halves count from the top.
  mutating func ground(_ column: Int, half: Int, _ color: Color) {
    guard column >= 0, column < columns, half >= 0, half < rows * 2 else { return }
    let cell = half / 2 * columns + column
    if half % 2 == 0 { grounds[cell].upper = color } else { grounds[cell].lower = color }
  }

  mutating func write(_ text: String, column: Int, row: Int, _ color: Color) {
    guard row >= 0, row < rows else { return }
    var column = column
    for letter in text {
      if column >= 0, column < columns {
        letters[row * columns + column] = letter
        inks[row * columns + column] = color
      }
      column += DotCanvas.cells(letter)
      // The second half of a wide letter holds nothing.
      if DotCanvas.cells(letter) == 2, column - 1 >= 0, column - 1 < columns {
        letters[row * columns + column - 1] = "\0"
      }
    }
  }

  /// Terminal cells a letter takes.
  static func cells(_ letter: Character) -> Int {
    TextMetrics.width(String(letter)) >= 0.999 && letter != "…" && letter != "—" ? wide(letter) : 1
  }

  private static func wide(_ letter: Character) -> Int {
    guard let scalar = letter.unicodeScalars.first else { return 1 }
    return scalar.value >= 0x1100 ? 2 : 1
  }

  static func cells(_ text: String) -> Int { text.reduce(0) { $0 + cells($1) } }

  func line(_ row: Int, color: Bool) -> String {
    var text = ""
    var state = ""
    for column in 0..<columns {
      let cell = row * columns + column
      if letters[cell] == "\0" { continue }
      let (glyph, style) = shown(cell, color: color)
      if color, style != state {
        text += style.isEmpty ? "\u{1B}[0m" : "\u{1B}[0m\u{1B}[" + style + "m"
        state = style
      }
      text.append(glyph)
    }
    if color, !state.isEmpty { text += "\u{1B}[0m" }
    if !color { while text.hasSuffix(" ") { text.removeLast() } }
    return text
  }

  private func shown(_ cell: Int, color: Bool) -> (Character, String) {
    let ink = inks[cell].map { "38;5;\($0.terminalIndex)" } ?? ""
    let (upper, lower) = grounds[cell]
    if let letter = letters[cell] {
      return (letter, ink + (lower.map { (ink.isEmpty ? "" : ";") + "48;5;\($0.terminalIndex)" } ?? ""))
    }
    if dots[cell] != 0 {
      let glyph = Unicode.Scalar(0x2800 + UInt32(dots[cell])).map(Character.init) ?? " "
      return (glyph, ink + (lower.map { ";48;5;\($0.terminalIndex)" } ?? ""))
    }
    guard upper != nil || lower != nil else { return (" ", "") }
    if color {
      let front = (upper ?? .white).terminalIndex
      let back = (lower ?? upper ?? .white).terminalIndex
      return ("▀", "38;5;\(front);48;5;\(back)")
    }
    let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    let light = ((upper ?? .white).lightness + (lower ?? upper ?? .white).lightness) / 2
    return (shades[min(4, Int(bounded: light * 5))], "")
  }
}

extension Color {
  /// The nearest of the 256 colours of terminals.
  var terminalIndex: Int {
    let parts = [red, green, blue].map(Int.init)
    if let high = parts.max(), let low = parts.min(), high - low < 10 {
      if high < 4 { return 16 }
      if low > 246 { return 231 }
      return 232 + min(23, max(0, (high - 8 + 5) / 10))
    }
    let levels = parts.map { $0 < 48 ? 0 : $0 < 115 ? 1 : min(5, ($0 - 35) / 40) }
    return 16 + 36 * levels[0] + 6 * levels[1] + levels[2]
  }

  /// Visible on dark and on light terminals.
  var forTerminal: Color { lightness < 0.22 ? Color(0x8A8A8A) : self }
}
