import Autograd
import Catalog
import Tensor
import Text

/// How the losses of the single elements become one.
enum LossReduction: String, CaseIterable {
  case mean, sum, none

  init(_ argument: Argument) { self = LossReduction(rawValue: argument.string ?? "mean") ?? .mean }

  func apply(_ losses: Variable) throws -> Variable {
    switch self {
    case .mean: try Ops.mean(losses)
    case .sum: try Ops.sum(losses)
    case .none: losses
    }
  }

  /// Of the losses times a factor each, as PyTorch's bce and Huber loss weigh them: the mean counts elements.
  func apply(_ losses: Variable, weight: Variable?) throws -> Variable {
    guard let weight else { return try apply(losses) }
    return try apply(try Ops.multiply(losses, try LossInput.cast(weight, losses.dtype)))
  }

  /// Of the losses times a factor each, as PyTorch's squared and absolute errors are weighed: the mean is divided
  /// by the sum of the factors.
  func average(_ losses: Variable, weight: Variable?) throws -> Variable {
    guard let weight, self == .mean else { return try apply(losses, weight: weight) }
    let factors = try LossInput.cast(weight, losses.dtype)
    return try Ops.divide(try Ops.sum(try Ops.multiply(losses, factors)), try Ops.sum(factors))
  }

  static let weight = Parameter(
    "weight", .tensor, Wording("factor of each element", "每个元素的权重"), default: Argument.none, keywordOnly: true
  )

  static let parameter = Parameter(
    "reduction", .choice(["mean", "sum", "none"]), Wording("over all elements", "对全部元素"),
    default: .string("mean"))
}

/// What every loss does with its two tensors first.
enum LossInput {
  static let parameters = [
    Parameter(
      "prediction", .tensor, Wording("what the model gives", "模型给出的预测"), aliases: ["input", "y_hat", "ŷ"]),
    Parameter("target", .tensor, Wording("what is right", "正确的目标"), aliases: ["y"]),
  ]

  static func variable(_ argument: Argument, _ loss: String) throws -> Variable {
    guard let variable = argument.variable else {
      throw NetworkFailure.expectsTensors(loss, got: argument.kindInWords)
    }
    return variable
  }

  /// Both in the prediction's floating dtype and of equal shape.
  static func pair(_ arguments: [Argument], _ loss: String) throws -> (prediction: Variable, target: Variable)
  {
    let prediction = try floating(try variable(arguments[0], loss))
    let target = try variable(arguments[1], loss)
    guard prediction.shape == target.shape else {
      throw NetworkFailure.lossShapes(loss, prediction: prediction.shape.array, target: target.shape.array)
    }
    return (prediction, try cast(target, prediction.dtype))
  }

  static func floating(_ x: Variable) throws -> Variable { x.dtype.isFloating ? x : try Ops.cast(x, .f32) }

  static func cast(_ x: Variable, _ dtype: DType) throws -> Variable {
    x.dtype == dtype ? x : try Ops.cast(x, dtype)
  }

  /// log p, with -100 where p is 0 (as PyTorch's `bce`) and no gradient there.
  static func safeLog(_ p: Variable) throws -> Variable {
    let zero = try Tensor.compare(.lessEqual, p.tensor, try Tensor.scalar(0, p.dtype))
    let one = try Ops.scalar(1, like: p)
    let log = try Ops.log(try Ops.select(zero, one, p))
    return try Ops.select(zero, try Ops.scalar(-100, like: p), log)
  }

  /// Whether every value lies in 0...1, up to rounding.
  static func requireProbabilities(_ p: Variable, _ loss: String) throws {
    let dense = try p.tensor.contiguous()
    if dense.isHollow { return }
    var bad: Double?
    switch dense.dtype {
    case .f32:
      for index in 0..<dense.count where !isShare(Double(dense.f32[index])) { bad = Double(dense.f32[index]) }
    case .f64: for index in 0..<dense.count where !isShare(dense.f64[index]) { bad = dense.f64[index] }
    default: break
    }
    if let bad, !bad.isNaN { throw NetworkFailure.notProbability(loss, bad) }
  }

  private static func isShare(_ value: Double) -> Bool { value >= 0 && value <= 1.000001 }
}
