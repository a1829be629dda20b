import ArgumentParser
import Console

/// `dls completions SHELL`
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print completions for a shell: bash, zsh or fish.")

  @Argument(help: "bash, zsh or fish.") var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw ValidationError("there are completions for bash, zsh and fish, not '\(shell)'")
    }
    Output.write(Dls.completionScript(for: shell) + "\n")
  }
}
