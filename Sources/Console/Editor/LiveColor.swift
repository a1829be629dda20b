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

  /// Once readline knows the user's settings.
  static func install() {
    let isDisturbed = disturbing.contains { name in
      rl_variable_value(name).map { String(cString: $0) == "on" } ?? false
    }
    guard !isDisturbed else { return }
    rl_redisplay_function = {
      rl_redisplay()
      LiveColor.paint()
    }
  }

  private static func paint() {
    guard let palette, let line = rl_line_buffer, rl_end > 0, rl_end < longest else { return }
    let text = String(cString: line)
    guard text.utf8.count == Int(rl_end), text.first != ":", text.first != "?" else { return }
    var height: Int32 = 0
    rl_get_screen_size(&height, nil)
    guard let rows = ScreenRows(editedAt: nil), rows.starts.count < Int(height) else { return }
    fputs(rows.painted(text, palette), rl_outstream)
    fflush(rl_outstream)
  }
}

extension ScreenRows {
  /// What writes the text in colour over itself; the cursor is where it was.
  fileprivate func painted(_ text: String, _ palette: [TokenClass: String]) -> String {
    let bytes = Array(text.utf8)
    var colors = [String?](repeating: nil, count: bytes.count)
    for piece in highlight(text) {
      guard let color = palette[piece.class] else { continue }
      for offset in piece.start..<min(piece.end, bytes.count) { colors[offset] = color }
    }
    var result = "\u{1B}7" + (cursorRow > 0 ? "\u{1B}[\(cursorRow)A" : "") + "\r"
    if indent > 0 { result += "\u{1B}[\(indent)C" }
    for (row, start) in starts.enumerated() {
      if row > 0 { result += "\r\u{1B}[B" }
      let end = row + 1 < starts.count ? starts[row + 1] : bytes.count
      result += ScreenRows.colored(bytes[start..<end], colors)
    }
    return result + "\u{1B}8"
  }

  private static func colored(_ bytes: ArraySlice<UInt8>, _ colors: [String?]) -> String {
    var result = ""
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let color = colors[start]
      var end = start
      while end < bytes.endIndex, colors[end] == color { end += 1 }
      let text = String(decoding: bytes[start..<end].filter { $0 != 0x0A }, as: UTF8.self)
      result += color.map { "\u{1B}[\($0)m\(text)\u{1B}[0m" } ?? text
      start = end
    }
    return result
  }
}
