import ArgumentParser
import LanguageServer

/// `dls lsp`
struct LSP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor: the Language Server Protocol on standard input and output.")

  // Editors give it by habit.
  @Flag(help: ArgumentHelp("Use standard input and output, as it always does.", visibility: .hidden))
  var stdio = false

  func run() throws {
    let status = LanguageServer().run()
    if status != 0 { throw ExitStatus(rawValue: status) }
  }
}
