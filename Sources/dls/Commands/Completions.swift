import ArgumentParser
import Console
import Text

/// `dls completions SHELL`
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording("Print completions for a shell: bash, zsh or fish.", "打印 shell 的补全脚本：bash、zsh 或 fish。")
      .text)

  @Argument(
    help: ArgumentHelp(Wording("bash, zsh or fish.", "bash、zsh 或 fish。").text),
    completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw ValidationError(
        Wording(
          "there are completions for bash, zsh and fish, not '\(shell)'",
          "有 bash、zsh 和 fish 的补全，没有“\(shell)”的"
        ).text)
    }
    Output.write(Completions.withScripts(Dls.completionScript(for: shell), shell) + "\n")
  }

  /// In the place of a command a script may stand, which ArgumentParser does not know of.
  private static func withScripts(_ text: String, _ shell: CompletionShell) -> String {
    switch shell {
    case .bash: return text.replacing("complete -o filenames -F", with: "complete -o filenames -o default -F")
    case .zsh:
      let commands = "_describe -V subcommand subcommands && ret=0"
      return text.replacing(commands, with: commands + "\n        _files -g '*.dls' && ret=0")
    default:
      let place = "__dls_should_offer_completions_for_positional \"dls\" -eq 1"
      return text + "\ncomplete -c 'dls' -n '\(place)' -fa '(__fish_complete_suffix .dls)'"
    }
  }
}
