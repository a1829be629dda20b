import Autograd
import Catalog
import Tensor
import Text

/// Cross-entropy over the steps of sequences of different lengths.
enum SequenceLoss {
  static let builtin = Builtin(
    Descriptor(
      "sequence_cross_entropy", .loss,
      Wording(
        "Cross-entropy over sequences, averaged over the steps that count",
        "序列交叉熵损失 (sequence cross-entropy)，对计入的步取平均"),
      formula: "-1/T Σₜ Σᵢ y_{t,i} log ŷ_{t,i}",
      parameters: LossInput.parameters + [
        Parameter(
          "lengths", .any, Wording("how many steps of each sequence count", "每个序列有多少步计入"),
          default: Argument.none),
        Parameter(
          "mask", .tensor, Wording("N×T, true or 1 where a step counts", "N×T，计入的步为 true 或 1"),
          default: Argument.none),
        Parameter(
          "from_logits", .bool, Wording("false: the prediction holds probabilities", "false：预测是概率"),
          default: .bool(true)),
        Parameter(
          "ignore_index", .integer, Wording("steps with this label do not count", "这个标签的步不计入"),
          default: .number(-100)),
        Parameter(
          "reduction", .choice(["mean", "sum", "none"]),
          Wording("over the steps that count; none: the loss of each step, N×T", "对计入的步；none：每一步的损失，N×T"),
          default: .string("mean")),
      ],
      returns: Wording(
        "one number unless reduction says otherwise; prediction N×T×C (or T×C), target N×T indices or N×T×C",
        "一个数（除非 reduction 另有规定）；预测 N×T×C（或 T×C），目标为 N×T 的下标或 N×T×C"),
      examples: [Example("sequence_cross_entropy(zeros(1, 2, 2), [[0, 1]])", "0.6931472")])
  ) { arguments in
    let name = "sequence_cross_entropy"
    let x = try LossInput.floating(try LossInput.variable(arguments[0], name))
    let target = try LossInput.variable(arguments[1], name)
    return .object(try compute(x, target, arguments, name))
  }

  private static func compute(
    _ x: Variable, _ target: Variable, _ arguments: [Argument], _ name: String
  ) throws -> Variable {
    let shape = x.shape.array
    guard shape.count == 2 || shape.count == 3, let classes = shape.last else {
      throw NetworkFailure.sequenceShape(name, shape)
    }
    let steps = Array(shape.dropLast())
    let mask = try mask(arguments[2], arguments[3], steps, name)
    let count = steps.reduce(1, *)
    let rows = try Ops.reshape(x, [count, classes])
    let fromLogits = arguments[4].bool ?? true
    if fromLogits { CrossEntropyLosses.warnOfSoftmax(x) }
    let logs = fromLogits ? try Ops.logSoftmax(rows, dim: 1) : try LossInput.safeLog(rows)
    let reduction = LossReduction(arguments[6])
    let shares: Variable
    if target.shape.array == shape {
      let counted = mask.reduce(0) { $0 + ($1 ? 1 : 0) }
      let share = reduction == .mean ? 1 / Double(counted) : 1
      let factors = try Tensor.from(mask.map { $0 ? share : 0 }, [count, 1]).cast(to: x.dtype)
      let flat = try Ops.reshape(try LossInput.cast(target, x.dtype), [count, classes])
      shares = try Ops.multiply(flat, Variable(factors))
    } else {
      guard target.shape.array == steps else {
        throw NetworkFailure.labelShape(name, prediction: shape, expected: steps, got: target.shape.array)
      }
      let coefficients = Coefficients(ignored: arguments[5].int, mask: mask)
      shares = Variable(
        try coefficients.matrix(
          target.tensor, classes: classes, x.dtype, normalized: reduction == .mean, loss: name))
    }
    let losses = try Ops.multiply(logs, shares)
    guard reduction == .none else { return try Ops.negate(try Ops.sum(losses)) }
    return try Ops.negate(try Ops.reshape(try Ops.sum(losses, dims: [1]), steps))
  }

  /// Which steps count, row by row.
  private static func mask(
    _ lengths: Argument, _ mask: Argument, _ steps: [Int], _ name: String
  ) throws -> [Bool] {
    let count = steps.reduce(1, *)
    if let mask = mask.variable?.tensor {
      guard mask.shape.array == steps else {
        throw NetworkFailure.labelShape(
          name + " mask", prediction: steps, expected: steps, got: mask.shape.array)
      }
      return mask.doubles.map { $0 != 0 }
    }
    guard !lengths.isNone else { return Array(repeating: true, count: count) }
    let time = steps.last ?? 0
    if lengths.variable?.tensor.isHollow ?? false { return Array(repeating: true, count: count) }
    guard let values = lengths.ints, values.count == count / max(time, 1),
      values.allSatisfy({ $0 >= 0 && $0 <= time }), values.contains(where: { $0 > 0 })
    else { throw NetworkFailure.sequenceLengths(name, sequences: count / max(time, 1), steps: time) }
    return values.flatMap { length in (0..<time).map { $0 < length } }
  }
}
