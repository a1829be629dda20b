import Catalog
import Tensor
import Text

/// Reductions and orderings that compose from operations.
enum ReductionBuiltins {
  static let all = [
    mean, variance, deviation, product, cumulativeProduct, logSumExp, largest, smallest, argmax, argmin, any,
    everything,
    sort, topk,
  ]

  private static let x = Parameter("x", .tensor, aliases: ["input"])
  private static let dim = Parameter(
    "dim", .integer, Wording("the axis; none: everything", "轴；none：全部"), default: Argument.none,
    aliases: ["axis"])
  private static let keepdim = Axes.parameters[1]
  private static let correction = Parameter(
    "correction", .number, Wording("the sum of squares is divided by n - correction", "平方和除以 n - correction"),
    default: .number(1))
  private static let unbiased = Parameter(
    "unbiased", .bool, Wording("false: correction 0", "false：correction 为 0"), default: Argument.none,
    keywordOnly: true)

  static let mean = Builtin(
    ofTensor: Descriptor(
      "mean", .reduction, Wording("average over axes, or of everything", "沿轴或对全部元素求平均"), formula: "1/n Σ xᵢ",
      parameters: [x] + Axes.parameters, returns: Wording("x without the reduced axes", "x 去掉归约的轴"),
      examples: [Example("mean([1, 2, 3, 4])", "2.5"), Example("mean([[1, 2], [3, 4]], dim=0)", "[2, 3]")])
  ) { a in
    let (dims, keepDims) = (try a.ints(1), a.bool(2))
    return { try Ops.mean($0, dims: dims, keepDims: keepDims) }
  }

  static let variance = Builtin(
    ofTensor: Descriptor(
      "var", .reduction, Wording("variance over axes, or of everything", "沿轴或对全部元素求方差"),
      formula: "1/(n-1) Σ (xᵢ - x̄)²",
      parameters: [x] + Axes.parameters + [correction, unbiased],
      returns: Wording("x without the reduced axes", "x 去掉归约的轴"),
      examples: [Example("var([1, 2, 3])", "1"), Example("var([1, 2, 3, 4], correction=0)", "1.25")])
  ) { a in
    let (dims, keepDims, correction) = (try a.ints(1), a.bool(2), chosenCorrection(a))
    return { try Ops.variance($0, dims: dims, correction: correction, keepDims: keepDims) }
  }

  static let deviation = Builtin(
    tensor: Descriptor(
      "std", .reduction, Wording("standard deviation over axes, or of everything", "沿轴或对全部元素求标准差"),
      formula: "√(1/(n-1) Σ (xᵢ - x̄)²)", parameters: [x] + Axes.parameters + [correction, unbiased],
      returns: Wording("x without the reduced axes", "x 去掉归约的轴"), examples: [Example("std([1, 2, 3])", "1")])
  ) { a in
    try Ops.standardDeviation(
      a.tensor(0), dims: a.ints(1), correction: chosenCorrection(a), keepDims: a.bool(2))
  }

  private static func chosenCorrection(_ a: Arguments) -> Double {
    a.isNone(4) ? a.number(3, default: 1) : (a.bool(4) ? 1 : 0)
  }

  static let product = Builtin(
    tensor: Descriptor(
      "prod", .reduction, Wording("product over axes, or of everything", "沿轴或对全部元素求乘积"), formula: "Π xᵢ",
      parameters: [x] + Axes.parameters, returns: Wording("x without the reduced axes", "x 去掉归约的轴"),
      examples: [Example("prod([2, 3, 4])", "24")])
  ) { a in try Ops.product(a.tensor(0), dims: a.ints(1), keepDims: a.bool(2)) }

  static let cumulativeProduct = Builtin(
    tensor: Descriptor(
      "cumprod", .reduction,
      Wording("products of everything up to each element along an axis", "沿一个轴，到每个元素为止的累乘积"),
      formula: "yᵢ = x₀ · … · xᵢ",
      parameters: [
        x, Parameter("dim", .integer, Wording("the axis", "轴"), default: .number(0), aliases: ["axis"]),
      ], returns: Wording("the shape of x", "形状与 x 相同"),
      examples: [Example("cumprod([1, 2, 3])", "[1, 2, 6]")])
  ) { a in try Ops.cumprod(a.tensor(0), dim: a.int(1, default: 0)) }

