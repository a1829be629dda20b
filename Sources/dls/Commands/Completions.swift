import ArgumentParser
import Console
import Text

/// `dls completions SHELL`
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording("Print completions for a shell: bash, zsh or fish.", "打印 shell 的补全脚本：bash、zsh 或 fish。")
      .text)

  @Argument(help: ArgumentHelp(Wording("bash, zsh or fish.", "bash、zsh 或 fish。").text)) var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw ValidationError(
        Wording(
          "there are completions for bash, zsh and fish, not '\(shell)'",
          "有 bash、zsh 和 fish 的补全，没有“\(shell)”的"
        ).text)
    }
    Output.write(Dls.completionScript(for: shell) + "\n")
  }
}
