import Autograd
import Catalog
import Tensor
import Text

/// Kullback–Leibler divergence of log-probabilities from probabilities.
enum DivergenceLoss {
  static let builtin = Builtin(
    Descriptor(
      "kl_div", .loss,
      Wording(
        "Kullback–Leibler divergence; the prediction holds log-probabilities",
        "KL 散度 (Kullback–Leibler divergence)；预测是对数概率"),
      formula: "Σ y (log y - x)",
      parameters: LossInput.parameters + [
        Parameter(
          "reduction", .choice(["mean", "batchmean", "sum", "none"]),
          Wording("batchmean is the mathematical mean", "batchmean 是数学上的平均"),
          default: .string("mean")),
        Parameter(
          "log_target", .bool, Wording("the target holds logarithms too", "目标也是对数"), default: .bool(false)),
        Parameter(
          "from_logits", .bool, Wording("the prediction goes into a log_softmax first", "先对预测做 log_softmax"),
          default: .bool(false)),
      ], returns: Wording("one number", "一个数"),
      examples: [Example("kl_div(log([0.5, 0.5]), [0.5, 0.5], reduction=\"sum\")", "0")])
  ) { arguments in
    var (x, target) = try LossInput.pair(arguments, "kl_div")
    if arguments[4].bool == true { x = try Ops.logSoftmax(x, dim: max(x.shape.rank - 1, 0)) }
    let isLog = arguments[3].bool == true
    let weight = isLog ? try Ops.exp(target) : target
    // 0·log 0 is 0; safeLog keeps it finite.
    let log = isLog ? target : try LossInput.safeLog(target)
    let losses = try Ops.multiply(weight, try Ops.subtract(log, x))
    guard arguments[2].string == "batchmean" else {
      return .object(try LossReduction(arguments[2]).apply(losses))
    }
    let batch = try Ops.scalar(Double(max(x.shape.first ?? 1, 1)), like: x)
    return .object(try Ops.divide(try Ops.sum(losses), batch))
  }
}
