import Catalog
import Tensor
import Text

/// Builtins that make tensors.
enum CreationBuiltins {
  static let all = [
    tensor, zeros, ones, full, eye, arange, linspace, rand, randn, randint, randperm, Multinomial.builtin,
    zerosLike, onesLike, fullLike, randLike, randnLike, oneHot, seed,
  ]

  private static let shape = Parameter(
    "shape", .shape, Wording("sizes, as a list or apart", "各轴大小，写成列表或分开写"),
    aliases: ["size"], variadic: true)
  private static let dtype = Parameter(
    "dtype", .dtype, Wording("f32, f64, i64 or bool", "f32、f64、i64 或 bool"), default: .dtype(.f32),
    keywordOnly: true)
  private static let sameDtype = Parameter(
    "dtype", .dtype, Wording("none: that of x", "none：与 x 相同"), default: Argument.none, keywordOnly: true)

  static let tensor = Builtin(
    tensor: Descriptor(
      "tensor", .tensor, Wording("a tensor of numbers", "由数组成的张量"),
      parameters: [
        Parameter("data", .tensor, Wording("a number, nested lists or a tensor", "数、嵌套列表或张量")),
        Parameter(
          "dtype", .dtype, Wording("none: f32, or that of the data", "none：f32，或数据原来的类型"),
          default: Argument.none),
      ], examples: [Example("tensor([1, 2], dtype=i64)", "[1, 2]")])
  ) { a in
    let x = try a.tensor(0)
    let dtype = a.dtype(1) ?? (x.isNumber ? .f32 : x.dtype)
    return Variable(try x.tensor.cast(to: dtype))
  }

  static let zeros = Builtin(
    tensor: Descriptor(
      "zeros", .tensor, Wording("a tensor of zeros", "全零张量"), parameters: [shape, dtype],
      examples: [Example("zeros(2, 3)", "[[0, 0, 0], [0, 0, 0]]")])
  ) { a in Variable(try Tensor.zeros(Shape.checked(a.sizes(0)), a.dtype(1) ?? .f32)) }

  static let ones = Builtin(
    tensor: Descriptor(
      "ones", .tensor, Wording("a tensor of ones", "全一张量"), parameters: [shape, dtype],
      examples: [Example("ones(3)", "[1, 1, 1]")])
  ) { a in Variable(try Tensor.full(Shape.checked(a.sizes(0)), 1, a.dtype(1) ?? .f32)) }

  static let full = Builtin(
    tensor: Descriptor(
      "full", .tensor, Wording("a tensor with one value everywhere", "处处是同一个值的张量"),
      parameters: [
        Parameter("shape", .shape, Wording("sizes as a list", "各轴大小的列表"), aliases: ["size"]),
        Parameter("value", .number, aliases: ["fill_value"]),
        dtype,
      ], examples: [Example("full([2], 7)", "[7, 7]")])
  ) { a in
    Variable(try Tensor.full(Shape.checked(a.ints(0) ?? []), a.number(1, default: 0), a.dtype(2) ?? .f32))
  }

  static let eye = Builtin(
    tensor: Descriptor(
      "eye", .tensor, Wording("the identity matrix", "单位矩阵"),
      parameters: [
        Parameter("n", .integer, Wording("rows", "行数")),
        Parameter("m", .integer, Wording("columns; none: as rows", "列数；none：等于行数"), default: Argument.none),
        dtype,
      ], examples: [Example("eye(2)", "[[1, 0], [0, 1]]")])
  ) { a in
    let rows = try a.int(0, default: 0)
    let columns = try a.int(1) ?? rows
    let result = try Tensor.zeros(Shape.checked([rows, columns]), a.dtype(2) ?? .f32)
    let one = try Tensor.scalar(1, result.dtype)
    for place in 0..<Swift.min(rows, columns) {
      try result.select(axis: 0, index: place).select(axis: 0, index: place).assign(one)
    }
    return Variable(result)
  }

  static let arange = Builtin(
    tensor: Descriptor(
      "arange", .tensor, Wording("evenly spaced numbers, the end left out", "等间隔的数，不含终点"),
      parameters: [
        Parameter("start", .number, Wording("or the end, when alone", "单独给出时是终点")),
        Parameter("end", .number, default: Argument.none),
        Parameter("step", .number, default: .number(1)),
        Parameter(
          "dtype", .dtype, Wording("none: i64 for whole numbers, else f32", "none：整数用 i64，否则 f32"),
          default: Argument.none, keywordOnly: true),
      ], examples: [Example("arange(3)", "[0, 1, 2]"), Example("arange(0, 1, 0.25)", "[0, 0.25, 0.5, 0.75]")])
  ) { a in
    let first = a.number(0, default: 0)
    let (start, end) = a.isNone(1) ? (0, first) : (first, a.number(1, default: 0))
    let step = a.number(2, default: 1)
    let count = ((end - start) / step).rounded(.up)
    guard step != 0, count.isFinite else { throw BuiltinFailure.emptyRange(start, end, step) }
    let size = Swift.max(0, Int(exactly: Swift.max(count, 0)) ?? Int.max >> 1)
    let whole = [start, end, step].allSatisfy { Int(exactly: $0) != nil }
    let values = try Tensor.sequence(size) { start + Double($0) * step }
    return Variable(try values.cast(to: a.dtype(3) ?? (whole ? .i64 : .f32)))
  }

