import Glibc
import Language
import Notebooks
import Text

extension Command {
  static let cells = Command(
    name: "cells", arguments: "",
    summary: Wording("the cells of this session, stale ones marked", "本会话的单元格，标出已过时的")
  ) {
    repl, _ in
    let paused = repl.runner.paused.map(\.cell.number)
    let rows = repl.ledger.cells.map { cell in
      let outdated = repl.ledger.outdated(cell)
      let mark =
        paused.contains(cell.number)
        ? Wording("paused", "已暂停").text
        : !cell.isDone
          ? Wording("failed", "失败").text
          : outdated.isEmpty
            ? "" : Wording("stale", "已过时").text + " (\(outdated.joined(separator: ", ")))"
      return ["[\(cell.number)]", mark, cell.text]
    }
    Output.write(CommandText.table(rows))
  }

  static let runCells = Command(
    name: "run", arguments: "N|A-B|stale", summary: Wording("run cells again, in their places", "原位重新运行单元格"),
    completes: .words(["stale"])
  ) { repl, argument in
    if argument == "stale" { return runStale(repl) }
    let argument = try CommandFailure.required(argument, "run", Wording("N, A-B or stale", "N、A-B 或 stale"))
    repl.runner.run(try argument.split { $0 == " " || $0 == "," }.flatMap { try pending(String($0), repl) })
  }

  /// Each at most once: what one changes may make later ones stale.
  private static func runStale(_ repl: REPL) {
    var done: Set<Int> = []
    if repl.ledger.stale.isEmpty { Output.write(Wording("no cell is stale", "没有过时的单元格").text + "\n") }
    while let number = repl.ledger.stale.first(where: { !done.contains($0) }), let cell = repl.ledger[number]
    {
      done.insert(number)
      Output.write(repl.theme.faint("In [\(number)]: \(CommandText.firstLine(cell.text))") + "\n")
      guard repl.runner.run([PendingCell(number: number, text: cell.text)]) else { return }
    }
  }

  static let edit = Command(
    name: "edit", arguments: "[N]",
    summary: Wording(
      "change cell N in $EDITOR, or at the prompt, and run it in its place", "在 $EDITOR 或提示符处修改单元格 N，并原位运行")
  ) { repl, argument in
    let last = repl.ledger.cells.last.map { String($0.number) } ?? ""
    let number = argument.isEmpty ? last : argument
    guard
      let cell = try pending(try CommandFailure.required(number, "edit", Wording(verbatim: "N")), repl).first
    else { return }
    guard let editor = Terminal.value("VISUAL") ?? Terminal.value("EDITOR") else {
      repl.edited = (cell.number, cell.text)
      return
    }
    guard let text = try ExternalEditor.edit(cell.text, with: editor), !text.isEmpty else { return }
    guard text != cell.text else {
      let hint = Wording(
        "unchanged; `:run \(cell.number)` runs it again", "没有改变；`:run \(cell.number)` 重新运行")
      return Output.write(repl.theme.faint(hint.text) + "\n")
    }
    repl.remember(text)
    Output.write(repl.theme.faint(text) + "\n")
    repl.runner.run([PendingCell(number: cell.number, text: text)])
  }

  static let resume = Command(
    name: "resume", arguments: "[N]",
    summary: Wording("go on with the cell that Ctrl-C paused last, or with N", "继续最近被 Ctrl-C 暂停的单元格，或单元格 N")
  ) { repl, argument in
    repl.runner.resume(try paused(argument, repl))
  }

  static let drop = Command(
    name: "drop", arguments: "[N|all]",
    summary: Wording("end a paused cell; what it has changed stays", "结束暂停的单元格；它已做的改变保留"),
    completes: .words(["all"])
  ) { repl, argument in
    if argument == "all" { return repl.runner.giveUpAll() }
    repl.runner.giveUp(try paused(argument, repl))
  }

  private static func paused(_ argument: String, _ repl: REPL) throws -> CellRun {
    let runs = repl.runner.paused
    let found = argument.isEmpty ? runs.last : runs.last { String($0.cell.number) == argument }
    guard let found else { throw CommandFailure.notPaused(argument) }
    return found
  }

  /// `3` or `2-5`, as cells to run again.
  private static func pending(_ range: String, _ repl: REPL) throws -> [PendingCell] {
    let ends = range.split(separator: "-", maxSplits: 1).map { Int($0) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else {
      throw CommandFailure.noCell(range, known: repl.ledger.cells.map(\.number))
    }
    let cells = repl.ledger.cells.filter { (first...last).contains($0.number) }
    guard !cells.isEmpty else { throw CommandFailure.noCell(range, known: repl.ledger.cells.map(\.number)) }
    if let waiting = repl.runner.paused.first(where: { (first...last).contains($0.cell.number) }) {
      throw CommandFailure.isPaused(waiting.cell.number)
    }
    return cells.map { PendingCell(number: $0.number, text: $0.text) }
  }
}
