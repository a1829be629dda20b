import Catalog
import Tensor
import Text

extension Operations {
  static let concatenate = Operation(
    Descriptor(
      "cat", .shape, Wording("joins tensors along an axis", "沿一个轴把张量接起来"),
      parameters: [
        Parameter("tensors", .tensors, Wording("equal shapes but for that axis", "除该轴外形状相同")),
        Parameter(
          "dim", .integer, Wording("the axis along which they are joined", "接在哪个轴上"), default: .number(0),
          aliases: ["axis"]),
      ], returns: Wording("the sizes along the axis added up", "该轴的大小相加"),
      examples: [Example("cat([[1, 2], [3]])", "[1, 2, 3]")]),
    prepare: { inputs, attributes in
      guard let first = inputs.first else { throw AutogradFailure.nothingToJoin("cat") }
      let dtype = Promotion.common(inputs)
      let axis = try Axes.index(attributes.int(0, default: 0), rank: first.shape.rank, "cat")
      return (try inputs.map { try Promotion.cast($0, dtype) }, [.int(axis)])
    },
    shape: { types, attributes in
      var shape = types[0].shape
      let axis = attributes.int(0, default: 0)
      guard shape.rank > 0 else {
        throw AutogradFailure.wrongRank(
          "cat",
          expected: Wording("tensors with an axis (`stack` joins numbers)", "至少有一个轴的张量（数用 `stack` 连接）"), shape
        )
      }
      for other in types.dropFirst() {
        guard other.shape.rank == shape.rank else {
          throw AutogradFailure.wrongRank(
            "cat", expected: Wording("\(shape.rank) axes as the first tensor", "与第一个张量一样有 \(shape.rank) 个轴"),
            other.shape)
        }
        for place in shape.indices where place != axis && shape[place] != other.shape[place] {
          throw AutogradFailure.sizesDiffer("cat", types[0].shape, other.shape, axis: place)
        }
        shape[axis] += other.shape[axis]
      }
      return [TensorType(shape, types[0].dtype)]
    },
    forward: { c in [try Tensor.concatenate(c.inputs, axis: c.attributes.int(0, default: 0))] },
    gradient: .rule { c in
      guard let g = c.gradient else { return [] }
      let axis = c.attributes.int(0, default: 0)
      var start = 0
      return try (0..<c.node.inputCount).map { index in
        let size = c.shape(index)[axis]
        defer { start += size }
        return c.needs(index) ? try Ops.slice(g, dim: axis, start: start, stop: start + size) : nil
      }
    },
    checks: [.init([[2, 3], [1, 3], [4, 3]]), .init([[2, 3], [2, 2]], [.int(-1)])])

}

extension Ops {
  public static func concatenate(_ tensors: [Variable], dim: Int = 0) throws -> Variable {
    try Executor.single(Operations.concatenate, tensors, KnownSettings.int(dim))
  }

  /// Joins equal shapes along a new axis.
  public static func stack(_ tensors: [Variable], dim: Int = 0) throws -> Variable {
    guard let first = tensors.first else { throw AutogradFailure.nothingToJoin("stack") }
    for other in tensors where other.shape != first.shape {
      throw AutogradFailure.message(
        code: "E0237",
        Wording(
          "stack wants equal shapes, not \(first.shape.text) and \(other.shape.text)",
          "stack 需要相同的形状，而不是 \(first.shape.text) 与 \(other.shape.text)"),
        help: [Wording("`cat` joins tensors along an axis they have", "`cat` 沿已有的轴连接张量")])
    }
    return try concatenate(tensors.map { try unsqueeze($0, dim) }, dim: dim)
  }

  /// Cuts an axis into pieces of these sizes.
  public static func split(_ x: Variable, sizes: [Int], dim: Int = 0) throws -> [Variable] {
    let axis = try Axes.index(dim, rank: x.shape.rank, "split")
    guard x.shape.rank > 0, sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, &+) == x.shape[axis] else {
      throw AutogradFailure.message(
        code: "E0242",
        Wording(
          "the pieces \(sizes) do not add up to axis \(axis) of shape \(x.shape.text)",
          "各段 \(sizes) 之和不等于形状 \(x.shape.text) 的轴 \(axis)"), help: [])
    }
    var start = 0
    return try sizes.map { size in
      defer { start += size }
      return try slice(x, dim: axis, start: start, stop: start + size)
    }
  }

  /// Cuts an axis into pieces of one size; the last may be smaller.
  public static func split(_ x: Variable, size: Int, dim: Int = 0) throws -> [Variable] {
    let axis = try Axes.index(dim, rank: x.shape.rank, "split")
    guard size > 0, x.shape.rank > 0 else {
      throw AutogradFailure.message(
        code: "E0242",
        Wording("split wants pieces of a positive size, not \(size)", "split 每段的大小要是正数，而不是 \(size)"), help: []
      )
    }
    let starts = stride(from: 0, to: Swift.max(x.shape[axis], 1), by: size)
    return try starts.map { try slice(x, dim: axis, start: $0, stop: Swift.min($0 + size, x.shape[axis])) }
  }
}
