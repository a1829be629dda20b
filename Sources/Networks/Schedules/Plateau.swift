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
  private var best: Double
  private var badSteps = 0
  private var cooling = 0

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

  func reduced(_ rate: Double) -> Double {
    let next = max(rate * settings.factor, settings.minimum)
    return rate - next > settings.eps ? next : rate
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
