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
  }

  /// What readline's C callbacks reach.
  nonisolated(unsafe) fileprivate static var current: LineEditor?

  private let isComplete: (String) -> Bool
  let completions: (String, Int) -> Candidates
  private let historyPath: String?
  private var finished: Entry?

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
    LineEditor.useUTF8()
    rl_initialize()
    bindKeys()
    Completer.install()
    LiveColor.install()
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
    Interrupt.isPending = false
    var blocked = sigset_t()
    var open = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGINT)
    sigaddset(&blocked, SIGWINCH)
    // Signals come in only while waiting, so that none falls between looking and waiting.
    pthread_sigmask(SIG_BLOCK, &blocked, &open)
    defer { pthread_sigmask(SIG_SETMASK, &open, nil) }
    beginLine()
    rl_callback_handler_install(prompt) { line in LineEditor.current?.accept(line) }
    if !text.isEmpty {
      rl_insert_text(text)
      rl_redisplay()
    }
    while finished == nil {
      if Interrupt.isPending { return cancel() }
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
    // xterm cuts lines off where others wrap them anew.
    let wraps = Terminal.value("XTERM_VERSION") == nil
    guard let rows = ScreenRows(editedAt: wraps ? Terminal.width : nil) else { return rl_resize_terminal() }
    rl_reset_screen_size()
    fputs((rows.cursorRow > 0 ? "\u{1B}[\(rows.cursorRow)A" : "") + "\r\u{1B}[J", rl_outstream)
    rl_on_new_line()
    rl_redisplay_function?()
  }

  /// The prompt begins a line, whatever was printed, or typed ahead, before it.
  private func beginLine() {
    guard Terminal.isTerminal(STDOUT_FILENO), Terminal.value("TERM").map({ $0 != "dumb" }) ?? false else {
      return
    }
    // A row of blanks ends in this row where the cursor stands at its beginning, and else in the next.
    fputs(String(repeating: " ", count: Terminal.width) + "\r\u{1B}[J", stdout)
    fflush(stdout)
  }

  private func accept(_ line: UnsafeMutablePointer<CChar>?) {
    guard let line else {
      finished = .end
      return rl_callback_handler_remove()
    }
    finished = .cell(String(cString: line))
    free(line)
    rl_callback_handler_remove()
  }

  private func cancel() -> Entry {
    Interrupt.isPending = false
    rl_point = rl_end
    rl_redisplay()
    // Readline draws once more below, where it need not write anything.
    LiveColor.palette = nil
    fputs("^C\n", stdout)
    rl_free_line_state()
    rl_callback_sigcleanup()
    rl_callback_handler_remove()
    return .interrupted
  }

  private func bindKeys() {
    for keymap in [
      rl_get_keymap_by_name("emacs"), rl_get_keymap_by_name("vi-insert"), rl_get_keymap_by_name("vi-command"),
    ] {
      for key in ["\r", "\n"] { rl_bind_keyseq_in_map(key, submitOrBreak, keymap) }
      rl_bind_keyseq_in_map("\\e\\C-m", insertBreak, keymap)
      for key in ["\\e[A", "\\eOA"] { rl_bind_keyseq_in_map(key, moveUp, keymap) }
      for key in ["\\e[B", "\\eOB"] { rl_bind_keyseq_in_map(key, moveDown, keymap) }
    }
    for keymap in [rl_get_keymap_by_name("emacs"), rl_get_keymap_by_name("vi-insert")] {
      for key in ")]}".utf8 { rl_bind_key_in_map(Int32(key), closeBracket, keymap) }
    }
  }

  fileprivate func submitsNow(_ text: String) -> Bool {
    // A blank last line sends even what is not complete, so that its error can be seen.
    if text.hasSuffix("\n") { return true }
    return isComplete(text)
  }
}

private func buffer() -> [UInt8] {
  guard let line = rl_line_buffer else { return [] }
  return UnsafeBufferPointer(start: line, count: Int(rl_end)).map { UInt8(bitPattern: $0) }
}

private func submitOrBreak(_ count: Int32, _ key: Int32) -> Int32 {
  let text = String(decoding: buffer(), as: UTF8.self)
  if LineEditor.current?.submitsNow(text) != false {
    if text.contains("\n"), isLast(rl_reverse_search_history) || isLast(rl_forward_search_history) {
      // The search's own prompt may be longer than the one that now stands there again.
      rl_clear_visible_line()
      rl_forced_update_display()
    }
    return rl_newline(1, key)
  }
  return insertBreak(count, key)
}

