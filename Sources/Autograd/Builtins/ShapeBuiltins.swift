import Catalog
import Tensor
import Text

/// Shapes, pieces and properties of tensors.
enum ShapeBuiltins {
  static let all = [
    shape, numel, dtype, flatten, transpose, squeeze, unsqueeze, stack, split, flip, clamp, isnan, isinf,
    logicalNot, allclose, outer, dot, einsum,
  ]

  private static let x = Parameter("x", .tensor, aliases: ["input"])

  static let shape = Builtin(
    Descriptor(
      "shape", .shape, "sizes of the axes", parameters: [x], returns: "a tuple",
      examples: [Example("shape([[1, 2, 3]])", "(1, 3)"), Example("shape(5)", "()")])
  ) { values in
    .tuple(try Arguments(values).tensor(0).shape.map { .number(Double($0)) })
  }

  static let numel = Builtin(
    Descriptor(
      "numel", .shape, "number of elements", parameters: [x], returns: "a number",
      examples: [Example("numel([[1, 2, 3]])", "3")])
  ) { values in .number(Double(try Arguments(values).tensor(0).tensor.count)) }

  static let dtype = Builtin(
    Descriptor(
      "dtype", .tensor, "type of the elements", parameters: [x], returns: "f32, f64, i64 or bool",
      examples: [Example("dtype([1, 2])", "f32")])
  ) { values in .dtype(try Arguments(values).tensor(0).dtype) }

  static let flatten = Builtin(
    tensor: Descriptor(
      "flatten", .shape, "merges axes into one; the first, the batch, stays",
      parameters: [
        x, Parameter("start_dim", .integer, "first axis to merge", default: .number(1)),
        Parameter("end_dim", .integer, "last axis to merge", default: .number(-1)),
      ], returns: "N×…", examples: [Example("shape(flatten(zeros(2, 3, 4)))", "(2, 12)")],
      notes: "Starts at axis 1; torch.flatten starts at 0.")
  ) { a in try Ops.flatten(a.tensor(0), start: a.int(1, default: 1), end: a.int(2, default: -1)) }

  static let transpose = Builtin(
    tensor: Descriptor(
      "transpose", .shape, "two axes swapped",
      parameters: [
        x, Parameter("dim0", .integer, default: .number(-2)),
        Parameter("dim1", .integer, default: .number(-1)),
      ], returns: "x with the two sizes swapped",
      examples: [Example("transpose([[1, 2], [3, 4]])", "[[1, 3], [2, 4]]")])
  ) { a in
    let x = try a.tensor(0)
    if x.shape.rank < 2, a.isNone(1) || a.number(1) == -2, a.isNone(2) || a.number(2) == -1 {
      throw AutogradFailure.wrongRank(
        "transpose", expected: Wording("a tensor of at least two axes", "至少有两个轴的张量"), x.shape)
    }
    return try Ops.transpose(x, a.int(1, default: -2), a.int(2, default: -1))
  }

  static let squeeze = Builtin(
    tensor: Descriptor(
      "squeeze", .shape, "removes axes of size 1",
      parameters: [
        x, Parameter("dim", .integers, "these; none: all of them", default: Argument.none, aliases: ["axis"]),
      ],
      examples: [Example("shape(squeeze(zeros(1, 3, 1)))", "(3,)")])
  ) { a in try Ops.squeeze(a.tensor(0), a.ints(1)) }

  static let unsqueeze = Builtin(
    tensor: Descriptor(
      "unsqueeze", .shape, "adds an axis of size 1",
      parameters: [x, Parameter("dim", .integer, "its place", aliases: ["axis"])],
      examples: [Example("shape(unsqueeze([1, 2, 3], 0))", "(1, 3)")])
  ) { a in try Ops.unsqueeze(a.tensor(0), a.int(1, default: 0)) }

  static let stack = Builtin(
    tensor: Descriptor(
      "stack", .shape, "joins tensors of one shape along a new axis",
      parameters: [
        Parameter("tensors", .tensors),
        Parameter("dim", .integer, "the new axis", default: .number(0), aliases: ["axis"]),
      ], examples: [Example("stack([[1, 2], [3, 4]], dim=1)", "[[1, 3], [2, 4]]")])
  ) { a in try Ops.stack(a.tensors(0), dim: a.int(1, default: 0)) }

  static let split = Builtin(
    Descriptor(
      "split", .shape, "cuts an axis into pieces",
      parameters: [
        x,
        Parameter(
          "size", .integers, "of each piece, or a list of sizes",
          aliases: ["split_size", "split_size_or_sections"]),
        Parameter("dim", .integer, "the axis", default: .number(0), aliases: ["axis"]),
      ], returns: "a list", examples: [Example("split([1, 2, 3], 2)", "[[1, 2], [3]]")])
  ) { values in
    let a = Arguments(values)
    let sizes = try a.ints(1) ?? []
    let dim = try a.int(2, default: 0)
    let isList = a.list(1).map { $0.count != 1 } ?? false
    let x = try a.tensor(0)
    let size = Swift.max(x.shape.rank > 0 ? x.shape[try Axes.index(dim, rank: x.shape.rank, "split")] : 1, 1)
    let pieces =
      isList || (sizes.count == 1 && sizes[0] == size)
      ? try Ops.split(x, sizes: sizes, dim: dim) : try Ops.split(x, size: sizes.first ?? 1, dim: dim)
    return .list(pieces.map { .object($0) })
  }

