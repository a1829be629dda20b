import Language
import Text

extension Command {
  static let check = Command(
    name: "check", arguments: "[N|CODE]",
    summary: Wording(
      "check names and shapes without running: of CODE, of cell N, or of all cells",
      "不运行而检查名字和形状：CODE、单元格 N 或所有单元格"
    ),
    completes: .names
  ) { repl, argument in
    let cells = repl.ledger.replay.compactMap { repl.ledger[$0] }
    var sources = cells.map { Sources.add(name: "In[\($0.number)]", text: $0.text) }
    var before: [Source] = []
    if let number = Int(argument) {
      guard let place = cells.firstIndex(where: { $0.number == number }) else {
        throw CommandFailure.noCell(argument, known: cells.map(\.number))
      }
      (before, sources) = (Array(sources[..<place]), Array(sources[...place]))
    } else if !argument.isEmpty {
      before = sources
      sources.append(Sources.add(name: ":check", text: argument))
    }
    // What is asked about may fail within a model of an earlier cell.
    let old = before.isEmpty ? [] : repl.session.check(cells: before)
    let faults = repl.session.check(cells: sources).filter { fault in
      !old.contains { $0.code == fault.code && $0.span == fault.span }
    }
    for fault in faults { repl.report(fault) }
    if faults.isEmpty { Output.write(Wording("no errors found", "没有发现错误").text + "\n") }
  }
}
