import Glibc
import Text

/// Writes errors and warnings to standard error, for people or, one JSON object a line, for tools.
public struct FaultReport {
  public enum Format: String, CaseIterable { case text, json }

  private let format: Format

  public init(_ format: Format) { self.format = format }

  public func write(_ fault: Fault) {
    switch format {
    case .json: Output.error(FaultRenderer.json(fault) + "\n")
    case .text:
      let isTerminal = Terminal.isTerminal(STDERR_FILENO)
      let renderer = FaultRenderer(
        color: Terminal.hasColor(STDERR_FILENO), width: isTerminal ? Terminal.width : 100, wraps: isTerminal)
      Output.error(renderer.render(fault))
    }
  }

  public func write(_ error: any Error) { write(FaultReport.fault(error)) }

  public static func fault(_ error: any Error) -> Fault {
    (error as? any Failure)?.fault ?? Fault("E0900", Wording(verbatim: "\(error)"))
  }
}
