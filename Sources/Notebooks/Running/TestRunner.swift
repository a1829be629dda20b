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
    /// Where expectations stand that nothing ran into.
    public var unreached: [Span] = []

    public var isGood: Bool { unmet.isEmpty && errors.isEmpty }
    public var passed: Int { held.count }
    /// Tells of those that were not reached; nil when all were.
    public var warning: Fault? {
      unreached.first.map { NotebookFailure.notReached(unreached.count, $0).fault }
    }
    /// Expectations, and errors that nothing expected.
    public var count: Int { held.count + unmet.count + errors.count }
  }

  private let notebook: Notebook
  private let session: Session
  private var report: Report
  /// The lines of the file on which an expectation was looked at.
  private var reached: Set<Int> = []

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
    let sources = notebook.cells.filter { $0.kind == .code && !$0.isEmptyOfCode }.map(notebook.source)
    run(sources)
    report.unreached = sources.flatMap(Parser.expectations).filter { !reached.contains(TestRunner.line($0)) }
    return report
  }

  private func run(_ sources: [Source]) {
    for source in sources {
      do {
        _ = try session.run(source)
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
  }

  private static func line(_ span: Span) -> Int { Sources[span.source].line(of: span.start) }

  private func check(_ expectation: Expectation, _ outcome: ExpectationOutcome) {
    let failure: NotebookFailure? =
      switch outcome {
      case .value(let display, _): Expectations.failure(expectation, displayed: display)
      case .failed(let fault): Expectations.failure(expectation, raised: fault)
      }
    reached.insert(TestRunner.line(expectation.span))
    if let failure { report.unmet.append(failure.fault) } else { report.held.append(expectation.span) }
  }
}
