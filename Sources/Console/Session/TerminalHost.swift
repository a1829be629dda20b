import Catalog
import Glibc
import Text

/// The host of programs run from a command line: a bar on a terminal, sparse lines elsewhere, Ctrl-C as a flag.
public final class TerminalHost: Host {
  public let isQuick: Bool
  /// Writes a warning; see `--error-format`.
  private let report: (Fault) -> Void
  private let isTerminal: Bool
  private let usesColor: Bool
  private var lastShown = 0.0
  private var epochStart = 0.0
  private var epoch = -1

  public init(isQuick: Bool, report: @escaping (Fault) -> Void) {
    self.isQuick = isQuick
    self.report = report
    isTerminal = Terminal.isTerminal(STDERR_FILENO) && Terminal.value("TERM") != "dumb"
    usesColor = Terminal.hasColor(STDERR_FILENO)
  }

  public var isInterrupted: Bool { Interrupt.isPending }

  public func warn(_ fault: Fault) { report(fault) }

  public func progress(_ progress: Progress) {
    let now = Clock.seconds()
    if progress.epoch != epoch {
      epoch = progress.epoch
      epochStart = now
      if !isTerminal { lastShown = now }
    }
    if isTerminal {
      guard progress.isEpochEnd || now - lastShown >= 0.1 else { return }
      lastShown = now
      let width = Terminal.width
      Output.bar(ProgressLine.bar(progress, seconds: now - epochStart, width: width, color: usesColor))
      if progress.isEpochEnd { Output.keepBar() }
    } else {
      guard progress.isEpochEnd || now - lastShown >= 10 else { return }
      lastShown = now
      Output.error(ProgressLine.plain(progress, seconds: now - epochStart) + "\n")
    }
  }
}
