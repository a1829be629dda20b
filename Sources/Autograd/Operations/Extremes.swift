import Catalog
import Tensor
import Text

extension Operations {
  static let largest = extreme(
    "amax", .max, Wording("largest element over axes; ties share the gradient evenly", "沿轴的最大元素；相等的平分梯度"))
  static let smallest = extreme(
    "amin", .min, Wording("smallest element over axes; ties share the gradient evenly", "沿轴的最小元素；相等的平分梯度"))

  private static func extreme(_ name: String, _ kernel: Reduction, _ summary: Wording) -> Operation {
    let symbol = name == "amax" ? "max" : "min"
    return Operation(
      Descriptor(
        name, .reduction, summary, formula: name == "amax" ? "max xᵢ" : "min xᵢ",
        parameters: [Parameter("x", .tensor, aliases: ["input"])] + Axes.parameters,
        returns: Wording("x without the reduced axes", "x 去掉归约的轴"),
        examples: [Example("\(name)([[1, 5], [3, 4]], dim=0)", name == "amax" ? "[3, 5]" : "[1, 4]")]),
      symbol: symbol,
      prepare: { inputs, attributes in
        (inputs, try Axes.canonical(inputs[0].shape, attributes, symbol))
      },
      shape: { types, attributes in
        for axis in attributes.ints(0) ?? [] where types[0].shape[axis] == 0 {
          throw AutogradFailure.emptyReduction(symbol, types[0].shape)
        }
        return try reducedType(types, attributes)
      },
      forward: { c in
        [try c.inputs[0].reduce(kernel, axes: c.attributes.ints(0) ?? [], keepDims: c.attributes.bool(1))]
      },
      gradient: .unary(extremeGradient),
      checks: [
        .init([[3, 5]]), .init([[2, 3, 4]], [.ints([1])]), .init([[4, 3]], [.ints([-1]), .bool(true)]),
      ])
  }

  private static func extremeGradient(_ g: Variable, _ c: BackwardContext) throws -> Variable {
    let x = c.input(0)
    let axes = c.attributes.ints(0) ?? []
    let kept = Axes.reduced(x.shape, axes, keepDims: true)
    let mask = try Tensor.compare(.equal, x.tensor, c.output(0).tensor.reshaped(kept)).cast(to: g.dtype)
    let share = try Tensor.binary(.divide, mask, mask.reduce(.sum, axes: axes, keepDims: true))
    return try Ops.multiply(spread(g, to: x.shape, axes: axes), Variable(share))
  }

  static let largestAlong = along(
    "max", .max,
    Wording("largest element along an axis; of equal ones the first gets the gradient", "沿一个轴的最大元素；相等时梯度归第一个")
  )
  static let smallestAlong = along(
    "min", .min,
    Wording(
      "smallest element along an axis; of equal ones the first gets the gradient", "沿一个轴的最小元素；相等时梯度归第一个"))

  private static func along(_ name: String, _ kernel: Reduction, _ summary: Wording) -> Operation {
    Operation(
      Descriptor(
        name, .reduction, summary, formula: "\(name) xᵢ",
        parameters: [
          Parameter("x", .tensor, aliases: ["input"]), Parameter("dim", .integer, Wording("the axis", "轴")),
          Axes.parameters[1],
        ], returns: Wording("x without the axis", "x 去掉该轴"),
        examples: [Example("\(name)([[1, 5], [3, 4]], dim=1)", name == "max" ? "[5, 4]" : "[1, 3]")]),
      prepare: { inputs, attributes in
        let axis = try Axes.index(attributes.int(0, default: 0), rank: inputs[0].shape.rank, name)
        return (inputs, [.int(axis), .bool(attributes.bool(1))])
      },
      shape: { types, attributes in
        [TensorType(try shape(types[0].shape, attributes, name), types[0].dtype)]
      },
      forward: { c in
        [
          try Tensor.reduce(
            kernel, c.inputs[0], bits: 1 << c.attributes.int(0, default: 0), keepDims: c.attributes.bool(1))
        ]
      },
      gradient: .unary { g, c in
        let axis = c.attributes.int(0, default: 0)
        let x = c.input(0).tensor
        let places =
          kernel == .max
          ? try Tensor.argmax(x, axis: axis, keepDims: true)
          : try Tensor.argmin(x, axis: axis, keepDims: true)
        if c.createsGraph {
          return try Ops.scatterAdd(
            Ops.reshape(g, to: places.shape), dim: axis, Variable(places), shape: x.shape)
        }
        return Variable(
          try Tensor.zeros(x.shape, g.dtype).scatterAdd(
            axis: axis, indices: places, values: g.tensor.reshaped(places.shape)))
      },
      checks: [.init([[3, 5]], [.int(1)]), .init([[4, 3, 2]], [.int(-2), .bool(true)])])
  }

  private static func shape(_ shape: Shape, _ attributes: [Attribute], _ name: String) throws -> Shape {
    let axis = attributes.int(0, default: 0)
    guard shape[axis] > 0 else { throw AutogradFailure.emptyReduction(name, shape) }
    let reduced = shape.removing(axis: axis)
    return attributes.bool(1) ? reduced.inserting(1, at: axis) : reduced
  }
}

extension Ops {
  /// The largest element over axes; ties share the gradient evenly.
  public static func amax(_ x: Variable, dims: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    try Executor.single(Operations.largest, [x], [dims.map { .ints($0) } ?? .none, .bool(keepDims)])
  }

  /// The smallest element over axes; ties share the gradient evenly.
  public static func amin(_ x: Variable, dims: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    try Executor.single(Operations.smallest, [x], [dims.map { .ints($0) } ?? .none, .bool(keepDims)])
  }

  /// The largest element along one axis; at a tie the first gets the whole gradient.
  public static func max(_ x: Variable, dim: Int, keepDims: Bool = false) throws -> Variable {
    try along(Operations.largestAlong, .max, x, dim, keepDims)
  }

  /// The smallest element along one axis; at a tie the first gets the whole gradient.
  public static func min(_ x: Variable, dim: Int, keepDims: Bool = false) throws -> Variable {
    try along(Operations.smallestAlong, .min, x, dim, keepDims)
  }

  private static func along(
    _ operation: Operation, _ kernel: Reduction, _ x: Variable, _ dim: Int, _ keepDims: Bool
  ) throws -> Variable {
    let axis = try Axes.index(dim, rank: x.shape.rank, operation.name)
    if x.shape.rank == 0 { return x }
    guard x.dtype.isFloating, x.shape[axis] > 0 else {
      return try Executor.single(operation, [x], [.int(axis), .bool(keepDims)])
    }
    return Executor.record(
      operation, x, [.int(axis), .bool(keepDims)],
      try x.withTensor { try Tensor.reduce(kernel, $0, bits: 1 << axis, keepDims: keepDims) })
  }
}
