import Autograd
import Tensor

/// Indexing of tensors as in NumPy: basic entries give views, masks and index tensors gather.
enum TensorIndex {
  static func get(_ x: Variable, _ entries: [IndexEntry]) throws -> Variable {
    var result = x
    var axis = 0
    var advanced: [(axis: Int, index: Variable)] = []
    for entry in try expanded(entries, x.shape.rank) {
      switch entry {
      case .at(let value) where value.tag == Tag.none:
        result = try Ops.unsqueeze(result, axis)
        axis += 1
      case .at(let value) where value.isPosition:
        guard axis < result.shape.rank else { throw tooMany(x) }
        let position = try checkedPosition(value, result.shape[axis], axis, x)
        result = try Ops.select(result, dim: axis, index: position)
      case .at(let value):
        let (index, axes) = try positions(value, result.shape, axis, x)
        if axes > 1 { result = try flattened(result, axis, axes) }
        advanced.append((axis, index))
        axis += 1
      case .slice(let from, let to, let step):
        guard axis < result.shape.rank else { throw tooMany(x) }
        result = try sliced(result, axis, from, to, step)
        axis += 1
      case .ellipsis: axis += 1
      }
    }
    return try gathered(result, advanced)
  }

  /// With the ellipsis written out as full axes.
  private static func expanded(_ entries: [IndexEntry], _ rank: Int) throws -> [IndexEntry] {
    guard let place = entries.firstIndex(where: { if case .ellipsis = $0 { true } else { false } }) else {
      return entries
    }
    var used = 0
    for entry in entries {
      switch entry {
      case .at(let value) where value.tag == Tag.none: break
      case .at(let value): used += value.maskRank ?? 1
      case .slice: used += 1
      case .ellipsis: break
      }
    }
    let full = Array(repeating: IndexEntry.slice(nil, nil, nil), count: max(0, rank - used))
    return Array(entries[..<place]) + full + Array(entries[(place + 1)...])
  }

  private static func sliced(_ x: Variable, _ axis: Int, _ from: Int?, _ to: Int?, _ step: Int?) throws -> Variable {
    if from == nil, to == nil, step == nil { return x }
    let range = try SliceRange(from, to, step, x.shape[axis])
    if range.step == 1 {
      return try Ops.slice(x, dim: axis, start: range.start, stop: max(range.start, range.stop))
    }
    let positions = try Tensor.from(range.positions.map(Int64.init), Shape([range.positions.count]))
    return try Ops.indexSelect(x, dim: axis, Variable(positions))
  }

  /// Indices along `axes` axes merged into one: of a mask, where it is true.
  private static func positions(
    _ value: Value, _ shape: Shape, _ axis: Int, _ x: Variable
  ) throws -> (Variable, axes: Int) {
    guard let index = try value.dataVariable() else { throw ValueFailure.badIndex("a \(value.description)") }
    if index.dtype != .bool {
      guard axis < shape.rank else { throw tooMany(x) }
      let size = shape[axis]
      let whole = try index.tensor.doubles.map { Int64(try checkedPosition(Value($0), size, axis, x)) }
      return (Variable(try Tensor.from(whole, index.shape)), 1)
    }
    let rank = index.shape.rank
    guard axis + rank <= shape.rank, (0..<rank).allSatisfy({ index.shape[$0] == shape[axis + $0] }) else {
      throw CallFailure.message(
        "E0255", "a mask of shape \(index.shape.tupleText) does not fit a tensor of shape \(x.shape.tupleText)",
        help: ["a mask has the shape of what it masks"])
    }
    let chosen = index.tensor.doubles.enumerated().filter { $0.element != 0 }.map { Int64($0.offset) }
    return (Variable(try Tensor.from(chosen, Shape([chosen.count]))), max(1, rank))
  }

  private static func flattened(_ x: Variable, _ axis: Int, _ axes: Int) throws -> Variable {
    var sizes = x.shape.array
    let merged = sizes[axis..<(axis + axes)].reduce(1, *)
    sizes.replaceSubrange(axis..<(axis + axes), with: [merged])
    return try Ops.reshape(x, sizes)
  }

  /// Index tensors broadcast against each other; a single one takes the place of its axis.
  private static func gathered(_ x: Variable, _ indices: [(axis: Int, index: Variable)]) throws -> Variable {
    guard let first = indices.first else { return x }
    if indices.count == 1 { return try picked(x, first.axis, first.index, first.index.shape) }
    // Several axes are merged into one, so that one gather serves.
    guard zip(indices, indices.dropFirst()).allSatisfy({ $0.axis + 1 == $1.axis }) else {
      throw CallFailure.message(
        "E0256", "index tensors must stand side by side", help: ["use transpose first, or index in two steps"])
    }
    var flat = try Variable(Tensor.scalar(0, .i64))
    for (axis, index) in indices {
      flat = try Ops.add(Ops.multiply(flat, Variable(Tensor.scalar(Double(x.shape[axis]), .i64))), index)
    }
    return try picked(flattened(x, first.axis, indices.count), first.axis, flat, flat.shape)
  }

