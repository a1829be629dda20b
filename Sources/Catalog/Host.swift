import Text

/// What lower floors may ask of whoever runs them. Nothing below the notebooks prints; it tells the host.
public protocol Host: AnyObject {
  /// Progress of a long run, for a bar on a terminal or sparse lines elsewhere.
  func progress(_ progress: Progress)
  func warn(_ fault: Fault)
  /// True once the user pressed Ctrl-C; long work polls it between steps, through ``Hosting/checkInterruption()``.
  var isInterrupted: Bool { get }
  /// Called between two steps once ``isInterrupted`` holds. Comes back when the work is to go on, however long
  /// that takes; throws ``Interrupted`` to end it.
  func interrupt() throws
  /// `--quick`: notebooks shorten their runs.
  var isQuick: Bool { get }
  /// Where in the program the call stands that runs now; nil outside programs.
  var place: Span? { get }
  /// How the program writes an object it can reach: `h`, `net[0].weight`, `self.conv1`; nil when it cannot.
  func name(of object: AnyObject) -> String?
  /// The layer that is, or holds, an object the program can reach, as the program made it: for a part of `attention`,
  /// the attention.
  func owner(of object: AnyObject) -> AnyObject?
  /// The model whose own code runs now; nil outside models.
  var model: AnyObject? { get }
}

extension Host {
  public func interrupt() throws { throw Interrupted() }
  public var place: Span? { nil }
  public func name(of object: AnyObject) -> String? { nil }
  public func owner(of object: AnyObject) -> AnyObject? { nil }
  public var model: AnyObject? { nil }
}

/// The host of the running session.
public enum Hosting {
  @exclusivity(unchecked) nonisolated(unsafe) public static var current: any Host = SilentHost()

  /// Throws, or waits for the user, after Ctrl-C. Call between steps of anything that may take long.
  public static func checkInterruption() throws {
    if current.isInterrupted { try current.interrupt() }
  }
}

/// The work was stopped by Ctrl-C. What was computed so far stays.
public struct Interrupted: Failure {
  public init() {}
  public var fault: Fault { Fault("E0900", Wording("interrupted", "已中断")) }
}

/// Where a training run stands.
public struct Progress {
  public var epoch: Int
  public var epochs: Int
  /// Steps done in this epoch, and its total.
  public var step: Int
  public var steps: Int
  /// Name and value in order: loss, accuracy, val_loss…
  public var metrics: [(name: String, value: Double)]
  /// Samples per second of this epoch so far.
  public var rate: Double
  public var isEpochEnd: Bool
  /// The run's curves so far, where they are to be drawn while it goes on.
  public var history: (any SeriesProviding)?

  public init(
    epoch: Int, epochs: Int, step: Int, steps: Int, metrics: [(name: String, value: Double)], rate: Double,
    isEpochEnd: Bool, history: (any SeriesProviding)? = nil
  ) {
    self.history = history
    self.epoch = epoch
    self.epochs = epochs
    self.step = step
    self.steps = steps
    self.metrics = metrics
    self.rate = rate
    self.isEpochEnd = isEpochEnd
  }
}

private final class SilentHost: Host {
  func progress(_ progress: Progress) {}
  func warn(_ fault: Fault) {}
  var isInterrupted: Bool { false }
  var isQuick: Bool { false }
}
