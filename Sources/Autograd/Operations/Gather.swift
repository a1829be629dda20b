import Catalog
import Tensor
import Text

extension Operations {
  static let indexSelect = Operation(
    Descriptor(
      "index_select", .indexing, Wording("whole slices of one axis, by a list of indices", "用下标列表在一个轴上取整片"),
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter("index", .tensor, Wording("whole numbers, 1-d", "整数，一维")),
        Parameter("dim", .integer, Wording("the axis", "轴"), default: .number(0), aliases: ["axis"]),
      ], returns: Wording("x with that axis as long as the index", "x，该轴的长度变为下标的个数"),
      examples: [Example("index_select([10, 20, 30], [2, 0])", "[30, 10]")]),
    prepare: { inputs, attributes in
      let axis = try Axes.index(attributes.int(0, default: 0), rank: inputs[0].shape.rank, "index_select")
      return ([inputs[0], try Indices.whole(inputs[1], "index_select")], [.int(axis)])
    },
    shape: { types, attributes in
      guard types[0].shape.rank > 0 else {
        throw AutogradFailure.wrongRank(
          "index_select", expected: Wording("a tensor with axes", "至少有一个轴的张量"), types[0].shape)
      }
      guard types[1].shape.rank == 1 else {
        throw AutogradFailure.wrongRank(
          "index_select", expected: Wording("a 1-d index", "一维下标"), types[1].shape)
      }
      var shape = types[0].shape
      shape[attributes.int(0, default: 0)] = types[1].shape[0]
      return [TensorType(shape, types[0].dtype)]
    },
    forward: { c in
      let axis = c.attributes.int(0, default: 0)
      let indices = try Indices.within(c.inputs[1], c.inputs[0].shape[axis], "index_select")
      return [try c.inputs[0].indexSelect(axis: axis, indices: indices)]
    },
    gradient: .rule { c in
      guard let g = c.outputGradients[0] else { return [] }
      let axis = c.attributes.int(0, default: 0)
      return [try Ops.indexAdd(g, c.input(1), dim: axis, size: c.shape(0)[axis]), nil]
    },
    checks: [
      .init([[4, 3], [5]], [.int(0)], indices: [1: 4]), .init([[2, 3], [2]], [.int(-1)], indices: [1: 3]),
    ])

  static let indexAdd = Operation(
    Descriptor(
      "index_add", .indexing, Wording("adds slices into zeros, each at its index", "把各片加到零张量中各自的下标处"),
      parameters: [
        Parameter("x", .tensor, Wording("the slices", "各片")),
        Parameter("index", .tensor, Wording("whole numbers, 1-d", "整数，一维")),
        Parameter("dim", .integer, Wording("the axis", "轴")),
        Parameter("size", .integer, Wording("the axis' new size", "该轴的新大小")),
      ], returns: Wording("x with that axis of the given size", "x，该轴为给定大小"),
      examples: [Example("index_add([1, 2, 3], [0, 0, 2], 0, 3)", "[3, 0, 3]")]),
    prepare: { inputs, attributes in
      let axis = try Axes.index(attributes.int(0, default: 0), rank: inputs[0].shape.rank, "index_add")
      return (
        [inputs[0], try Indices.whole(inputs[1], "index_add")],
        [.int(axis), .int(Swift.max(0, attributes.int(1, default: 0)))]
      )
    },
    shape: { types, attributes in
      var shape = types[0].shape
      let axis = attributes.int(0, default: 0)
      guard shape.rank > 0, types[1].shape == [shape[axis]] else {
        throw AutogradFailure.wrongRank(
          "index_add",
          expected: Wording("one index for each slice of \(shape.text)", "\(shape.text) 的每个切片各有一个下标"),
          types[1].shape)
      }
      shape[axis] = attributes.int(1, default: 0)
      return [TensorType(try Shape.checked(shape.array), types[0].dtype)]
    },
    forward: { c in
      let axis = c.attributes.int(0, default: 0)
      let size = c.attributes.int(1, default: 0)
      let indices = try Indices.within(c.inputs[1], size, "index_add")
      return [try c.inputs[0].indexAdd(axis: axis, indices: indices, size: size)]
    },
    gradient: .rule { c in
      guard let g = c.outputGradients[0] else { return [] }
      return [try Ops.indexSelect(g, dim: c.attributes.int(0, default: 0), c.input(1)), nil]
    },
    checks: [.init([[5, 3], [5]], [.int(0), .int(4)], indices: [1: 4])])

  static let gather = Operation(
    Descriptor(
      "gather", .indexing, Wording("elements along an axis, one index each", "沿一个轴取元素，每个位置一个下标"),
      formula: "y[i, j] = x[i, index[i, j]] for dim=1",
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter("dim", .integer, Wording("the axis", "轴"), aliases: ["axis"]),
        Parameter("index", .tensor, Wording("whole numbers", "整数")),
      ], returns: Wording("the shape of the index", "形状与下标相同"),
      examples: [Example("gather([[1, 2], [3, 4]], 1, [[0], [1]])", "[[1], [4]]")]),
    prepare: { inputs, attributes in
      let axis = try Axes.index(attributes.int(0, default: 0), rank: inputs[0].shape.rank, "gather")
      return ([inputs[0], try Indices.whole(inputs[1], "gather")], [.int(axis)])
    },
    shape: { types, attributes in
      try Indices.checkGather(types[0].shape, types[1].shape, attributes.int(0, default: 0), "gather")
      return [TensorType(types[1].shape, types[0].dtype)]
    },
    forward: { c in
      let axis = c.attributes.int(0, default: 0)
      let indices = try Indices.within(c.inputs[1], c.inputs[0].shape[axis], "gather")
      return [try c.inputs[0].gather(axis: axis, indices: indices)]
    },
    gradient: .rule { c in
      guard let g = c.outputGradients[0] else { return [] }
      return [
        try Ops.scatterAdd(g, dim: c.attributes.int(0, default: 0), c.input(1), shape: c.shape(0)), nil,
      ]
    },
    checks: [
      .init([[3, 4], [3, 2]], [.int(1)], indices: [1: 4]),
      .init([[3, 4], [2, 4]], [.int(0)], indices: [1: 3]),
    ])

  static let scatterAdd = Operation(
    Descriptor(
      "scatter_add", .indexing,
      Wording("adds elements into zeros, each at its index along an axis", "把元素沿一个轴加到零张量中各自的下标处"),
      parameters: [
        Parameter("x", .tensor, Wording("the elements", "各元素")),
        Parameter("dim", .integer, Wording("the axis", "轴")),
        Parameter("index", .tensor, Wording("whole numbers, the shape of x", "整数，形状与 x 相同")),
        Parameter("shape", .shape, Wording("of the result", "结果的形状")),
      ], returns: Wording("the given shape", "给定的形状"),
      examples: [Example("scatter_add([1, 2, 3], 0, [0, 0, 2], [3])", "[3, 0, 3]")]),
    prepare: { inputs, attributes in
      let axis = try Axes.index(attributes.int(0, default: 0), rank: inputs[0].shape.rank, "scatter_add")
      return ([inputs[0], try Indices.whole(inputs[1], "scatter_add")], [.int(axis), attributes.at(1)])
    },
    shape: { types, attributes in
      let shape = try Shape.checked(attributes.ints(1) ?? [])
      try Indices.checkGather(shape, types[1].shape, attributes.int(0, default: 0), "scatter_add")
      guard types[0].shape == types[1].shape else {
        throw AutogradFailure.incompatible("scatter_add", types[0].shape, types[1].shape)
      }
      return [TensorType(shape, types[0].dtype)]
    },
    forward: { c in
      let axis = c.attributes.int(0, default: 0)
      let indices = try Indices.within(c.inputs[1], c.outputs[0].shape[axis], "scatter_add")
      return [
        try Tensor.zeros(c.outputs[0].shape, c.outputs[0].dtype).scatterAdd(
          axis: axis, indices: indices, values: c.inputs[0])
      ]
    },
    gradient: .rule { c in
      guard let g = c.outputGradients[0] else { return [] }
      return [try Ops.gather(g, dim: c.attributes.int(0, default: 0), c.input(1)), nil]
    },
    checks: [.init([[3, 2], [3, 2]], [.int(1), .ints([3, 4])], indices: [1: 4])])
}

