import Catalog
import Figures
import Glibc
import Language
import Notebooks
import Syntax
import Text

/// The interactive session: reads a cell, runs it, shows its value.
public final class REPL {
  let makeSession: () -> Session
  let host: TerminalHost
  private(set) var runner: CellRunner
  var session: Session { runner.session }
  var ledger: CellLedger { runner.ledger }
  var theme: Theme
  var isDone = false
  var status: Int32 = 0
  /// Of the next new cell.
  private var number = 1
  /// The value of each cell, by number.
  var outputs: [Argument] = []
  /// A cell whose text stands at the next prompt, to be changed and run in its place.
  var edited: (number: Int, text: String)?
  /// Cells last reported as stale.
  var knownStale: [Int] = []
  let figures = FigureDisplay()
  let files = SavedFiles()
  let report: (Fault) -> Void
  private var rememberText: (String) -> Void = { _ in }

  /// - Parameters:
  ///   - session: what `-i` ran its code in; nil: a fresh one.
  ///   - report: writes an error or a warning.
  public init(
    session: Session? = nil, host: TerminalHost, report: @escaping (Fault) -> Void,
    makeSession: @escaping () -> Session
  ) {
    self.makeSession = makeSession
    self.host = host
    self.report = report
    runner = CellRunner(session ?? makeSession())
    theme = Terminal.hasColor(STDOUT_FILENO) ? .dark : .plain
    connect()
  }

  /// Until Ctrl-D, `:quit` or `exit(status)`; gives the exit status.
  public func run() -> Int32 {
    Interrupt.install(secondEnds: false)
    host.onInterruption = { [unowned self] in try runner.interrupt() }
    let editor = LineEditor(
      isComplete: { REPL.isCommand($0) || Parser.isComplete($0) },
      completions: { [unowned self] text, offset in completions(text, offset) })
    rememberText = { editor.remember($0) }
    while !isDone {
      Output.flush()
      let cell = edited
      edited = nil
      let paused = runner.paused.map(\.cell.number)
      LiveColor.palette = theme.usesColor ? theme.tokens : nil
      switch editor.read(
        prompt: theme.prompt(cell?.number ?? number, paused: paused), text: cell?.text ?? "")
      {
      case .interrupted: continue
      case .killed(let signal):
        status = 128 + signal
        isDone = true
      case .end:
        Output.write("\n")
        isDone = true
      case .cell(let text):
        let text = REPL.trimmed(text)
        if text.isEmpty { continue }
        editor.remember(text)
        accept(text, number: cell?.number)
      }
    }
    runner.giveUpAll()
    figures.close()
    Output.flush()
    return status
  }

  /// Forgets variables and cells; numbers go on.
  func reset() {
    runner.giveUpAll()
    outputs = []
    knownStale = []
    runner = CellRunner(makeSession())
    connect()
  }

  /// `?name`; of an error's code its story, of `:save` what it does, of nothing all that can be typed.
  func describe(_ name: String) throws {
    if name.isEmpty { return Output.write(CommandText.help) }
    if let command = Command.all.first(where: { ":" + $0.name == name }) {
      return Output.write(CommandText.page(command.usage + "\n\n  " + command.summary.text))
    }
    if let story = Explanation.text(name.uppercased()) { return Output.write(CommandText.page(story)) }
    if let text = session.help(name) { return Output.write(CommandText.page(text)) }
    let mentions = Reference.mentions(name)
    guard !mentions.isEmpty else {
      throw CommandFailure.nothingKnown(name, close: closestNames(to: name, among: session.knownNames))
    }
    Output.write(mentions.prefix(20).map { "  \($0)\n" }.joined())
  }

  /// Keeps a text that did not come from the prompt in the history.
  func remember(_ text: String) { rememberText(text) }

  /// The text as a cell with a number of its own.
  func newCell(_ text: String, isTimed: Bool = false) -> PendingCell {
    defer { number += 1 }
    return PendingCell(number: number, text: text, isTimed: isTimed)
  }

  private func connect() {
    session.output = { Output.write($0) }
    session.onFigure = { [unowned self] figure in
      do {
        try figures.show(figure, color: theme.usesColor)
      } catch {
        report(FaultReport.fault(error))
      }
    }
    runner.onEnd = { [unowned self] run, result in end(run, result) }
    runner.onPause = { [unowned self] run in tellPaused(run) }
  }

  /// - Parameter number: of the cell whose place the text takes; nil: a new one.
  private func accept(_ text: String, number: Int?) {
    do {
      if text.hasPrefix(":") {
        try command(text.dropFirst())
      } else if text.hasPrefix("?") || (text.hasSuffix("?") && !text.contains("\n")) {
        try describe(REPL.trimmed(text.filter { $0 != "?" }))
      } else if let number {
        runner.run([PendingCell(number: number, text: text)])
      } else {
        runner.run([newCell(text)])
      }
    } catch {
      report(FaultReport.fault(error))
    }
    tellStale()
  }

  private func command(_ line: Substring) throws {
    let name = line.prefix { !$0.isWhitespace }
    let argument = REPL.trimmed(String(line.dropFirst(name.count)))
    let matches = Command.all.filter { $0.name.hasPrefix(name) }
    guard
      let command = Command.all.first(where: { $0.name == name }) ?? (matches.count == 1 ? matches[0] : nil)
    else { throw CommandFailure.unknown(String(name)) }
    try command.run(self, argument)
  }

  private static func isCommand(_ text: String) -> Bool { text.hasPrefix(":") || text.hasPrefix("?") }

  private static func trimmed(_ text: String) -> String {
    var result = text[...]
    while result.last?.isWhitespace == true { result.removeLast() }
    return String(result.drop { $0.isWhitespace })
  }
}
