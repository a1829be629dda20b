import Notebooks
import Text

extension Command {
  static let help = Command(
    name: "help", arguments: "[NAME]", summary: "what can be typed here; or about NAME"
  ) {
    repl, argument in
    if argument.isEmpty { Output.write(CommandText.help) } else { try repl.describe(argument) }
  }

  static let vars = Command(name: "vars", arguments: "", summary: "the variables of this session") {
    repl, _ in
    Output.write(CommandText.table(repl.session.variables.map { [$0.name, $0.type, $0.display] }))
  }

  static let time = Command(name: "time", arguments: "CODE", summary: "run CODE and say how long it took") {
    repl, argument in
    let start = Clock.seconds()
    repl.run(argument)
    Output.write(Clock.text(Clock.seconds() - start) + "\n")
  }

  static let load = Command(
    name: "load", arguments: "FILE", summary: "run the cells of a .dls or .ipynb file here"
  ) {
    repl, argument in
    let path = try CommandFailure.required(argument, "load", "FILE")
    let notebook = try NotebookFile.read(path)
    for cell in notebook.cells where cell.kind == .code && !cell.isEmptyOfCode {
      guard repl.run(notebook.source(of: cell), text: nil) else { return }
    }
  }

  static let save = Command(
    name: "save", arguments: "FILE", summary: "write this session's cells as .dls, .ipynb or .md"
  ) { repl, argument in
    let path = try CommandFailure.required(argument, "save", "FILE")
    let cells = repl.inputs.map { Cell(kind: .code, text: $0) }
    try NotebookFile.write(Notebook(name: path, cells: cells), to: path)
    Output.write("saved: \(path)\n")
  }

  static let unshadow = Command(
    name: "unshadow", arguments: "NAME", summary: "bring back the builtin that a variable hides"
  ) { repl, argument in
    let name = try CommandFailure.required(argument, "unshadow", "NAME")
    guard repl.session.unshadow(name) else { throw CommandFailure.noBuiltin(name) }
  }

  static let reset = Command(name: "reset", arguments: "", summary: "forget every variable and start again") {
    repl, _ in
    repl.reset()
  }

  static let theme = Command(name: "theme", arguments: "dark|light|plain", summary: "colours of this session")
  {
    repl, argument in
    guard let theme = Theme.named(argument) else {
      throw CommandFailure.notOneOf(argument, what: "theme", known: Theme.all.map(\.name))
    }
    repl.theme = theme
  }

  static let quit = Command(name: "quit", arguments: "", summary: "leave (also Ctrl-D)") { repl, _ in
    repl.isDone = true
  }
}

enum CommandFailure: Failure {
  case unknown(String)
  case missing(command: String, argument: String)
  case notOneOf(String, what: String, known: [String])
  case nothingKnown(String)
  case noBuiltin(String)

  static func required(_ argument: String, _ command: String, _ name: String) throws -> String {
    if argument.isEmpty { throw missing(command: command, argument: name) }
    return argument
  }

  var fault: Fault {
    switch self {
    case .unknown(let name):
      let close = closestNames(to: name, among: Command.all.map(\.name))
      let help =
        close.isEmpty ? ":help lists the commands" : "did you mean :\(close.joined(separator: ", :"))?"
      return Fault("E0720", "there is no command :\(name)", help: [help])
    case .missing(let command, let argument): return Fault("E0721", ":\(command) wants \(argument)")
    case .notOneOf(let word, let what, let known):
      return Fault("E0722", "no \(what) \"\(word)\"", help: ["known: " + known.joined(separator: ", ")])
    case .noBuiltin(let name): return Fault("E0724", "there is no builtin \(name)")
    case .nothingKnown(let name): return Fault("E0723", "nothing is known about \(name)")
    }
  }
}

enum CommandText {
  static var help: String {
    let keys = [
      ["Return", "runs a complete cell, else starts a new line (a blank line runs it as it is)"],
      ["Tab", "completes names; \\alpha becomes α, \\nabla becomes ∇"],
      ["Ctrl-C", "clears the line; stops what runs, keeping all variables"], ["Ctrl-D", "leaves"],
      ["?name", "signature, formula and example of a builtin"],
      ["ans, out[n]", "the last value, the value of cell n"], ["… ;", "does not show the value"],
    ]
    let commands = Command.all.map {
      [":" + $0.name + ($0.arguments.isEmpty ? "" : " " + $0.arguments), $0.summary]
    }
    return table(keys) + "\n" + table(commands)
  }

  static func table(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { index, cell in
        index == row.count - 1
          ? firstLine(cell) : cell + String(repeating: " ", count: max(0, widths[index] - cell.count) + 2)
      }
      return "  " + cells.joined() + "\n"
    }.joined()
  }

  private static func firstLine(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    return line.count > 100 || line.count < text.count ? line.prefix(100) + " …" : String(line)
  }
}
