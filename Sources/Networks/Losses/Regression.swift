import Autograd
import Catalog
import Tensor
import Text

/// Losses on numbers: mean squared error, mean absolute error, Huber.
enum RegressionLosses {
  static let all: [Builtin] = [mse, mae, huber]

  static let mse = Builtin(
    Descriptor(
      "mse", .loss,
      Wording("Mean squared error, for regression", "均方误差损失 (mean squared error)，用于回归"),
      formula: "MSE(y, ŷ) = 1/n Σ (yᵢ - ŷᵢ)²",
      parameters: LossInput.parameters + [LossReduction.parameter], returns: Wording("one number", "一个数"),
      examples: [Example("mse([1, 2], [1, 4])", "2")])
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "mse")
    let difference = try Ops.subtract(prediction, target)
    return .object(try LossReduction(arguments[2]).apply(try Ops.multiply(difference, difference)))
  }

  static let mae = Builtin(
    Descriptor(
      "mae", .loss,
      Wording(
        "Mean absolute error, for regression with outliers",
        "平均绝对误差损失 (mean absolute error)，用于有离群值的回归"),
      formula: "MAE(y, ŷ) = 1/n Σ |yᵢ - ŷᵢ|", parameters: LossInput.parameters + [LossReduction.parameter],
      returns: Wording("one number", "一个数"), examples: [Example("mae([1, 2], [1, 4])", "1")])
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "mae")
    return .object(try LossReduction(arguments[2]).apply(try Ops.abs(try Ops.subtract(prediction, target))))
  }

  static let huber = Builtin(
    Descriptor(
      "huber", .loss,
      Wording("Huber loss: squared near zero, absolute beyond delta", "Huber 损失：零附近为平方，超过 delta 后为绝对值"),
      formula: "½d² where |d| ≤ δ, else δ(|d| - ½δ), with d = y - ŷ",
      parameters: LossInput.parameters + [
        Parameter("delta", .number, Wording(verbatim: "δ"), default: .number(1)), LossReduction.parameter,
      ], returns: Wording("one number", "一个数"), examples: [Example("huber([0, 0], [0.5, 3])", "1.3125")])
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "huber")
    guard let delta = arguments[2].double, delta > 0 else {
      throw NetworkFailure.notPositive("huber", "delta")
    }
    let size = try Ops.abs(try Ops.subtract(prediction, target))
    let capped = try Ops.minimum(size, try Ops.scalar(delta, like: size))
    // With c = min(|d|, δ), both branches are c(|d| - c/2).
    let half = try Ops.multiply(capped, try Ops.scalar(0.5, like: capped))
    return .object(
      try LossReduction(arguments[3]).apply(try Ops.multiply(capped, try Ops.subtract(size, half))))
  }
}
