import Catalog
import Tensor
import Text

extension Operations {
  static let softmax: Operation = Operation(
    Descriptor(
      "softmax", .activation,
      Wording("positive numbers that add up to 1 along an axis", "Softmax：把得分变成概率，即沿一个轴相加为 1 的正数"),
      formula: "softmax(x)ᵢ = e^xᵢ / Σⱼ e^xⱼ", parameters: SoftmaxAxis.parameters,
      returns: Wording("the shape of x", "形状与 x 相同"), examples: [Example("softmax([0, 0])", "[0.5, 0.5]")]),
    prepare: { try SoftmaxAxis.canonical($0, $1, "softmax") },
    shape: { types, _ in [types[0]] },
    forward: { [try Softmax.softmax($0.inputs[0], axis: $0.attributes.int(0, default: 0))] },
    gradient: .unary { g, c in
      let axis = c.attributes.int(0, default: 0)
      if !c.createsGraph {
        return try c.overwriting(g) { dy, place in
          try c.withOutput(0) { try Softmax.softmaxGradient($0, dy, axis: axis, into: place) }
        }
      }
      let y = c.output(0)
      let total = try Ops.sum(Ops.multiply(g, y), dims: [axis], keepDims: true)
      return try Ops.multiply(y, Ops.subtract(g, total))
    },
    shortWay: .unary { _, x, attributes in try Ops.softmax(x, dim: attributes.int(0, default: -1)) },
    checks: [.init([[3, 5]]), .init([[2, 3, 4]], [.int(1)]), .init([[5]], [.int(0)])])

  static let logSoftmax: Operation = Operation(
    Descriptor(
      "log_softmax", .activation, Wording("the logarithm of softmax, computed stably", "softmax 的对数，数值稳定"),
      formula: "log_softmax(x)ᵢ = xᵢ − log Σⱼ e^xⱼ", parameters: SoftmaxAxis.parameters,
      returns: Wording("the shape of x", "形状与 x 相同"), examples: [Example("log_softmax([3])", "[0]")]),
    prepare: { try SoftmaxAxis.canonical($0, $1, "log_softmax") },
    shape: { types, _ in [types[0]] },
    forward: { [try Softmax.logSoftmax($0.inputs[0], axis: $0.attributes.int(0, default: 0))] },
    gradient: .unary { g, c in
      let axis = c.attributes.int(0, default: 0)
      if !c.createsGraph {
        return try c.overwriting(g) { dy, place in
          try c.withOutput(0) { try Softmax.logSoftmaxGradient($0, dy, axis: axis, into: place) }
        }
      }
      let y = c.output(0)
      let total = try Ops.sum(g, dims: [axis], keepDims: true)
      return try Ops.subtract(g, Ops.multiply(Ops.exp(y), total))
    },
    shortWay: .unary { _, x, attributes in try Ops.logSoftmax(x, dim: attributes.int(0, default: -1)) },
    checks: [.init([[3, 5]]), .init([[2, 3, 4]], [.int(1)]), .init([[5]], [.int(0)])])
}

private enum SoftmaxAxis {
  static let parameters = [
    Parameter("x", .tensor, aliases: ["input"]),
    Parameter(
      "dim", .integer, Wording("the axis; the last when none", "轴；none：最后一个"), default: .some(.none),
      aliases: ["axis"]),
  ]

  static func canonical(
    _ inputs: [Variable], _ attributes: [Attribute], _ name: String
  ) throws -> ([Variable], [Attribute]) {
    let x = try Promotion.floating(inputs[0])
    return ([x], [.int(try axis(attributes.int(0, default: -1), x, name))])
  }

  static func axis(_ dim: Int, _ x: Variable, _ name: String) throws -> Int {
    x.shape.rank == 0 ? 0 : try Axes.index(dim, rank: x.shape.rank, name)
  }
}

extension Ops {
  public static func softmax(_ x: Variable, dim: Int = -1) throws -> Variable {
    let x = try Promotion.floating(x)
    let axis = try SoftmaxAxis.axis(dim, x, "softmax")
    return Executor.record(
      Operations.softmax, x, KnownSettings.int(axis), try Softmax.softmax(x.tensor, axis: axis))
  }

  public static func logSoftmax(_ x: Variable, dim: Int = -1) throws -> Variable {
    let x = try Promotion.floating(x)
    let axis = try SoftmaxAxis.axis(dim, x, "log_softmax")
    return Executor.record(
      Operations.logSoftmax, x, KnownSettings.int(axis), try Softmax.logSoftmax(x.tensor, axis: axis))
  }
}
