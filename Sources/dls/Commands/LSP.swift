import ArgumentParser
import LanguageServer
import Text

/// `dls lsp`
struct LSP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: Wording(
      "Serve an editor: the Language Server Protocol on standard input and output.",
      "为编辑器服务：通过标准输入输出的语言服务器协议。"
    ).text)

  // Editors give it by habit.
  @Flag(
    help: ArgumentHelp(
      Wording("Use standard input and output, as it always does.", "使用标准输入输出（总是如此）。").text,
      visibility: .hidden))
  var stdio = false

  func run() throws {
    let status = LanguageServer().run()
    if status != 0 { throw ExitStatus(rawValue: status) }
  }
}
