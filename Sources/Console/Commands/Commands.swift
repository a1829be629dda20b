import Notebooks
import Text

extension Command {
  static let help = Command(
    name: "help", arguments: "[NAME]", summary: "what can be typed here; or about NAME", completes: .names
  ) {
    repl, argument in
    if argument.isEmpty { Output.write(CommandText.help) } else { try repl.describe(argument) }
  }

  static let vars = Command(name: "vars", arguments: "", summary: "the variables of this session") {
    repl, _ in
    Output.write(CommandText.table(repl.session.variables.map { [$0.name, $0.type, $0.display] }))
  }

  static let time = Command(
    name: "time", arguments: "CODE", summary: "run CODE and say how long it took", completes: .names
  ) { repl, argument in
    repl.runner.run([repl.newCell(try CommandFailure.required(argument, "time", "CODE"), isTimed: true)])
  }

  static let load = Command(
    name: "load", arguments: "FILE", summary: "run the cells of a .dls or .ipynb file here", completes: .files
  ) {
    repl, argument in
    let path = try CommandFailure.required(argument, "load", "FILE")
    let cells = try NotebookFile.read(path).cells.filter { $0.kind == .code && !$0.isEmptyOfCode }
    repl.runner.run(cells.map { repl.newCell($0.text) })
  }

  static let save = Command(
    name: "save", arguments: "[--for NAME] FILE",
    summary: "write this session's cells, or those NAME needs, as .dls, .ipynb or .md", completes: .files
  ) { repl, argument in
    var words = argument.split(separator: " ").map(String.init)
    var numbers = repl.ledger.replay
    if words.first == "--for" {
      guard words.count > 2 else {
        throw CommandFailure.missing(command: "save --for", argument: "NAME FILE")
      }
      let names = Set(words[1].split(separator: ",").map(String.init))
      for name in names where repl.session.value(of: name) == nil { throw CommandFailure.nothingKnown(name) }
      numbers = repl.ledger.needed(for: names)
      words.removeFirst(2)
    }
    let path = try CommandFailure.required(words.joined(separator: " "), "save", "FILE")
    let cells = numbers.compactMap { repl.ledger[$0] }
    try NotebookFile.write(
      Notebook(name: path, cells: cells.map { Cell(kind: .code, text: $0.text) }), to: path)
    Output.write("saved: \(path) (cells \(CommandText.ranges(numbers)))\n")
  }

  static let unshadow = Command(
    name: "unshadow", arguments: "NAME", summary: "bring back the builtin that a variable hides",
    completes: .names
  ) { repl, argument in
    let name = try CommandFailure.required(argument, "unshadow", "NAME")
    guard repl.session.unshadow(name) else { throw CommandFailure.noBuiltin(name) }
  }

  static let reset = Command(name: "reset", arguments: "", summary: "forget every variable and start again") {
    repl, _ in
    repl.reset()
  }

  static let theme = Command(
    name: "theme", arguments: "dark|light|plain", summary: "colours of this session",
    completes: .words(Theme.all.map(\.name))
  ) { repl, argument in
    guard let theme = Theme.named(argument) else {
      throw CommandFailure.notOneOf(argument, what: Wording("theme", "配色"), known: Theme.all.map(\.name))
    }
    repl.theme = theme
  }

  static let quit = Command(name: "quit", arguments: "", summary: "leave (also Ctrl-D)") { repl, _ in
    repl.isDone = true
  }
}
