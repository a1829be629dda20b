import Catalog
import Tensor
import Text

extension Operations {
  static let indexing: [Operation] = [selectIndex, indexSelect, indexAdd, gather, scatterAdd]

  static let slice = Operation(
    Descriptor(
      "slice", .indexing, Wording("a part of one axis", "一个轴上的一段"),
      parameters: [
        Parameter("x", .tensor), Parameter("dim", .integer, Wording("the axis", "轴")),
        Parameter("start", .integer, Wording("first index", "起始下标")),
        Parameter("stop", .integer, Wording("first index not taken", "结束下标，不含")),
      ], returns: Wording("x with that axis shortened", "x，该轴缩短"),
      examples: [Example("slice([1, 2, 3, 4], 0, 1, 3)", "[2, 3]")]),
    prepare: { inputs, attributes in
      let shape = inputs[0].shape
      let axis = try Axes.index(attributes.int(0, default: 0), rank: shape.rank, "slice")
      guard shape.rank > 0 else {
        throw AutogradFailure.wrongRank("slice", expected: Wording("a tensor with axes", "至少有一个轴的张量"), shape)
      }
      let size = shape[axis]
      let start = clipped(attributes.int(1, default: 0), size)
      let stop = clipped(attributes.int(2, default: size), size)
      return (inputs, [.int(axis), .int(start), .int(max(start, stop))])
    },
    shape: { types, attributes in
      var shape = types[0].shape
      shape[attributes.int(0, default: 0)] = attributes.int(2, default: 0) - attributes.int(1, default: 0)
      return [TensorType(shape, types[0].dtype)]
    },
    forward: { c in
      let axis = c.attributes.int(0, default: 0)
      let (start, stop) = (c.attributes.int(1, default: 0), c.attributes.int(2, default: 0))
      return [try c.inputs[0].slice(axis: axis, start: start, stop: stop, step: 1)]
    },
    gradient: .unary { g, c in
      let settings = c.attributes
      let axis = settings.int(0, default: 0)
      let (start, stop) = (settings.int(1, default: 0), settings.int(2, default: 0))
      if !c.createsGraph {
        return Variable(try g.withTensor { try $0.placed(in: c.shape(0), axis: axis, at: start) })
      }
      var (before, after) = (
        Array(repeating: 0, count: g.shape.rank), Array(repeating: 0, count: g.shape.rank)
      )
      before[axis] = start
      after[axis] = c.shape(0)[axis] - stop
      return try Ops.pad(g, before: before, after: after)
    },
    checks: [
      .init([[5, 3]], [.int(0), .int(1), .int(4)]), .init([[2, 7]], [.int(-1), .int(-3), .int(7)]),
    ])

  /// Python's rule: negative indices count from the end, and everything is cut to the axis.
  static func clipped(_ index: Int, _ size: Int) -> Int {
    let counted = index < 0 ? index &+ size : index
    return Swift.max(0, Swift.min(counted, size))
  }

  static let pad = Operation(
    Descriptor(
      "pad", .shape, Wording("puts a constant around a tensor", "在张量四周补上常数"),
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter(
          "pad", .integers,
          Wording(
            "before and after, the last axis first: [left, right, top, bottom]",
            "前后各补多少，从最后一个轴写起：[左, 右, 上, 下]")),
        Parameter("value", .number, Wording("what to fill in", "填入的值"), default: .number(0)),
      ], returns: Wording("x with the padded axes longer", "x，补过的轴变长"),
      examples: [Example("pad([1, 2], [1, 2])", "[0, 1, 2, 0, 0]")],
      notes:
        Wording(
          "As in PyTorch, one number pads every side of the last two axes alike when there are two or more.",
          "与 PyTorch 相同，有两个或更多轴时，一个数表示最后两个轴的每边都补这么多。")),
    shape: { types, attributes in
      let (before, after) = try padding(attributes.ints(0) ?? [], types[0].shape)
      let shape = types[0].shape
      let sizes = shape.indices.map { shape[$0] &+ before[$0] &+ after[$0] }
      return [TensorType(try Shape.checked(sizes), types[0].dtype)]
    },
    forward: { c in
      let (before, after) = try padding(c.attributes.ints(0) ?? [], c.inputs[0].shape)
      return [
        try c.inputs[0].pad(before: before, after: after, value: c.attributes.number(1, default: 0))
      ]
    },
    gradient: .unary { g, c in
      let shape = c.shape(0)
      let (before, _) = try padding(c.attributes.ints(0) ?? [], shape)
      var result = g
      for axis in shape.indices where result.shape[axis] != shape[axis] {
        result = try Ops.slice(result, dim: axis, start: before[axis], stop: before[axis] + shape[axis])
      }
      return result
    },
    checks: [.init([[3]], [.ints([1, 2])]), .init([[2, 3, 2]], [.ints([0, 1, 2, 0]), .number(0.5)])])

  /// PyTorch's list (last axis first, two numbers an axis) as sizes before and after each axis.
  static func padding(
    _ list: [Int], _ shape: Shape, mayCut: Bool = false
  ) throws -> (before: [Int], after: [Int]) {
    let list = list.count == 1 ? Array(repeating: list[0], count: 2 * Swift.min(2, shape.rank)) : list
    guard list.count % 2 == 0, list.count / 2 <= shape.rank, mayCut || list.allSatisfy({ $0 >= 0 })
    else {
      throw AutogradFailure.message(
        code: "E0243",
        Wording(
          "pad wants two sizes for each padded axis, none negative, not \(list) for shape \(shape.text)",
          "pad 对每个要填充的轴需要两个非负的大小；对形状 \(shape.text) 给的是 \(list)"),
        help: [
          Wording(
            "`pad(x, [left, right])`, or `pad(x, [left, right, top, bottom])`",
            "`pad(x, [left, right])`（左、右），或 `pad(x, [left, right, top, bottom])`（左、右、上、下）")
        ])
    }
    var (before, after) = (Array(repeating: 0, count: shape.rank), Array(repeating: 0, count: shape.rank))
    for pair in 0..<list.count / 2 {
      before[shape.rank - 1 - pair] = list[2 * pair]
      after[shape.rank - 1 - pair] = list[2 * pair + 1]
    }
    return (before, after)
  }
}

