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
    try picked(x, dim, keepDims, Tensor.argmax(x.tensor, axis: checkedAxis(x, dim, "max"), keepDims: true))
  }

  /// The smallest element along one axis; at a tie the first gets the whole gradient.
  public static func min(_ x: Variable, dim: Int, keepDims: Bool = false) throws -> Variable {
    try picked(x, dim, keepDims, Tensor.argmin(x.tensor, axis: checkedAxis(x, dim, "min"), keepDims: true))
  }

  private static func checkedAxis(_ x: Variable, _ dim: Int, _ name: String) throws -> Int {
    let axis = try Axes.index(dim, rank: x.shape.rank, name)
    guard x.shape.rank == 0 || x.shape[axis] > 0 else { throw AutogradFailure.emptyReduction(name, x.shape) }
    return axis
  }

  private static func picked(
    _ x: Variable, _ dim: Int, _ keepDims: Bool, _ indices: Tensor
  ) throws -> Variable {
    if x.shape.rank == 0 { return x }
    let axis = try Axes.index(dim, rank: x.shape.rank, "max")
    let values = try gather(x, dim: axis, Variable(indices))
    return keepDims ? values : try squeeze(values, [axis])
  }
}
