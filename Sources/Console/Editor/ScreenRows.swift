@preconcurrency import CReadline
import Glibc
import Text

/// Where readline puts the characters of a text: which begins each row, and where the cursor stands.
struct ScreenRows {
  /// UTF-8 offsets; the first row begins after the prompt.
  private(set) var starts = [0]
  private(set) var cursorRow = 0
  private(set) var cursorColumn = 0
  let indent: Int

  /// Of the line that is edited; nil while readline shows another prompt, too.
  /// - Parameter width: of the screen; nil: as readline knows it.
  init?(editedAt width: Int? = nil) {
    guard rl_display_prompt == rl_prompt, let prompt = rl_prompt, let line = rl_line_buffer,
      rl_readline_state & ScreenRows.busy == 0
    else { return nil }
    var columns: Int32 = 0
    rl_get_screen_size(nil, &columns)
    self.init(
      String(cString: line), from: ScreenRows.width(ofPrompt: prompt), width: width ?? Int(columns),
      cursor: Int(rl_point))
  }

  /// Searching, or reading a number: another prompt stands there.
  private static let busy = UInt(
    RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG | RL_STATE_VIMOTION | RL_STATE_DONE)

  /// - Parameters:
  ///   - width: of the screen.
  ///   - picturesControls: tabs and control characters stand there as ``picture(_:_:)`` has them.
  /// - Returns: nil where a character's place is not certain.
  init?(_ text: String, from indent: Int, width: Int, cursor: Int, picturesControls: Bool = false) {
    guard width > 2, indent < width else { return nil }
    self.indent = indent
    var (column, offset) = (indent, 0)
    for scalar in text.unicodeScalars {
      let length = UTF8.width(scalar)
      if scalar == "\n" {
        if offset == cursor { place(cursorAt: column) }
        starts.append(offset + length)
        column = 0
      } else {
        var cells = Int(wcwidth(wchar_t(scalar.value)))
        if picturesControls {
          cells = max(0, scalar.value < 0x20 ? ScreenRows.picture(scalar, at: column).count : cells)
        } else {
          guard scalar.value >= 0x20, cells >= 0, cells > 0 || column > 0 else { return nil }
        }
        if column + cells > width {
          starts.append(offset)
          column = 0
        }
        if offset == cursor { place(cursorAt: column) }
        column += cells
        if column >= width {
          starts.append(offset + length)
          column = 0
        }
      }
      offset += length
    }
    if offset == cursor { place(cursorAt: column) }
  }

  private mutating func place(cursorAt column: Int) { (cursorRow, cursorColumn) = (starts.count - 1, column) }

  /// A text without its newlines; blanks up to the next eighth column for a tab, `^A` for a control character.
  static func picture(_ text: String, _ column: inout Int) -> String {
    var result = ""
    for scalar in text.unicodeScalars where scalar != "\n" {
      if scalar.value < 0x20 {
        let picture = picture(scalar, at: column)
        result += picture
        column += picture.count
      } else {
        result.unicodeScalars.append(scalar)
        column += max(0, Int(wcwidth(wchar_t(scalar.value))))
      }
    }
    return result
  }

  private static func picture(_ control: Unicode.Scalar, at column: Int) -> String {
    control == "\t"
      ? String(repeating: " ", count: 8 - column % 8)
      : "^\(Character(Unicode.Scalar(control.value + 64) ?? "?"))"
  }

  /// The columns a prompt takes, what stands between readline's marks left out.
  static func width(ofPrompt prompt: UnsafeMutablePointer<CChar>) -> Int {
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
}
