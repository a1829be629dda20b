import ArgumentParser
import Console
import Language
import Text

/// `dls doc [NAME] [--json]`
struct Doc: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The reference of builtins: all of them by category, or one in full.")

  @Flag(help: "As JSON, for tools.") var json = false
  @Argument(help: "A builtin.") var name: String?

  func run() throws {
    guard let name else {
      return Output.write((json ? Reference.json() ?? "[]" : Reference.listing()) + "\n")
    }
    guard let text = json ? Reference.json(name) : Reference.text(name) else {
      let close = closestNames(to: name, among: Reference.descriptors.map(\.name)).joined(separator: ", ")
      let hint = close.isEmpty ? "" : "; did you mean \(close)?"
      Output.error("dls doc: nothing is called \"\(name)\"\(hint)\n")
      throw ExitStatus.usage
    }
    Output.write(text + "\n")
  }
}
