import CKernels

/// Optimizer steps: each changes a parameter and its state in place, in one pass over memory. All tensors are
/// contiguous and of the parameter's shape and dtype (f32 or f64), or the step is refused.
public enum OptimizerKernels {
  /// PyTorch's SGD: g += λp; v = μv + (1 − dampening)·g (v = g at first); p −= rate·v, or rate·(g + μv) for Nesterov.
  /// - Parameter velocity: nil without momentum.
  public static func sgd(
    _ parameter: Tensor, _ gradient: Tensor, velocity: Tensor?, rate: Double, momentum: Double = 0,
    dampening: Double = 0, weightDecay: Double = 0, nesterov: Bool = false, isFirst: Bool = false
  ) throws {
    let options = dls_sgd(
      rate: rate, momentum: momentum, dampening: dampening, weightDecay: weightDecay, nesterov: nesterov,
      isFirst: isFirst)
    try update(
      parameter, gradient, [velocity],
      { p, g, s, from, to in dls_sgd_f32(options, p, g, s[0]?.f32, from, to) },
      { p, g, s, from, to in dls_sgd_f64(options, p, g, s[0]?.f64, from, to) })
  }

  /// p −= rate·g.
  /// - Returns: false, and nothing is done, unless both are contiguous f32 of one shape.
  public static func descend(_ parameter: Tensor, _ gradient: Tensor, rate: Double) -> Bool {
    guard parameter.dtype == .f32, gradient.dtype == .f32, parameter.isContiguous, gradient.isContiguous,
      parameter.shape == gradient.shape
    else { return false }
    if parameter.isHollow || gradient.isHollow { return true }
    let options = dls_sgd(
      rate: rate, momentum: 0, dampening: 0, weightDecay: 0, nesterov: false, isFirst: false)
    let (p, g) = (parameter.f32, gradient.f32)
    Parallel.forEach(count: parameter.count, grain: 32_768) { range in
      dls_sgd_f32(options, p, g, nil, range.lowerBound, range.upperBound)
    }
    parameter.storage.version &+= 1
    return true
  }

  /// The lecture's momentum: v = βv + (1 − β)g, p −= rate·v.
  public static func momentum(
    _ parameter: Tensor, _ gradient: Tensor, velocity: Tensor, rate: Double, beta: Double
  ) throws {
    try update(
      parameter, gradient, [velocity],
      { p, g, _, from, to in dls_momentum_f32(rate, beta, p, g, velocity.f32, from, to) },
      { p, g, _, from, to in dls_momentum_f64(rate, beta, p, g, velocity.f64, from, to) })
  }

  /// s += g², p −= rate·g/(√s + ε), or g/√(s + ε).
  public static func adagrad(
    _ parameter: Tensor, _ gradient: Tensor, sum: Tensor, rate: Double, epsilon: Double = 1e-10,
    weightDecay: Double = 0, epsilonInside: Bool = false
  ) throws {
    let options = dls_rmsprop(
      rate: rate, alpha: 0, epsilon: epsilon, weightDecay: weightDecay, momentum: 0,
      epsilonInside: epsilonInside)
    try update(
      parameter, gradient, [sum],
      { p, g, _, from, to in dls_adagrad_f32(options, p, g, sum.f32, from, to) },
      { p, g, _, from, to in dls_adagrad_f64(options, p, g, sum.f64, from, to) })
  }

  /// s = αs + (1 − α)g², p −= rate·g/(√s + ε), or g/√(s + ε); with momentum PyTorch's v = μv + g/(√s + ε).
  /// - Parameter velocity: nil without momentum.
  public static func rmsprop(
    _ parameter: Tensor, _ gradient: Tensor, square: Tensor, velocity: Tensor? = nil, rate: Double,
    alpha: Double = 0.99, epsilon: Double = 1e-8, weightDecay: Double = 0, momentum: Double = 0,
    epsilonInside: Bool = false
  ) throws {
    let options = dls_rmsprop(
      rate: rate, alpha: alpha, epsilon: epsilon, weightDecay: weightDecay, momentum: momentum,
      epsilonInside: epsilonInside)
    try update(
      parameter, gradient, [square, velocity],
      { p, g, s, from, to in dls_rmsprop_f32(options, p, g, square.f32, s[1]?.f32, from, to) },
      { p, g, s, from, to in dls_rmsprop_f64(options, p, g, square.f64, s[1]?.f64, from, to) })
  }

  /// Adam, step `t` counted from 1: m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), p −= rate·m̂/(√v̂ + ε), or m̂/√(v̂ + ε).
  /// - Parameter decoupled: AdamW: the decay shrinks the parameter instead of adding to the gradient.
  public static func adam(
    _ parameter: Tensor, _ gradient: Tensor, mean: Tensor, square: Tensor, step: Int, rate: Double,
    beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0,
    decoupled: Bool = false, epsilonInside: Bool = false
  ) throws {
    let options = dls_adam(
      rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay,
      correction1: 1 - power(beta1, step), correction2: 1 - power(beta2, step), decoupled: decoupled,
      epsilonInside: epsilonInside)
    try update(
      parameter, gradient, [mean, square],
      { p, g, _, from, to in dls_adam_f32(options, p, g, mean.f32, square.f32, from, to) },
      { p, g, _, from, to in dls_adam_f64(options, p, g, mean.f64, square.f64, from, to) })
  }

  private typealias Pass<Element> = (
    UnsafeMutablePointer<Element>, UnsafeMutablePointer<Element>, [Tensor?], Int, Int
  ) -> Void

  private static func update(
    _ parameter: Tensor, _ gradient: Tensor, _ states: [Tensor?], _ single: Pass<Float>,
    _ double: Pass<Double>
  ) throws {
    let gradient = try gradient.cast(to: parameter.dtype).contiguous()
    for other in [parameter, gradient] + states.compactMap({ $0 }) {
      guard other.shape == parameter.shape else {
        throw NeuralFailure.parameterSize(
          "optimizer", "a gradient", expected: parameter.shape, got: other.shape)
      }
      guard other.isContiguous, other.dtype == parameter.dtype, other.dtype.isFloating else {
        throw NeuralFailure.dtype("an optimizer's step", other.dtype)
      }
    }
    if parameter.isHollow || gradient.isHollow { return }
    Parallel.forEach(count: parameter.count, grain: 32_768) { range in
      if parameter.dtype == .f32 {
        single(parameter.f32, gradient.f32, states, range.lowerBound, range.upperBound)
      } else {
        double(parameter.f64, gradient.f64, states, range.lowerBound, range.upperBound)
      }
    }
    parameter.storage.version &+= 1
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0, factor = base, rest = max(exponent, 0)
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return result
  }
}
