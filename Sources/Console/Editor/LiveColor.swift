@preconcurrency import CReadline
import Glibc
import Syntax
import Text

/// Colours the cell while it is typed.
///
/// Readline draws as ever; then its rows are written once more, in colour, into the same places. So cursor, wrapping,
/// completion and search stay readline's, and a text whose places are not certain just stays plain.
enum LiveColor {
  /// nil: no colour.
  nonisolated(unsafe) static var palette: [TokenClass: String]?

  /// Longer cells would cost more than a key stroke may take.
  private static let longest = 20_000

  /// Settings of the user's with which places would be others.
  private static let disturbing = ["show-mode-in-prompt", "horizontal-scroll-mode", "mark-modified-lines"]
  nonisolated(unsafe) private static var isDisturbed = false

  /// Once readline knows the user's settings.
  static func checkSettings() {
    isDisturbed = disturbing.contains { name in
      rl_variable_value(name).map { String(cString: $0) == "on" } ?? false
    }
  }

  /// Over what readline has just drawn.
  static func paint() {
    guard !isDisturbed, palette != nil, let line = rl_line_buffer, rl_end > 0, rl_end < longest else {
      return
    }
    let text = String(cString: line)
    guard text.utf8.count == Int(rl_end), text.first != ":", text.first != "?" else { return }
    var height: Int32 = 0
    rl_get_screen_size(&height, nil)
    guard let rows = ScreenRows(editedAt: nil), rows.starts.count < Int(height) else { return }
    fputs(rows.painted(text), rl_outstream)
    fflush(rl_outstream)
  }

  /// For each byte of a text its colour, nil where it has none.
  static func colors(of text: String) -> [String?] {
    let count = text.utf8.count
    var colors = [String?](repeating: nil, count: count)
    guard let palette, count < longest else { return colors }
    for piece in highlight(text) {
      guard let color = palette[piece.class] else { continue }
      for offset in piece.start..<min(piece.end, count) { colors[offset] = color }
    }
    return colors
  }

  /// - Parameter column: in which the text begins.
  static func colored(_ bytes: ArraySlice<UInt8>, _ colors: [String?], from column: Int) -> String {
    var result = ""
    var column = column
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let color = colors[start]
      var end = start
      while end < bytes.endIndex, colors[end] == color { end += 1 }
      let text = ScreenRows.picture(String(decoding: bytes[start..<end], as: UTF8.self), &column)
      result += color.map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
      start = end
    }
    return result
  }
}

extension ScreenRows {
  /// What writes the text in colour over itself; the cursor is where it was.
  fileprivate func painted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let colors = LiveColor.colors(of: text)
    var result = "\u{1B}7" + (cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : "") + "\r"
    if indent > 0 { result += "\u{1B}[\(indent)C" }
    for (row, start) in starts.enumerated() {
      if row > 0 { result += "\r\u{1B}[B" }
      let end = row + 1 < starts.count ? starts[row + 1] : bytes.count
      result += LiveColor.colored(bytes[start..<end], colors, from: 0)
    }
    return result + "\u{1B}8"
  }
}