  static let linspace = Builtin(
    tensor: Descriptor(
      "linspace", .tensor, Wording("evenly spaced numbers, both ends included", "等间隔的数，两端都含"),
      parameters: [
        Parameter("start", .number), Parameter("end", .number),
        Parameter("steps", .integer, Wording("how many", "取多少个"), default: .number(100)), dtype,
      ], examples: [Example("linspace(0, 1, 3)", "[0, 0.5, 1]")])
  ) { a in
    let (start, end) = (a.number(0, default: 0), a.number(1, default: 1))
    let count = try a.int(2, default: 100)
    let values = try Tensor.sequence(count) { place in
      if place == count - 1, count > 1 { return end }
      return start + (end - start) * Double(place) / Double(Swift.max(count - 1, 1))
    }
    return Variable(try values.cast(to: a.dtype(3) ?? .f32))
  }

  static let rand = Builtin(
    tensor: Descriptor(
      "rand", .random, Wording("numbers drawn evenly from 0 to 1", "在 0 到 1 之间均匀抽取的数"),
      parameters: [shape, dtype],
      examples: [Example("shape(rand(2, 3))", "(2, 3)")])
  ) { a in
    Variable(try RandomGenerator.shared.uniform(Shape.checked(a.sizes(0)), a.dtype(1) ?? .f32))
  }

  static let randn = Builtin(
    tensor: Descriptor(
      "randn", .random, Wording("numbers drawn from the standard normal distribution", "从标准正态分布抽取的数"),
      parameters: [shape, dtype],
      examples: [Example("shape(randn(2, 3))", "(2, 3)")])
  ) { a in
    Variable(try RandomGenerator.shared.normal(Shape.checked(a.sizes(0)), a.dtype(1) ?? .f32))
  }

  static let randint = Builtin(
    tensor: Descriptor(
      "randint", .random, Wording("whole numbers drawn evenly, the upper bound left out", "均匀抽取的整数，不含上界"),
      parameters: [
        Parameter(
          "low", .integer, Wording("the lower bound, or the upper one, when alone", "下界；单独给出时是上界"),
          default: Argument.none),
        Parameter(
          "high", .any, Wording("the upper bound, left out", "上界，不含"),
          default: Argument.none),
        Parameter(
          "shape", .shape, Wording("sizes, as a list or apart; none for one number", "各轴大小，写成列表或分开写；不写表示一个数"),
          default: .list([]), aliases: ["size"], variadic: true),
        Parameter(
          "dtype", .dtype, Wording("f32, f64, i64 or bool", "f32、f64、i64 或 bool"), default: .dtype(.i64),
          keywordOnly: true),
      ],
      examples: [
        Example("shape(randint(0, 10, [4]))", "(4,)"), Example("randint(3, 4)", "3"),
        Example("shape(randint(10, [2, 3]))", "(2, 3)"),
      ])
  ) { a in
    // randint(high, [sizes]) leaves the lower bound out, as in PyTorch.
    let holdsSizes = a.list(1) != nil || ((try? a.optionalTensor(1))?.shape.rank ?? 0) > 0
    let isUpperAlone = a.isNone(1) || holdsSizes
    let low = isUpperAlone ? 0 : try a.int(0, default: 0)
    guard let high = try a.int(isUpperAlone ? 0 : 1) else {
      throw BuiltinFailure.expected(Wording("a whole number", "整数"), 1)
    }
    let sizes = holdsSizes ? try a.ints(1) ?? [] : try a.sizes(2)
    let values = try RandomGenerator.shared.integers(Shape.checked(sizes), low: low, high: high)
    return Variable(try values.cast(to: a.dtype(3) ?? .i64))
  }

  static let randperm = Builtin(
    tensor: Descriptor(
      "randperm", .random, Wording("the numbers below n in random order", "小于 n 的各数，随机排列"),
      parameters: [Parameter("n", .integer)],
      examples: [Example("sum(randperm(4))", "6")])
  ) { a in
    Variable(try RandomGenerator.shared.permutation(Shape.checked([a.int(0, default: 0)])[0]))
  }

