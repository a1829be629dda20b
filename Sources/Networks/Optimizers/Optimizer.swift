import Autograd
import Catalog
import Tensor

/// Moves parameters against their gradients, by one ``UpdateRule``, in one or several groups.
public final class Optimizer {
  public let rule: UpdateRule
  @exclusivity(unchecked) public internal(set) var groups: [ParameterGroup]
  /// Steps taken.
  @exclusivity(unchecked) public internal(set) var stepCount = 0
  @exclusivity(unchecked) private var wasZeroed = true
  @exclusivity(unchecked) private var resetsSeen = 0
  @exclusivity(unchecked) private var hasWarned = false
  @exclusivity(unchecked) private var hasWarnedOfLoss = false
  @exclusivity(unchecked) private var hasWarnedOfBackward = false

  public init(_ rule: UpdateRule, _ groups: [ParameterGroup]) throws {
    guard groups.contains(where: { !$0.parameters.isEmpty }) else {
      throw NetworkFailure.nothingToOptimize(rule.rawValue)
    }
    var seen: Set<ObjectIdentifier> = []
    for parameter in groups.flatMap(\.parameters) {
      guard seen.insert(ObjectIdentifier(parameter)).inserted else {
        throw NetworkFailure.parameterInTwoGroups(parameter.name ?? "\(parameter.shape)")
      }
    }
    self.rule = rule
    self.groups = groups
    NonFinite.watchLosses()
  }

  /// The rate of the first group; setting it reaches all groups.
  public var lr: Double {
    get { groups[0].settings.lr }
    set { for group in groups { group.settings.lr = newValue } }
  }

  public var parameters: [Variable] { groups.flatMap(\.parameters) }

  /// One update of every parameter that has a gradient; warns once when none has.
  public func step() throws {
    var moved = false
    try Watch.recordGradients()
    for group in groups {
      for index in group.parameters.indices {
        let parameter = group.parameters[index]
        guard parameter.isParameter, let gradient = parameter.gradient?.tensor else { continue }
        moved = true
        try group.update(index, parameter, gradient, rule)
        // Who forgets to zero it hears of it from the optimizer.
        parameter.settleGradient()
      }
    }
    if moved {
      warnWhenNotFinite()
      warnWhenNotZeroed()
    } else if !hasWarnedOfBackward {
      hasWarnedOfBackward = true
      Hosting.current.warn(NetworkWarning.missingBackward(self))
    }
    stepCount += 1
  }

  public func zeroGradients() {
    for group in groups {
      for parameter in group.parameters { parameter.gradient = nil }
    }
    wasZeroed = true
  }

  /// Counts `net.zero_grad()`, which empties gradients without the optimizer.
  @exclusivity(unchecked) nonisolated(unsafe) static var resets = 0

  private func warnWhenNotFinite() {
    guard let loss = NonFinite.takePending(), !hasWarnedOfLoss else { return }
    hasWarnedOfLoss = true
    Hosting.current.warn(
      NetworkWarning.notFiniteLoss(loss.value, step: stepCount + 1, origin: loss.origin, rate: lr))
  }

  private func warnWhenNotZeroed() {
    if !wasZeroed, resetsSeen == Optimizer.resets, !hasWarned {
      hasWarned = true
      Hosting.current.warn(NetworkWarning.missingZeroGrad(self))
    }
    wasZeroed = false
    resetsSeen = Optimizer.resets
  }
}

/// Parameters that share settings, and what the rule remembers about each.
public final class ParameterGroup {
  public let parameters: [Variable]
  @exclusivity(unchecked) public var settings: OptimizerSettings
  @exclusivity(unchecked) var states: [ParameterState?]

  public init(_ parameters: [Variable], _ settings: OptimizerSettings) {
    self.parameters = parameters
    self.settings = settings
    states = Array(repeating: nil, count: parameters.count)
  }

  fileprivate func update(
    _ index: Int, _ parameter: Variable, _ gradient: Tensor, _ rule: UpdateRule
  ) throws {
    if rule == .sgd, settings.isPlainDescent, let state = states[index], state.slots.isEmpty,
      OptimizerKernels.descend(parameter.tensor, gradient, rate: settings.lr)
    {
      state.step += 1
      return
    }
    if !parameter.tensor.isContiguous { parameter.assign(try parameter.tensor.contiguous()) }
    let tensor = parameter.tensor
    guard gradient.shape == tensor.shape else {
      throw NetworkFailure.gradientShape(
        parameter.name ?? "parameter \(index)", expected: tensor.shape.array, got: gradient.shape.array)
    }
    let state = try state(index, tensor, rule)
    state.step += 1
    if try FusedUpdate.run(rule, tensor, gradient, state, settings) { return }
    tensor.storage.version &+= 1
    let dense = try (gradient.dtype == tensor.dtype ? gradient : try gradient.cast(to: tensor.dtype))
      .contiguous()
    switch tensor.dtype {
    case .f32:
      Update(
        count: tensor.count, parameter: tensor.f32, gradient: dense.f32, slots: state.slots.map(\.f32),
        settings: settings, step: state.step
      ).run(rule)
    case .f64:
      Update(
        count: tensor.count, parameter: tensor.f64, gradient: dense.f64, slots: state.slots.map(\.f64),
        settings: settings, step: state.step
      ).run(rule)
    default: throw NetworkFailure.notFloating(parameter.name ?? "parameter \(index)", tensor.dtype.name)
    }
  }

  /// Made at the first step, when a layer that waited for its input size knows it.
  private func state(_ index: Int, _ tensor: Tensor, _ rule: UpdateRule) throws -> ParameterState {
    let names = rule.slots(settings)
    if let state = states[index], state.slots.count == names.count,
      state.slots.allSatisfy({ $0.shape == tensor.shape && $0.dtype == tensor.dtype })
    {
      return state
    }
    let start = rule == .adagrad ? settings.initialAccumulator : 0
    let slots = try names.map { _ in try Tensor.full(tensor.shape, start, tensor.dtype) }
    let state = ParameterState(names, slots)
    states[index] = state
    return state
  }
}

/// What the rule remembers about one parameter.
final class ParameterState {
  let names: [String]
  @exclusivity(unchecked) var slots: [Tensor]
  @exclusivity(unchecked) var step = 0

  init(_ names: [String], _ slots: [Tensor]) {
    self.names = names
    self.slots = slots
  }
}
