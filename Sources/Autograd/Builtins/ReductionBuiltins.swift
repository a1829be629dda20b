import Catalog
import Tensor
import Text

/// Reductions and orderings that compose from operations.
enum ReductionBuiltins {
  static let all = [
    mean, variance, deviation, product, largest, smallest, argmax, argmin, any, everything, sort, topk,
  ]

  private static let x = Parameter("x", .tensor, aliases: ["input"])
  private static let dim = Parameter(
    "dim", .integer, "the axis; none: everything", default: Argument.none, aliases: ["axis"])
  private static let keepdim = Axes.parameters[1]
  private static let correction = Parameter(
    "correction", .number, "the sum of squares is divided by n - correction", default: .number(1))
  private static let unbiased = Parameter(
    "unbiased", .bool, "false: correction 0", default: Argument.none, keywordOnly: true)

  static let mean = Builtin(
    tensor: Descriptor(
      "mean", .reduction, "average over axes, or of everything", formula: "1/n Σ xᵢ",
      parameters: [x] + Axes.parameters, returns: "x without the reduced axes",
      examples: [Example("mean([1, 2, 3, 4])", "2.5"), Example("mean([[1, 2], [3, 4]], dim=0)", "[2, 3]")])
  ) { a in try Ops.mean(a.tensor(0), dims: a.ints(1), keepDims: a.bool(2)) }

  static let variance = Builtin(
    tensor: Descriptor(
      "var", .reduction, "variance over axes, or of everything", formula: "1/(n-1) Σ (xᵢ - x̄)²",
      parameters: [x] + Axes.parameters + [correction, unbiased], returns: "x without the reduced axes",
      examples: [Example("var([1, 2, 3])", "1"), Example("var([1, 2, 3, 4], correction=0)", "1.25")])
  ) { a in
    try Ops.variance(a.tensor(0), dims: a.ints(1), correction: chosenCorrection(a), keepDims: a.bool(2))
  }

  static let deviation = Builtin(
    tensor: Descriptor(
      "std", .reduction, "standard deviation over axes, or of everything",
      formula: "√(1/(n-1) Σ (xᵢ - x̄)²)", parameters: [x] + Axes.parameters + [correction, unbiased],
      returns: "x without the reduced axes", examples: [Example("std([1, 2, 3])", "1")])
  ) { a in
    try Ops.standardDeviation(
      a.tensor(0), dims: a.ints(1), correction: chosenCorrection(a), keepDims: a.bool(2))
  }

  private static func chosenCorrection(_ a: Arguments) -> Double {
    a.isNone(4) ? a.number(3, default: 1) : (a.bool(4) ? 1 : 0)
  }

  static let product = Builtin(
    tensor: Descriptor(
      "prod", .reduction, "product over axes, or of everything", formula: "Π xᵢ",
      parameters: [x] + Axes.parameters, returns: "x without the reduced axes",
      examples: [Example("prod([2, 3, 4])", "24")])
  ) { a in try Ops.product(a.tensor(0), dims: a.ints(1), keepDims: a.bool(2)) }

  static let largest = extreme(
    "max", "largest element, of everything or along an axis; of two tensors, element by element",
    [
      Example("max([1, 5, 3])", "5"), Example("max([[1, 5], [3, 4]], dim=1)", "[5, 4]"),
      Example("max(2, 3)", "3"),
    ],
    Ops.maximum, { try Ops.amax($0) }, Ops.max)
  static let smallest = extreme(
    "min", "smallest element, of everything or along an axis; of two tensors, element by element",
    [
      Example("min([1, 5, 3])", "1"), Example("min([[1, 5], [3, 4]], dim=1)", "[1, 3]"),
      Example("min(2, 3)", "2"),
    ],
    Ops.minimum, { try Ops.amin($0) }, Ops.min)

