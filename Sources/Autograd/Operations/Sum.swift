import Catalog
import Tensor
import Text

extension Operations {
  static let reductions: [Operation] = [
    sum, largest, smallest, largestAlong, smallestAlong, norm, cumulativeSum,
  ]

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

  static func reducedType(_ types: [TensorType], _ attributes: [Attribute]) throws -> [TensorType] {
    let axes = try Axes.list(attributes.ints(0), rank: types[0].shape.rank, "reduction")
    return [
      TensorType(Axes.reduced(types[0].shape, axes, keepDims: attributes.bool(1)), types[0].dtype)
    ]
  }

  /// A reduction's gradient, repeated along the axes that were reduced.
  static func spread(_ g: Variable, _ c: BackwardContext) throws -> Variable {
    try spread(g, to: c.shape(0), axes: c.attributes.ints(0) ?? [])
  }

  static func spread(_ g: Variable, to shape: Shape, axes: [Int]) throws -> Variable {
    if !g.requiresGradient || !Executor.isRecordingEnabled {
      return Variable(
        try g.withTensor { try $0.repeated(to: shape, along: axes.reduce(0) { $0 | 1 << $1 }) })
    }
    let kept = Axes.reduced(shape, axes, keepDims: true)
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
    return try sum(x, over: Axes.bits(dims, rank: x.shape.rank, "sum"), keepDims: keepDims)
  }

  /// Of a floating-point tensor over the axes whose bits are set.
  static func sum(_ x: Variable, over axes: Int, keepDims: Bool) throws -> Variable {
    Executor.record(
      Operations.sum, x, KnownSettings.reduction(axes, keepDims: keepDims),
      try x.withTensor { try Tensor.reduce(.sum, $0, bits: axes, keepDims: keepDims) })
  }

  public static func mean(_ x: Variable, dims: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    let x = try Promotion.floating(x)
    let shape = x.shape
    let axes = try Axes.bits(dims, rank: shape.rank, "mean")
    var count = 1
    for axis in 0..<shape.rank where axes & 1 << axis != 0 { count *= shape[axis] }
    return try divide(sum(x, over: axes, keepDims: keepDims), Double(count))
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
