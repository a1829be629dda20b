import Catalog
import Tensor
import Text

extension Operations {
  static let groupNorm: Operation = Operation(
    Descriptor(
      "group_norm", .functional,
      Wording(
        "each group of channels of a sample with mean 0 and variance 1, then scaled and shifted",
        "每个样本的每组通道变为均值 0、方差 1，再缩放和平移"),
      formula: "y = (x − μ_g)/√(σ²_g + ε)·γ_c + β_c",
      parameters: [
        Parameter("x", .tensor, Wording(verbatim: "N×C×…"), aliases: ["input"]),
        Parameter("weight", .tensor, Wording("γ, C", "γ，C"), default: .some(.none)),
        Parameter("bias", .tensor, Wording("β, C", "β，C"), default: .some(.none)),
        Parameter("num_groups", .integer, Wording("how many groups", "组数"), aliases: ["groups"]),
        Parameter("eps", .number, Wording(verbatim: "ε"), default: .number(1e-5)),
      ], returns: Wording("the shape of x", "形状与 x 相同")),
    prepare: { inputs, attributes in (try Promotion.together(inputs), attributes) },
    shape: { types, attributes in
      let shape = types[0].shape
      let groups = attributes.int(0, default: 1)
      guard shape.rank >= 2 else {
        throw NeuralFailure.rank(
          "group_norm", expected: Wording("an N×C×… input", "形状为 N×C×… 的输入"), got: shape)
      }
      guard groups >= 1 else { throw NeuralFailure.positive("group_norm", "num_groups", groups) }
      guard shape[1] % groups == 0 else { throw NeuralFailure.normGroups(channels: shape[1], groups: groups) }
      try NormGradient.check(types, from: 1, shape: [shape[1]], "group_norm")
      return [types[0]]
    },
    forward: { c in
      let (result, mean, rstd) = try RowNormalization.forward(
        c.inputs[0], scale: c.inputs.count > 1 ? c.inputs[1] : nil,
        shift: c.inputs.count > 2 ? c.inputs[2] : nil, GroupNorm.layout(c.inputs[0].shape, c.attributes))
      if c.isRecording { c.saved.tensors = [mean, rstd] }
      return [result]
    },
    gradient: .rule { c in
      guard let g = c.gradient else { return [] }
      if Executor.isRecordingEnabled { return try GroupNorm.composed(g, c) }
      return try RowNorm.fused(g, c, GroupNorm.layout(c.shape(0), c.attributes))
    },
    checks: [
      .init([[2, 4, 3], [4], [4]], [.int(2)]), .init([[3, 3, 2, 2], [3], [3]], [.int(3)]),
      .init([[2, 6]], [.int(2)]),
    ])
}

private enum GroupNorm {
  static func layout(_ shape: Shape, _ attributes: [Attribute]) -> RowNormalization.Layout {
    .group(shape, groups: attributes.int(0, default: 1), epsilon: attributes.number(1, default: 1e-5))
  }

  static func composed(_ g: Variable, _ c: BackwardContext) throws -> [Variable?] {
    let shape = c.shape(0)
    let groups = c.attributes.int(0, default: 1)
    let spatial = shape.dropFirst(2).reduce(1, *)
    let inside = shape[1] / groups * spatial
    let flat = [shape[0], groups, inside]
    let (x, h) = (try Ops.reshape(c.input(0), flat), try Ops.reshape(g, flat))
    var scale: Variable?
    if c.node.inputCount > 1 {
      let repeated = try Ops.broadcastTo(Ops.reshape(c.input(1), [shape[1], 1]), [shape[1], spatial])
      scale = try Ops.reshape(repeated, [1, groups, inside])
    }
    let (dx, normalized) = try NormGradient.composed(
      h, x, scale: scale, axes: [2], epsilon: c.attributes.number(1, default: 1e-5))
    let byChannel = [shape[0], shape[1], spatial]
    let all = [
      try Ops.reshape(dx, shape.array),
      try Ops.sum(Ops.reshape(Ops.multiply(h, normalized), byChannel), dims: [0, 2]),
      try Ops.sum(Ops.reshape(g, byChannel), dims: [0, 2]),
    ]
    return Array(all.prefix(c.node.inputCount))
  }
}

extension Ops {
  public static func groupNorm(
    _ x: Variable, groups: Int, weight: Variable? = nil, bias: Variable? = nil, eps: Double = 1e-5
  ) throws -> Variable {
    let inputs = [x] + [weight, bias].compactMap { $0 }
    return try Executor.single(Operations.groupNorm, inputs, [.int(groups), .number(eps)])
  }
}