  private static func extreme(
    _ name: String, _ summary: String, _ examples: [Example],
    _ pairwise: @escaping (Variable, Variable) throws -> Variable,
    _ whole: @escaping (Variable) throws -> Variable,
    _ along: @escaping (Variable, Int, Bool) throws -> Variable
  ) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .reduction, summary, formula: "\(name) xᵢ",
        parameters: [
          x, Parameter("other", .tensor, "compare with this instead", default: Argument.none), dim, keepdim,
        ], returns: "x without the axis", examples: examples,
        notes:
          "Values only. Equal largest elements of everything share the gradient; along an axis the first takes it."
      )
    ) { a in
      let x = try a.tensor(0)
      if let other = try a.optionalTensor(1) {
        guard a.isNone(2) else { throw BuiltinFailure.extraArgument(name) }
        return try pairwise(x, other)
      }
      if let dim = try a.int(2) { return try along(x, dim, a.bool(3)) }
      let result = try whole(x)
      return a.bool(3) ? try Ops.reshape(result, Array(repeating: 1, count: x.shape.rank)) : result
    }
  }

  static let argmax = indexOf("argmax", "index of the largest element", "[1]", Tensor.argmax)
  static let argmin = indexOf("argmin", "index of the smallest element", "[0]", Tensor.argmin)

  private static func indexOf(
    _ name: String, _ summary: String, _ result: String,
    _ kernel: @escaping (Tensor, Int?, Bool) throws -> Tensor
  ) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .reduction, "\(summary), of everything flattened or along an axis",
        parameters: [x, dim, keepdim],
        returns: "i64, x without the axis", examples: [Example("\(name)([[1, 5]], dim=1)", result)],
        notes: "The first at a tie.")
    ) { a in
      let x = try a.tensor(0)
      guard x.tensor.count > 0 else { throw AutogradFailure.emptyReduction(name, x.shape) }
      let axis = try a.int(1).map { try Axes.index($0, rank: x.shape.rank, name) }
      if x.shape.rank == 0 { return Variable(try Tensor.scalar(0, .i64)) }
      return Variable(try kernel(x.tensor, axis, a.bool(2)))
    }
  }

  static let any = truth("any", "true where some element is not 0", .any)
  static let everything = truth("all", "true where every element is not 0", .all)

  private static func truth(_ name: String, _ summary: String, _ kernel: Reduction) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .reduction, summary, parameters: [x] + Axes.parameters,
        returns: "bool, x without the reduced axes",
        examples: [Example("\(name)([1, 2] > 1)", name == "any" ? "true" : "false")])
    ) { a in
      let x = try a.tensor(0)
      let axes = try Axes.list(a.ints(1), rank: x.shape.rank, name)
      return Variable(try x.tensor.reduce(kernel, axes: axes, keepDims: a.bool(2)))
    }
  }

  static let sort = Builtin(
    Descriptor(
      "sort", .reduction, "elements in order along an axis, and where they stood",
      parameters: [
        x, Parameter("dim", .integer, "the axis", default: .number(-1), aliases: ["axis"]),
        Parameter("descending", .bool, "largest first", default: .bool(false)),
        Parameter(
          "stable", .bool, "equal elements keep their order; they always do", default: .bool(true),
          keywordOnly: true),
      ], returns: "(values, indices)", examples: [Example("sort([3, 1, 2])", "([1, 2, 3], [1, 2, 0])")])
  ) { values in
    let a = Arguments(values)
    let (sorted, indices) = try Ops.sort(a.tensor(0), dim: a.int(1, default: -1), descending: a.bool(2))
    return .tuple([.object(sorted), .object(indices)])
  }

  static let topk = Builtin(
    Descriptor(
      "topk", .reduction, "the k largest elements along an axis, and where they stood",
      parameters: [
        x, Parameter("k", .integer, "how many"),
        Parameter("dim", .integer, "the axis", default: .number(-1), aliases: ["axis"]),
        Parameter("largest", .bool, "false: the smallest", default: .bool(true)),
        Parameter("sorted", .bool, "in order; they always are", default: .bool(true)),
      ], returns: "(values, indices)", examples: [Example("topk([1, 5, 3], 2)", "([5, 3], [1, 2])")])
  ) { values in
    let a = Arguments(values)
    let largest = a.isNone(3) || a.bool(3)
    let (top, indices) = try Ops.topk(
      a.tensor(0), a.int(1, default: 1), dim: a.int(2, default: -1), largest: largest)
    return .tuple([.object(top), .object(indices)])
  }
}

extension Ops {
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
