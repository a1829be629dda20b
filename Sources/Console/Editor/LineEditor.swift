@preconcurrency import CReadline
import Glibc
import Text

/// Reads cells from a terminal through readline's callback interface.
///
/// One at a time in a process: readline's state is global, and so is what its callbacks need.
final class LineEditor {
  enum Entry {
    case cell(String)
    /// Ctrl-C at the prompt.
    case interrupted
    /// Ctrl-D on an empty line, or the end of input.
    case end
    /// SIGHUP or SIGTERM; what was typed is in the history.
    case killed(Int32)
  }

  /// What readline's C callbacks reach.
  nonisolated(unsafe) private static var current: LineEditor?

  private let isComplete: (String) -> Bool
  let completions: (String, Int) -> Candidates
  private let historyPath: String?
  private var finished: Entry?
  /// Of the cell, where each line has a prompt of its own.
  private var earlierLines = ""

  /// - Parameters:
  ///   - isComplete: Return submits a text for which this holds, and otherwise starts a new line.
  ///   - completions: candidates for a text and the cursor's UTF-8 offset in it.
  init(
    isComplete: @escaping (String) -> Bool,
    completions: @escaping (String, Int) -> Candidates
  ) {
    self.isComplete = isComplete
    self.completions = completions
    historyPath = History.path()
    LineEditor.current = self
    rl_catch_signals = 0
    rl_catch_sigwinch = 0
    rl_readline_name = UnsafePointer(strdup("dls"))
    // Before the user's own settings are read, which win.
    rl_variable_bind("blink-matching-paren", "on")
    rl_variable_bind("colored-completion-prefix", "on")
    rl_variable_bind("show-all-if-ambiguous", "on")
    // It would take Ctrl-U from ``CellKeys``; what else it binds is bound in any case.
    rl_variable_bind("bind-tty-special-chars", "off")
    LineEditor.useUTF8()
    rl_initialize()
    CellKeys.bind()
    Completer.install()
    Drawing.install()
    if let historyPath { History.load(historyPath) }
    Interrupt.watchResize()
  }

  deinit { History.trim(historyPath) }