extension Ops {
  /// A half-open part of one axis, as Python slices: negative indices count from the end, and what is outside is
  /// cut off. A step other than 1 may be negative.
  public static func slice(
    _ x: Variable, dim: Int, start: Int?, stop: Int?, step: Int = 1
  ) throws -> Variable {
    guard step != 1 else { return try slice(x, dim: dim, from: start ?? 0, to: stop ?? Int.max) }
    guard step != 0 else {
      throw AutogradFailure.message(
        code: "E0244", Wording("a step of 0 goes nowhere", "步长为 0 就不会前进"), help: [])
    }
    let axis = try Axes.index(dim, rank: x.shape.rank, "slice")
    guard x.shape.rank > 0 else {
      throw AutogradFailure.wrongRank("slice", expected: Wording("a tensor with axes", "至少有一个轴的张量"), x.shape)
    }
    let indices = steppedIndices(size: x.shape[axis], start: start, stop: stop, step: step)
    return try indexSelect(x, dim: axis, Variable(Tensor.from(indices.map(Int64.init), [indices.count])))
  }

  private static func slice(_ x: Variable, dim: Int, from start: Int, to stop: Int) throws -> Variable {
    guard x.shape.rank > 0 else {
      return try Executor.single(Operations.slice, [x], [.int(dim), .int(start), .int(stop)])
    }
    let axis = try Axes.index(dim, rank: x.shape.rank, "slice")
    let size = x.shape[axis]
    let first = Operations.clipped(start, size)
    let end = Swift.max(first, Operations.clipped(stop, size))
    return Executor.record(
      Operations.slice, x, KnownSettings.ints(axis, first, end),
      try x.tensor.slice(axis: axis, start: first, stop: end))
  }

  /// - Parameter sizes: as PyTorch lists them, the last axis first, none negative.
  public static func pad(_ x: Variable, _ sizes: [Int], value: Double = 0) throws -> Variable {
    try Executor.single(Operations.pad, [x], [.ints(sizes), .number(value)])
  }

  /// PyTorch's list as sizes before and after each axis; negative ones cut off.
  public static func padding(_ sizes: [Int], of shape: Shape) throws -> (before: [Int], after: [Int]) {
    try Operations.padding(sizes, shape, mayCut: true)
  }

  /// - Parameters before, after: one size for each axis.
  public static func pad(_ x: Variable, before: [Int], after: [Int], value: Double = 0) throws -> Variable {
    let list = zip(before, after).reversed().flatMap { [$0, $1] }
    return try Executor.single(Operations.pad, [x], [.ints(list), .number(value)])
  }

  private static func steppedIndices(size: Int, start: Int?, stop: Int?, step: Int) -> [Int] {
    func bound(_ index: Int?, _ fallback: Int, _ low: Int, _ high: Int) -> Int {
      guard let index else { return fallback }
      let counted = index < 0 ? index &+ size : index
      return Swift.max(low, Swift.min(counted, high))
    }
    if step > 0 {
      return Array(stride(from: bound(start, 0, 0, size), to: bound(stop, size, 0, size), by: step))
    }
    return Array(
      stride(from: bound(start, size - 1, -1, size - 1), to: bound(stop, -1, -1, size - 1), by: step))
  }
}
