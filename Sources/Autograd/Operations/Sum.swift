import Catalog
import Tensor
import Text

extension Operations {
  static let reductions: [Operation] = [sum, largest, smallest, norm, cumulativeSum]

  static let sum: Operation = Operation(
    Descriptor(
      "sum", .reduction, Wording("sum over axes, or of everything", "沿轴或对全部元素求和"), formula: "Σ xᵢ",
      parameters: [Parameter("x", .tensor, aliases: ["input"])] + Axes.parameters,
      returns: Wording("x without the reduced axes", "x 去掉归约的轴"),
      examples: [Example("sum([[1, 2], [3, 4]])", "10"), Example("sum([[1, 2], [3, 4]], dim=0)", "[4, 6]")]),
    prepare: { inputs, attributes in
      let x = inputs[0].dtype == .bool ? try Ops.cast(inputs[0], .i64) : inputs[0]
      return ([x], try Axes.canonical(x.shape, attributes, "sum"))
    },
    shape: reducedType,
    forward: { c in
      [try c.inputs[0].reduce(.sum, axes: c.attributes.ints(0) ?? [], keepDims: c.attributes.bool(1))]
    },
    gradient: .unary { g, c in try spread(g, c) },
    shortWay: .unary { _, x, attributes in
      try Ops.shortSum(x, dims: attributes.ints(0), keepDims: attributes.bool(1))
    },
    checks: [
      .init([[3, 5]]), .init([[2, 3, 4]], [.ints([-1])]), .init([[2, 3, 4]], [.ints([0, 2]), .bool(true)]),
      .init([[]]),
    ])

  /// The canonical attributes of a reduction of everything, by rank.
  static let wholeAxes: [[Attribute]] = (0...Shape.maximumRank).map { [.ints(Array(0..<$0)), .bool(false)] }

  static func reducedType(_ types: [TensorType], _ attributes: [Attribute]) throws -> [TensorType] {
    let axes = try Axes.list(attributes.ints(0), rank: types[0].shape.rank, "reduction")
    return [
      TensorType(Axes.reduced(types[0].shape, axes, keepDims: attributes.bool(1)), types[0].dtype)
    ]
  }

  /// A reduction's gradient, repeated along the axes that were reduced.
  static func spread(_ g: Variable, _ c: BackwardContext) throws -> Variable {
    let shape = c.shape(0)
    if !c.createsGraph, g.dtype == .f32, g.shape.rank == 0, shape.elementCount <= 4096, !g.tensor.isHollow {
      return Variable(try Tensor.full(shape, g.tensor.item, .f32))
    }
    return try spread(g, to: shape, axes: c.attributes.ints(0) ?? [])
  }

  static func spread(_ g: Variable, to shape: Shape, axes: [Int]) throws -> Variable {
    let kept = Axes.reduced(shape, axes, keepDims: true)
    if !g.requiresGradient || !Executor.isRecordingEnabled {
      return Variable(try g.tensor.reshaped(kept).broadcast(to: shape))
    }
    let reshaped = g.shape == kept ? g : try Ops.reshape(g, kept.array)
    return try Ops.broadcastTo(reshaped, shape.array)
  }
}

extension Ops {
  /// - Parameter dims: nil: all axes.
  public static func sum(_ x: Variable, dims: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    if let result = try shortSum(x, dims: dims, keepDims: keepDims) { return result }
    return try Executor.single(Operations.sum, [x], [dims.map { .ints($0) } ?? .none, .bool(keepDims)])
  }

  /// Of floating-point tensors; nil of others.
  fileprivate static func shortSum(_ x: Variable, dims: [Int]?, keepDims: Bool) throws -> Variable? {
    guard x.dtype.isFloating else { return nil }
    if dims == nil, !keepDims {
      return Executor.record(
        Operations.sum, x, Operations.wholeAxes[x.shape.rank], try Tensor.reduce(.sum, x.tensor, axes: nil))
    }
    let axes = try Axes.list(dims, rank: x.shape.rank, "sum")
    return Executor.record(
      Operations.sum, x, [.ints(axes), .bool(keepDims)],
      try Tensor.reduce(.sum, x.tensor, axes: axes, keepDims: keepDims))
  }

  public static func mean(_ x: Variable, dims: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    let x = try Promotion.floating(x)
    if dims == nil, !keepDims { return try divide(sum(x), Double(x.tensor.count)) }
    let axes = try Axes.list(dims, rank: x.shape.rank, "mean")
    let count = axes.reduce(1) { $0 * x.shape[$1] }
    return try divide(sum(x, dims: dims, keepDims: keepDims), Double(count))
  }

  /// - Parameter correction: 1 divides by n - 1, 0 by n.
  public static func variance(
    _ x: Variable, dims: [Int]? = nil, correction: Double = 1, keepDims: Bool = false
  ) throws -> Variable {
    let x = try Promotion.floating(x)
    let axes = try Axes.list(dims, rank: x.shape.rank, "var")
    let count = axes.reduce(1) { $0 * x.shape[$1] }
    let centred = try subtract(x, mean(x, dims: dims, keepDims: true))
    return try divide(
      sum(multiply(centred, centred), dims: dims, keepDims: keepDims),
      Swift.max(0, Double(count) - correction))
  }

  public static func standardDeviation(
    _ x: Variable, dims: [Int]? = nil, correction: Double = 1, keepDims: Bool = false
  ) throws -> Variable {
    let variance = try variance(x, dims: dims, correction: correction, keepDims: keepDims)
    // Where nothing varies the gradient is 0, as in PyTorch, not the root's infinity.
    let zero = try Tensor.scalar(0, variance.dtype)
    let flat = try Tensor.compare(.equal, variance.tensor, zero)
    let root = try sqrt(select(flat, scalar(1, like: variance), variance))
    return try select(flat, scalar(0, like: variance), root)
  }
}
