import Catalog
import Tensor
import Text

extension Operations {
  static let shapes: [Operation] = [
    reshape, broadcastTo, permute, concatenate, pad, slice, lowerTriangle, upperTriangle,
  ]

  static let reshape: Operation = Operation(
    Descriptor(
      "reshape", .shape, Wording("the same elements in another shape", "同样的元素，另一种形状"),
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter(
          "shape", .shape, Wording("the new sizes; one may be -1", "新的各轴大小；其中一个可以是 -1"), variadic: true),
      ], returns: Wording("the given shape", "给定的形状"),
      examples: [
        Example("reshape([1, 2, 3, 4], 2, 2)", "[[1, 2], [3, 4]]"),
        Example("shape(reshape(zeros(2, 3), [-1]))", "(6,)"),
      ]),
    prepare: { inputs, attributes in
      (inputs, [.ints(try resolved(attributes.ints(0) ?? [], inputs[0].shape).array)])
    },
    shape: { types, attributes in
      [TensorType(try resolved(attributes.ints(0) ?? [], types[0].shape), types[0].dtype)]
    },
    forward: { [try $0.inputs[0].reshaped($0.outputs[0].shape)] },
    gradient: .unary { g, c in try Ops.reshape(g, to: c.shape(0)) },
    shortWay: .unary { operation, x, attributes in
      guard let sizes = attributes.ints(0) else { return nil }
      return try Ops.reshape(x, to: resolved(sizes, x.shape))
    },
    checks: [.init([[2, 6]], [.ints([3, -1])]), .init([[]], [.ints([1, 1])])])

  /// Sizes with -1 filled in.
  static func resolved(_ sizes: [Int], _ shape: Shape) throws -> Shape {
    if let result = plain(sizes, shape.elementCount) { return result }
    guard let open = sizes.firstIndex(of: -1) else {
      let result = try Shape.checked(sizes)
      guard result.elementCount == shape.elementCount else {
        throw AutogradFailure.wrongElementCount(from: shape, to: sizes)
      }
      return result
    }
    var filled = sizes
    filled[open] = 1
    guard !filled.contains(-1) else { throw AutogradFailure.wrongElementCount(from: shape, to: sizes) }
    var result = try Shape.checked(filled)
    let (known, count) = (result.elementCount, shape.elementCount)
    guard known > 0, count % known == 0 else {
      throw AutogradFailure.wrongElementCount(from: shape, to: sizes)
    }
    result[open] = count / known
    return result
  }

  /// Of positive sizes that make up the elements; nil of any others.
  private static func plain(_ sizes: [Int], _ count: Int) -> Shape? {
    guard sizes.count <= Shape.maximumRank else { return nil }
    var result = Shape()
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard size > 0, !overflow else { return nil }
      product = next
      result.append(size)
    }
    return product == count ? result : nil
  }

  static let broadcastTo = Operation(
    Descriptor(
      "broadcast_to", .shape,
      Wording("repeats a tensor along new axes and axes of size 1", "沿新轴和大小为 1 的轴重复张量"),
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter(
          "shape", .shape, Wording("the new sizes; -1 keeps one", "新的各轴大小；-1 保持原大小"),
          aliases: ["size"], variadic: true),
      ], returns: Wording("the given shape", "给定的形状"),
      examples: [Example("broadcast_to([1, 2], 2, 2)", "[[1, 2], [1, 2]]")]),
    shape: { types, attributes in
      [TensorType(try broadcastShape(types[0].shape, attributes.ints(0) ?? []), types[0].dtype)]
    },
    forward: { [try $0.inputs[0].broadcast(to: $0.outputs[0].shape)] },
    gradient: .unary { g, c in try Ops.sum(g, to: c.shape(0)) },
    checks: [
      .init([[3]], [.ints([2, 3])]), .init([[2, 1, 3]], [.ints([2, 4, -1])]), .init([[]], [.ints([2])]),
    ])

  private static func broadcastShape(_ shape: Shape, _ sizes: [Int]) throws -> Shape {
    let offset = sizes.count - shape.rank
    let filled = sizes.enumerated().map { $1 == -1 && $0 >= offset ? shape[$0 - offset] : $1 }
    let target = try Shape.checked(filled)
    guard offset >= 0, Broadcasting.full(shape, target) == target else {
      throw AutogradFailure.cannotBroadcast(shape, to: target)
    }
    return target
  }

  static let permute: Operation = Operation(
    Descriptor(
      "permute", .shape, Wording("the axes in another order", "交换各轴的次序"),
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter(
          "dims", .integers, Wording("the old axis at each new place", "每个新位置放原来的哪个轴"),
          aliases: ["dim", "axes"], variadic: true),
      ], returns: Wording("x with its axes reordered", "x，轴的次序改变"),
      examples: [Example("shape(permute(zeros(2, 3, 4), 2, 0, 1))", "(4, 2, 3)")]),
    prepare: { inputs, attributes in
      (inputs, [.ints(try counted(attributes.ints(0) ?? [], inputs[0].shape))])
    },
    shape: { types, attributes in
      let (shape, axes) = (types[0].shape, attributes.ints(0) ?? [])
      return [TensorType(Shape(axes.map { shape[$0] }), types[0].dtype)]
    },
    forward: { c in [try c.inputs[0].permuted(c.attributes.ints(0) ?? [])] },
    gradient: .unary { g, c in
      let axes = c.attributes.ints(0) ?? []
      if axes.count == 2 { return try axes[0] == 0 ? g : Ops.transpose(g, 0, 1) }
      var inverse = axes
      for (place, axis) in axes.enumerated() { inverse[axis] = place }
      return try Ops.permute(g, inverse)
    },
    shortWay: .unary { _, x, attributes in try attributes.ints(0).map { try Ops.permute(x, $0) } },
    checks: [.init([[2, 3, 4]], [.ints([2, 0, 1])]), .init([[3, 2]], [.ints([-1, 0])])])

  /// The attributes of a matrix's transpose.
  fileprivate static let swapped: [Attribute] = [.ints([1, 0])]

  /// The axes of a permutation, counted from the first.
  static func counted(_ axes: [Int], _ shape: Shape) throws -> [Int] {
    var result = axes
    var seen = 0
    for (place, axis) in axes.enumerated() {
      let index = try Axes.index(axis, rank: shape.rank, "permute")
      if index != axis { result[place] = index }
      seen |= 1 << index
    }
    guard axes.count == shape.rank, seen == (1 << shape.rank) - 1 else {
      throw AutogradFailure.message(
        code: "E0236",
        Wording(
          "permute wants each of the \(shape.rank) axes of \(shape.text) once, not \(axes)",
          "permute 要把 \(shape.text) 的 \(shape.rank) 个轴各写一次，而不是 \(axes)"),
        help: [Wording("swap two axes with `transpose(x, 0, 1)`", "只交换两个轴用 `transpose(x, 0, 1)`")])
    }
    return result
  }
}