  static let logSumExp = Builtin(
    tensor: Descriptor(
      "logsumexp", .reduction,
      Wording("log of the sum of exponentials, without overflow", "指数之和的对数，不会溢出"), formula: "ln Σ exp(xᵢ)",
      parameters: [x] + Axes.parameters, returns: Wording("x without the reduced axes", "x 去掉归约的轴"),
      examples: [Example("logsumexp([1000, 1000])", "1000.6932")])
  ) { a in try Ops.logSumExp(a.tensor(0), dims: a.ints(1), keepDims: a.bool(2)) }

  static let largest = extreme(
    "max",
    Wording(
      "largest element, of everything or along an axis; of two tensors, element by element",
      "最大的元素，对全部或沿一个轴；给两个张量时逐元素取较大的"),
    [
      Example("max([1, 5, 3])", "5"), Example("max([[1, 5], [3, 4]], dim=1)", "[5, 4]"),
      Example("max(2, 3)", "3"),
    ],
    Ops.maximum, { try Ops.amax($0) }, Ops.max)
  static let smallest = extreme(
    "min",
    Wording(
      "smallest element, of everything or along an axis; of two tensors, element by element",
      "最小的元素，对全部或沿一个轴；给两个张量时逐元素取较小的"),
    [
      Example("min([1, 5, 3])", "1"), Example("min([[1, 5], [3, 4]], dim=1)", "[1, 3]"),
      Example("min(2, 3)", "2"),
    ],
    Ops.minimum, { try Ops.amin($0) }, Ops.min)

  private static func extreme(
    _ name: String, _ summary: Wording, _ examples: [Example],
    _ pairwise: @escaping (Variable, Variable) throws -> Variable,
    _ whole: @escaping (Variable) throws -> Variable,
    _ along: @escaping (Variable, Int, Bool) throws -> Variable
  ) -> Builtin {
    Builtin(
      ofTensor: Descriptor(
        name, .reduction, summary, formula: "\(name) xᵢ",
        parameters: [
          x,
          Parameter("other", .tensor, Wording("compare with this instead", "改为与它比较"), default: Argument.none),
          dim, keepdim,
        ], returns: Wording("x without the axis", "x 去掉该轴"), examples: examples,
        notes:
          Wording(
            "Values only. Equal largest elements of everything share the gradient; along an axis the first takes it.",
            "只给出值。对全部元素取最大时，相等的最大元素平分梯度；沿轴时归第一个。")
      )
    ) { a in
      let keepDims = a.bool(3)
      if let other = try a.optionalTensor(1) {
        guard a.isNone(2) else { throw BuiltinFailure.extraArgument(name) }
        return { try pairwise($0, other) }
      }
      if let dim = try a.int(2) { return { try along($0, dim, keepDims) } }
      return { x in
        let result = try whole(x)
        return keepDims ? try Ops.reshape(result, Array(repeating: 1, count: x.shape.rank)) : result
      }
    }
  }

  static let argmax = indexOf(
    "argmax", Wording("index of the largest element", "最大元素的下标"), "[1]", Tensor.argmax)
  static let argmin = indexOf(
    "argmin", Wording("index of the smallest element", "最小元素的下标"), "[0]", Tensor.argmin)

