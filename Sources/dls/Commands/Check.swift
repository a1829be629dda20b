import ArgumentParser
import Console
import Text

/// `dls check FILE…`
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: Wording("Check syntax, names, arity and shapes without touching data.", "检查语法、名字、参数个数和形状，不读数据。")
      .text)

  @OptionGroup var errors: ErrorOptions
  @Argument(
    help: ArgumentHelp(Wording("Files to check.", "要检查的文件。").text), completion: .file(extensions: ["dls"]))
  var files: [String]

  func run() throws {
    let runtime = Runtime(errors)
    var found = false
    for path in files {
      let notebook = try runtime.read(path)
      let source = Sources.add(name: notebook.name, text: notebook.program)
      let faults = runtime.makeSession().check(source, cells: notebook.cells.map(\.firstLine))
      for fault in faults { runtime.report.write(fault) }
      found = found || faults.contains { $0.severity == .error }
    }
    if found { throw ExitStatus.failed }
  }
}
