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
    guard let palette, rl_display_prompt == rl_prompt, let prompt = rl_prompt, let line = rl_line_buffer,
      rl_end > 0, rl_end < longest, rl_readline_state & busy == 0
    else { return }
    let text = String(cString: line)
    guard text.utf8.count == Int(rl_end), text.first != ":", text.first != "?" else { return }
    var (height, width): (Int32, Int32) = (0, 0)
    rl_get_screen_size(&height, &width)
    let start = promptWidth(prompt)
    guard let rows = Rows(text, from: start, width: Int(width), cursor: Int(rl_point)),
      rows.starts.count < Int(height)
    else { return }
    emit(rows.painted(text, palette))
  }

  /// Searching, or reading a number: another prompt stands there.
  private static let busy = UInt(
    RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG | RL_STATE_VIMOTION | RL_STATE_DONE)

  private static func emit(_ text: String) {
    fputs(text, rl_outstream)
    fflush(rl_outstream)
  }
}

/// The columns a prompt takes, what stands between readline's marks left out.
private func promptWidth(_ prompt: UnsafeMutablePointer<CChar>) -> Int {
  var isInvisible = false
  var shown = ""
  for scalar in String(cString: prompt).unicodeScalars {
    switch scalar.value {
    case 1: isInvisible = true
    case 2: isInvisible = false
    default: if !isInvisible { shown.unicodeScalars.append(scalar) }
    }
  }
  return displayWidth(shown)
}

/// Where readline puts the characters of a text: which begins each row, and where the cursor stands.
private struct Rows {
  /// UTF-8 offsets; the first row begins after the prompt.
  private(set) var starts = [0]
  private(set) var cursorRow = 0
  private let indent: Int

  /// - Parameter width: of the screen.
  /// - Returns: nil where a character's place is not certain.
  init?(_ text: String, from indent: Int, width: Int, cursor: Int) {
    guard width > 2, indent < width else { return nil }
    self.indent = indent
    var (column, offset) = (indent, 0)
    for scalar in text.unicodeScalars {
      if offset == cursor { cursorRow = starts.count - 1 }
      let length = UTF8.width(scalar)
      if scalar == "\n" {
        starts.append(offset + length)
        column = 0
      } else {
        let cells = Int(wcwidth(wchar_t(scalar.value)))
        guard scalar.value >= 0x20, cells >= 0, cells > 0 || column > 0 else { return nil }
        if column + cells > width {
          starts.append(offset)
          column = 0
        }
        column += cells
        if column >= width {
          starts.append(offset + length)
          column = 0
        }
      }
      offset += length
    }
    if offset == cursor { cursorRow = starts.count - 1 }
  }

  /// What writes the text in colour over itself; the cursor is where it was.
  func painted(_ text: String, _ palette: [TokenClass: String]) -> String {
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
      result += Rows.colored(bytes[start..<end], colors)
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
