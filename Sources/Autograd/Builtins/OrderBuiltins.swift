import Catalog
import Tensor
import Text

/// Builtins that look at the order of elements: what is smallest, in the middle, or there at all.
enum OrderBuiltins {
  static let all = [argsort, median, unique]

  private static let x = Parameter("x", .tensor, aliases: ["input"])

  static let argsort = Builtin(
    tensor: Descriptor(
      "argsort", .reduction,
      Wording("where the elements stand, from the smallest to the largest", "从小到大排序时各元素所在的位置"),
      parameters: [
        x, Parameter("dim", .integer, Wording("the axis", "轴"), default: .number(-1), aliases: ["axis"]),
        Parameter("descending", .bool, Wording("largest first", "从大到小"), default: .bool(false)),
        Parameter(
          "stable", .bool, Wording("equal elements keep their order; they always do", "相等的元素保持次序；总是如此"),
          default: .bool(true), keywordOnly: true),
      ], returns: Wording("indices, i64", "下标，i64"), examples: [Example("argsort([3, 1, 2])", "[1, 2, 0]")])
  ) { a in try Ops.sort(a.tensor(0), dim: a.int(1, default: -1), descending: a.bool(2)).indices }

  static let median = Builtin(
    tensor: Descriptor(
      "median", .reduction,
      Wording("the element in the middle, of everything or along an axis", "中位数：全部元素或沿一个轴排在中间的元素"),
      parameters: [
        x,
        Parameter(
          "dim", .integer, Wording("the axis; none: everything", "轴；none：全部"), default: Argument.none,
          aliases: ["axis"]),
        Axes.parameters[1],
      ], returns: Wording("x without the reduced axis", "x 去掉归约的轴"),
      examples: [
        Example("median([3, 1, 100])", "3"), Example("median([[1, 9, 2], [4, 5, 3]], dim=1)", "[2, 4]"),
      ],
      notes: Wording(
        "Of an even number of elements the smaller one of the two in the middle, as in PyTorch.",
        "元素个数为偶数时取中间两个里较小的，与 PyTorch 相同。"))
  ) { a in try Ops.median(a.tensor(0), dim: a.int(1), keepDims: a.bool(2)) }

  static let unique = Builtin(
    Descriptor(
      "unique", .reduction, Wording("each value once, in ascending order", "每个值只取一次，按升序"),
      parameters: [
        x,
        Parameter(
          "return_counts", .bool,
          Wording("gives (values, counts): how often each occurs", "给出（值, 次数）：每个值出现的次数"),
          default: .bool(false)),
      ], returns: Wording("a vector, or a tuple of two", "一维张量，或两个的元组"),
      examples: [
        Example("unique([2, 1, 2])", "[1, 2]"),
        Example("unique([2, 1, 2], return_counts=true)", "([1, 2], [1, 2])"),
      ])
  ) { values in
    let a = Arguments(values)
    let (found, counts) = try Ops.unique(a.tensor(0))
    return a.bool(1) ? .tuple([.object(found), .object(counts)]) : .object(found)
  }
}

extension Ops {
  /// The element in the middle, the smaller of two; NaN where there is one. Without an axis equal elements share the
  /// gradient, along an axis the one chosen gets it.
  public static func median(_ x: Variable, dim: Int? = nil, keepDims: Bool = false) throws -> Variable {
    let isWhole = dim == nil
    let source = isWhole ? try reshape(x, [-1]) : x
    let axis = try Axes.index(dim ?? 0, rank: source.shape.rank, "median")
    guard source.shape.rank > 0 else { return x }
    let size = source.shape[axis]
    guard size > 0 else { throw AutogradFailure.emptyReduction("median", x.shape) }
    let (values, places) = try sort(source.detached(), dim: axis)
    func at(_ place: Int, _ sorted: Variable) throws -> Variable {
      try slice(sorted, dim: axis, start: place, stop: place + 1)
    }
    // NaN stands last.
    let last = try at(size - 1, values).tensor
    let middle = try select(
      last.dtype.isFloating ? .unary(.isnan, last) : .zeros(last.shape, .bool), at(size - 1, places),
      at((size - 1) / 2, places))
    let chosen = try gather(source, dim: axis, middle)
    guard isWhole else { return try shaped(chosen, Axes.reduced(x.shape, [axis], keepDims: keepDims)) }
    let result = try shaped(chosen, Axes.reduced(x.shape, Array(x.shape.indices), keepDims: keepDims))
    guard source.requiresGradient else { return result }
    let alike = try Tensor.compare(.equal, source.tensor, chosen.tensor).cast(to: source.dtype)
    let shares = Variable(try .binary(.divide, alike, alike.reduce(.sum, axes: [0], keepDims: true)))
    return try shaped(sum(multiply(source, shares)), result.shape)
  }

  /// Each value once, in ascending order, and how often it occurs; no gradients.
  public static func unique(_ x: Variable) throws -> (values: Variable, counts: Variable) {
    if x.tensor.isHollow { throw UnknownShape() }
    let flat = try reshape(x.detached(), [-1])
    let sorted = try sort(flat, dim: 0).values
    let numbers = sorted.tensor.doubles
    let firsts = numbers.indices.filter { $0 == 0 || numbers[$0] != numbers[$0 - 1] }
    let ends = firsts.dropFirst() + [numbers.count]
    let counts = zip(firsts, ends).map { Int64($1 - $0) }
    let places = Variable(try Tensor.from(firsts.map(Int64.init), [firsts.count]))
    return (
      try indexSelect(sorted, dim: 0, places), Variable(try Tensor.from(counts, [counts.count]))
    )
  }

  private static func shaped(_ x: Variable, _ shape: Shape) throws -> Variable {
    x.shape == shape ? x : try reshape(x, shape.array)
  }
}
