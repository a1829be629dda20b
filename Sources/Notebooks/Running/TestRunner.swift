import Catalog
import Language
import Syntax
import Text

/// Runs a notebook's expectations.
public final class TestRunner {
  public struct Report {
    public var file: String
    /// Where the expectations stand that hold, in order.
    public var held: [Span] = []
    /// Expectations that do not, in order.
    public var unmet: [Fault] = []
    /// What ended a cell early without being expected.
    public var errors: [Fault] = []

    public var isGood: Bool { unmet.isEmpty && errors.isEmpty }
    public var passed: Int { held.count }
    /// Expectations, and errors that nothing expected.
    public var count: Int { held.count + unmet.count + errors.count }
  }

  private let notebook: Notebook
  private let session: Session
  private var report: Report

  public init(_ notebook: Notebook, host: any Host, output: @escaping (String) -> Void = { _ in }) {
    self.notebook = notebook
    report = Report(file: notebook.name)
    session = Session(host: host)
    session.program = Sources.add(name: notebook.name, text: notebook.program)
    session.output = output
    session.onExpectation = { [unowned self] expectation, outcome in check(expectation, outcome) }
  }

  /// Every cell runs, also after one that failed: each names its own faults.
  public func run(seed: UInt64? = nil) -> Report {
    if let seed { session.seed(seed) }
    for cell in notebook.cells where cell.kind == .code && !cell.isEmptyOfCode {
      do {
        _ = try session.run(notebook.source(of: cell))
      } catch let exit as ExitRequest {
        if exit.status != 0 { report.errors.append(exit.fault) }
        break
      } catch let failure as any Failure {
        report.errors.append(failure.fault)
        if failure is Interrupted { break }
      } catch {
        report.errors.append(Fault("E0700", Wording(verbatim: "\(error)")))
      }
    }
    return report
  }

  private func check(_ expectation: Expectation, _ outcome: ExpectationOutcome) {
    let failure: NotebookFailure? =
      switch outcome {
      case .value(let display, _): Expectations.failure(expectation, displayed: display)
      case .failed(let fault): Expectations.failure(expectation, raised: fault)
      }
    if let failure { report.unmet.append(failure.fault) } else { report.held.append(expectation.span) }
  }
}
