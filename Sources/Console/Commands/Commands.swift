import Notebooks
import Text

extension Command {
  static let help = Command(
    name: "help", arguments: "[NAME]",
    summary: Wording("what can be typed here; or about NAME", "这里可以输入什么；或说明 NAME"), completes: .names
  ) {
    repl, argument in
    if argument.isEmpty { Output.write(CommandText.help) } else { try repl.describe(argument) }
  }

  static let vars = Command(
    name: "vars", arguments: "", summary: Wording("the variables of this session", "本会话的变量")
  ) {
    repl, _ in
    Output.write(CommandText.table(repl.session.variables.map { [$0.name, $0.type, $0.display] }))
  }

  static let time = Command(
    name: "time", arguments: "CODE", summary: Wording("run CODE and say how long it took", "运行 CODE 并报告用时"),
    completes: .names
  ) { repl, argument in
    repl.runner.run([
      repl.newCell(try CommandFailure.required(argument, "time", Wording(verbatim: "CODE")), isTimed: true)
    ])
  }

  static let load = Command(
    name: "load", arguments: "FILE",
    summary: Wording("run the cells of a .dls or .ipynb file here", "在此运行 .dls 或 .ipynb 文件的单元格"),
    completes: .files
  ) {
    repl, argument in
    let path = CommandText.path(try CommandFailure.required(argument, "load", Wording(verbatim: "FILE")))
    let cells = try NotebookFile.read(path).cells.filter { $0.kind == .code && !$0.isEmptyOfCode }
    repl.runner.run(cells.map { repl.newCell($0.text) })
  }

  static let step = Command(
    name: "step", arguments: "[LOSS]",
    summary: Wording("walk through backpropagation, one node a key", "逐个节点走过反向传播，每键一个"),
    completes: .names
  ) { repl, argument in
    Stepper.walk(try repl.session.steps(of: argument.isEmpty ? "ans" : argument), theme: repl.theme)
  }

  static let unshadow = Command(
    name: "unshadow", arguments: "NAME",
    summary: Wording("bring back the builtin that a variable hides", "恢复被变量遮住的内建函数"),
    completes: .shadowed
  ) { repl, argument in
    let name = try CommandFailure.required(argument, "unshadow", Wording(verbatim: "NAME"))
    guard repl.session.unshadow(name) else { throw CommandFailure.noBuiltin(name) }
  }

  static let reset = Command(
    name: "reset", arguments: "", summary: Wording("forget every variable and start again", "忘记所有变量，重新开始")
  ) {
    repl, _ in
    repl.reset()
  }

  static let theme = Command(
    name: "theme", arguments: "dark|light|plain", summary: Wording("colours of this session", "本会话的颜色"),
    completes: .words(Theme.all.map(\.name))
  ) { repl, argument in
    guard !argument.isEmpty else {
      throw CommandFailure.missing(
        command: "theme", argument: Wording("dark, light or plain", "dark、light 或 plain"))
    }
    guard let theme = Theme.named(argument) else {
      throw CommandFailure.notOneOf(argument, what: Wording("theme", "配色"), known: Theme.all.map(\.name))
    }
    repl.theme = theme
  }

  static let quit = Command(
    name: "quit", arguments: "", summary: Wording("leave (also Ctrl-D)", "离开（也可按 Ctrl-D）")
  ) { repl, _ in
    repl.isDone = true
  }
}