  private static func picked(_ x: Variable, _ axis: Int, _ index: Variable, _ shape: Shape) throws -> Variable {
    let flat = try Ops.reshape(index, [-1])
    let result = try Ops.indexSelect(x, dim: axis, flat)
    if shape.rank == 1 { return result }
    var sizes = result.shape.array
    sizes.replaceSubrange(axis...axis, with: shape.array)
    return try Ops.reshape(result, sizes)
  }

  private static func checkedPosition(_ value: Value, _ size: Int, _ axis: Int, _ x: Variable) throws -> Int {
    let index = try value.wholeNumber()
    let position = index < 0 ? index + size : index
    guard position >= 0, position < size else {
      throw CallFailure.message(
        "E0250", "index \(index) is outside axis \(axis), which has size \(size)",
        help: ["the tensor has shape \(x.shape.tupleText)"])
    }
    return position
  }

  private static func tooMany(_ x: Variable) -> CallFailure {
    CallFailure.message(
      "E0251", "too many indices for a tensor of shape \(x.shape.tupleText)", help: [])
  }

  // Assignment

  static func set(_ x: Variable, _ entries: [IndexEntry], _ value: Value) throws {
    guard !x.requiresGradient || !Executor.isRecordingEnabled else {
      throw CallFailure.message(
        "E0252", "this tensor records gradients, so its elements cannot be assigned",
        help: ["change it inside no_grad { … }, or build a new tensor (where, cat)"])
    }
    guard let source = try value.dataVariable() else {
      throw ValueFailure.operands("=", x.summary, value.description, help: [])
    }
    if let view = try basicView(x, entries) {
      let values = try fitted(source.tensor.cast(to: x.dtype), view.shape)
      try view.scatter(values, at: Array(0..<view.count))
      return
    }
    // The positions are indexed like the tensor itself; the values then go where they say.
    let count = x.tensor.count
    let places = try Tensor.from((0..<count).map(Int64.init), Shape([count])).reshaped(x.shape)
    let target = try get(Variable(places), entries)
    let values = try fitted(source.tensor.cast(to: x.dtype), target.shape)
    try x.tensor.scatter(values, at: target.tensor.ints)
  }

  /// The part that positions and slices alone choose, sharing the tensor's memory; nil when others are there.
  private static func basicView(_ x: Variable, _ entries: [IndexEntry]) throws -> Tensor? {
    var view = x.tensor
    var axis = 0
    for entry in try expanded(entries, x.shape.rank) {
      switch entry {
      case .at(let value) where value.isPosition:
        guard axis < view.rank else { throw tooMany(x) }
        view = try view.select(axis: axis, index: checkedPosition(value, view.shape[axis], axis, x))
      case .slice(let from, let to, let step) where step == nil || step == 1:
        guard axis < view.rank else { throw tooMany(x) }
        let range = try SliceRange(from, to, step, view.shape[axis])
        view = try view.slice(axis: axis, start: range.start, stop: max(range.start, range.stop))
        axis += 1
      default: return nil
      }
    }
    return view
  }

  private static func fitted(_ tensor: Tensor, _ shape: Shape) throws -> Tensor {
    if tensor.shape == shape { return tensor }
    guard tensor.rank <= shape.rank else { throw doesNotFit(tensor.shape, shape) }
    for axis in 0..<tensor.rank {
      let size = tensor.shape[tensor.rank - 1 - axis]
      guard size == 1 || size == shape[shape.rank - 1 - axis] else { throw doesNotFit(tensor.shape, shape) }
    }
    return try tensor.broadcast(to: shape)
  }

  private static func doesNotFit(_ value: Shape, _ place: Shape) -> CallFailure {
    CallFailure.message(
      "E0253", "a value of shape \(value.tupleText) does not fit a place of shape \(place.tupleText)", help: [])
  }
}

extension Value {
  /// Selects one position of an axis.
  fileprivate var isPosition: Bool {
    if tag == Tag.number { return true }
    guard tag == Tag.tensor else { return false }
    let x = reference(Variable.self)
    return x.shape.rank == 0 && x.dtype != .bool
  }

  /// How many axes a mask takes; nil for what is no mask.
  fileprivate var maskRank: Int? {
    guard tag == Tag.tensor, reference(Variable.self).dtype == .bool else { return nil }
    return reference(Variable.self).shape.rank
  }
}

extension Tensor {
  /// Writes values, in row-major order, to row-major positions of this view.
  fileprivate func scatter(_ values: Tensor, at positions: [Int]) throws {
    let source = values.doubles
    let whole = dtype == .i64 ? values.ints : []
    storage.version += 1
    for (index, position) in positions.enumerated() {
      let place = element(at: position)
      switch dtype {
      case .f32: f32[place] = Float(source[index])
      case .f64: f64[place] = source[index]
      case .i64: i64[place] = Int64(whole[index])
      case .bool: bool[place] = source[index] != 0
      }
    }
  }

  /// The offset of the n-th element in row-major order.
  private func element(at position: Int) -> Int {
    var rest = position
    var offset = 0
    var axis = rank - 1
    while axis >= 0 {
      offset += rest % shape[axis] * strides[axis]
      rest /= shape[axis]
      axis -= 1
    }
    return offset
  }
}

extension Shape {
  /// `(3, 1)`, `(3,)`, `()`
  var tupleText: String {
    rank == 1 ? "(\(self[0]),)" : "(" + map(String.init).joined(separator: ", ") + ")"
  }
}
