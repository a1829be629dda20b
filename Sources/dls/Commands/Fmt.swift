import ArgumentParser
import Console
import Notebooks
import Syntax
import Text

/// `dls fmt [--check] FILE…`
struct Fmt: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording("Give files the one canonical layout, in place.", "把文件排成唯一的规范格式，就地修改。").text)

  @Flag(
    help: ArgumentHelp(
      Wording(
        "Change nothing; name the files that would change, status 1 if there are any.",
        "不做改变；列出会改变的文件，有则状态为 1。"
      ).text))
  var check = false

  @OptionGroup var errors: ErrorOptions
  @Argument(
    help: ArgumentHelp(
      Wording("Files; - is standard input, written to standard output.", "文件；- 是标准输入，写到标准输出。").text),
    completion: .file(extensions: ["dls"]))
  var files: [String]

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
