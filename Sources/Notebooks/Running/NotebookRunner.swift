import Catalog
import Figures
import Language
import Text

/// Runs a notebook top to bottom in a session of its own and keeps what each cell gave.
public final class NotebookRunner {
  /// Draws a figure for the page and wherever else it is wanted; counts from 1.
  public typealias Draw = (Figure, Int) throws -> DrawnFigure

  private let notebook: Notebook
  private let session: Session
  private let draw: Draw
  private var current = CellOutcome(cell: Cell(kind: .code, text: ""))
  private var figureCount = 0
  private var figureFault: Fault?
  private var hasEnded = false

  /// - Parameter host: gets progress; warnings are kept in the outcome too.
  public init(_ notebook: Notebook, host: any Host, arguments: [String] = [], draw: @escaping Draw) {
    self.notebook = notebook
    self.draw = draw
    let relay = RelayHost(host)
    session = Session(host: relay, arguments: arguments)
    session.program = Sources.add(name: notebook.name, text: notebook.program)
    session.output = { [unowned self] text in current.append(printed: text) }
    session.onFigure = { [unowned self] figure in show(figure) }
    relay.onWarning = { [weak self] fault in self?.current.outputs.append(.warning(fault)) }
  }

  /// The first cell that fails, or calls `exit`, ends the run; the cells after it come back marked as not run.
  public func run(seed: UInt64? = nil) -> [CellOutcome] {
    if let seed { session.seed(seed) }
    var outcomes: [CellOutcome] = []
    var number = 0
    for cell in notebook.cells {
      if cell.kind == .code { number += 1 }
      current = CellOutcome(cell: cell, number: cell.kind == .code ? number : nil)
      if cell.kind == .code {
        if hasEnded { current.wasRun = cell.isEmptyOfCode } else { run(cell) }
      }
      outcomes.append(current)
    }
    return outcomes
  }

  private func run(_ cell: Cell) {
    figureFault = nil
    do {
      let result = try session.run(notebook.source(of: cell))
      if let table = result.table {
        current.outputs.append(.table(table))
      } else if let display = result.display {
        current.outputs.append(.value(display))
      }
      current.fault = figureFault
    } catch let exit as ExitRequest {
      hasEnded = true
      current.fault = exit.status == 0 ? nil : exit.fault
    } catch let failure as any Failure {
      current.fault = failure.fault
    } catch {
      current.fault = Fault("E0700", Wording(verbatim: "\(error)"))
    }
    hasEnded = hasEnded || current.fault != nil
  }

  private func show(_ figure: Figure) {
    figureCount += 1
    do {
      current.outputs.append(.figure(try draw(figure, figureCount)))
    } catch let failure as any Failure {
      figureFault = figureFault ?? failure.fault
    } catch {
      figureFault = figureFault ?? Fault("E0600", Wording(verbatim: "\(error)"))
    }
  }
}

/// Passes everything on, and tells of warnings besides.
private final class RelayHost: Host {
  private let host: any Host
  var onWarning: (Fault) -> Void = { _ in }

  init(_ host: any Host) { self.host = host }

  func progress(_ progress: Progress) { host.progress(progress) }
  func warn(_ fault: Fault) {
    host.warn(fault)
    onWarning(fault)
  }
  var isInterrupted: Bool { host.isInterrupted }
  func interrupt() throws { try host.interrupt() }
  var isQuick: Bool { host.isQuick }
}