/// What index tensors must be.
enum Indices {
  /// As i64; whole-valued floats serve.
  static func whole(_ x: Variable, _ name: String) throws -> Variable {
    switch x.dtype {
    case .i64: return x
    case .bool: throw AutogradFailure.wholeNumbers(name, .bool)
    case .f32, .f64:
      let whole = try x.tensor.cast(to: .i64)
      let back = try Tensor.compare(.notEqual, whole.cast(to: x.dtype), x.tensor)
      if try back.reduce(.any, axes: Array(0..<back.rank), keepDims: false).item != 0 {
        let values = x.tensor.doubles
        let place = values.firstIndex { $0 != $0.rounded() } ?? 0
        throw AutogradFailure.fractionalIndex(name, values[place], place: place)
      }
      return Variable(whole)
    }
  }

  /// Negative ones count from the end; all are checked.
  static func within(_ indices: Tensor, _ size: Int, _ name: String) throws -> Tensor {
    let flat = try indices.contiguous()
    let count = flat.count
    var hasNegative = false
    for place in 0..<count {
      let index = Int(flat.i64[place])
      guard index >= -size, index < size else {
        throw AutogradFailure.indexOutOfRange(index, size: size, name)
      }
      if index < 0 { hasNegative = true }
    }
    guard hasNegative else { return flat }
    let copy = try flat.copy()
    for place in 0..<count where copy.i64[place] < 0 { copy.i64[place] += Int64(size) }
    return copy
  }

