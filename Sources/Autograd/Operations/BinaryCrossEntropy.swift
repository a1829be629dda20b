import Catalog
import Tensor
import Text

extension Operations {
  static let binaryCrossEntropy: Operation = Operation(
    Descriptor(
      "bce", .functional, Wording("binary cross-entropy of each probability", "每个概率的二分类交叉熵"),
      formula: "-(t log p + (1 - t) log(1 - p))",
      parameters: [
        Parameter("p", .tensor, Wording("probabilities", "概率"), aliases: ["input"]),
        Parameter("t", .tensor, Wording("of the same shape", "形状相同"), aliases: ["target"]),
      ], returns: Wording("the shape of p", "形状与 p 相同"),
      notes: Wording(
        "log 0 counts as -100, and the gradient's divisor as at least 1e-12, as in PyTorch.",
        "log 0 算作 -100，梯度的分母至少算作 1e-12，与 PyTorch 相同。")),
    prepare: { inputs, attributes in (try Promotion.together(inputs), attributes) },
    shape: { types, _ in
      guard types[0].shape == types[1].shape else {
        throw NeuralFailure.sizes("bce", types[0].shape, types[1].shape)
      }
      return [types[0]]
    },
    forward: { c in [try BinaryCrossEntropy.forward(c.inputs[0], c.inputs[1])] },
    gradient: .rule { c in
      guard let g = c.gradient else { return [] }
      let dp = c.needs(0) ? try BinaryCrossEntropy.slope(g, c.input(0), c.input(1)) : nil
      return [dp, c.needs(1) ? try BinaryCrossEntropy.targetSlope(g, c.input(0)) : nil]
    },
    checks: [.init([[3, 4], [3, 4]], range: 0.2...0.8)])
}

private enum BinaryCrossEntropy {
  static func forward(_ p: Tensor, _ t: Tensor) throws -> Tensor {
    try Executor.withoutRecording {
      let (p, t) = (Variable(p), Variable(t))
      let one = try Ops.scalar(1, like: p)
      let least = try Ops.scalar(-100, like: p)
      let hit = try Ops.maximum(Ops.log(p), least)
      let miss = try Ops.maximum(Ops.log(Ops.subtract(one, p)), least)
      let sum = try Ops.add(Ops.multiply(t, hit), Ops.multiply(Ops.subtract(one, t), miss))
      return try Ops.negate(sum).tensor
    }
  }

  /// (p - t) / p(1 - p).
  static func slope(_ g: Variable, _ p: Variable, _ t: Variable) throws -> Variable {
    let spread = try Ops.multiply(p, Ops.subtract(Ops.scalar(1, like: p), p))
    // PyTorch's constant is a float for every dtype.
    let divisor = try Ops.maximum(spread, Ops.scalar(Double(Float(1e-12)), like: p))
    return try Ops.multiply(g, Ops.divide(Ops.subtract(p, t), divisor))
  }

  /// log(1 - p) - log p.
  static func targetSlope(_ g: Variable, _ p: Variable) throws -> Variable {
    let rest = try Ops.log(Ops.subtract(Ops.scalar(1, like: p), p))
    return try Ops.multiply(g, Ops.subtract(rest, Ops.log(p)))
  }
}

extension Ops {
  /// Of each element, from probabilities.
  public static func binaryCrossEntropy(_ p: Variable, _ target: Variable) throws -> Variable {
    try Executor.single(Operations.binaryCrossEntropy, [p, target])
  }
}
