import Catalog
import Tensor
import Text

extension Operations {
  static let cumulativeSum = Operation(
    Descriptor(
      "cumsum", .reduction,
      Wording("sums of everything up to each element along an axis", "沿一个轴，到每个元素为止的累加和"),
      formula: "yᵢ = x₀ + … + xᵢ",
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter("dim", .integer, Wording("the axis", "轴"), default: .number(0), aliases: ["axis"]),
      ], returns: Wording("the shape of x", "形状与 x 相同"), examples: [Example("cumsum([1, 2, 3])", "[1, 3, 6]")]
    ),
    prepare: { inputs, attributes in
      let x = inputs[0].dtype == .bool ? try Ops.cast(inputs[0], .i64) : inputs[0]
      return ([x], [.int(try Axes.index(attributes.int(0, default: 0), rank: x.shape.rank, "cumsum"))])
    },
    shape: { types, _ in types },
    forward: { c in
      guard c.inputs[0].rank > 0 else { return [c.inputs[0]] }
      return [try c.inputs[0].cumsum(axis: c.attributes.int(0, default: 0))]
    },
    gradient: .unary { g, c in
      guard g.shape.rank > 0 else { return g }
      let axis = c.attributes.int(0, default: 0)
      if !c.createsGraph { return Variable(try g.tensor.cumsum(axis: axis, reversed: true)) }
      return try Ops.flip(Ops.cumsum(Ops.flip(g, dim: axis), dim: axis), dim: axis)
    },
    shortWay: .unary { _, x, attributes in
      x.dtype.isFloating ? try Ops.cumsum(x, dim: attributes.int(0, default: 0)) : nil
    },
    checks: [.init([[7]]), .init([[2, 3, 4]], [.int(1)]), .init([[2, 3]], [.int(-1)])])
}

extension Ops {
  public static func cumsum(_ x: Variable, dim: Int) throws -> Variable {
    guard x.dtype.isFloating else { return try Executor.single(Operations.cumulativeSum, [x], [.int(dim)]) }
    let axis = try Axes.index(dim, rank: x.shape.rank, "cumsum")
    let result = try x.withTensor { $0.rank > 0 ? try $0.cumsum(axis: axis) : $0 }
    return Executor.record(Operations.cumulativeSum, x, KnownSettings.int(axis), result)
  }

  /// The axis in reverse.
  public static func flip(_ x: Variable, dim: Int) throws -> Variable {
    try slice(x, dim: dim, start: nil, stop: nil, step: -1)
  }
}
