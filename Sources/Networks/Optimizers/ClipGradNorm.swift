import Autograd
import Catalog
import Glibc
import Tensor
import Text

/// Scales all gradients together so that their norm is at most `limit`; gives the norm before.
enum GradientClipping {
  /// - Parameter isStrict: a norm that is not finite is an error; else it leaves nothing finite, as in PyTorch.
  static func clip(
    _ parameters: [Variable], to limit: Double, power: Double = 2, isStrict: Bool = false
  ) throws -> Double {
    let gradients = parameters.compactMap { $0.gradient }
    let total = try norm(gradients.map(\.tensor), power)
    guard !isStrict || total.isFinite else { throw NetworkFailure.notFiniteNorm(total) }
    let factor = limit / (total + 1e-6)
    guard !(factor >= 1) else { return total }
    for gradient in gradients {
      gradient.assign(try scaled(gradient.tensor, factor))
    }
    return total
  }

  static func scale(_ parameters: [Variable], by factor: Double) throws {
    for gradient in parameters.compactMap(\.gradient) {
      gradient.assign(try scaled(gradient.tensor, factor))
    }
  }

  /// Of all elements of all tensors together.
  static func norm(_ tensors: [Tensor], _ power: Double = 2) throws -> Double {
    var total = 0.0
    for tensor in tensors where !tensor.isHollow {
      let dense = try tensor.contiguous()
      switch dense.dtype {
      case .f32: total = accumulate(dense.f32, dense.count, power, total)
      case .f64: total = accumulate(dense.f64, dense.count, power, total)
      default: continue
      }
    }
    if power == .infinity { return total }
    return power == 2 ? total.squareRoot() : pow(total, 1 / power)
  }

  private static func accumulate<Element: BinaryFloatingPoint>(
    _ values: UnsafeMutablePointer<Element>, _ count: Int, _ power: Double, _ start: Double
  ) -> Double {
    if power == 2 {
      // Four sums side by side: one chain of additions would wait for itself.
      var sums = SIMD4<Double>.zero
      let whole = count & ~3
      for index in stride(from: 0, to: whole, by: 4) {
        let four = SIMD4<Double>(
          Double(values[index]), Double(values[index + 1]), Double(values[index + 2]),
          Double(values[index + 3]))
        sums += four * four
      }
      var total = start + sums.sum()
      for index in whole..<count { total += Double(values[index]) * Double(values[index]) }
      return total
    }
    var total = start
    for index in 0..<count {
      let size = abs(Double(values[index]))
      total = power == .infinity ? max(total, size) : total + pow(size, power)
    }
    return total
  }

  private static func scaled(_ tensor: Tensor, _ factor: Double) throws -> Tensor {
    let copy = try tensor.copy()
    if copy.isHollow { return copy }
    switch copy.dtype {
    case .f32: for index in 0..<copy.count { copy.f32[index] *= Float(factor) }
    case .f64: for index in 0..<copy.count { copy.f64[index] *= factor }
    default: break
    }
    return copy
  }

  static let builtin = Builtin(
    Descriptor(
      "clip_grad_norm", .optimizer,
      Wording(
        "Shrinks all gradients together until their norm is at most max_norm",
        "把所有梯度一起缩小，直到范数不超过 max_norm（梯度裁剪）"),
      formula: "g ← g · min(1, max_norm / ‖g‖)",
      parameters: [
        Parameter(
          "model", .any, Wording("a model or a list of parameters", "模型，或参数的列表"),
          aliases: ["parameters", "params"]),
        Parameter("max_norm", .number, Wording("the largest norm allowed", "允许的最大范数")),
        Parameter("norm_type", .number, Wording("p of the norm", "范数的 p"), default: .number(2)),
        Parameter(
          "error_if_nonfinite", .bool,
          Wording("a norm that is inf or nan is an error", "范数为 inf 或 nan 时报错"), default: .bool(false)),
      ],
      returns: Wording("the norm before clipping", "裁剪前的范数"),
      examples: [
        Example("w = param([3, 4]); sum(w^2 / 2).backward(); clip_grad_norm([w], 1)", "5")
      ])
  ) { arguments in
    let parameters = try ParameterList.read(arguments[0], "clip_grad_norm")
    guard let limit = arguments[1].double, limit >= 0 else {
      throw NetworkFailure.sizeOutOfRange("clip_grad_norm", "max_norm", [0], minimum: 0)
    }
    return .number(
      try clip(parameters, to: limit, power: arguments[2].double ?? 2, isStrict: arguments[3].bool ?? false))
  }
}
