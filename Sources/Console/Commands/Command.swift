import Text

/// A `:command` of the REPL. Help and completion come from this record.
struct Command {
  let name: String
  /// What follows the name: `FILE`, `[NAME]`.
  let arguments: String
  let summary: Wording
  var completes = Completion.nothing
  /// - Parameter argument: the rest of the line, without blanks around it.
  let run: (_ repl: REPL, _ argument: String) throws -> Void

  /// What Tab offers after the name.
  enum Completion {
    case nothing
    /// Names and code of the session.
    case names
    case files
    case words([String])
    /// Builtins that a variable hides.
    case shadowed
  }

  /// `:save [--for NAME] FILE`
  var usage: String { ":" + name + (arguments.isEmpty ? "" : " " + arguments) }

  static let all: [Command] =
    [
      help, vars, cells, runCells, check, edit, resume, drop, step, time, load, save, unshadow, reset, theme,
      quit,
    ]

  private func words(_ repl: REPL) -> [String] {
    switch completes {
    case .words(let words): words
    case .shadowed: repl.session.shadowedNames
    default: []
    }
  }

  /// - Parameter start: where what follows the name begins.
  func completions(_ repl: REPL, _ text: String, _ offset: Int, _ start: Int) -> Candidates {
    let typed = String(decoding: text.utf8.prefix(offset).dropFirst(start), as: UTF8.self)
    let word = typed.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    switch completes {
    case .nothing: return Candidates(start: offset, names: [])
    case .files where typed.hasPrefix("--for ") && typed.filter({ $0 == " " }).count == 1: break
    case .files: return Candidates(start: offset, names: [], wantsFiles: true)
    case .names: break
    case .words, .shadowed:
      return Candidates(start: offset - word.utf8.count, names: words(repl).filter { $0.hasPrefix(word) })
    }
    let found = repl.session.completions(for: text, at: offset)
    return Candidates(start: found.start, names: found.names)
  }
}
