import ArgumentParser
import Console
import Notebooks
import Text

/// `dls convert IN OUT`
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording("Convert between .dls and .ipynb.", "在 .dls 与 .ipynb 之间转换。").text)

  @OptionGroup var errors: ErrorOptions
  @Argument(
    help: ArgumentHelp(Wording("A .dls or .ipynb file.", ".dls 或 .ipynb 文件。").text),
    completion: .file(extensions: ["dls", "ipynb", "md"]))
  var input: String
  @Argument(
    help: ArgumentHelp(Wording("A .dls, .ipynb or .md file.", ".dls、.ipynb 或 .md 文件。").text),
    completion: .file())
  var output: String

  func run() throws {
    do {
      try NotebookFile.write(NotebookFile.read(input), to: output)
    } catch {
      errors.report.write(error)
      throw ExitStatus.usage
    }
  }
}