  private static func indexOf(
    _ name: String, _ summary: Wording, _ result: String,
    _ kernel: @escaping (Tensor, Int?, Bool) throws -> Tensor
  ) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .reduction,
        Wording("\(summary), of everything flattened or along an axis", "\(summary)，对全部元素（展平）或沿一个轴"),
        parameters: [x, dim, keepdim],
        returns: Wording("i64, x without the axis", "i64，x 去掉该轴"),
        examples: [Example("\(name)([[1, 5]], dim=1)", result)],
        notes: Wording("The first at a tie.", "相等时取第一个。"))
    ) { a in
      let x = try a.tensor(0)
      guard x.tensor.count > 0 else { throw AutogradFailure.emptyReduction(name, x.shape) }
      let axis = try a.int(1).map { try Axes.index($0, rank: x.shape.rank, name) }
      if x.shape.rank == 0 { return Variable(try Tensor.scalar(0, .i64)) }
      return Variable(try kernel(x.tensor, axis, a.bool(2)))
    }
  }

  static let any = truth("any", Wording("true where some element is not 0", "有元素不为 0 时为 true"), .any)
  static let everything = truth("all", Wording("true where every element is not 0", "元素都不为 0 时为 true"), .all)

  private static func truth(_ name: String, _ summary: Wording, _ kernel: Reduction) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .reduction, summary, parameters: [x] + Axes.parameters,
        returns: Wording("bool, x without the reduced axes", "布尔值，x 去掉归约的轴"),
        examples: [Example("\(name)([1, 2] > 1)", name == "any" ? "true" : "false")])
    ) { a in
      let x = try a.tensor(0)
      let axes = try Axes.list(a.ints(1), rank: x.shape.rank, name)
      return Variable(try x.tensor.reduce(kernel, axes: axes, keepDims: a.bool(2)))
    }
  }

  static let sort = Builtin(
    Descriptor(
      "sort", .reduction,
      Wording("elements in order along an axis, and where they stood", "沿一个轴排序的元素，以及它们原来的位置"),
      parameters: [
        x, Parameter("dim", .integer, Wording("the axis", "轴"), default: .number(-1), aliases: ["axis"]),
        Parameter("descending", .bool, Wording("largest first", "从大到小"), default: .bool(false)),
        Parameter(
          "stable", .bool, Wording("equal elements keep their order; they always do", "相等的元素保持次序；总是如此"),
          default: .bool(true),
          keywordOnly: true),
      ], returns: Wording("(values, indices)", "（值，下标）"),
      examples: [Example("sort([3, 1, 2])", "([1, 2, 3], [1, 2, 0])")])
  ) { values in
    let a = Arguments(values)
    let (sorted, indices) = try Ops.sort(a.tensor(0), dim: a.int(1, default: -1), descending: a.bool(2))
    return .tuple([.object(sorted), .object(indices)])
  }

  static let topk = Builtin(
    Descriptor(
      "topk", .reduction,
      Wording("the k largest elements along an axis, and where they stood", "沿一个轴最大的 k 个元素，以及它们的位置"),
      parameters: [
        x, Parameter("k", .integer, Wording("how many", "取多少个")),
        Parameter("dim", .integer, Wording("the axis", "轴"), default: .number(-1), aliases: ["axis"]),
        Parameter("largest", .bool, Wording("false: the smallest", "false：最小的"), default: .bool(true)),
        Parameter("sorted", .bool, Wording("in order; they always are", "按次序；总是如此"), default: .bool(true)),
      ], returns: Wording("(values, indices)", "（值，下标）"),
      examples: [Example("topk([1, 5, 3], 2)", "([5, 3], [1, 2])")])
  ) { values in
    let a = Arguments(values)
    let largest = a.isNone(3) || a.bool(3)
    let (top, indices) = try Ops.topk(
      a.tensor(0), a.int(1, default: 1), dim: a.int(2, default: -1), largest: largest)
    return .tuple([.object(top), .object(indices)])
  }
}

extension Ops {
  /// ln Σ exp(x) over axes, the largest element taken out before.
  public static func logSumExp(_ x: Variable, dims: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    let x = try Promotion.floating(x)
    let axes = try Axes.list(dims, rank: x.shape.rank, "logsumexp")
    guard !axes.isEmpty else { return x }
    let largest = try amax(x.detached(), dims: axes, keepDims: true)
    let isInfinite = try Tensor.unary(.isinf, largest.tensor)
    let shift = try select(isInfinite, scalar(0, like: largest), largest)
    let total = try add(log(sum(exp(subtract(x, shift)), dims: axes, keepDims: true)), shift)
    return keepDims ? total : try reshape(total, Axes.reduced(x.shape, axes, keepDims: false).array)
  }

  /// Elements in order along an axis, and where they stood.
  public static func sort(
    _ x: Variable, dim: Int = -1, descending: Bool = false
  ) throws -> (values: Variable, indices: Variable) {
    let axis = try Axes.index(dim, rank: x.shape.rank, "sort")
    guard x.shape.rank > 0 else { return (x, Variable(try Tensor.scalar(0, .i64))) }
    let indices = Variable(try x.tensor.argsort(axis: axis, descending: descending))
    return (try gather(x, dim: axis, indices), indices)
  }

  /// The k largest (smallest) elements along an axis, in order, and where they stood.
  public static func topk(
    _ x: Variable, _ k: Int, dim: Int = -1, largest: Bool = true
  ) throws -> (values: Variable, indices: Variable) {
    let axis = try Axes.index(dim, rank: x.shape.rank, "topk")
    let size = x.shape.rank == 0 ? 1 : x.shape[axis]
    guard k >= 0, k <= size else {
      throw AutogradFailure.message(
        code: "E0248",
        Wording(
          "topk: k = \(k) is not within the axis' \(size) elements", "topk：k = \(k) 不在这个轴的 \(size) 个元素之内"),
        help: [])
    }
    let (values, indices) = try sort(x, dim: dim, descending: largest)
    guard x.shape.rank > 0 else { return (values, indices) }
    return (
      try slice(values, dim: axis, start: 0, stop: k), try slice(indices, dim: axis, start: 0, stop: k)
    )
  }
}
