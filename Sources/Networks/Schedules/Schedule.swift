import Autograd
import Catalog

/// Sets an optimizer's rate as steps go by. Each group keeps its own base rate.
public final class Schedule {
  /// What a step counts.
  public enum Cadence { case step, epoch }

  public let kind: String
  /// How often `fit` steps it.
  public let cadence: Cadence
  private let optimizer: Optimizer
  private let bases: [Double]
  private let curve: Curve
  public private(set) var stepCount = 0

  /// The rate of a group after `step` steps, from its base rate; or from a watched metric.
  enum Curve {
    case factor((Int) -> Double)
    case rate((_ step: Int, _ base: Double) -> Double)
    case plateau(Plateau)
    case cycle(OneCycle)
  }

  init(_ kind: String, _ optimizer: Optimizer, per cadence: Cadence, _ curve: Curve) {
    self.kind = kind
    self.optimizer = optimizer
    self.cadence = cadence
    self.curve = curve
    bases = optimizer.groups.map(\.settings.lr)
    set()
  }

  /// - Parameter metric: what `plateau_lr` watches; the others ignore it.
  public func step(metric: Double? = nil) throws {
    stepCount += 1
    if case .plateau(let plateau) = curve {
      guard let metric else { throw NetworkFailure.plateauNeedsMetric }
      if plateau.shouldReduce(metric) {
        for group in optimizer.groups { group.settings.lr = plateau.reduced(group.settings.lr) }
      }
    } else {
      set()
    }
  }

  private func set() {
    for (group, base) in zip(optimizer.groups, bases) {
      switch curve {
      case .factor(let factor): group.settings.lr = base * factor(stepCount)
      case .rate(let rate): group.settings.lr = rate(stepCount, base)
      case .plateau: break
      case .cycle(let cycle): cycle.apply(stepCount, to: group, optimizer.rule)
      }
    }
  }
}

extension Schedule: MemberProviding {
  public var memberNames: [String] { ["step", "lr", "steps"] }

  public func member(_ name: String) throws -> Argument? {
    switch name {
    case "step":
      return .function(
        Closure("step", arity: nil) { [self] arguments in
          try step(metric: arguments.first?.double)
          return .none
        })
    case "lr": return .number(optimizer.lr)
    case "steps": return .number(Double(stepCount))
    default: return nil
    }
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool { false }
}

extension Schedule: Displayable {
  public var typeName: String { "schedule" }
  public var displayText: String { "\(kind): step \(stepCount), lr \(Argument.number(optimizer.lr).literal)" }
}
