import Catalog
import Tensor
import Text

extension Operations {
  static let layerNorm: Operation = Operation(
    Descriptor(
      "layer_norm", .functional,
      Wording(
        "each sample with mean 0 and variance 1 over its last axes, then scaled and shifted",
        "每个样本在最后几个轴上变为均值 0、方差 1，再缩放和平移"),
      formula: "y = (x − μ)/√(σ² + ε)·γ + β",
      parameters: [
        Parameter("x", .tensor, Wording(verbatim: "…×D"), aliases: ["input"]),
        Parameter("weight", .tensor, Wording(verbatim: "γ"), default: .some(.none)),
        Parameter("bias", .tensor, Wording(verbatim: "β"), default: .some(.none)),
        Parameter("normalized_shape", .shape, Wording("sizes of the last axes", "最后几个轴的大小")),
        Parameter("eps", .number, Wording(verbatim: "ε"), default: .number(1e-5)),
      ], returns: Wording("the shape of x", "形状与 x 相同")),
    prepare: { inputs, attributes in (try Promotion.together(inputs), attributes) },
    shape: { types, attributes in
      let sizes = attributes.ints(0) ?? []
      let shape = types[0].shape
      guard !sizes.isEmpty, sizes.count <= shape.rank, Array(shape.suffix(sizes.count)) == sizes else {
        throw NeuralFailure.normalizedShape(shape, sizes)
      }
      try NormGradient.check(types, from: 1, shape: Shape(sizes), "layer_norm")
      return [types[0]]
    },
    forward: { c in
      let (result, mean, rstd) = try RowNormalization.forward(
        c.inputs[0], scale: c.inputs.count > 1 ? c.inputs[1] : nil,
        shift: c.inputs.count > 2 ? c.inputs[2] : nil, LayerNorm.layout(c.inputs[0].shape, c.attributes))
      if c.isRecording { c.saved.tensors = [mean, rstd] }
      return [result]
    },
    gradient: .rule { c in
      guard let g = c.gradient else { return [] }
      if Executor.isRecordingEnabled { return try LayerNorm.composed(g, c) }
      return try RowNorm.fused(g, c, LayerNorm.layout(c.shape(0), c.attributes))
    },
    checks: [
      .init([[3, 5], [5], [5]], [.ints([5])]), .init([[2, 3, 4], [3, 4], [3, 4]], [.ints([3, 4])]),
      .init([[2, 3, 4]], [.ints([4])]),
    ])
}

private enum LayerNorm {
  static func layout(_ shape: Shape, _ attributes: [Attribute]) -> RowNormalization.Layout {
    .layer(shape, axes: attributes.ints(0)?.count ?? 1, epsilon: attributes.number(1, default: 1e-5))
  }

  static func composed(_ g: Variable, _ c: BackwardContext) throws -> [Variable?] {
    let shape = c.shape(0)
    let sizes = c.attributes.ints(0) ?? []
    let size = sizes.reduce(1, *)
    let flat = [size == 0 ? 0 : shape.elementCount / size, size]
    let (x, g) = (try Ops.reshape(c.input(0), flat), try Ops.reshape(g, flat))
    let scale = c.node.inputCount > 1 ? try Ops.reshape(c.input(1), [1, size]) : nil
    let (dx, normalized) = try NormGradient.composed(
      g, x, scale: scale, axes: [1], epsilon: c.attributes.number(1, default: 1e-5))
    let all = [
      try Ops.reshape(dx, shape.array),
      try Ops.reshape(Ops.sum(Ops.multiply(g, normalized), dims: [0]), sizes),
      try Ops.reshape(Ops.sum(g, dims: [0]), sizes),
    ]
    return Array(all.prefix(c.node.inputCount))
  }
}

/// The fused gradient of layer and group norm.
enum RowNorm {
  static func fused(
    _ g: Variable, _ c: BackwardContext, _ layout: RowNormalization.Layout
  ) throws -> [Variable?] {
    let x = c.input(0).tensor
    let (mean, rstd) = (c.saved[0], c.saved[1])
    let scale = c.node.inputCount > 1 ? c.input(1).tensor : nil
    let dx =
      c.needs(0)
      ? Variable(
        try RowNormalization.gradient(x, g.tensor, scale: scale, mean: mean, rstd: rstd, layout)) : nil
    guard c.node.inputCount > 1 else { return [dx] }
    let (dw, db) = try RowNormalization.affineGradient(
      x, g.tensor, mean: mean, rstd: rstd, layout, shape: c.shape(1))
    return Array([dx, Variable(dw), Variable(db)].prefix(c.node.inputCount))
  }
}

extension Ops {
  /// - Parameter normalizedShape: sizes of the last axes, over which each sample is normalised.
  public static func layerNorm(
    _ x: Variable, normalizedShape: [Int], weight: Variable? = nil, bias: Variable? = nil, eps: Double = 1e-5
  ) throws -> Variable {
    let inputs = [x] + [weight, bias].compactMap { $0 }
    return try Executor.single(Operations.layerNorm, inputs, [.ints(normalizedShape), .number(eps)])
  }
}
