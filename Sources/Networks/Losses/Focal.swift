import Autograd
import Catalog
import Tensor
import Text

/// Cross-entropy in which easy samples count less.
enum FocalLoss {
  static let builtin = Builtin(
    Descriptor(
      "focal", .loss,
      Wording(
        "Focal loss: cross-entropy in which easy samples count less", "焦点损失 (focal loss)：易分类样本权重较小的交叉熵"
      ),
      formula: "-(1 - ŷₜ)^γ log ŷₜ, ŷₜ = p if y = 1, else 1 - p",
      parameters: LossInput.parameters + [
        Parameter(
          "gamma", .number, Wording("γ, how much less; 0 is cross-entropy", "γ，降低多少；0 就是交叉熵"),
          default: .number(2)),
        Parameter(
          "alpha", .number, Wording("factor of the positive class, 1-α of the other", "正类的权重，另一类为 1-α"),
          default: Argument.none),
        LossReduction.parameter,
        Parameter(
          "from_logits", .bool,
          Wording("the prediction goes into a sigmoid (softmax)", "预测是 sigmoid（softmax）之前的值"),
          default: .bool(false)),
      ], returns: Wording("one number", "一个数"), examples: [Example("focal([0.9], [1])", "0.0010536059")],
      notes: Wording(
        "Probabilities of one class with 0 and 1; or N×C with N class indices.",
        "一个类别的概率与 0 和 1；或 N×C 与 N 个类别下标。"))
  ) { arguments in
    let x = try LossInput.floating(try LossInput.variable(arguments[0], "focal"))
    let target = try LossInput.variable(arguments[1], "focal")
    let isLogit = arguments[5].bool ?? false
    if !isLogit { try LossInput.requireProbabilities(x, "focal") }
    let log: Variable
    if x.shape.rank == target.shape.rank + 1, x.shape.rank >= 2 {
      log = try multiclass(x, target, isLogit)
    } else {
      log = try binary(arguments, isLogit)
    }
    let one = try Ops.scalar(1, like: log)
    let gamma = arguments[2].double ?? 2
    guard gamma >= 0 else { throw NetworkFailure.notPositive("focal", "gamma") }
    // Rounding may put eˡᵒᵍ a hair above 1, where a power would be nan.
    let rest = try Ops.relu(try Ops.subtract(one, try Ops.exp(log)))
    var losses = try Ops.negate(log)
    if gamma > 0 { losses = try Ops.multiply(try Ops.power(rest, try Ops.scalar(gamma, like: log)), losses) }
    if let alpha = arguments[3].double { losses = try Ops.multiply(losses, try factors(target, alpha, log)) }
    return .object(try LossReduction(arguments[4]).apply(losses))
  }

  /// log ŷₜ of each element.
  private static func binary(_ arguments: [Argument], _ isLogit: Bool) throws -> Variable {
    let (p, target) = try LossInput.pair(arguments, "focal")
    let one = try Ops.scalar(1, like: p)
    guard isLogit else {
      let hit = try Ops.multiply(target, p)
      let miss = try Ops.multiply(try Ops.subtract(one, target), try Ops.subtract(one, p))
      return try LossInput.safeLog(try Ops.add(hit, miss))
    }
    let side = try Ops.subtract(one, try Ops.multiply(target, try Ops.scalar(2, like: p)))
    return try Ops.negate(try Ops.softplus(try Ops.multiply(p, side), threshold: 40))
  }

  /// log ŷ of the right class of each sample.
  private static func multiclass(_ x: Variable, _ target: Variable, _ isLogit: Bool) throws -> Variable {
    let (rows, labels, classes) = try ClassRows.of(x, "focal")
    guard target.shape.array == labels else {
      throw NetworkFailure.labelShape(
        "focal", prediction: x.shape.array, expected: labels, got: target.shape.array)
    }
    let chosen = try Coefficients().matrix(
      target.tensor, classes: classes, x.dtype, normalized: false, loss: "focal")
    let logs = isLogit ? try Ops.logSoftmax(rows, dim: 1) : try LossInput.safeLog(rows)
    return try Ops.reshape(try Ops.sum(try Ops.multiply(logs, Variable(chosen)), dims: [1]), labels)
  }

  /// α where the target is 1, 1-α where it is 0; with class indices, α everywhere.
  private static func factors(_ target: Variable, _ alpha: Double, _ like: Variable) throws -> Variable {
    let values = target.tensor.doubles
    let isBinary = values.allSatisfy { $0 == 0 || $0 == 1 }
    let tensor = try Tensor.from(
      values.map { isBinary ? $0 * alpha + (1 - $0) * (1 - alpha) : alpha }, target.shape)
    return Variable(try tensor.cast(to: like.dtype))
  }
}
