import Catalog
import Tensor
import Text

/// Shapes, pieces and properties of tensors.
enum ShapeBuiltins {
  static let all = [
    shape, numel, dtype, transpose, squeeze, unsqueeze, stack, split, flip, clamp, isnan, isinf,
    logicalNot, allclose, outer, dot, einsum,
  ]

  private static let x = Parameter("x", .tensor, aliases: ["input"])

  static let shape = Builtin(
    Descriptor(
      "shape", .shape, Wording("sizes of the axes", "各轴的大小"), parameters: [x],
      returns: Wording("a tuple", "元组"),
      examples: [Example("shape([[1, 2, 3]])", "(1, 3)"), Example("shape(5)", "()")])
  ) { values in
    .tuple(try Arguments(values).tensor(0).shape.map { .number(Double($0)) })
  }

  static let numel = Builtin(
    Descriptor(
      "numel", .shape, Wording("number of elements", "元素个数"), parameters: [x],
      returns: Wording("a number", "数"),
      examples: [Example("numel([[1, 2, 3]])", "3")])
  ) { values in .number(Double(try Arguments(values).tensor(0).tensor.count)) }

  static let dtype = Builtin(
    Descriptor(
      "dtype", .tensor, Wording("type of the elements", "元素的数据类型"), parameters: [x],
      returns: Wording("f32, f64, i64 or bool", "f32、f64、i64 或 bool"),
      examples: [Example("dtype([1, 2])", "f32")])
  ) { values in .dtype(try Arguments(values).tensor(0).dtype) }

  static let transpose = Builtin(
    ofTensor: Descriptor(
      "transpose", .shape, Wording("two axes swapped", "交换两个轴"),
      parameters: [
        x, Parameter("dim0", .integer, default: .number(-2)),
        Parameter("dim1", .integer, default: .number(-1)),
      ], returns: Wording("x with the two sizes swapped", "x，两个轴的大小互换"),
      examples: [Example("transpose([[1, 2], [3, 4]])", "[[1, 3], [2, 4]]")])
  ) { a in
    let (first, second) = (try a.int(1, default: -2), try a.int(2, default: -1))
    return { x in
      if first == -2, second == -1, x.shape.rank < 2 {
        throw AutogradFailure.wrongRank(
          "transpose", expected: Wording("a tensor of at least two axes", "至少有两个轴的张量"), x.shape)
      }
      return try Ops.transpose(x, first, second)
    }
  }

  static let squeeze = Builtin(
    ofTensor: Descriptor(
      "squeeze", .shape, Wording("removes axes of size 1", "去掉大小为 1 的轴"),
      parameters: [
        x,
        Parameter(
          "dim", .integers, Wording("these; none: all of them", "去掉这些轴；none：全部"), default: Argument.none,
          aliases: ["axis"]),
      ],
      examples: [Example("shape(squeeze(zeros(1, 3, 1)))", "(3,)")])
  ) { a in
    let axes = try a.ints(1)
    return { try Ops.squeeze($0, axes) }
  }

  static let unsqueeze = Builtin(
    ofTensor: Descriptor(
      "unsqueeze", .shape, Wording("adds an axis of size 1", "增加一个大小为 1 的轴"),
      parameters: [x, Parameter("dim", .integer, Wording("its place", "它的位置"), aliases: ["axis"])],
      examples: [Example("shape(unsqueeze([1, 2, 3], 0))", "(1, 3)")])
  ) { a in
    let axis = try a.int(1, default: 0)
    return { try Ops.unsqueeze($0, axis) }
  }

  static let stack = Builtin(
    tensor: Descriptor(
      "stack", .shape, Wording("joins tensors of one shape along a new axis", "沿新轴把同形状的张量叠起来"),
      parameters: [
        Parameter("tensors", .tensors),
        Parameter("dim", .integer, Wording("the new axis", "新的轴"), default: .number(0), aliases: ["axis"]),
      ], examples: [Example("stack([[1, 2], [3, 4]], dim=1)", "[[1, 3], [2, 4]]")])
  ) { a in try Ops.stack(a.tensors(0), dim: a.int(1, default: 0)) }

