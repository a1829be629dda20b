import ArgumentParser
import Console
import Language

/// `dls explain CODE`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what an error code means, with an example; without a code, list them.")

  @Argument(help: ArgumentHelp("A code, E0230 say.", valueName: "code")) var code: String?

  func run() throws {
    guard let code else { return Output.write(Explanation.listing) }
    guard let text = Explanation.text(code.uppercased()) else {
      Output.error("dls explain: there is no code \"\(code)\"; error messages show theirs in brackets\n")
      throw ExitStatus.usage
    }
    Output.write(text)
  }
}
