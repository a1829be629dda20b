import Tensor

/// Watches a number for improvement: early stopping, and the best weights.
struct Monitor {
  private(set) var best: Double?
  private(set) var badEpochs = 0
  private(set) var bestState: [Tensor] = []
  private let options: FitOptions

  init(_ options: FitOptions) { self.options = options }

  private var isActive: Bool { options.restoresBest || options.patience != nil || options.monitor != nil }

  var isOutOfPatience: Bool { options.patience.map { badEpochs > 0 && badEpochs >= $0 } ?? false }

  /// The results of one more epoch.
  mutating func note(_ results: [(name: String, value: Double)], _ model: Module) throws {
    guard isActive else { return }
    let name = options.monitor ?? (results.contains { $0.name == "val_loss" } ? "val_loss" : "loss")
    guard let score = results.first(where: { $0.name == name })?.value else {
      throw NetworkFailure.unknownMonitor(name, results.map(\.name))
    }
    guard improves(score, name) else {
      badEpochs += 1
      return
    }
    best = score
    badEpochs = 0
    if options.restoresBest { bestState = try model.state.map { try $0.variable.tensor.copy() } }
  }

  func restore(_ model: Module) throws {
    guard bestState.count == model.state.count else { return }
    for (entry, tensor) in zip(model.state, bestState) { entry.variable.assign(try tensor.copy()) }
  }

  /// Goes on from where another run stood.
  mutating func resume(best: Double?, badEpochs: Int, state: [Tensor]) {
    self.best = best
    self.badEpochs = badEpochs
    bestState = state
  }

  private func improves(_ score: Double, _ name: String) -> Bool {
    guard let best else { return !score.isNaN }
    let isMaximum = options.isMaximum ?? Metric.rises(name)
    return isMaximum ? score > best + options.minimumChange : score < best - options.minimumChange
  }
}