  /// Cells are UTF-8 whatever the locale. Readline asks the environment anew for each line.
  private static func useUTF8() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" { return }
    // Chosen by what the user set, before that is replaced.
    _ = UserLanguage.chosen
    setenv("LC_ALL", "C.UTF-8", 1)
    setlocale(LC_CTYPE, "")
  }

  func remember(_ cell: String) { History.add(cell, path: historyPath) }

  /// - Parameters:
  ///   - prompt: may hold colour; see ``Theme``.
  ///   - text: stands in the line to begin with.
  func read(prompt: String, text: String = "") -> Entry {
    finished = nil
    earlierLines = ""
    Interrupt.isPending = false
    // Signals come in only while waiting, so that none falls between looking and waiting.
    var open = JobSignals.hold()
    defer { JobSignals.release(open) }
    beginLine()
    Drawing.begin()
    rl_callback_handler_install(prompt) { line in LineEditor.current?.accept(line) }
    if !text.isEmpty {
      rl_insert_text(text)
      rl_redisplay_function?()
    }
    while finished == nil {
      if Interrupt.isPending { return cancel() }
      while finished == nil, let signal = JobSignals.take() { finished = answer(signal) }
      if finished != nil { break }
      if Interrupt.isResized {
        Interrupt.isResized = false
        redraw()
      }
      var input = fd_set()
      input.__fds_bits.0 = 1 << STDIN_FILENO
      let ready = pselect(STDIN_FILENO + 1, &input, nil, nil, nil, &open)
      if ready > 0 { rl_callback_read_char() }
      if ready < 0, errno != EINTR { break }
    }
    rl_callback_handler_remove()
    return finished ?? .end
  }

  /// The window has another size: what is edited is drawn anew where it begins. Readline alone would begin where the
  /// cursor stands.
  private func redraw() {
    if TallCell.isShown { return TallCell.redraw() }
    guard let rows = ScreenRows(editedAt: Terminal.wrapsAnew ? Terminal.width : nil) else {
      return rl_resize_terminal()
    }
    rl_reset_screen_size()
    fputs((rows.cursorRow > 0 ? "\u{1B}[\(rows.cursorRow)A" : "") + "\r\u{1B}[J", rl_outstream)
    rl_on_new_line()
    rl_redisplay_function?()
  }

  /// The prompt begins a line, whatever was printed, or typed ahead, before it.
  private func beginLine() {
    guard Terminal.movesCursor else { return }
    // A row of blanks ends in this row where the cursor stands at its beginning, and else in the next.
    fputs(String(repeating: " ", count: Terminal.width) + "\r\u{1B}[J", stdout)
    fflush(stdout)
  }

  /// Ctrl-Z leaves the terminal as it was, and ``SIGCONT`` takes it back; the line is still there.
  private func answer(_ signal: Int32) -> Entry? {
    switch signal {
    case SIGTSTP:
      Drawing.moveToEnd()
      rl_deprep_term_function?()
      JobSignals.stop()
    case SIGCONT:
      // Whoever had the terminal meanwhile may have left it in any mode.
      rl_deprep_term_function?()
      rl_prep_term_function?(1)
      beginLine()
      Drawing.begin()
      rl_on_new_line()
      rl_redisplay_function?()
    default:
      if let line = rl_line_buffer, rl_end > 0 { remember(String(cString: line)) }
      rl_callback_handler_remove()
      return .killed(signal)
    }
    return nil
  }

  private func accept(_ line: UnsafeMutablePointer<CChar>?) {
    guard let line else {
      finished = .end
      return rl_callback_handler_remove()
    }
    let text = earlierLines + String(cString: line)
    free(line)
    rl_callback_handler_remove()
    guard !Terminal.movesCursor, !submitsNow(text) else { return finished = .cell(text) }
    earlierLines = text + "\n"
    rl_callback_handler_install("  ...: ") { line in LineEditor.current?.accept(line) }
  }

  private func cancel() -> Entry {
    Interrupt.isPending = false
    Drawing.moveToEnd()
    // Readline would draw the line once more while it forgets it.
    Drawing.isOff = true
    defer { Drawing.isOff = false }
    fputs("^C\n", stdout)
    rl_free_line_state()
    rl_callback_sigcleanup()
    rl_callback_handler_remove()
    return .interrupted
  }

  /// Return ends the cell; otherwise it starts a new line.
  static func submits(_ text: String) -> Bool { current?.submitsNow(text) != false }

  private func submitsNow(_ text: String) -> Bool {
    // A blank last line sends even what is not complete, so that its error can be seen.
    if text.hasSuffix("\n") { return true }
    return isComplete(text)
  }
}

extension LineEditor {
  /// For ``Completer``: what stands in the line, and the candidates there.
  static func candidates() -> (candidates: Candidates, text: [UInt8])? {
    guard let current else { return nil }
    let bytes = CellKeys.buffer()
    let text = String(decoding: bytes, as: UTF8.self)
    return (current.completions(text, min(Int(rl_point), bytes.count)), bytes)
  }

  /// The cursor stands after `\` and the beginning of a symbol's name.
  static var isInSymbol: Bool {
    for byte in CellKeys.buffer().prefix(Int(rl_point)).reversed() {
      if byte == UInt8(ascii: "\\") { return true }
      let character = Character(Unicode.Scalar(byte))
      guard byte < 0x80, character.isLetter || character.isNumber || "_^".contains(character) else {
        return false
      }
    }
    return false
  }

  /// The cursor stands in a string, and not in code within an f-string; a string never goes on over a line.
  static var isInString: Bool {
    var (isInside, isEscaped, isFormat, isCode) = (false, false, false, false)
    var last: UInt8 = 0
    for byte in CellKeys.buffer().prefix(Int(rl_point)) {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isInside: isEscaped = true
      case UInt8(ascii: "\""):
        isInside.toggle()
        (isFormat, isCode) = (isInside && last == UInt8(ascii: "f"), false)
      case UInt8(ascii: "{") where isFormat: isCode = !(last == byte && isCode)
      case UInt8(ascii: "}"): isCode = false
      case 0x0A: (isInside, isCode) = (false, false)
      default: break
      }
      last = byte
    }
    return isInside && !isCode
  }
}
