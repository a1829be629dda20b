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
  private(set) var session: Session
  var theme: Theme
  var isDone = false
  private var status: Int32 = 0
  /// Cells that ran, for `:save`.
  private(set) var inputs: [String] = []
  private var number = 1
  /// The value of each cell, by number.
  private var outputs: [Argument] = []
  private let figures = FigureDisplay()
  private let report: (Fault) -> Void

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
    self.session = session ?? makeSession()
    theme = Terminal.hasColor(STDOUT_FILENO) ? .dark : .plain
    connect()
  }

  /// Until Ctrl-D, `:quit` or `exit(status)`; gives the exit status.
  public func run() -> Int32 {
    Interrupt.install(secondEnds: false)
    let editor = LineEditor(
      isComplete: { REPL.isCommand($0) || Parser.isComplete($0) },
      completions: { [unowned self] text, offset in completions(text, offset) })
    while !isDone {
      Output.flush()
      switch editor.read(prompt: theme.prompt(number)) {
      case .interrupted: continue
      case .end:
        Output.write("\n")
        isDone = true
      case .cell(let text):
        let cell = REPL.trimmed(text)
        if cell.isEmpty { continue }
        editor.remember(cell)
        accept(cell)
      }
    }
    figures.close()
    Output.flush()
    return status
  }

  func reset() {
    outputs = []
    session = makeSession()
    connect()
  }

  /// `?name`
  func describe(_ name: String) throws {
    guard let text = session.help(name) else { throw CommandFailure.nothingKnown(name) }
    Output.write(text + "\n")
  }

  func run(_ text: String) { run(Sources.add(name: "In[\(number)]", text: text), text: text) }

  /// False when it failed.
  /// - Parameter text: what `:save` keeps; nil: nothing.
  @discardableResult
  func run(_ source: Source, text: String?) -> Bool {
    Interrupt.isPending = false
    defer { Interrupt.isPending = false }
    do {
      let result = try session.run(source)
      if let text { inputs.append(text) }
      if let display = result.display { show(display) }
      remember(result.value)
      return true
    } catch let exit as ExitRequest {
      status = exit.status
      isDone = true
      return false
    } catch {
      Output.keepBar()
      report(FaultReport.fault(error))
      return false
    }
  }

  /// `ans` is the last value, `out[n]` that of cell n.
  private func remember(_ value: Argument?) {
    while outputs.count < number { outputs.append(.none) }
    outputs.append(value ?? .none)
    guard let value else { return }
    // A program may have made these names its own and unassignable; then they stay as they are.
    try? session.bind("ans", to: value)
    try? session.bind("out", to: .list(outputs))
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
  }

  private func accept(_ cell: String) {
    do {
      if cell.hasPrefix(":") {
        try command(cell.dropFirst())
      } else if cell.hasPrefix("?") || (cell.hasSuffix("?") && !cell.contains("\n")) {
        try describe(String(cell.filter { $0 != "?" && $0 != " " }))
      } else {
        run(cell)
        number += 1
      }
    } catch {
      report(FaultReport.fault(error))
    }
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

  private func show(_ display: String) {
    Output.write(theme.label(number) + (display.contains("\n") ? "\n" : " ") + display + "\n")
  }

  private func completions(_ text: String, _ offset: Int) -> (start: Int, names: [String]) {
    if text.hasPrefix(":"), !text.contains(" ") {
      return (0, Command.all.map { ":" + $0.name }.filter { $0.hasPrefix(text) })
    }
    return session.completions(for: text, at: offset)
  }

  private static func isCommand(_ text: String) -> Bool { text.hasPrefix(":") || text.hasPrefix("?") }

  private static func trimmed(_ text: String) -> String {
    var result = text[...]
    while result.last?.isWhitespace == true { result.removeLast() }
    return String(result.drop { $0.isWhitespace })
  }
}
