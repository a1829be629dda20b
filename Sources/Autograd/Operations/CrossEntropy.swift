import Catalog
import Tensor
import Text

extension Operations {
  static let crossEntropy: Operation = Operation(
    Descriptor(
      "cross_entropy", .functional, Wording("how far logits are from the true classes", "logits 离真实类别有多远"),
      formula: "L = −(1/N) Σₙ log softmax(xₙ)[yₙ]",
      parameters: [
        Parameter("input", .tensor, Wording("logits N×C, C or N×C×…", "logits，N×C、C 或 N×C×…")),
        Parameter(
          "target", .tensor,
          Wording("class indices, or probabilities of the logits' shape", "类别下标，或与 logits 同形状的概率")),
        Parameter("weight", .tensor, Wording("of each class, C", "每个类别的权重，C"), default: .some(.none)),
        Parameter(
          "ignore_index", .integer, Wording("label that does not count", "不计入的标签"), default: .number(-100)),
        Parameter("reduction", .choice(["mean", "sum", "none"]), default: .string("mean")),
        Parameter(
          "label_smoothing", .number, Wording("share spread over all classes, 0 to 1", "平摊给所有类别的比例，0 到 1"),
          default: .number(0)),
      ],
      returns: Wording(
        "a number; one for each sample with reduction=\"none\"", "一个数；reduction=\"none\" 时每个样本一个"),
      notes: Wording(
        "With class indices the mean is weighted by the classes' weights, as in PyTorch.",
        "目标为类别下标时，平均按类别权重加权，与 PyTorch 相同。")),
    prepare: { inputs, attributes in
      guard inputs.count >= 2 else { throw AutogradFailure.noResult("cross_entropy") }
      let smoothing = attributes.number(2, default: 0)
      guard smoothing >= 0, smoothing <= 1 else {
        throw NeuralFailure.probability("label_smoothing", smoothing)
      }
      let (logits, target) = try CrossEntropy.rows(Promotion.floating(inputs[0]), inputs[1])
      let weight = inputs.count > 2 ? [try Promotion.cast(inputs[2], logits.dtype)] : []
      return ([logits, target] + weight, attributes)
    },
    shape: { types, attributes in
      if types.count > 2, types[2].shape != [types[0].shape[1]] {
        throw NeuralFailure.parameterSize(
          "cross_entropy", "weight", expected: [types[0].shape[1]], got: types[2].shape)
      }
      let isEach = attributes.string(1) == "none"
      return [TensorType(isEach ? [types[0].shape[0]] : Shape(), types[0].dtype)]
    },
    forward: { c in
      let share = try CrossEntropy.share(c)
      let (losses, level) = try Softmax.crossEntropy(c.inputs[0], share: share)
      if c.isRecording { c.saved.tensors = [share, level] }
      if c.attributes.string(1) == "none" { return [losses] }
      // A mean over no samples is no number, as in PyTorch.
      if losses.count == 0, c.attributes.string(1) ?? "mean" == "mean" {
        return [try Tensor.scalar(.nan, losses.dtype)]
      }
      return [try losses.reduce(.sum, axes: [0], keepDims: false)]
    },
    gradient: .rule { c in
      guard let g = c.gradient else { return [] }
      var dx: Variable?
      if c.needs(0) {
        dx =
          Executor.isRecordingEnabled
          ? try CrossEntropy.composed(g, c)
          : Variable(
            try Softmax.crossEntropyGradient(
              c.input(0).tensor, share: c.saved[0], logSumExp: c.saved[1], g.tensor))
      }
      return [dx, c.needs(1) ? try CrossEntropy.targetGradient(g, c) : nil]
    },
    checks: [
      .init([[4, 3], [4]], indices: [1: 3]),
      .init([[4, 3], [4]], [.int(2), .string("sum"), .number(0.1)], indices: [1: 3]),
      .init([[2, 3, 2], [2, 2]], [.int(-100), .string("none")], indices: [1: 3]),
      .init([[3, 5], [3, 5]], [.int(-100), .string("mean"), .number(0.2)], range: 0.1...1),
    ])
}

