import Tensor

/// The usual settings of each rule, in one parallel pass over memory.
enum FusedUpdate {
  /// False: the settings ask for more than the kernels do; see ``Update``.
  static func run(
    _ rule: UpdateRule, _ parameter: Tensor, _ gradient: Tensor, _ state: ParameterState,
    _ settings: OptimizerSettings
  ) throws -> Bool {
    guard !settings.maximize, parameter.dtype.isFloating else { return false }
    switch rule {
    case .sgd:
      try OptimizerKernels.sgd(
        parameter, gradient, velocity: state.slots.first, rate: settings.lr, momentum: settings.momentum,
        dampening: settings.dampening, weightDecay: settings.weightDecay, nesterov: settings.nesterov,
        isFirst: state.step == 1)
    case .momentum:
      guard settings.weightDecay == 0 else { return false }
      try OptimizerKernels.momentum(
        parameter, gradient, velocity: state.slots[0], rate: settings.lr, beta: settings.momentum)
    case .adagrad:
      try OptimizerKernels.adagrad(
        parameter, gradient, sum: state.slots[0],
        rate: settings.lr / (1 + Double(state.step - 1) * settings.lrDecay), epsilon: settings.eps,
        weightDecay: settings.weightDecay, epsilonInside: settings.epsInside)
    case .rmsprop:
      guard !settings.centered else { return false }
      try OptimizerKernels.rmsprop(
        parameter, gradient, square: state.slots[0], velocity: settings.momentum > 0 ? state.slots[1] : nil,
        rate: settings.lr, alpha: settings.alpha, epsilon: settings.eps, weightDecay: settings.weightDecay,
        momentum: settings.momentum, epsilonInside: settings.epsInside)
    case .adam, .adamw:
      guard !settings.amsgrad else { return false }
      try OptimizerKernels.adam(
        parameter, gradient, mean: state.slots[0], square: state.slots[1], step: state.step,
        rate: settings.lr,
        beta1: settings.beta1, beta2: settings.beta2, epsilon: settings.eps,
        weightDecay: settings.weightDecay,
        decoupled: rule == .adamw || settings.decoupled, epsilonInside: settings.epsInside)
    }
    return true
  }
}
