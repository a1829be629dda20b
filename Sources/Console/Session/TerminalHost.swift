import Catalog
import Figures
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
  /// What Ctrl-C does to a program that runs; nil: it ends it.
  var onInterruption: (() throws -> Void)?

  public init(isQuick: Bool, report: @escaping (Fault) -> Void) {
    self.isQuick = isQuick
    self.report = report
    isTerminal = Terminal.isTerminal(STDERR_FILENO) && Terminal.value("TERM") != "dumb"
    usesColor = Terminal.hasColor(STDERR_FILENO)
  }

  public var isInterrupted: Bool { Interrupt.isPending }

  public func interrupt() throws {
    guard let onInterruption else { throw Interrupted() }
    try onInterruption()
  }

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
      let bar = ProgressLine.bar(progress, seconds: now - epochStart, width: width, color: usesColor)
      let isLast = progress.isEpochEnd && progress.epoch == progress.epochs
      let picture = progress.isEpochEnd && !isLast ? "" : livePicture(progress, width: width)
      Output.bar(picture + bar)
      if progress.isEpochEnd { Output.keepBar() }
    } else {
      guard progress.isEpochEnd || now - lastShown >= 10 else { return }
      lastShown = now
      Output.error(ProgressLine.plain(progress, seconds: now - epochStart) + "\n")
    }
  }

  /// The curves so far, above the bar; empty where none are wanted or there is no room.
  private func livePicture(_ progress: Progress, width: Int) -> String {
    guard let history = progress.history, let figure = try? Figure.history(history.series), width > 40 else {
      return ""
    }
    return Braille.text(figure, columns: min(100, width - 1), rows: 12, color: usesColor) + "\n"
  }
}
