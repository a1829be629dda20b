import ArgumentParser
import Console
import Notebooks
import Syntax
import Text

/// `dls fmt [--check] FILE…`
struct Fmt: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Give files the one canonical layout, in place.")

  @Flag(help: "Change nothing; name the files that would change, status 1 if there are any.")
  var check = false

  @OptionGroup var errors: ErrorOptions
  @Argument(help: "Files; - is standard input, written to standard output.") var files: [String]

  func run() throws {
    var worst = ExitStatus.done
    for path in files {
      do {
        if try !isTidy(path) { worst = .failed }
      } catch {
        errors.report.write(error)
        worst = .usage
      }
    }
    if worst != .done { throw worst }
  }

  /// Formats one file. False when `--check` finds it would change.
  private func isTidy(_ path: String) throws -> Bool {
    let text = try PlainFile.read(path)
    let tidy = try Formatter.format(Sources.add(name: path == "-" ? "stdin" : path, text: text))
    if check {
      if tidy != text { Output.write("\(path)\n") }
      return tidy == text
    }
    if path == "-" { Output.write(tidy) } else if tidy != text { try PlainFile.write(tidy, to: path) }
    return true
  }
}
