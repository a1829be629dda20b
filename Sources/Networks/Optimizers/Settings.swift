/// The settings of every optimizer; each reads its own. A parameter group carries its own copy.
public struct OptimizerSettings {
  public var lr = 0.001
  public var weightDecay = 0.0
  /// `sgd` and `rmsprop`: decay of the velocity; `momentum`: the lecture's β.
  public var momentum = 0.0
  public var dampening = 0.0
  public var nesterov = false
  public var beta1 = 0.9
  public var beta2 = 0.999
  public var alpha = 0.99
  public var eps = 1e-8
  /// ε under the root, as the lecture writes it, instead of after it.
  public var epsInside = false
  public var amsgrad = false
  /// Of Adam: weight decay acts on the parameter apart from the gradient, as in AdamW.
  public var decoupled = false
  public var centered = false
  public var lrDecay = 0.0
  public var initialAccumulator = 0.0
  public var maximize = false

  /// The rate and the gradient are all that `sgd` looks at.
  var isPlainDescent: Bool { momentum == 0 && weightDecay == 0 && !maximize }

  public init() {}

  /// Sets one by the name it has in calls; false: no such number.
  mutating func set(_ name: String, _ value: Double) -> Bool {
    switch name {
    case "lr": lr = value
    case "weight_decay": weightDecay = value
    case "momentum", "beta": momentum = value
    case "dampening": dampening = value
    case "alpha": alpha = value
    case "eps": eps = value
    case "lr_decay": lrDecay = value
    case "initial_accumulator_value": initialAccumulator = value
    case "nesterov": nesterov = value != 0
    case "amsgrad": amsgrad = value != 0
    case "decoupled_weight_decay": decoupled = value != 0
    case "centered": centered = value != 0
    case "maximize": maximize = value != 0
    case "eps_inside": epsInside = value != 0
    default: return false
    }
    return true
  }
}
