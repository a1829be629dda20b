import Autograd
import Catalog
import Tensor
import Text

/// Losses of yes-or-no answers: binary cross-entropy and hinge.
enum BinaryLosses {
  static let all: [Builtin] = [bce, bceWithLogits, hinge]

  private static let formula = "BCE(y, ŷ) = -(y log ŷ + (1 - y) log(1 - ŷ))"

  static let bce = Builtin(
    Descriptor(
      "bce", .loss,
      Wording("Binary cross-entropy of probabilities", "二元交叉熵（二分类问题，binary cross-entropy），输入概率"),
      formula: formula,
      parameters: LossInput.parameters + [
        LossReduction.parameter,
        Parameter("weight", .tensor, Wording("factor of each element", "每个元素的权重"), default: Argument.none),
        Parameter(
          "from_logits", .bool, Wording("the prediction is what goes into a sigmoid", "预测是 sigmoid 之前的值"),
          default: .bool(false)),
      ], returns: Wording("one number", "一个数"), examples: [Example("bce([0.5], [1])", "0.6931472")],
      notes: Wording("log 0 counts as -100, as in PyTorch.", "log 0 按 -100 计，与 PyTorch 相同。"))
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "bce")
    if arguments[4].bool == true {
      return .object(
        try logistic(
          prediction, target, positive: nil, weight: arguments[3].variable, LossReduction(arguments[2])))
    }
    try LossInput.requireProbabilities(prediction, "bce")
    return .object(
      try LossReduction(arguments[2]).apply(
        try Ops.binaryCrossEntropy(prediction, target), weight: arguments[3].variable))
  }

  static let bceWithLogits = Builtin(
    Descriptor(
      "bce_with_logits", .loss,
      Wording(
        "Binary cross-entropy of what would go into a sigmoid; safe for large values",
        "二分类交叉熵，输入 sigmoid 之前的值；数值大时也安全"),
      formula: formula + ", ŷ = σ(x)",
      parameters: LossInput.parameters + [
        LossReduction.parameter,
        Parameter("weight", .tensor, Wording("factor of each element", "每个元素的权重"), default: Argument.none),
        Parameter(
          "pos_weight", .tensor, Wording("factor of the positive part", "正类部分的权重"), default: Argument.none),
      ], returns: Wording("one number", "一个数"), examples: [Example("bce_with_logits([0], [1])", "0.6931472")])
  ) { arguments in
    let (prediction, target) = try LossInput.pair(arguments, "bce_with_logits")
    return .object(
      try logistic(
        prediction, target, positive: arguments[4].variable, weight: arguments[3].variable,
        LossReduction(arguments[2])))
  }

  private static func logistic(
    _ x: Variable, _ target: Variable, positive: Variable?, weight: Variable?, _ reduction: LossReduction
  ) throws -> Variable {
    let losses = try Ops.bceWithLogits(
      x, target, positiveWeight: try positive.map { try LossInput.cast($0, x.dtype) })
    return try reduction.apply(losses, weight: weight)
  }

  static let hinge = Builtin(
    Descriptor(
      "hinge", .loss,
      Wording(
        "Hinge loss: targets -1 and 1 (or 0 and 1), no cost beyond the margin",
        "合页损失 (hinge)：目标为 -1 和 1（或 0 和 1），超出间隔后没有损失"),
      formula: "max(0, margin - y ŷ)",
      parameters: LossInput.parameters + [
        Parameter("margin", .number, .empty, default: .number(1)), LossReduction.parameter,
      ], returns: Wording("one number", "一个数"), examples: [Example("hinge([0.5, 2], [1, -1])", "1.75")])
  ) { arguments in
    let (prediction, given) = try LossInput.pair(arguments, "hinge")
    let values = given.tensor.doubles
    guard values.allSatisfy({ abs($0) == 1 || $0 == 0 }), !(values.contains(0) && values.contains(-1)) else {
      throw NetworkFailure.hingeTarget
    }
    var target = given
    if values.contains(0) {
      let two = try Ops.scalar(2, like: given)
      target = try Ops.subtract(try Ops.multiply(given, two), try Ops.scalar(1, like: given))
    }
    let margin = try Ops.scalar(arguments[2].double ?? 1, like: prediction)
    let gap = try Ops.subtract(margin, try Ops.multiply(prediction, target))
    return .object(try LossReduction(arguments[3]).apply(try Ops.relu(gap)))
  }
}
