import Catalog
import Tensor
import Text

extension Operations {
  static let selectIndex: Operation = Operation(
    Descriptor(
      "select", .indexing,
      Wording("one index of an axis, which disappears; written `x[i]`", "取一个轴上的一个下标，该轴消失；写作 `x[i]`"),
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]), Parameter("dim", .integer, Wording("the axis", "轴")),
        Parameter("index", .integer, Wording("counted from the end when negative", "为负时从末尾数起")),
      ], returns: Wording("x without that axis", "x 去掉该轴"),
      examples: [Example("select([[1, 2], [3, 4]], 0, 1)", "[3, 4]")]),
    prepare: { inputs, attributes in
      let (axis, place) = try position(
        inputs[0].shape, dim: attributes.int(0, default: 0), index: attributes.int(1, default: 0))
      return (inputs, [.int(axis), .int(place)])
    },
    shape: { types, attributes in
      [TensorType(types[0].shape.removing(axis: attributes.int(0, default: 0)), types[0].dtype)]
    },
    forward: { c in
      let (axis, place) = (c.attributes.int(0, default: 0), c.attributes.int(1, default: 0))
      return [try c.inputs[0].select(axis: axis, index: place)]
    },
    gradient: .unary { g, c in
      let settings = c.attributes
      let (axis, place) = (settings.int(0, default: 0), settings.int(1, default: 0))
      if !c.createsGraph {
        return Variable(try g.withTensor { try $0.placed(in: c.shape(0), axis: axis, at: place) })
      }
      let size = c.shape(0)[axis]
      let g = try Ops.unsqueeze(g, axis)
      var (before, after) = (
        Array(repeating: 0, count: g.shape.rank), Array(repeating: 0, count: g.shape.rank)
      )
      before[axis] = place
      after[axis] = size - place - 1
      return try Ops.pad(g, before: before, after: after)
    },
    checks: [.init([[5, 3]], [.int(0), .int(3)]), .init([[2, 3, 4]], [.int(-2), .int(-1)])])

  /// Axis and index counted from the first.
  fileprivate static func position(_ shape: Shape, dim: Int, index: Int) throws -> (axis: Int, place: Int) {
    guard shape.rank > 0 else {
      throw AutogradFailure.message(
        code: "E0245", Wording("a 0-d tensor has no elements to index", "0 维张量没有元素可取"), help: [])
    }
    let axis = try Axes.index(dim, rank: shape.rank, "indexing")
    let size = shape[axis]
    let place = index < 0 ? index &+ size : index
    guard place >= 0, place < size else {
      throw AutogradFailure.indexOutOfRange(index, size: size, "axis \(axis)")
    }
    return (axis, place)
  }
}

extension Ops {
  /// One index of an axis, which disappears.
  public static func select(_ x: Variable, dim: Int, index: Int) throws -> Variable {
    let (axis, place) = try Operations.position(x.shape, dim: dim, index: index)
    return Executor.record(
      Operations.selectIndex, x, KnownSettings.ints(axis, place),
      try x.withTensor { try $0.select(axis: axis, index: place) })
  }
}
