import Autograd
import Catalog
import Tensor
import Text

/// Losses on numbers: mean squared error, mean absolute error, Huber and its relative with a slope of 1.
enum RegressionLosses {
  static let all: [Builtin] = [mse, mae, huber, smoothL1]

  private static let parameters = LossInput.parameters + [LossReduction.parameter, LossReduction.weight]

  static let mse = Builtin(
    Descriptor(
      "mse", .loss, Wording("Mean squared error, for regression", "均方误差损失 (mean squared error)，用于回归"),
      formula: "MSE(y, ŷ) = 1/n Σ (yᵢ - ŷᵢ)²",
      parameters: parameters, returns: Wording("one number", "一个数"),
      examples: [
        Example("mse([1, 2], [1, 4])", "2"), Example("mse([1, 2], [1, 4], weight=[1, 3])", "3"),
      ],
      notes: Wording(
        "With weights w the mean is Σ wᵢ (yᵢ - ŷᵢ)² / Σ wᵢ.", "有权重 w 时，均值为 Σ wᵢ (yᵢ - ŷᵢ)² / Σ wᵢ。"))
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "mse")
    let difference = try Ops.subtract(prediction, target)
    return .object(
      try LossReduction(arguments[2]).average(
        try Ops.multiply(difference, difference), weight: try weight(arguments[3], prediction, "mse")))
  }

  static let mae = Builtin(
    Descriptor(
      "mae", .loss,
      Wording(
        "Mean absolute error, for regression with outliers",
        "平均绝对误差损失 (mean absolute error)，用于有离群值的回归"),
      formula: "MAE(y, ŷ) = 1/n Σ |yᵢ - ŷᵢ|", parameters: parameters,
      returns: Wording("one number", "一个数"), examples: [Example("mae([1, 2], [1, 4])", "1")],
      notes: Wording(
        "With weights w the mean is Σ wᵢ |yᵢ - ŷᵢ| / Σ wᵢ.", "有权重 w 时，均值为 Σ wᵢ |yᵢ - ŷᵢ| / Σ wᵢ。"))
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "mae")
    return .object(
      try LossReduction(arguments[2]).average(
        try Ops.abs(try Ops.subtract(prediction, target)),
        weight: try weight(arguments[3], prediction, "mae")))
  }

  static let huber = Builtin(
    Descriptor(
      "huber", .loss,
      Wording("Huber loss: squared near zero, absolute beyond delta", "Huber 损失：零附近为平方，超过 delta 后为绝对值"),
      formula: "½d² where |d| ≤ δ, else δ(|d| - ½δ), with d = y - ŷ",
      parameters: LossInput.parameters + [
        Parameter("delta", .number, Wording(verbatim: "δ"), default: .number(1)), LossReduction.parameter,
        LossReduction.weight,
      ], returns: Wording("one number", "一个数"), examples: [Example("huber([0, 0], [0.5, 3])", "1.3125")],
      notes: Wording(
        "Weights are factors of the losses; their mean counts elements, as in PyTorch.",
        "权重是各损失的倍数；均值按元素个数计，与 PyTorch 相同。"))
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "huber")
    guard let delta = arguments[2].double, delta > 0 else {
      throw NetworkFailure.notPositive("huber", "delta")
    }
    return .object(
      try LossReduction(arguments[3]).apply(
        try capped(prediction, target, delta), weight: try weight(arguments[4], prediction, "huber")))
  }

  static let smoothL1 = Builtin(
    Descriptor(
      "smooth_l1", .loss,
      Wording(
        "Absolute error, rounded off near zero: the Huber loss divided by its delta",
        "零附近磨圆的绝对误差：Huber 损失除以 delta"),
      formula: "d²/2β where |d| < β, else |d| - ½β, with d = y - ŷ",
      parameters: LossInput.parameters + [
        LossReduction.parameter,
        Parameter("beta", .number, Wording("β; 0 is mae", "β；0 即 mae"), default: .number(1)),
      ], returns: Wording("one number", "一个数"), examples: [Example("smooth_l1([0, 0], [0.5, 3])", "1.3125")])
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "smooth_l1")
    guard let beta = arguments[3].double, beta >= 0 else {
      throw NetworkFailure.notPositive("smooth_l1", "beta")
    }
    let reduction = LossReduction(arguments[2])
    guard beta > 0 else {
      return .object(try reduction.apply(try Ops.abs(try Ops.subtract(prediction, target))))
    }
    let losses = try capped(prediction, target, beta)
    return .object(try reduction.apply(try Ops.multiply(losses, try Ops.scalar(1 / beta, like: losses))))
  }

  /// ½d² up to |d| = δ, and a line of slope δ from there.
  private static func capped(_ prediction: Variable, _ target: Variable, _ delta: Double) throws -> Variable {
    let size = try Ops.abs(try Ops.subtract(prediction, target))
    let capped = try Ops.minimum(size, try Ops.scalar(delta, like: size))
    // With c = min(|d|, δ), both branches are c(|d| - c/2).
    let half = try Ops.multiply(capped, try Ops.scalar(0.5, like: capped))
    return try Ops.multiply(capped, try Ops.subtract(size, half))
  }

  private static func weight(
    _ argument: Argument, _ prediction: Variable, _ loss: String
  ) throws -> Variable? {
    guard let weight = argument.variable else { return nil }
    guard weight.shape == prediction.shape else {
      throw NetworkFailure.lossWeight(loss, expected: prediction.shape.array, got: weight.shape.array)
    }
    return weight
  }
}
