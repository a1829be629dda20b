import ArgumentParser
import Console
import Notebooks

/// `dls convert IN OUT`
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Convert between .dls and .ipynb.")

  @OptionGroup var errors: ErrorOptions
  @Argument(help: "A .dls or .ipynb file.") var input: String
  @Argument(help: "A .dls, .ipynb or .md file.") var output: String

  func run() throws {
    do {
      try NotebookFile.write(NotebookFile.read(input), to: output)
    } catch {
      errors.report.write(error)
      throw ExitStatus.usage
    }
  }
}
