import Catalog
import Console
import Language
import Notebooks
import Tensor
import Text

/// What a command needs to run programs: host, errors, sessions.
struct Runtime {
  let report: FaultReport
  let host: TerminalHost
  private let seed: UInt64?

  init(_ options: Options) {
    self.init(options.errors, isQuick: options.quick, seed: options.seed)
    if let threads = options.threads { Parallel.threads = threads }
  }

  init(_ errors: ErrorOptions, isQuick: Bool = false, seed: UInt64? = nil) {
    report = errors.report
    host = TerminalHost(isQuick: isQuick, report: errors.report.write)
    self.seed = seed
    Interrupt.install(secondEnds: true)
  }

  func makeSession(arguments: [String] = []) -> Session {
    let session = Session(host: host, arguments: arguments)
    session.output = { Output.write($0) }
    if let seed { session.seed(seed) }
    return session
  }

  /// Runs a source; a failure is written and becomes the exit status, as does `exit(status)`.
  func run(_ source: Source, in session: Session) throws -> CellResult {
    do {
      return try session.run(source)
    } catch {
      throw failed(error)
    }
  }

  func failed(_ error: any Error) -> ExitStatus {
    if let exit = error as? ExitRequest { return ExitStatus(rawValue: exit.status) }
    let fault = FaultReport.fault(error)
    report.write(fault)
    return Runtime.status(of: fault)
  }

  static func status(of fault: Fault) -> ExitStatus {
    if fault.code == Interrupted().fault.code { return .interrupted }
    return fault.code.hasPrefix("E01") ? .usage : .failed
  }

  /// A file named on the command line; one that cannot be read is wrong usage.
  func read(_ path: String) throws -> Notebook {
    do {
      return try NotebookFile.read(path)
    } catch {
      report.write(error)
      throw ExitStatus.usage
    }
  }
}
