import Autograd
import Catalog
import Text

/// Sets an optimizer's rate as steps go by. Each group keeps its own base rate.
public final class Schedule {
  /// What a step counts.
  public enum Cadence { case step, epoch }

  public let kind: String
  /// How often `fit` steps it.
  public let cadence: Cadence
  let optimizer: Optimizer
  let curve: Curve
  var bases: [Double]
  public internal(set) var stepCount = 0
  /// Others on the same optimizer whose factors multiply with this one's.
  private var partners: [Schedule] = []

  /// The rate of a group after `step` steps, from its base rate; or from a watched metric.
  enum Curve {
    case factor((Int) throws -> Double)
    case rate((_ step: Int, _ base: Double) throws -> Double)
    case plateau(Plateau)
    case cycle(OneCycle)

    /// The rate follows from the step and the base alone.
    var isFormula: Bool {
      switch self {
      case .factor, .rate: true
      case .plateau, .cycle: false
      }
    }

    func rate(_ step: Int, base: Double) throws -> Double {
      switch self {
      case .factor(let factor): try base * factor(step)
      case .rate(let rate): try rate(step, base)
      case .plateau(let plateau): base * plateau.scale
      case .cycle: base
      }
    }
  }

  /// - Parameters:
  ///   - bases: the rates that the curve begins from; nil: those of the optimizer.
  ///   - taken: steps that an earlier run has gone already.
  init(
    _ kind: String, _ optimizer: Optimizer, per cadence: Cadence, _ curve: Curve, bases: [Double]? = nil,
    taken: Int = 0
  ) throws {
    self.kind = kind
    self.optimizer = optimizer
    self.cadence = cadence
    self.curve = curve
    self.bases = bases ?? optimizer.groups.map(\.settings.lr)
    stepCount = max(taken, 0)
    try set()
  }

  /// Schedules of one optimizer act together: the rate is the first one's base times all their factors.
  static func link(_ schedules: [Schedule]) throws {
    for schedule in schedules {
      let group = schedules.filter { $0.optimizer === schedule.optimizer }
      guard group.count > 1, let first = group.first else { continue }
      schedule.partners = group.filter { $0 !== schedule }
      schedule.bases = first.bases
    }
    try schedules.last?.set()
  }

  /// - Parameter metric: what `plateau_lr` watches; the others ignore it.
  public func step(metric: Double? = nil) throws {
    stepCount += 1
    if case .plateau(let plateau) = curve {
      guard let metric else { throw NetworkFailure.plateauNeedsMetric }
      if plateau.shouldReduce(metric) {
        let reduced = plateau.reduce(optimizer.groups.map(\.settings.lr))
        for (group, rate) in zip(optimizer.groups, reduced) { group.settings.lr = rate }
      }
    } else {
      try set()
    }
  }

  /// Sets the rates that belong to the steps counted so far.
  func set() throws {
    if case .cycle(let cycle) = curve {
      for group in optimizer.groups { cycle.apply(stepCount, to: group, optimizer.rule) }
      return
    }
    // The rate of a plateau is where it has come to, unless others move it too.
    if case .plateau = curve, partners.isEmpty { return }
    for (group, base) in zip(optimizer.groups, bases) {
      var rate = try curve.rate(stepCount, base: base)
      for partner in partners where base > 0 {
        rate *= try partner.curve.rate(partner.stepCount, base: base) / base
      }
      group.settings.lr = rate
    }
  }
}

extension Schedule: MemberProviding {
  public var memberNames: [String] { NetworkMembers.schedule.names }

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
  public var displayText: String {
    let rate = Argument.number(optimizer.lr).literal
    return Wording("\(kind): step \(stepCount), lr \(rate)", "\(kind)：第 \(stepCount) 步，lr \(rate)").text
  }
}
