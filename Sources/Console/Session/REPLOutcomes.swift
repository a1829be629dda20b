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
    Output.write("paused in \(run.placeText)\n")
    Output.write(theme.faint(":resume goes on, :drop ends it; other cells run meanwhile") + "\n")
  }

  /// Once for each change of what is stale.
  func tellStale() {
    let stale = ledger.stale
    defer { knownStale = stale }
    guard stale != knownStale, !stale.isEmpty else { return }
    let names = Set(stale.compactMap { ledger[$0] }.flatMap { ledger.outdated($0) }).sorted()
    let cells = stale.map { String($0) }.joined(separator: ", ")
    Output.write(
      theme.faint("stale: \(cells) (\(names.joined(separator: ", ")) changed); `:run stale` runs them again")
        + "\n")
  }

  /// `ans` is the last value, `out[n]` that of cell n.
  private func remember(_ value: Argument?, of number: Int) {
    while outputs.count <= number { outputs.append(.none) }
    outputs[number] = value ?? .none
    guard let value else { return }
    // A program may have made these names its own and unassignable; then they stay as they are.
    try? session.bind("ans", to: value)
    try? session.bind("out", to: .list(outputs))
  }

  func completions(_ text: String, _ offset: Int) -> (start: Int, names: [String]) {
    guard text.hasPrefix(":") else {
      let lead = text.hasPrefix("?") ? 1 : 0
      let found = session.completions(for: String(text.dropFirst(lead)), at: offset - lead)
      return (found.start + lead, found.names)
    }
    guard let blank = text.firstIndex(of: " ") else {
      return (0, Command.all.map { ":" + $0.name }.filter { $0.hasPrefix(text) })
    }
    guard let command = Command.all.first(where: { ":" + $0.name == text[..<blank] }) else { return (0, []) }
    let start = text.utf8.distance(from: text.startIndex, to: text.index(after: blank))
    return command.completions(self, text, offset, start)
  }
}
