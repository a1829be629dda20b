import Catalog
import Tensor
import Text

/// Axes as users give them: negative ones count from the end.
enum Axes {
  static func index(_ axis: Int, rank: Int, _ name: String) throws -> Int {
    let limit = max(rank, 1)
    guard axis >= -limit, axis < limit else { throw AutogradFailure.axisOutOfRange(axis, rank: rank, name) }
    return axis < 0 ? axis + limit : axis
  }

  /// In ascending order; nil or empty: all of them.
  static func list(_ axes: [Int]?, rank: Int, _ name: String) throws -> [Int] {
    guard let axes, !axes.isEmpty else { return Array(0..<rank) }
    if rank == 0 {
      for axis in axes { _ = try index(axis, rank: 0, name) }
      return []
    }
    if axes.count == 1 {
      let only = try index(axes[0], rank: rank, name)
      return only == axes[0] ? axes : [only]
    }
    let result = try axes.map { try index($0, rank: rank, name) }.sorted()
    for (left, right) in zip(result, result.dropFirst()) where left == right {
      throw AutogradFailure.repeatedAxis(axes, name)
    }
    return result
  }

  /// A bit for each; nil or empty: all of them.
  static func bits(_ axes: [Int]?, rank: Int, _ name: String) throws -> Int {
    guard let axes, !axes.isEmpty else { return (1 << rank) - 1 }
    var bits = 0
    for axis in axes {
      let place = try index(axis, rank: rank, name)
      // Numbers have an axis 0 to reduce, and nothing happens.
      let bit = rank == 0 ? 0 : 1 << place
      if bits & bit != 0 { throw AutogradFailure.repeatedAxis(axes, name) }
      bits |= bit
    }
    return bits
  }

  /// The shape left when the axes are reduced.
  static func reduced(_ shape: Shape, _ axes: [Int], keepDims: Bool) -> Shape {
    var result = Shape()
    for axis in shape.indices {
      if !axes.contains(axis) { result.append(shape[axis]) } else if keepDims { result.append(1) }
    }
    return result
  }

  static let parameters = [
    Parameter(
      "dim", .integers, Wording("the axes to reduce; none: all", "要归约的轴；none：全部"), default: Argument.none,
      aliases: ["axis", "dims"]),
    Parameter(
      "keepdim", .bool, Wording("keep reduced axes with size 1", "归约掉的轴保留为大小 1"), default: .bool(false)),
  ]

  /// Canonical attributes of a reduction: axes, keepdim, and whatever follows.
  static func canonical(_ shape: Shape, _ attributes: [Attribute], _ name: String) throws -> [Attribute] {
    let axes = try list(attributes.ints(0), rank: shape.rank, name)
    return [.ints(axes), .bool(attributes.bool(1))] + attributes.dropFirst(2)
  }
}