private enum CrossEntropy {
  /// Logits as R×C; targets as R class indices, or R×C shares.
  static func rows(_ x: Variable, _ target: Variable) throws -> (Variable, Variable) {
    let shape = x.shape
    guard shape.rank > 0 else { throw NeuralFailure.labels(logits: shape, target: target.shape) }
    let isShares = target.shape == shape && (target.dtype.isFloating || shape.rank > 1)
    let labels = shape.rank > 1 ? shape.removing(axis: 1) : Shape()
    guard isShares || target.shape == labels else {
      throw NeuralFailure.labels(logits: shape, target: target.shape)
    }
    let shares = isShares ? try rows(Promotion.cast(target, x.dtype)) : nil
    return (try rows(x), try shares ?? Ops.reshape(Indices.whole(target, "cross_entropy"), [-1]))
  }

  private static func rows(_ x: Variable) throws -> Variable {
    let shape = x.shape
    if shape.rank == 2 { return x }
    if shape.rank == 1 { return try Ops.reshape(x, [1, shape[0]]) }
    let order = [0] + Array(2..<shape.rank) + [1]
    let count = shape[1] == 0 ? 0 : shape.elementCount / shape[1]
    return try Ops.reshape(Ops.permute(x, order), [count, shape[1]])
  }

  /// How much each class counts in each row's loss: R×C.
  static func share(_ c: ForwardContext) throws -> Tensor {
    let logits = c.inputs[0]
    let (count, classes) = (logits.shape[0], logits.shape[1])
    let weights = c.inputs.count > 2 ? c.inputs[2].doubles : nil
    let smoothing = c.attributes.number(2, default: 0)
    let isMean = c.attributes.string(1) ?? "mean" == "mean"
    let result: Tensor
    var total = Double(count)
    if c.inputs[1].rank == 2 {
      result = try smoothed(c.inputs[1], smoothing, weights, classes)
    } else {
      result = try Tensor.zeros(logits.shape, logits.dtype)
      total = try fill(result, c.inputs[1], weights, smoothing, ignored: c.attributes.int(0, default: -100))
    }
    guard isMean, total != 1 else { return result }
    return try Tensor.binary(.divide, result, Tensor.scalar(total, result.dtype))
  }

  private static func smoothed(
    _ target: Tensor, _ smoothing: Double, _ weights: [Double]?, _ classes: Int
  ) throws -> Tensor {
    var shares = try target.contiguous()
    if smoothing > 0 {
      let kept = try Tensor.binary(.multiply, shares, Tensor.scalar(1 - smoothing, shares.dtype))
      shares = try Tensor.binary(.add, kept, Tensor.scalar(smoothing / Double(classes), shares.dtype))
    }
    guard let weights else { return shares }
    let row = try Tensor.from(weights, [classes]).cast(to: shares.dtype)
    return try Tensor.binary(.multiply, shares, row)
  }

  /// Writes the rows of class indices; returns what a mean divides by.
  private static func fill(
    _ result: Tensor, _ labels: Tensor, _ weights: [Double]?, _ smoothing: Double, ignored: Int
  ) throws -> Double {
    let labels = try labels.contiguous()
    let (count, classes) = (result.shape[0], result.shape[1])
    var total = 0.0
    for row in 0..<count {
      let label = Int(labels.i64[row])
      if label == ignored { continue }
      guard label >= 0, label < classes else {
        throw NeuralFailure.label(label, at: row, classes: classes)
      }
      let own = weights?[label] ?? 1
      total += own
      let start = row * classes
      if smoothing > 0 {
        let spread = smoothing / Double(classes)
        for place in 0..<classes { result.set(start + place, spread * (weights?[place] ?? 1)) }
        result.set(start + label, (1 - smoothing + spread) * own)
      } else {
        result.set(start + label, own)
      }
    }
    return total
  }