  static let flip = Builtin(
    tensor: Descriptor(
      "flip", .shape, "an axis in reverse",
      parameters: [
        x, Parameter("dim", .integers, "the axes", default: .list([.number(0)]), aliases: ["dims", "axis"]),
      ],
      examples: [Example("flip([1, 2, 3])", "[3, 2, 1]")])
  ) { a in try (a.ints(1) ?? [0]).reduce(a.tensor(0)) { try Ops.flip($0, dim: $1) } }

  static let clamp = Builtin(
    tensor: Descriptor(
      "clamp", .elementwise, "elements kept within bounds", formula: "min(max(x, low), high)",
      parameters: [
        x, Parameter("min", .tensor, "lower bound", default: Argument.none),
        Parameter("max", .tensor, "upper bound", default: Argument.none),
      ], examples: [Example("clamp([-1, 0.5, 2], 0, 1)", "[0, 0.5, 1]")],
      notes: "The gradient is 1 within the bounds, both included, and 0 outside.")
  ) { a in try Ops.clamp(a.tensor(0), min: a.optionalTensor(1), max: a.optionalTensor(2)) }

  static let isnan = test(
    "isnan", "true where an element is not a number", .isnan, "[false, true]", "[1, nan]")
  static let isinf = test("isinf", "true where an element is infinite", .isinf, "[false, true]", "[1, inf]")
  static let logicalNot = test("logical_not", "true where an element is 0", .not, "[false, true]", "[1, 0]")

  private static func test(
    _ name: String, _ summary: String, _ kernel: UnaryOp, _ result: String, _ data: String
  ) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .elementwise, summary, parameters: [x], returns: "bool, the shape of x",
        examples: [Example("\(name)(\(data))", result)])
    ) { a in Variable(try Tensor.unary(kernel, a.tensor(0).tensor)) }
  }

  static let allclose = Builtin(
    Descriptor(
      "allclose", .elementwise, "whether two tensors are equal up to rounding",
      formula: "|a - b| ≤ atol + rtol · |b| everywhere",
      parameters: [
        Parameter("a", .tensor), Parameter("b", .tensor), Parameter("rtol", .number, default: .number(1e-5)),
        Parameter("atol", .number, default: .number(1e-8)),
        Parameter("equal_nan", .bool, default: .bool(false)),
      ], returns: "a bool", examples: [Example("allclose([1], [1 + 1e-9])", "true")])
  ) { values in
    let a = Arguments(values)
    let (left, right) = (try a.tensor(0), try a.tensor(1))
    _ = try Broadcasting.shape(left.shape, right.shape, "allclose")
    let (l, r) = (try left.tensor.cast(to: .f64), try right.tensor.cast(to: .f64))
    let shape = try Broadcasting.shape(l.shape, r.shape, "allclose")
    let (rtol, atol, nan) = (a.number(2, default: 1e-5), a.number(3, default: 1e-8), a.bool(4))
    let pairs = zip(try l.broadcast(to: shape).doubles, try r.broadcast(to: shape).doubles)
    return .bool(
      pairs.allSatisfy { x, y in
        x == y || (nan && x.isNaN && y.isNaN) || Swift.abs(x - y) <= atol + rtol * Swift.abs(y) && y.isFinite
      })
  }

  static let outer = Builtin(
    tensor: Descriptor(
      "outer", .linearAlgebra, "every element of one vector times every element of another",
      formula: "yᵢⱼ = aᵢ bⱼ",
      parameters: [
        Parameter("a", .tensor, "1-d", aliases: ["input"]), Parameter("b", .tensor, "1-d", aliases: ["vec2"]),
      ],
      returns: "N×M", examples: [Example("outer([1, 2], [1, 2])", "[[1, 2], [2, 4]]")])
  ) { a in try Ops.outer(a.tensor(0), a.tensor(1)) }

  static let dot = Builtin(
    tensor: Descriptor(
      "dot", .linearAlgebra, "sum of the products of two vectors", formula: "Σ aᵢ bᵢ",
      parameters: [
        Parameter("a", .tensor, "1-d", aliases: ["input"]),
        Parameter("b", .tensor, "1-d", aliases: ["other"]),
      ],
      returns: "a number", examples: [Example("dot([1, 2], [3, 4])", "11")])
  ) { a in try Ops.dot(a.tensor(0), a.tensor(1)) }

  static let einsum = Builtin(
    tensor: Descriptor(
      "einsum", .linearAlgebra, "sums of products, with a letter for each axis",
      formula: "Einstein's summation",
      parameters: [
        Parameter("equation", .string, "inputs, arrow, output: `ij,jk->ik`"),
        Parameter("operands", .tensor, "as many as the equation has inputs", variadic: true),
      ], returns: "the axes after the arrow",
      examples: [Example("einsum(\"ij,jk->ik\", [[1, 2], [3, 4]], [[1, 2], [3, 4]])", "[[7, 10], [15, 22]]")])
  ) { a in try Ops.einsum(a.string(0) ?? "", a.tensors(1)) }
}
