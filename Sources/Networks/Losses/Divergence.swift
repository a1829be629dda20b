import Autograd
import Catalog
import Tensor

/// Kullback–Leibler divergence of log-probabilities from probabilities.
enum DivergenceLoss {
  static let builtin = Builtin(
    Descriptor(
      "kl_div", .loss, "Kullback–Leibler divergence (KL 散度); the prediction holds log-probabilities",
      formula: "Σ y (log y - x)",
      parameters: LossInput.parameters + [
        Parameter(
          "reduction", .choice(["mean", "batchmean", "sum", "none"]), "batchmean is the mathematical mean",
          default: .string("mean")),
        Parameter("log_target", .bool, "the target holds logarithms too", default: .bool(false)),
        Parameter(
          "from_logits", .bool, "the prediction goes into a log_softmax first", default: .bool(false)),
      ], returns: "one number",
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
