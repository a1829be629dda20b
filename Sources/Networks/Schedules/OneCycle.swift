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
    /// Down to the start as slowly as it rose, then on to the end.
    var isThreePhase = false
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
    let rise = settings.rise * Double(settings.steps)
    let last = Double(settings.steps - 1)
    let (ends, marks) =
      settings.isThreePhase
      ? ([rise - 1, 2 * rise - 2, last], [from, peak, from, to]) : ([rise - 1, last], [from, peak, to])
    let position = min(Double(step), last)
    let phase = ends.firstIndex { position <= $0 } ?? ends.count - 1
    let start = phase == 0 ? 0 : ends[phase - 1]
    let share = ends[phase] > start ? (position - start) / (ends[phase] - start) : 1
    return anneal(marks[phase], marks[phase + 1], share)
  }

  private func anneal(_ from: Double, _ to: Double, _ share: Double) -> Double {
    settings.isLinear ? from + (to - from) * share : to + (from - to) / 2 * (1 + cos(.pi * share))
  }
}
