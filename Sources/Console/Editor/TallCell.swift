@preconcurrency import CReadline
import Glibc
import Syntax
import Text

/// Draws cells that are higher than the screen, of which readline shows the beginning only: as many rows as there is
/// room for, those around the cursor among them, above a row that tells which lines they are.
enum TallCell {
  private struct Window {
    /// The first row of the text that is shown.
    var top: Int
    /// The cursor's, below the first.
    var cursorRow: Int
    /// Of the text that are shown.
    var rows: Int
  }

  /// nil while readline draws.
  nonisolated(unsafe) private static var window: Window?

  static var isShown: Bool { window != nil }

  static func forget() { show(nil) }

  /// False where readline shall draw.
  static func draw() -> Bool {
    guard let text = TallText() else {
      leave()
      return false
    }
    if window == nil {
      rl_clear_visible_line()
      rl_on_new_line()
    }
    let height = max(1, text.screenHeight - 2)
    let cursor = text.rows.cursorRow
    var top = min(window?.top ?? 0, text.rows.starts.count - height)
    top = max(0, min(max(top, cursor - height + 1), cursor))
    var picture = "\u{1B}[?25l" + home
    for row in top..<(top + height) { picture += "\u{1B}[2K" + text.row(row) + "\n" }
    picture += "\u{1B}[2K" + text.status(from: top, to: top + height)
    show(Window(top: top, cursorRow: cursor - top, rows: height))
    picture += "\u{1B}[\(height - (cursor - top))A\r"
    if text.rows.cursorColumn > 0 { picture += "\u{1B}[\(text.rows.cursorColumn)C" }
    write(picture + "\u{1B}[?25h")
    return true
  }

  /// The window has another size.
  static func redraw() {
    rl_reset_screen_size()
    forget()
    write("\u{1B}[H\u{1B}[2J")
    rl_on_new_line()
    rl_redisplay_function?()
  }

  /// The cell is done: all of it stays on the screen.
  static func finish() {
    guard isShown, let text = TallText() else { return }
    leave()
    write(text.all + "\n")
  }

  /// Goes below what is shown.
  static func stepAside() {
    guard let window else { return }
    write("\u{1B}[\(window.rows - window.cursorRow)B\r\u{1B}[2K")
    forget()
    rl_on_new_line()
  }

  /// Takes what is shown off the screen.
  private static func leave() {
    guard isShown else { return }
    write(home + "\u{1B}[J")
    forget()
    rl_on_new_line()
  }

  /// To the beginning of the first row that is shown.
  private static var home: String {
    guard let window, window.cursorRow > 0 else { return "\r" }
    return "\u{1B}[\(window.cursorRow)A\r"
  }

  private static func show(_ new: Window?) {
    window = new
    rl_completion_display_matches_hook =
      new == nil
      ? nil
      : { matches, count, longest in
        TallCell.stepAside()
        rl_display_match_list(matches, count, longest)
        rl_forced_update_display()
      }
  }

  private static func write(_ text: String) {
    fputs(text, rl_outstream)
    fflush(rl_outstream)
  }
}

/// What is edited, where it is too high for the screen.
private struct TallText {
  let rows: ScreenRows
  let screenHeight: Int
  private let bytes: [UInt8]
  private let colors: [String?]
  private let prompt: String
  private let isColored: Bool

  init?() {
    var (height, width): (Int32, Int32) = (0, 0)
    rl_get_screen_size(&height, &width)
    guard let line = rl_line_buffer, let prompt = rl_display_prompt, height > 3, Terminal.movesCursor,
      case let text = String(cString: line), text.utf8.count == Int(rl_end),
      let rows = ScreenRows(
        text, from: ScreenRows.width(ofPrompt: prompt), width: Int(width), cursor: Int(rl_point),
        picturesControls: true),
      rows.starts.count >= Int(height)
    else { return nil }
    self.rows = rows
    screenHeight = Int(height)
    bytes = Array(text.utf8)
    self.prompt = String(cString: prompt).filter { $0 != "\u{1}" && $0 != "\u{2}" }
    isColored = LiveColor.palette != nil
    colors = LiveColor.colors(of: text)
  }

  func row(_ index: Int) -> String {
    let end = index + 1 < rows.starts.count ? rows.starts[index + 1] : bytes.count
    return (index == 0 ? prompt : "")
      + LiveColor.colored(bytes[rows.starts[index]..<end], colors, from: index == 0 ? rows.indent : 0)
  }

  /// Long lines are left to the terminal to wrap.
  var all: String {
    var result = prompt
    var start = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if start > 0 { result += "\n" }
      let column = start == 0 ? rows.indent : 0
      result += LiveColor.colored(bytes[line.startIndex..<line.endIndex], colors, from: column)
      start = line.endIndex + 1
    }
    return result
  }

  /// `⋯ 12-34 / 202`, lines of the cell.
  func status(from top: Int, to end: Int) -> String {
    func line(_ row: Int) -> Int { 1 + bytes[..<rows.starts[row]].count { $0 == 0x0A } }
    let text = "⋯ \(line(top))-\(line(end - 1)) / \(1 + bytes.count { $0 == 0x0A })"
    return isColored ? "\u{1B}[2m\(text)\u{1B}[0m" : text
  }
}
