/// Decides when a metric has stopped improving, as PyTorch's ReduceLROnPlateau.
final class Plateau {
  struct Settings {
    var isMaximum = false
    var factor = 0.1
    var patience = 10
    var threshold = 1e-4
    var isRelative = true
    var cooldown = 0
    var minimum = 0.0
    /// A smaller change of the rate is not made.
    var eps = 1e-8
  }

  private let settings: Settings
  private(set) var best: Double
  private(set) var badSteps = 0
  private(set) var cooling = 0
  /// The product of the reductions so far.
  private(set) var scale = 1.0

  init(_ settings: Settings) {
    self.settings = settings
    best = settings.isMaximum ? -.infinity : .infinity
  }

  func shouldReduce(_ metric: Double) -> Bool {
    if improves(metric) {
      best = metric
      badSteps = 0
    } else {
      badSteps += 1
    }
    if cooling > 0 {
      cooling -= 1
      badSteps = 0
    }
    guard badSteps > settings.patience else { return false }
    cooling = settings.cooldown
    badSteps = 0
    return true
  }

  /// The next rates of an optimizer's groups.
  func reduce(_ rates: [Double]) -> [Double] {
    let reduced = rates.map { rate in
      let next = max(rate * settings.factor, settings.minimum)
      return rate - next > settings.eps ? next : rate
    }
    if let old = rates.first, old > 0 { scale *= reduced[0] / old }
    return reduced
  }

  /// What it remembers, for checkpoints.
  var memory: [Double] {
    get { [best, Double(badSteps), Double(cooling), scale] }
    set {
      guard newValue.count == 4, let bad = Int(exactly: newValue[1]), let rest = Int(exactly: newValue[2])
      else { return }
      (best, badSteps, cooling, scale) = (newValue[0], bad, rest, newValue[3])
    }
  }

  private func improves(_ metric: Double) -> Bool {
    let margin = settings.threshold
    switch (settings.isMaximum, settings.isRelative) {
    case (false, true): return metric < best * (1 - margin)
    case (false, false): return metric < best - margin
    case (true, true): return metric > best * (1 + margin)
    case (true, false): return metric > best + margin
    }
  }
}
