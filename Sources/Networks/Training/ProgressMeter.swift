import Catalog
import Glibc

/// Tells the host where a run stands, at most some twenty times a second.
struct ProgressMeter {
  private let epoch: Int
  private let epochs: Int
  private let steps: Int
  /// What a live figure shows.
  private let history: History?
  private let start = ProgressMeter.now()
  private var isEndReported = false
  /// When any run last said something: short epochs share one allowance.
  nonisolated(unsafe) private static var lastReport = 0.0
  nonisolated(unsafe) private static var lastEnd = 0.0

  init(epoch: Int, epochs: Int, steps: Int, live history: History?) {
    self.epoch = epoch
    self.epochs = epochs
    self.steps = steps
    self.history = history
  }

  func rate(_ samples: Int) -> Double { Double(samples) / max(ProgressMeter.now() - start, 1e-9) }

  mutating func report(_ step: Int, _ tally: Tally) throws {
    let time = ProgressMeter.now()
    guard time - ProgressMeter.lastReport >= 0.05, step != steps else { return }
    ProgressMeter.lastReport = time
    send(step, try tally.results(), tally.count, isEnd: false)
  }

  /// Short epochs report their ends once a second; the last one of a run always does.
  mutating func finish(
    _ step: Int, _ results: [(name: String, value: Double)], _ samples: Int, isLast: Bool
  ) {
    let time = ProgressMeter.now()
    guard !isEndReported, isLast || epoch == epochs || time - ProgressMeter.lastEnd >= 1 else { return }
    isEndReported = true
    ProgressMeter.lastEnd = time
    send(step, results, samples, isEnd: true)
  }

  private func send(_ step: Int, _ results: [(name: String, value: Double)], _ samples: Int, isEnd: Bool) {
    Hosting.current.progress(
      Progress(
        epoch: epoch, epochs: epochs, step: step, steps: max(steps, step), metrics: results,
        rate: rate(samples), isEpochEnd: isEnd, history: history))
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
