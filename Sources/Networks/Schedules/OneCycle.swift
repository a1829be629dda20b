import Glibc

/// Up to a largest rate and down again, momentum the other way, as PyTorch's OneCycleLR.
final class OneCycle {
  struct Settings {
    var largest: Double
    var steps: Int
    var rise = 0.3
    var isLinear = false
    var division = 25.0
    var finalDivision = 1e4
    var cyclesMomentum = true
    var smallestMomentum = 0.85
    var largestMomentum = 0.95
  }

  private let settings: Settings
  init(_ settings: Settings) { self.settings = settings }

  func apply(_ step: Int, to group: ParameterGroup, _ rule: UpdateRule) {
    let start = settings.largest / settings.division
    let end = start / settings.finalDivision
    group.settings.lr = value(step, start, settings.largest, end)
    guard settings.cyclesMomentum else { return }
    let momentum = value(step, settings.largestMomentum, settings.smallestMomentum, settings.largestMomentum)
    switch rule {
    case .adam, .adamw: group.settings.beta1 = momentum
    case .momentum: group.settings.momentum = momentum
    case .sgd, .rmsprop: if group.settings.momentum > 0 { group.settings.momentum = momentum }
    case .adagrad: break
    }
  }

  private func value(_ step: Int, _ from: Double, _ peak: Double, _ to: Double) -> Double {
    let top = settings.rise * Double(settings.steps) - 1
    let last = Double(settings.steps - 1)
    let position = min(Double(step), last)
    if position <= top { return anneal(from, peak, top > 0 ? position / top : 1) }
    return anneal(peak, to, last > top ? (position - top) / (last - top) : 1)
  }

  private func anneal(_ from: Double, _ to: Double, _ share: Double) -> Double {
    settings.isLinear ? from + (to - from) * share : to + (from - to) / 2 * (1 + cos(.pi * share))
  }
}