  static func checkGather(_ shape: Shape, _ index: Shape, _ axis: Int, _ name: String) throws {
    guard shape.rank == index.rank, shape.rank > 0 else {
      throw AutogradFailure.message(
        code: "E0236",
        Wording(
          "\(name) expects an index with as many axes as \(shape.text), not shape \(index.text)",
          "\(name) 需要与 \(shape.text) 轴数相同的下标，而不是形状 \(index.text)"),
        help: index.rank + 1 == shape.rank
          ? [
            Wording(
              "give the index the axis that is missing: `unsqueeze(index, \(axis))`",
              "给下标补上缺少的轴：`unsqueeze(index, \(axis))`")
          ] : [])
    }
    for place in shape.indices where place != axis && index[place] > shape[place] {
      throw AutogradFailure.sizesDiffer(name, shape, index, axis: place)
    }
  }
}

extension Ops {
  public static func indexSelect(_ x: Variable, dim: Int, _ index: Variable) throws -> Variable {
    try Executor.single(Operations.indexSelect, [x, index], [.int(dim)])
  }

  /// Slices added into zeros, each at its index; the axis gets the given size.
  public static func indexAdd(_ x: Variable, _ index: Variable, dim: Int, size: Int) throws -> Variable {
    try Executor.single(Operations.indexAdd, [x, index], [.int(dim), .int(size)])
  }

  public static func gather(_ x: Variable, dim: Int, _ index: Variable) throws -> Variable {
    try Executor.single(Operations.gather, [x, index], [.int(dim)])
  }

  /// Elements added into zeros of the given shape, each at its index.
  public static func scatterAdd(
    _ x: Variable, dim: Int, _ index: Variable, shape: Shape
  ) throws -> Variable {
    try Executor.single(Operations.scatterAdd, [x, index], [.int(dim), .ints(shape.array)])
  }
}
