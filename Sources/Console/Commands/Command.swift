/// A `:command` of the REPL. Help and completion come from this record.
struct Command {
  let name: String
  /// What follows the name: `FILE`, `[NAME]`.
  let arguments: String
  let summary: String
  /// - Parameter argument: the rest of the line, without blanks around it.
  let run: (_ repl: REPL, _ argument: String) throws -> Void

  static let all: [Command] =
    [help, vars, time, load, save, unshadow, reset, theme, quit]
}