  /// The gradient of the logits in differentiable operations: g·(softmax(x)·Σ share − share).
  static func composed(_ g: Variable, _ c: BackwardContext) throws -> Variable {
    let share = c.shape(1).rank == 2 ? try targetShare(c) : Variable(c.saved[0])
    let total = try Ops.sum(share, dims: [1], keepDims: true)
    let difference = try Ops.subtract(Ops.multiply(Ops.softmax(c.input(0), dim: 1), total), share)
    return try Ops.multiply(difference, perRow(g))
  }

  /// The share as a function of probabilities: (t·(1 − smoothing) + smoothing/C)·weight, over N for a mean.
  private static func targetShare(_ c: BackwardContext) throws -> Variable {
    let smoothing = c.attributes.number(2, default: 0)
    var share = try Ops.add(
      Ops.multiply(c.input(1), 1 - smoothing), smoothing / Double(Swift.max(c.shape(0)[1], 1)))
    if c.node.inputCount > 2 { share = try Ops.multiply(share, c.input(2)) }
    return try Ops.divide(share, rowCount(c))
  }

  private static func rowCount(_ c: BackwardContext) -> Double {
    c.attributes.string(1) ?? "mean" == "mean" ? Double(Swift.max(c.shape(0)[0], 1)) : 1
  }

  /// Probabilities as targets: −g·log softmax(x)·weight·(1 − smoothing), over N for a mean.
  static func targetGradient(_ g: Variable, _ c: BackwardContext) throws -> Variable? {
    guard c.shape(1).rank == 2 else { return nil }
    let factor = -(1 - c.attributes.number(2, default: 0)) / rowCount(c)
    var logs = try Ops.multiply(Ops.logSoftmax(c.input(0), dim: 1), factor)
    if c.node.inputCount > 2 { logs = try Ops.multiply(logs, c.input(2)) }
    return try Ops.multiply(logs, perRow(g))
  }

  private static func perRow(_ g: Variable) throws -> Variable {
    g.shape.rank == 0 ? g : try Ops.reshape(g, [g.shape[0], 1])
  }
}

extension Tensor {
  fileprivate func set(_ index: Int, _ value: Double) {
    if dtype == .f32 { f32[index] = Float(value) } else { f64[index] = value }
  }
}

extension Ops {
  /// Cross-entropy on logits N×C, C or N×C×… with class indices, or probabilities of the logits' shape.
  /// - Parameters:
  ///   - weight: of each class.
  ///   - reduction: `mean`, `sum` or `none` (the targets' shape without the class axis).
  public static func crossEntropy(
    _ logits: Variable, _ target: Variable, weight: Variable? = nil, ignoreIndex: Int = -100,
    reduction: String = "mean", labelSmoothing: Double = 0
  ) throws -> Variable {
    let inputs = [logits, target] + (weight.map { [$0] } ?? [])
    let loss = try Executor.single(
      Operations.crossEntropy, inputs, [.int(ignoreIndex), .string(reduction), .number(labelSmoothing)])
    guard reduction == "none" else { return loss }
    let shape = logits.shape.rank > 1 ? logits.shape.removing(axis: 1) : Shape()
    return loss.shape == shape ? loss : try reshape(loss, shape.array)
  }

  /// Binary cross-entropy on logits, elementwise: (1 − t)·x + (1 + (p − 1)·t)·log(1 + e^−x), stable for any x.
  /// - Parameter positiveWeight: p, the weight of the positive class; nil: 1.
  public static func bceWithLogits(
    _ x: Variable, _ target: Variable, positiveWeight: Variable? = nil
  ) throws -> Variable {
    guard x.shape == target.shape else {
      throw NeuralFailure.sizes("bce_with_logits", x.shape, target.shape)
    }
    let x = try Promotion.floating(x)
    let target = try Promotion.cast(target, x.dtype)
    let one = try scalar(1, like: x)
    // Beyond the threshold the difference from a straight line is below a double's precision.
    let tail = try softplus(negate(x), threshold: 40)
    let linear = try multiply(subtract(one, target), x)
    guard let positiveWeight else { return try add(linear, tail) }
    let factor = try add(one, multiply(target, subtract(positiveWeight, one)))
    return try add(linear, multiply(factor, tail))
  }
}
