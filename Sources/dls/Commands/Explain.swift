import ArgumentParser
import Console

/// `dls explain CODE`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Tell what an error code means, with an example.")

  @Argument(help: ArgumentHelp("A code, E0203 say.", valueName: "code")) var code: String

  func run() throws {
    guard let explanation = Explanation.of(code.uppercased()) else {
      Output.error("dls explain: there is no code \"\(code)\"; error messages show theirs in brackets\n")
      throw ExitStatus.usage
    }
    Output.write(explanation.text)
  }
}