extension Ops {
  /// - Parameter shape: one size may be -1.
  public static func reshape(_ x: Variable, _ shape: [Int]) throws -> Variable {
    try reshape(x, to: Operations.resolved(shape, x.shape))
  }

  /// - Precondition: as many elements.
  static func reshape(_ x: Variable, to shape: Shape) throws -> Variable {
    Executor.record(
      Operations.reshape, x, KnownSettings.sizes(shape), try x.withTensor { try $0.reshaped(shape) })
  }

  public static func broadcastTo(_ x: Variable, _ shape: [Int]) throws -> Variable {
    if x.shape.elementsEqual(shape) { return x }
    return try Executor.single(Operations.broadcastTo, [x], [.ints(shape)])
  }

  public static func permute(_ x: Variable, _ axes: [Int]) throws -> Variable {
    let axes = try Operations.counted(axes, x.shape)
    if axes.count == 2, axes[0] == 1 { return try transpose(x, 0, 1) }
    return Executor.record(Operations.permute, x, [.ints(axes)], try x.tensor.permuted(axes))
  }

  /// Two axes swapped.
  public static func transpose(_ x: Variable, _ i: Int, _ j: Int) throws -> Variable {
    let rank = x.shape.rank
    let (first, second) = (
      try Axes.index(i, rank: rank, "transpose"), try Axes.index(j, rank: rank, "transpose")
    )
    if rank == 0 { return x }
    if rank == 2, first != second {
      return Executor.record(Operations.permute, x, Operations.swapped, try x.tensor.transposed(0, 1))
    }
    var axes = Array(0..<rank)
    axes.swapAt(first, second)
    return try permute(x, axes)
  }

  /// Neighbouring axes as one.
  public static func merge(_ x: Variable, _ axes: ClosedRange<Int>) throws -> Variable {
    let shape = x.shape
    var merged = Shape()
    for axis in 0..<shape.rank {
      if axis > axes.lowerBound, axis <= axes.upperBound {
        merged[merged.rank - 1] *= shape[axis]
      } else {
        merged.append(shape[axis])
      }
    }
    return try reshape(x, to: merged)
  }

  /// Without these axes of size 1; nil: without all such axes. Other sizes stay, as in PyTorch.
  public static func squeeze(_ x: Variable, _ axes: [Int]? = nil) throws -> Variable {
    let shape = x.shape
    var chosen = axes == nil ? ~0 : 0
    for axis in axes ?? [] { chosen |= 1 << (try Axes.index(axis, rank: shape.rank, "squeeze")) }
    var kept = Shape()
    for axis in 0..<shape.rank where shape[axis] != 1 || chosen & 1 << axis == 0 { kept.append(shape[axis]) }
    return try reshape(x, to: kept)
  }

  /// With a new axis of size 1.
  public static func unsqueeze(_ x: Variable, _ axis: Int) throws -> Variable {
    let place = try Axes.index(axis, rank: x.shape.rank + 1, "unsqueeze")
    guard x.shape.rank < Shape.maximumRank else { throw TensorFailure.rankTooHigh(x.shape.rank + 1) }
    return try reshape(x, to: x.shape.inserting(1, at: place))
  }
}
