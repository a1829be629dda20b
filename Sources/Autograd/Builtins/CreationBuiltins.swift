import Catalog
import Tensor

/// Builtins that make tensors.
enum CreationBuiltins {
  static let all = [
    tensor, zeros, ones, full, eye, arange, linspace, rand, randn, randint, randperm, Multinomial.builtin,
    zerosLike, onesLike, oneHot, seed,
  ]

  private static let shape = Parameter("shape", .shape, "sizes, as a list or apart", variadic: true)
  private static let dtype = Parameter(
    "dtype", .dtype, "f32, f64, i64 or bool", default: .dtype(.f32), keywordOnly: true)
  private static let sameDtype = Parameter(
    "dtype", .dtype, "none: that of x", default: Argument.none, keywordOnly: true)

  static let tensor = Builtin(
    tensor: Descriptor(
      "tensor", .tensor, "a tensor of numbers",
      parameters: [
        Parameter("data", .tensor, "a number, nested lists or a tensor"),
        Parameter("dtype", .dtype, "none: f32, or that of the data", default: Argument.none),
      ], examples: [Example("tensor([1, 2], dtype=i64)", "[1, 2]")])
  ) { a in
    let x = try a.tensor(0)
    let dtype = a.dtype(1) ?? (x.isNumber ? .f32 : x.dtype)
    return Variable(try x.tensor.cast(to: dtype))
  }

  static let zeros = Builtin(
    tensor: Descriptor(
      "zeros", .tensor, "a tensor of zeros", parameters: [shape, dtype],
      examples: [Example("zeros(2, 3)", "[[0, 0, 0], [0, 0, 0]]")])
  ) { a in Variable(try Tensor.zeros(Shape.checked(a.sizes(0)), a.dtype(1) ?? .f32)) }

  static let ones = Builtin(
    tensor: Descriptor(
      "ones", .tensor, "a tensor of ones", parameters: [shape, dtype],
      examples: [Example("ones(3)", "[1, 1, 1]")])
  ) { a in Variable(try Tensor.full(Shape.checked(a.sizes(0)), 1, a.dtype(1) ?? .f32)) }

  static let full = Builtin(
    tensor: Descriptor(
      "full", .tensor, "a tensor with one value everywhere",
      parameters: [
        Parameter("shape", .shape, "sizes as a list"), Parameter("value", .number, aliases: ["fill_value"]),
        dtype,
      ], examples: [Example("full([2], 7)", "[7, 7]")])
  ) { a in
    Variable(try Tensor.full(Shape.checked(a.ints(0) ?? []), a.number(1, default: 0), a.dtype(2) ?? .f32))
  }

  static let eye = Builtin(
    tensor: Descriptor(
      "eye", .tensor, "the identity matrix",
      parameters: [
        Parameter("n", .integer, "rows"),
        Parameter("m", .integer, "columns; none: as rows", default: Argument.none),
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
      "arange", .tensor, "evenly spaced numbers, the end left out",
      parameters: [
        Parameter("start", .number, "or the end, when alone"),
        Parameter("end", .number, default: Argument.none),
        Parameter("step", .number, default: .number(1)),
        Parameter(
          "dtype", .dtype, "none: i64 for whole numbers, else f32", default: Argument.none, keywordOnly: true),
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
      "linspace", .tensor, "evenly spaced numbers, both ends included",
      parameters: [
        Parameter("start", .number), Parameter("end", .number),
        Parameter("steps", .integer, "how many", default: .number(100)), dtype,
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
      "rand", .random, "numbers drawn evenly from 0 to 1", parameters: [shape, dtype],
      examples: [Example("shape(rand(2, 3))", "(2, 3)")])
  ) { a in
    Variable(try RandomGenerator.shared.uniform(Shape.checked(a.sizes(0)), a.dtype(1) ?? .f32))
  }

  static let randn = Builtin(
    tensor: Descriptor(
      "randn", .random, "numbers drawn from the standard normal distribution", parameters: [shape, dtype],
      examples: [Example("shape(randn(2, 3))", "(2, 3)")])
  ) { a in
    Variable(try RandomGenerator.shared.normal(Shape.checked(a.sizes(0)), a.dtype(1) ?? .f32))
  }

  static let randint = Builtin(
    tensor: Descriptor(
      "randint", .random, "whole numbers drawn evenly, the upper bound left out",
      parameters: [
        Parameter("low", .integer, "the lower bound"),
        Parameter("high", .integer, "the upper bound, left out"),
        Parameter(
          "shape", .shape, "sizes as a list; [] for one number", default: .list([]), aliases: ["size"]),
        Parameter("dtype", .dtype, "f32, f64, i64 or bool", default: .dtype(.i64), keywordOnly: true),
      ], examples: [Example("shape(randint(0, 10, [4]))", "(4,)"), Example("randint(3, 4)", "3")])
  ) { a in
    let (low, high) = (try a.int(0, default: 0), try a.int(1, default: 2))
    let values = try RandomGenerator.shared.integers(Shape.checked(a.ints(2) ?? []), low: low, high: high)
    return Variable(try values.cast(to: a.dtype(3) ?? .i64))
  }

  static let randperm = Builtin(
    tensor: Descriptor(
      "randperm", .random, "the numbers below n in random order", parameters: [Parameter("n", .integer)],
      examples: [Example("sum(randperm(4))", "6")])
  ) { a in
    Variable(try RandomGenerator.shared.permutation(Shape.checked([a.int(0, default: 0)])[0]))
  }

  static let zerosLike = like("zeros_like", "zeros in the shape of another tensor", 0)
  static let onesLike = like("ones_like", "ones in the shape of another tensor", 1)

  private static func like(_ name: String, _ summary: String, _ value: Double) -> Builtin {
    Builtin(
      tensor: Descriptor(
        name, .tensor, summary, parameters: [Parameter("x", .tensor, aliases: ["input"]), sameDtype],
        examples: [Example("\(name)([5, 6])", value == 0 ? "[0, 0]" : "[1, 1]")])
    ) { a in
      let x = try a.tensor(0)
      return Variable(try Tensor.full(x.shape, value, a.dtype(1) ?? x.dtype))
    }
  }

  static let oneHot = Builtin(
    tensor: Descriptor(
      "one_hot", .indexing, "1 at each index, 0 elsewhere, along a new last axis",
      parameters: [
        Parameter("x", .tensor, "whole numbers", aliases: ["input"]),
        Parameter(
          "num_classes", .integer, "-1: one more than the largest index", default: .number(-1), aliases: ["n"]
        ),
        dtype,
      ], examples: [Example("one_hot([0, 2], 3)", "[[1, 0, 0], [0, 0, 1]]")],
      notes: "f32 unless dtype says otherwise; PyTorch gives i64.")
  ) { a in try Ops.oneHot(a.tensor(0), classes: a.int(1, default: -1), a.dtype(2) ?? .f32) }

  static let seed = Builtin(
    Descriptor(
      "seed", .random, "fixes all random numbers that follow", parameters: [Parameter("n", .integer)],
      examples: [Example("seed(0)")], notes: "The same on every machine and for every number of threads.")
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
