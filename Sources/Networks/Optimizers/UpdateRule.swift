/// One optimization algorithm, without its state.
public enum UpdateRule: String, CaseIterable {
  case sgd, momentum, adagrad, rmsprop, adam, adamw

  /// What the tensors kept per parameter are called, as in PyTorch's state.
  func slots(_ settings: OptimizerSettings) -> [String] {
    switch self {
    case .sgd: settings.momentum != 0 ? ["momentum_buffer"] : []
    case .momentum: ["velocity"]
    case .adagrad: ["sum"]
    case .rmsprop:
      ["square_avg"] + (settings.centered ? ["grad_avg"] : [])
        + (settings.momentum > 0 ? ["momentum_buffer"] : [])
    case .adam, .adamw: ["exp_avg", "exp_avg_sq"] + (settings.amsgrad ? ["max_exp_avg_sq"] : [])
    }
  }

  /// Settings shown and settable as members, besides `lr`.
  var memberNames: [String] {
    switch self {
    case .sgd: ["momentum", "dampening", "weight_decay", "nesterov"]
    case .momentum: ["beta", "weight_decay"]
    case .adagrad: ["lr_decay", "weight_decay", "eps"]
    case .rmsprop: ["alpha", "eps", "weight_decay", "momentum", "centered"]
    case .adam: ["betas", "eps", "weight_decay", "amsgrad", "decoupled_weight_decay"]
    case .adamw: ["betas", "eps", "weight_decay", "amsgrad"]
    }
  }
}
