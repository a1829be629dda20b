import Catalog
import Tensor
import Text

extension Operations {
  /// Outputs: the result, and mean and biased variance of each channel, through which no gradient flows.
  static let batchNorm: Operation = Operation(
    Descriptor(
      "batch_norm", .functional,
      Wording(
        "each channel with mean 0 and variance 1 over the batch, then scaled and shifted",
        "每个通道在批量上变为均值 0、方差 1，再缩放和平移"),
      formula: "y = (x − μ_c)/√(σ²_c + ε)·γ_c + β_c",
      parameters: [
        Parameter("x", .tensor, Wording("N×C or N×C×…", "N×C 或 N×C×…"), aliases: ["input"]),
        Parameter("weight", .tensor, Wording("γ, C", "γ，C"), default: .some(.none)),
        Parameter("bias", .tensor, Wording("β, C", "β，C"), default: .some(.none)),
        Parameter("eps", .number, Wording(verbatim: "ε"), default: .number(1e-5)),
      ], returns: Wording("the shape of x; mean and variance of each channel", "形状与 x 相同；以及每个通道的均值和方差")),
    prepare: { inputs, attributes in (try Promotion.together(inputs), attributes) },
    shape: { types, _ in
      let shape = types[0].shape
      guard shape.rank >= 2 else {
        throw NeuralFailure.rank("batch_norm", expected: NeuralFailure.features, got: shape)
      }
      guard shape[1] == 0 || shape.elementCount / shape[1] != 1 else {
        throw NeuralFailure.oneValue("batch_norm")
      }
      try NormGradient.check(types, from: 1, shape: [shape[1]], "batch_norm")
      let channels = TensorType([shape[1]], types[0].dtype)
      return [types[0], channels, channels]
    },
    forward: { c in
      let (mean, variance) = try ChannelNormalization.moments(c.inputs[0])
      let rstd = try BatchNorm.rstd(variance, c.attributes.number(0, default: 1e-5))
      if c.isRecording { c.saved.tensors = [mean, rstd] }
      let result = try ChannelNormalization.normalize(
        c.inputs[0], mean: mean, rstd: rstd, scale: c.inputs.count > 1 ? c.inputs[1] : nil,
        shift: c.inputs.count > 2 ? c.inputs[2] : nil)
      return [result, mean, variance]
    },
    gradient: .rule { c in
      guard let g = c.outputGradients[0] else { return [] }
      return Executor.isRecordingEnabled ? try BatchNorm.composed(g, c) : try BatchNorm.fused(g, c)
    },
    checks: [.init([[4, 3], [3], [3]]), .init([[2, 3, 2, 3], [3], [3]]), .init([[3, 2, 2]])])
}

private enum BatchNorm {
  static func rstd(_ variance: Tensor, _ epsilon: Double) throws -> Tensor {
    try Tensor.unary(.rsqrt, Tensor.binary(.add, variance, Tensor.scalar(epsilon, variance.dtype)))
  }

  static func fused(_ g: Variable, _ c: BackwardContext) throws -> [Variable?] {
    let x = c.input(0).tensor
    let (mean, rstd) = (c.saved[0], c.saved[1])
    let (shift, scale) = try ChannelNormalization.sums(x, g.tensor, mean: mean, rstd: rstd)
    var dx: Variable?
    if c.needs(0) {
      let count = Double(x.count / Swift.max(x.shape[1], 1))
      let a = c.node.inputCount > 1 ? try Tensor.binary(.multiply, rstd, c.input(1).tensor) : rstd
      let share = try Tensor.scalar(-1 / count, x.dtype)
      let minusA = try Tensor.binary(.multiply, a, share)
      let b = try Tensor.binary(.multiply, Tensor.binary(.multiply, minusA, rstd), scale)
      let d = try Tensor.binary(
        .subtract, Tensor.binary(.multiply, minusA, shift), Tensor.binary(.multiply, b, mean))
      dx = Variable(try ChannelNormalization.combine(x, g.tensor, a: a, b: b, d: d))
    }
    return Array([dx, Variable(scale), Variable(shift)].prefix(c.node.inputCount))
  }

  static func composed(_ g: Variable, _ c: BackwardContext) throws -> [Variable?] {
    let shape = c.shape(0)
    let flat = [shape[0], shape[1], shape.dropFirst(2).reduce(1, *)]
    let (x, g) = (try Ops.reshape(c.input(0), flat), try Ops.reshape(g, flat))
    let scale = c.node.inputCount > 1 ? try Ops.reshape(c.input(1), [1, shape[1], 1]) : nil
    let (dx, normalized) = try NormGradient.composed(
      g, x, scale: scale, axes: [0, 2], epsilon: c.attributes.number(0, default: 1e-5))
    let all = [
      try Ops.reshape(dx, shape.array), try Ops.sum(Ops.multiply(g, normalized), dims: [0, 2]),
      try Ops.sum(g, dims: [0, 2]),
    ]
    return Array(all.prefix(c.node.inputCount))
  }
}

extension Ops {
  /// With the statistics of the batch; mean and biased variance come along, cut from the computation.
  public static func batchNormTraining(
    _ x: Variable, weight: Variable?, bias: Variable?, eps: Double = 1e-5
  ) throws -> (output: Variable, mean: Variable, variance: Variable) {
    let inputs = [x] + [weight, bias].compactMap { $0 }
    let results = try Executor.run(Operations.batchNorm, inputs, [.number(eps)])
    guard results.count == 3 else { throw AutogradFailure.noResult("batch_norm") }
    return (results[0], results[1].detached(), results[2].detached())
  }

  /// With given statistics of each channel, as in evaluation.
  public static func batchNorm(
    _ x: Variable, weight: Variable?, bias: Variable?, mean: Variable, variance: Variable, eps: Double = 1e-5
  ) throws -> Variable {
    let x = try Promotion.floating(x)
    guard x.shape.rank >= 2 else {
      throw NeuralFailure.rank("batch_norm", expected: NeuralFailure.features, got: x.shape)
    }
    let channels = x.shape[1]
    guard mean.shape == [channels], variance.shape == [channels] else {
      throw NeuralFailure.channels("batch_norm", input: channels, expected: mean.shape.elementCount)
    }
    let rstd = try divide(scalar(1, like: variance), sqrt(add(variance, eps)))
    let factor = try weight.map { try multiply(rstd, $0) } ?? rstd
    let moved = try multiply(mean, factor)
    let term = try bias.map { try subtract($0, moved) } ?? negate(moved)
    let column = [1, channels] + Array(repeating: 1, count: x.shape.rank - 2)
    return try add(multiply(x, reshape(factor, column)), reshape(term, column))
  }
}
