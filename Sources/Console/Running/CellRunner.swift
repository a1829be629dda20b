import Catalog
import Language
import Text

/// Runs cells so that Ctrl-C can pause them, and keeps those that stand still.
final class CellRunner {
  let ledger = CellLedger()
  let session: Session
  /// In the order in which they paused.
  private(set) var paused: [CellRun] = []
  private var active: CellRun?
  private var idle: CellThread?
  /// Tells of a cell that has ended.
  var onEnd: (CellRun, Result<CellResult, any Error>) -> Void = { _, _ in }
  var onPause: (CellRun) -> Void = { _ in }

  init(_ session: Session) { self.session = session }

  deinit { idle?.end() }

  /// Asked by the program that runs, on its thread.
  func interrupt() throws {
    guard let thread = active?.thread else { throw Interrupted() }
    try thread.pause()
  }

  /// Runs cells in turn, until one fails or pauses.
  /// - Returns: whether all ran to their ends.
  @discardableResult
  func run(_ cells: [PendingCell]) -> Bool {
    for (index, cell) in cells.enumerated() {
      let thread = idle ?? CellThread()
      idle = nil
      let run = CellRun(cell, rest: Array(cells[(index + 1)...]), thread: thread)
      guard start(run) else { return false }
    }
    return true
  }

  /// Goes on with a cell that paused, and with those that waited for it.
  func resume(_ run: CellRun) {
    guard take(run) else { return }
    if proceed(run, { run.thread?.goOn(givingUp: false) ?? .finished }) { self.run(run.rest) }
  }

  /// Ends a cell that paused.
  func giveUp(_ run: CellRun) {
    guard take(run) else { return }
    // What the program still calls while it ends is stopped too.
    Interrupt.isPending = true
    _ = proceed(run) {
      var outcome = run.thread?.goOn(givingUp: true)
      while outcome == .paused { outcome = run.thread?.goOn(givingUp: true) }
      return .finished
    }
  }

  func giveUpAll() { while let run = paused.last { giveUp(run) } }

  /// Takes the cell off the list of those that stand still, and its frames back into the machine.
  private func take(_ run: CellRun) -> Bool {
    guard let place = paused.firstIndex(where: { $0 === run }), let suspension = run.suspension else {
      return false
    }
    paused.remove(at: place)
    run.suspension = nil
    session.takeUp(suspension)
    return true
  }

  private func start(_ run: CellRun) -> Bool {
    ledger.begin(run.cell.number, run.cell.text, in: session)
    Interrupt.isPending = false
    let work = { [session] in run.result = Result { try session.run(run.source) } }
    return proceed(run) {
      guard let thread = run.thread else {
        work()
        return .finished
      }
      return thread.run(work)
    }
  }

  /// - Parameter body: lets the cell's thread work.
  private func proceed(_ run: CellRun, _ body: () -> CellThread.Outcome) -> Bool {
    active = run
    let start = Clock.seconds()
    let outcome = body()
    run.seconds += Clock.seconds() - start
    active = nil
    Interrupt.isPending = false
    if outcome == .paused {
      run.suspension = session.suspend()
      paused.append(run)
      ledger.stop(run.cell.number, isDone: false, in: session)
      onPause(run)
      return false
    }
    if idle == nil { idle = run.thread } else { run.thread?.end() }
    guard let result = run.result else { return false }
    var isDone = false
    var value: Argument?
    if case .success(let success) = result {
      isDone = true
      value = success.value
    }
    ledger.stop(run.cell.number, isDone: isDone, value: value, in: session)
    onEnd(run, result)
    return isDone
  }
}