  static let split = Builtin(
    Descriptor(
      "split", .shape, Wording("cuts an axis into pieces", "把一个轴切成几段"),
      parameters: [
        Parameter("x", .tensor, aliases: ["input", "tensor"]),
        Parameter(
          "size", .integers, Wording("of each piece, or a list of sizes", "每段的大小，或各段大小的列表"),
          aliases: ["split_size", "split_size_or_sections"]),
        Parameter("dim", .integer, Wording("the axis", "轴"), default: .number(0), aliases: ["axis"]),
      ], returns: Wording("a list", "列表"), examples: [Example("split([1, 2, 3], 2)", "[[1, 2], [3]]")])
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
      "flip", .shape, Wording("an axis in reverse", "把轴反过来"),
      parameters: [
        x,
        Parameter(
          "dim", .integers, Wording("the axes", "各轴"), default: .list([.number(0)]),
          aliases: ["dims", "axis"]),
      ],
      examples: [Example("flip([1, 2, 3])", "[3, 2, 1]")])
  ) { a in try (a.ints(1) ?? [0]).reduce(a.tensor(0)) { try Ops.flip($0, dim: $1) } }

  static let clamp = Builtin(
    ofTensor: Descriptor(
      "clamp", .elementwise, Wording("elements kept within bounds", "把元素限制在上下界之内"),
      formula: "min(max(x, low), high)",
      parameters: [
        x, Parameter("min", .tensor, Wording("lower bound", "下界"), default: Argument.none),
        Parameter("max", .tensor, Wording("upper bound", "上界"), default: Argument.none),
      ], examples: [Example("clamp([-1, 0.5, 2], 0, 1)", "[0, 0.5, 1]")],
      notes: Wording(
        "The gradient is 1 within the bounds, both included, and 0 outside.", "界内（含两端）梯度为 1，界外为 0。"))
  ) { a in
    let (low, high) = (try a.optionalTensor(1), try a.optionalTensor(2))
    guard let bounds = Ops.plainBounds(low, high) else { return { try Ops.clamp($0, min: low, max: high) } }
    return { try $0.dtype.isFloating ? Ops.clamp($0, bounds) : Ops.clamp($0, min: low, max: high) }
  }

  static let isnan = test(
    "isnan", Wording("true where an element is not a number", "元素不是数 (nan) 处为 true"), .isnan, "[false, true]",
    "[1, nan]")
  static let isinf = test(
    "isinf", Wording("true where an element is infinite", "元素为无穷处为 true"), .isinf, "[false, true]", "[1, inf]"
  )
  static let logicalNot = test(
    "logical_not", Wording("true where an element is 0", "元素为 0 处为 true"), .not, "[false, true]", "[1, 0]")

  private static func test(
    _ name: String, _ summary: Wording, _ kernel: UnaryOp, _ result: String, _ data: String
  ) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .elementwise, summary, parameters: [x],
        returns: Wording("bool, the shape of x", "布尔值，形状与 x 相同"),
        examples: [Example("\(name)(\(data))", result)])
    ) { a in Variable(try Tensor.unary(kernel, a.tensor(0).tensor)) }
  }

  static let allclose = Builtin(
    Descriptor(
      "allclose", .elementwise, Wording("whether two tensors are equal up to rounding", "两个张量在舍入误差内是否相等"),
      formula: "|a - b| ≤ atol + rtol · |b| everywhere",
      parameters: [
        Parameter("a", .tensor, aliases: ["input"]), Parameter("b", .tensor, aliases: ["other"]),
        Parameter("rtol", .number, default: .number(1e-5)),
        Parameter("atol", .number, default: .number(1e-8)),
        Parameter("equal_nan", .bool, default: .bool(false)),
      ], returns: Wording("a bool", "布尔值"), examples: [Example("allclose([1], [1 + 1e-9])", "true")])
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
      "outer", .linearAlgebra,
      Wording("every element of one vector times every element of another", "一个向量的每个元素乘以另一个的每个元素（外积）"),
      formula: "yᵢⱼ = aᵢ bⱼ",
      parameters: [
        Parameter("a", .tensor, Wording("1-d", "一维"), aliases: ["input"]),
        Parameter("b", .tensor, Wording("1-d", "一维"), aliases: ["vec2"]),
      ],
      returns: Wording(verbatim: "N×M"), examples: [Example("outer([1, 2], [1, 2])", "[[1, 2], [2, 4]]")])
  ) { a in try Ops.outer(a.tensor(0), a.tensor(1)) }

  static let dot = Builtin(
    tensor: Descriptor(
      "dot", .linearAlgebra, Wording("sum of the products of two vectors", "两个向量的对应元素乘积之和（点积）"),
      formula: "Σ aᵢ bᵢ",
      parameters: [
        Parameter("a", .tensor, Wording("1-d", "一维"), aliases: ["input"]),
        Parameter("b", .tensor, Wording("1-d", "一维"), aliases: ["other"]),
      ],
      returns: Wording("a number", "数"), examples: [Example("dot([1, 2], [3, 4])", "11")])
  ) { a in try Ops.dot(a.tensor(0), a.tensor(1)) }

  static let einsum = Builtin(
    tensor: Descriptor(
      "einsum", .linearAlgebra, Wording("sums of products, with a letter for each axis", "乘积之和，每个轴用一个字母表示"),
      formula: "Einstein's summation",
      parameters: [
        Parameter("equation", .string, Wording("inputs, arrow, output: `ij,jk->ik`", "输入、箭头、输出：`ij,jk->ik`")),
        Parameter(
          "operands", .tensor, Wording("as many as the equation has inputs", "与算式中的输入一样多"), variadic: true),
      ], returns: Wording("the axes after the arrow", "箭头后面的各轴"),
      examples: [Example("einsum(\"ij,jk->ik\", [[1, 2], [3, 4]], [[1, 2], [3, 4]])", "[[7, 10], [15, 22]]")])
  ) { a in try Ops.einsum(a.string(0) ?? "", a.tensors(1)) }
}
