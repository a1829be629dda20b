import Catalog
import Language
import Text

// What becomes of cells, as the user sees it.
extension REPL {
  /// A cell has ended: its value is shown and kept, or its error told.
  func end(_ run: CellRun, _ result: Result<CellResult, any Error>) {
    switch result {
    case .success(let result):
      if let display = result.display {
        let label = theme.label(run.cell.number)
        Output.write(label + (display.contains("\n") ? "\n" : " ") + display + "\n")
      }
      remember(result.value, of: run.cell.number)
    case .failure(let exit as ExitRequest):
      status = exit.status
      isDone = true
    case .failure(let error):
      Output.keepBar()
      report(FaultReport.fault(error))
    }
    if run.cell.isTimed { Output.write(Clock.text(run.seconds) + "\n") }
  }

  func tellPaused(_ run: CellRun) {
    Output.keepBar()
    let hint = Wording(
      ":resume goes on, :drop ends it; other cells run meanwhile", ":resume 继续，:drop 结束；其间可以运行其他单元格")
    Output.write(
      Wording("paused in \(run.place)", "暂停于\(run.place)").text + "\n" + theme.faint(hint.text) + "\n")
  }

  /// Once for each change of what is stale.
  func tellStale() {
    let stale = ledger.stale
    defer { knownStale = stale }
    guard stale != knownStale, !stale.isEmpty else { return }
    let names = Set(stale.compactMap { ledger[$0] }.flatMap { ledger.outdated($0) }).sorted()
    let cells = stale.map { String($0) }.joined(separator: ", ")
    let changed = names.joined(separator: ", ")
    let text = Wording(
      "stale: \(cells) (\(changed) changed); `:run stale` runs them again",
      "已过时：\(cells)（\(changed) 已改变）；`:run stale` 重新运行")
    Output.write(theme.faint(text.text) + "\n")
  }

  /// `ans` is the last value, `out[n]` that of cell n, unless the user has given these names values.
  private func remember(_ value: Argument?, of number: Int) {
    while outputs.count <= number { outputs.append(.none) }
    outputs[number] = value ?? .none
    guard let value else { return }
    if !session.isOwn("ans") { try? session.bind("ans", to: value) }
    if !session.isOwn("out") { try? session.bind("out", to: .list(outputs)) }
  }

  func completions(_ text: String, _ offset: Int) -> Candidates {
    guard text.hasPrefix(":") else {
      let lead = text.hasPrefix("?") ? 1 : 0
      let found = session.completions(for: String(text.dropFirst(lead)), at: offset - lead)
      return Candidates(start: found.start + lead, names: found.names)
    }
    guard let blank = text.firstIndex(of: " ") else {
      return Candidates(start: 0, names: Command.all.map { ":" + $0.name }.filter { $0.hasPrefix(text) })
    }
    guard let command = Command.all.first(where: { ":" + $0.name == text[..<blank] }) else {
      return Candidates(start: 0, names: [])
    }
    let start = text.utf8.distance(from: text.startIndex, to: text.index(after: blank))
    return command.completions(self, text, offset, start)
  }
}