private typealias KeyFunction = @convention(c) (Int32, Int32) -> Int32

/// The last key ran this function.
private func isLast(_ function: @escaping KeyFunction) -> Bool {
  guard let last = rl_last_func else { return false }
  return unsafeBitCast(last, to: Int.self) == unsafeBitCast(function, to: Int.self)
}

/// A newline, indented by the brackets that stand open before it.
private func insertBreak(_ count: Int32, _ key: Int32) -> Int32 {
  var depth = 0
  for byte in buffer().prefix(Int(rl_point)) {
    if "([{".utf8.contains(byte) { depth += 1 }
    if ")]}".utf8.contains(byte) { depth = max(0, depth - 1) }
  }
  rl_insert_text("\n" + String(repeating: "  ", count: min(depth, 20)))
  return 0
}

/// A closing bracket at the beginning of a line takes one step of its indentation back.
private func closeBracket(_ count: Int32, _ key: Int32) -> Int32 {
  let line = buffer().prefix(Int(rl_point)).split(separator: 0x0A, omittingEmptySubsequences: false)
  if line.count > 1, let last = line.last, last.count >= 2, last.allSatisfy({ $0 == 0x20 }) {
    rl_point -= 2
    rl_delete_text(rl_point, rl_point + 2)
  }
  return rl_insert_close(count, key)
}

/// Up and down move within a cell of several lines, and through history from its first and last line.
private func moveUp(_ count: Int32, _ key: Int32) -> Int32 {
  let bytes = buffer()
  let point = min(Int(rl_point), bytes.count)
  guard let lineEnd = bytes[..<point].lastIndex(of: 0x0A) else {
    return PrefixSearch.move(by: -1, from: bytes, point) ? 0 : rl_get_previous_history(count, key)
  }
  let start = (bytes[..<lineEnd].lastIndex(of: 0x0A) ?? -1) + 1
  rl_point = Int32(offset(ofColumn: column(bytes[(lineEnd + 1)..<point]), in: bytes[start..<lineEnd]))
  return 0
}

private func moveDown(_ count: Int32, _ key: Int32) -> Int32 {
  let bytes = buffer()
  let point = min(Int(rl_point), bytes.count)
  guard let lineEnd = bytes[point...].firstIndex(of: 0x0A) else {
    return PrefixSearch.move(by: 1, from: bytes, point) ? 0 : rl_get_next_history(count, key)
  }
  let start = (bytes[..<point].lastIndex(of: 0x0A) ?? -1) + 1
  let end = bytes[(lineEnd + 1)...].firstIndex(of: 0x0A) ?? bytes.count
  rl_point = Int32(offset(ofColumn: column(bytes[start..<point]), in: bytes[(lineEnd + 1)..<end]))
  return 0
}

/// On the screen: a Chinese character takes two.
private func column(_ bytes: ArraySlice<UInt8>) -> Int {
  displayWidth(String(decoding: bytes, as: UTF8.self))
}

private func offset(ofColumn column: Int, in line: ArraySlice<UInt8>) -> Int {
  var (width, offset) = (0, line.startIndex)
  for character in String(decoding: line, as: UTF8.self) {
    if width >= column { break }
    width += displayWidth(character)
    offset += character.utf8.count
  }
  return offset
}

extension LineEditor {
  /// For ``Completer``: what stands in the line, and the candidates there.
  static func candidates() -> (candidates: Candidates, text: [UInt8])? {
    guard let current else { return nil }
    let bytes = buffer()
    let text = String(decoding: bytes, as: UTF8.self)
    return (current.completions(text, min(Int(rl_point), bytes.count)), bytes)
  }

  /// The cursor stands after `\` and the beginning of a symbol's name.
  static var isInSymbol: Bool {
    for byte in buffer().prefix(Int(rl_point)).reversed() {
      if byte == UInt8(ascii: "\\") { return true }
      let character = Character(Unicode.Scalar(byte))
      guard byte < 0x80, character.isLetter || character.isNumber || "_^".contains(character) else {
        return false
      }
    }
    return false
  }

  /// The cursor stands in a string; a string never goes on over a line.
  static var isInString: Bool {
    var isInside = false
    var isEscaped = false
    for byte in buffer().prefix(Int(rl_point)) {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isInside: isEscaped = true
      case UInt8(ascii: "\""): isInside.toggle()
      case 0x0A: isInside = false
      default: break
      }
    }
    return isInside
  }
}
