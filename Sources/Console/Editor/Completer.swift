@preconcurrency import CReadline
import Glibc

/// Tab: names from the session, `\alpha` to α, file names inside strings.
enum Completer {
  nonisolated(unsafe) private static var matches: [String] = []
  nonisolated(unsafe) private static var given = 0
  nonisolated(unsafe) private static let breaks = strdup(" \t\n\"'`@$><=;|&{}()[]+-*/%^,.!~#:")
  nonisolated(unsafe) private static let blanks = strdup(" \t\n")
  nonisolated(unsafe) private static let quote = strdup("\"")
  /// Of `\\^2`, whose name holds what else would end a word.
  nonisolated(unsafe) private static let symbolBreaks = strdup(" \t\n\"'`@$><=;|&{}()[]+-*/%,.!~#:")

  static func install() {
    rl_completer_word_break_characters = UnsafePointer(breaks)
    rl_completer_quote_characters = UnsafePointer(strdup("\""))
    // A word after `:` at the start of the line is a command, its colon included.
    rl_completion_word_break_hook = {
      if LineEditor.isInSymbol { return Completer.symbolBreaks }
      // Readline takes a first character that parts words for no part of the word, even behind a quote.
      if LineEditor.isInString { return Completer.quote }
      return rl_line_buffer?.pointee == 0x3A ? Completer.blanks : Completer.breaks
    }
    rl_attempted_completion_function = { text, start, end in Completer.attempt(text, Int(start)) }
  }

  private static func attempt(
    _ text: UnsafePointer<CChar>?, _ start: Int
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    guard let text, let found = LineEditor.candidates() else { return nil }
    let isSymbol = LineEditor.isInSymbol
    if !isSymbol, found.candidates.wantsFiles || LineEditor.isInString { return nil }
    rl_attempted_completion_over = 1
    // Readline sets these anew each time.
    rl_completion_append_character = 0
    rl_completion_suppress_quote = 1
    let word = String(cString: text)
    matches = isSymbol ? symbols(word) : trimmed(found.candidates, found.text, wordStart: start)
    given = 0
    return rl_completion_matches(text) { _, state in Completer.next(state) }
  }

  private static func next(_ state: Int32) -> UnsafeMutablePointer<CChar>? {
    if state == 0 { given = 0 }
    guard given < matches.count else { return nil }
    given += 1
    return strdup(matches[given - 1])
  }

  /// The session's candidates, cut or lengthened to begin where readline's word does.
  private static func trimmed(_ found: Candidates, _ text: [UInt8], wordStart: Int) -> [String] {
    if found.start == wordStart { return found.names }
    if found.start > wordStart {
      let lead = String(decoding: text[wordStart..<min(found.start, text.count)], as: UTF8.self)
      return found.names.map { lead + $0 }
    }
    return found.names.map { String(decoding: $0.utf8.dropFirst(wordStart - found.start), as: UTF8.self) }
  }

  /// A name in full, or one that only one symbol begins with, becomes the symbol; else the names are listed.
  private static func symbols(_ word: String) -> [String] {
    guard let slash = word.lastIndex(of: "\\") else { return [] }
    let lead = word[..<slash]
    let name = String(word[word.index(after: slash)...])
    if let exact = Symbols.all[name] { return [lead + exact] }
    let names = Symbols.all.keys.filter { $0.hasPrefix(name) }.sorted()
    if names.count == 1, let only = Symbols.all[names[0]] { return [lead + only] }
    return names.map { lead + "\\" + $0 }
  }
}

/// What may stand at the cursor.
struct Candidates {
  /// UTF-8 offset at which the names begin.
  var start: Int
  var names: [String]
  /// Names of files instead.
  var wantsFiles = false
}