  static let zerosLike = like(
    "zeros_like", Wording("zeros in the shape of another tensor", "与另一个张量同形状的全零张量"),
    Example("zeros_like([5, 6])", "[0, 0]")
  ) { x, a in try Tensor.zeros(x.shape, a.dtype(1) ?? x.dtype) }
  static let onesLike = like(
    "ones_like", Wording("ones in the shape of another tensor", "与另一个张量同形状的全一张量"),
    Example("ones_like([5, 6])", "[1, 1]")
  ) { x, a in try Tensor.full(x.shape, 1, a.dtype(1) ?? x.dtype) }

  static let fullLike = like(
    "full_like", Wording("one value in the shape of another tensor", "与另一个张量同形状、处处是同一个值的张量"),
    with: [Parameter("value", .number, aliases: ["fill_value"])], Example("full_like([5, 6], 7)", "[7, 7]")
  ) { x, a in try Tensor.full(x.shape, a.number(1, default: 0), a.dtype(2) ?? x.dtype) }
  static let randLike = like(
    "rand_like",
    Wording("numbers drawn evenly from 0 to 1, in the shape of another tensor", "与另一个张量同形状、在 0 到 1 之间均匀抽取的数"),
    Example("shape(rand_like([5, 6]))", "(2,)")
  ) { x, a in try RandomGenerator.shared.uniform(x.shape, a.dtype(1) ?? x.dtype) }
  static let randnLike = like(
    "randn_like",
    Wording(
      "numbers drawn from the standard normal distribution, in the shape of another tensor",
      "与另一个张量同形状、从标准正态分布抽取的数"),
    Example("shape(randn_like([5, 6]))", "(2,)")
  ) { x, a in try RandomGenerator.shared.normal(x.shape, a.dtype(1) ?? x.dtype) }

  private static func like(
    _ name: String, _ summary: Wording, with further: [Parameter] = [], _ example: Example,
    _ body: @escaping (Variable, Arguments) throws -> Tensor
  ) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .tensor, summary,
        parameters: [Parameter("x", .tensor, aliases: ["input"])] + further + [sameDtype], examples: [example]
      )
    ) { a in Variable(try body(a.tensor(0), a)) }
  }

  static let oneHot = Builtin(
    tensor: Descriptor(
      "one_hot", .indexing,
      Wording("1 at each index, 0 elsewhere, along a new last axis", "沿新的最后一轴，下标处为 1，其余为 0（独热编码）"),
      parameters: [
        Parameter("x", .tensor, Wording("whole numbers", "整数"), aliases: ["input"]),
        Parameter(
          "num_classes", .integer, Wording("-1: one more than the largest index", "-1：比最大的下标多 1"),
          default: .number(-1), aliases: ["n"]
        ),
        dtype,
      ], examples: [Example("one_hot([0, 2], 3)", "[[1, 0, 0], [0, 0, 1]]")],
      notes: Wording(
        "f32 unless dtype says otherwise; PyTorch gives i64.", "默认 f32，可用 dtype 改变；PyTorch 给出 i64。"))
  ) { a in try Ops.oneHot(a.tensor(0), classes: a.int(1, default: -1), a.dtype(2) ?? .f32) }

  static let seed = Builtin(
    Descriptor(
      "seed", .random, Wording("fixes all random numbers that follow", "固定此后的所有随机数"),
      parameters: [Parameter("n", .integer)],
      examples: [Example("seed(0)")],
      notes: Wording("The same on every machine and for every number of threads.", "在任何机器上、用任意个线程，结果都相同。"))
  ) { values in
    RandomGenerator.shared.seed(UInt64(bitPattern: Int64(try Arguments(values).int(0, default: 0))))
    return .none
  }
}

extension Ops {
  /// 1 at each index along a new last axis. - Parameter classes: -1: one more than the largest index.
  public static func oneHot(_ x: Variable, classes: Int = -1, _ dtype: DType = .f32) throws -> Variable {
    let indices = try Indices.whole(x, "one_hot").tensor
    if indices.isHollow, classes < 0 { throw UnknownShape() }
    let largest = indices.count > 0 ? try indices.reduce(.max, axes: Array(0..<indices.rank)).item : -1
    let smallest = indices.count > 0 ? try indices.reduce(.min, axes: Array(0..<indices.rank)).item : 0
    let size = classes >= 0 ? classes : (Int(exactly: largest) ?? 0) + 1
    guard smallest >= 0, largest < Double(size) else {
      let wrong = Int(exactly: smallest < 0 ? smallest : largest) ?? 0
      throw AutogradFailure.indexOutOfRange(wrong, size: size, "one_hot")
    }
    let last = try indices.unsqueezed(indices.rank)
    _ = try Shape.checked(indices.shape.array + [size])
    return Variable(try Tensor.compare(.equal, last, .indices(size)).cast(to: dtype))
  }
}
