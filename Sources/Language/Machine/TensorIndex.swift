import Autograd
import Tensor
import Text

/// Indexing of tensors as in NumPy: basic entries give views, masks and index tensors gather.
enum TensorIndex {
  /// `x[i]` of a tensor, i a number; nil of anything else.
  static func part(_ object: Value, _ index: Value) throws -> Variable? {
    guard object.tag == Tag.tensor, index.tag == Tag.number else { return nil }
    let x = object.reference(Variable.self)
    guard x.shape.rank > 0 else { throw tooMany(x) }
    return try Ops.select(x, dim: 0, index: checkedPosition(index, x.shape[0], 0, x))
  }

  static func get(_ x: Variable, _ entries: [IndexEntry]) throws -> Variable {
    if let part = try plainPart(x, entries) { return part }
    var axis = 0
    let items = try expanded(entries, x.shape.rank).map { entry -> IndexItem in
      defer { axis += entry.axes }
      switch entry {
      case .at(let value) where value.tag == Tag.none: return .newAxis
      case .at(let value) where value.isPosition:
        guard axis < x.shape.rank else { throw tooMany(x) }
        return .at(try checkedPosition(value, x.shape[axis], axis, x))
      case .at(let value):
        guard let index = try value.dataVariable() else {
          throw ValueFailure.badIndex(
            Wording("a \(value.description)", "\(value.description)"))
        }
        if value.tag == Tag.range, axis < x.shape.rank {
          try checkRange(value.reference(RangeObject.self), x.shape[axis], axis)
        }
        return .tensor(index)
      case .slice(let from, let to, let step):
        if step == 0 { throw ValueFailure.zeroStep }
        return .slice(start: from, stop: to, step: step ?? 1)
      case .ellipsis: return .ellipsis
      }
    }
    return try Ops.index(x, items)
  }

  /// Of positions and slices alone; nil where there is anything else.
  private static func plainPart(_ x: Variable, _ entries: [IndexEntry]) throws -> Variable? {
    guard entries.count <= x.shape.rank else { return nil }
    for entry in entries {
      switch entry {
      case .at(let value): if !value.isPosition { return nil }
      case .slice(_, _, let step): if step == 0 { return nil }
      case .ellipsis: return nil
      }
    }
    var result = x
    var axis = 0
    for (original, entry) in entries.enumerated() {
      switch entry {
      case .at(let value):
        let position = try checkedPosition(value, x.shape[original], original, x)
        result = try Ops.select(result, dim: axis, index: position)
      case .slice(nil, nil, nil): axis += 1
      case .slice(let from, let to, let step):
        result = try Ops.slice(result, dim: axis, start: from, stop: to, step: step ?? 1)
        axis += 1
      case .ellipsis: break
      }
    }
    return result
  }

  /// With the ellipsis written out as full axes.
  private static func expanded(_ entries: [IndexEntry], _ rank: Int) throws -> [IndexEntry] {
    guard let place = entries.firstIndex(where: { if case .ellipsis = $0 { true } else { false } }) else {
      return entries
    }
    var used = 0
    for entry in entries { used += entry.axes }
    let full = Array(repeating: IndexEntry.slice(nil, nil, nil), count: max(0, rank - used))
    return Array(entries[..<place]) + full + Array(entries[(place + 1)...])
  }

  private static func checkedPosition(_ value: Value, _ size: Int, _ axis: Int, _ x: Variable) throws -> Int {
    // Any position gives the same shape.
    if Hollow.isOn, value.isHollowNumber, size > 0 { return 0 }
    let index = try value.wholeNumber()
    let position = index < 0 ? index + size : index
    guard position >= 0, position < size else {
      throw CallFailure.message(
        "E0380",
        Wording(
          "index \(index) is outside axis \(axis), which has size \(size)",
          "下标 \(index) 超出了大小为 \(size) 的轴 \(axis)"),
        help: [Wording("the tensor has shape \(x.shape.text)", "张量的形状是 \(x.shape.text)")])
    }
    return position
  }

  /// Who comes from Python takes `0..n` for `0:n`.
  private static func checkRange(_ range: RangeObject, _ size: Int, _ axis: Int) throws {
    let ends = [range.from, range.through]
    guard range.count > 0, range.step == 1, ends[1] >= Double(size), ends[0] >= 0 else { return }
    let (from, to) = (Value(ends[0]).shown, Value(min(ends[1], Double(size))).shown)
    throw CallFailure.message(
      "E0380",
      Wording(
        "index \(Value(ends[1]).shown) is outside axis \(axis), which has size \(size): a range holds both its ends",
        "下标 \(Value(ends[1]).shown) 超出了大小为 \(size) 的轴 \(axis)：区间包括两端"),
      help: [Advice.slice(from, to)])
  }

  private static func tooMany(_ x: Variable) -> CallFailure {
    CallFailure.message(
      "E0381",
      Wording(
        "too many indices for a tensor of shape \(x.shape.text)", "对形状为 \(x.shape.text) 的张量来说下标太多"),
      help: x.shape.rank == 0
        ? [Wording("it is a single number already: leave the index out", "它已经是一个数：去掉下标")]
        : [])
  }

  // Assignment

  static func set(_ x: Variable, _ entries: [IndexEntry], _ value: Value) throws {
    guard !x.requiresGradient || !Executor.isRecordingEnabled else {
      throw CallFailure.message(
        "E0382",
        Wording(
          "this tensor records gradients, so its elements cannot be assigned", "这个张量在记录梯度，所以不能给它的元素赋值"),
        help: [
          Wording(
            "change it inside no_grad { … }, or build a new tensor (where, cat)",
            "在 no_grad { … } 里改变它，或构造新的张量（where、cat）")
        ])
    }
    guard let source = try value.dataVariable() else {
      throw ValueFailure.operands("=", Wording(verbatim: x.summary), value.description, help: [])
    }
    if x.tensor.repeatsElements { x.assign(try x.tensor.copy()) }
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
      "E0383",
      Wording(
        "a value of shape \(value.text) does not fit a place of shape \(place.text)",
        "形状为 \(value.text) 的值放不进形状为 \(place.text) 的位置"),
      help: [])
  }
}

extension IndexEntry {
  /// How many axes of the tensor it stands for.
  fileprivate var axes: Int {
    switch self {
    case .at(let value): value.tag == Tag.none ? 0 : value.maskRank ?? 1
    case .slice: 1
    case .ellipsis: 0
    }
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
