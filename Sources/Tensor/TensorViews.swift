// Views: other shapes and strides of the same storage.
extension Tensor {
  /// The same elements in another shape; one size may be -1. A view where the layout allows, otherwise a copy.
  public func reshaped(_ sizes: [Int]) throws -> Tensor {
    try reshaped(Tensor.resolved(sizes, for: shape))
  }

  public func reshaped(_ target: Shape) throws -> Tensor {
    if target == shape { return self }
    guard target.elementCount == count else { throw TensorFailure.cannotReshape(shape, to: target.array) }
    return Tensor(try contiguous(), as: target)
  }

  /// The shape that `sizes`, one of which may be -1, stands for.
  public static func resolved(_ sizes: [Int], for shape: Shape) throws -> Shape {
    guard let unknown = sizes.firstIndex(of: -1) else {
      let target = try Shape.checked(sizes)
      guard target.elementCount == shape.elementCount else {
        throw TensorFailure.cannotReshape(shape, to: sizes)
      }
      return target
    }
    var others = sizes
    others.remove(at: unknown)
    if others.contains(-1) { throw TensorFailure.cannotInferSize(shape, sizes) }
    let known = try Shape.checked(others).elementCount
    guard known > 0, shape.elementCount % known == 0 else {
      throw TensorFailure.cannotInferSize(shape, sizes)
    }
    others.insert(shape.elementCount / known, at: unknown)
    return try Shape.checked(others)
  }

  /// Axis i of the result is axis `axes[i]`.
  public func permuted(_ axes: [Int]) throws -> Tensor {
    guard axes.count == rank else { throw TensorFailure.badPermutation(axes, rank: rank) }
    let strides = strides
    var newShape = Shape()
    var newStrides = Shape()
    var seen = 0
    for axis in axes {
      guard let index = try? Tensor.normalized(axis: axis, rank: rank), seen & (1 << index) == 0 else {
        throw TensorFailure.badPermutation(axes, rank: rank)
      }
      seen |= 1 << index
      newShape.append(shape[index])
      newStrides.append(strides[index])
    }
    return view(newShape, newStrides)
  }

  public func transposed(_ first: Int, _ second: Int) throws -> Tensor {
    let i = try Tensor.normalized(axis: first, rank: rank)
    let j = try Tensor.normalized(axis: second, rank: rank)
    if i + j == 2 * rank - 3, i != j, let view = Tensor(swapping: self) { return view }
    let strides = strides
    var newShape = shape
    var newStrides = strides
    newShape[i] = shape[j]
    newShape[j] = shape[i]
    newStrides[i] = strides[j]
    newStrides[j] = strides[i]
    return view(newShape, newStrides)
  }

  /// Axes of size 1, and missing leading axes, repeated without a copy.
  public func broadcast(to target: Shape) throws -> Tensor {
    if target == shape { return self }
    guard target.rank >= rank else { throw TensorFailure.cannotBroadcast(shape, to: target) }
    let strides = strides
    var newStrides = Shape(repeating: 0, count: target.rank)
    let missing = target.rank - rank
    for axis in 0..<rank {
      if shape[axis] == target[axis + missing] {
        newStrides[axis + missing] = strides[axis]
      } else if shape[axis] != 1 {
        throw TensorFailure.cannotBroadcast(shape, to: target)
      }
    }
    return view(target, newStrides)
  }

  /// What a reduction over the axes whose bits are set left, axes of size 1 or none in their place, repeated along
  /// them: a view where it is large, otherwise in memory of its own, which is quicker to work on.
  public func repeated(to target: Shape, along axes: Int) throws -> Tensor {
    if let result = try shortRepeated(to: target, along: axes) { return result }
    var kept = target
    for axis in 0..<target.rank where axes & 1 << axis != 0 { kept[axis] = 1 }
    return try reshaped(kept).broadcast(to: target)
  }

  /// Along neighbouring axes; nil where that is not how it is done.
  private func shortRepeated(to target: Shape, along axes: Int) throws -> Tensor? {
    let first = axes.trailingZeroBitCount
    let end = Int.bitWidth - axes.leadingZeroBitCount
    guard dtype == .f32, isContiguous, !isHollow, axes != 0, axes.nonzeroBitCount == end - first,
      target.elementCount <= 4096, target.elementCount > 0
    else { return nil }
    let result = try Tensor(empty: target, dtype)
    if result.isHollow { return result }
    var (outer, n, inner) = (1, 1, 1)
    for axis in 0..<target.rank {
      if axis < first {
        outer *= target[axis]
      } else if axis < end {
        n *= target[axis]
      } else {
        inner *= target[axis]
      }
    }
    var (from, to) = (f32, result.f32)
    for _ in 0..<outer {
      for _ in 0..<(inner == 1 ? 1 : n) {
        if inner == 1 { to.update(repeating: from[0], count: n) } else { to.update(from: from, count: inner) }
        to += inner == 1 ? n : inner
      }
      from += inner
    }
    return result
  }

  /// Several positions show one element, as after ``broadcast(to:)``.
  public var repeatsElements: Bool {
    if isContiguous { return false }
    let strides = strides
    return shape.indices.contains { shape[$0] > 1 && strides[$0] == 0 }
  }

  /// `x[start:stop:step]` along an axis, as Python clamps; nil is the end that the step's sign implies.
  public func slice(axis: Int, start: Int?, stop: Int?, step: Int = 1) throws -> Tensor {
    let axis = try Tensor.normalized(axis: axis, rank: rank)
    let size = shape[axis]
    let bounds = try Tensor.sliceBounds(size, start, stop, step)
    var newShape = shape
    newShape[axis] = bounds.count
    if axis == 0, step == 1, isContiguous, bounds.count > 0 {
      return Tensor(self, as: newShape, from: bounds.first * (count / size))
    }
    let strides = strides
    var newStrides = strides
    newStrides[axis] = bounds.count > 1 ? strides[axis] * step : strides[axis]
    return view(newShape, newStrides, offset: bounds.count > 0 ? bounds.first * strides[axis] : 0)
  }

  /// First index and number of indices of a Python slice of `size` elements.
  public static func sliceBounds(_ size: Int, _ start: Int?, _ stop: Int?, _ step: Int) throws
    -> (first: Int, count: Int)
  {
    guard step != 0 else { throw TensorFailure.zeroStep }
    let low = step > 0 ? 0 : -1
    let high = step > 0 ? size : size - 1
    func clamped(_ index: Int) -> Int { Swift.min(Swift.max(index < 0 ? index + size : index, low), high) }
    let first = start.map(clamped) ?? (step > 0 ? low : high)
    let end = stop.map(clamped) ?? (step > 0 ? high : low)
    if step > 0 { return (first, end > first ? (end - first - 1) / step + 1 : 0) }
    return (first, first > end ? Int(UInt(first - end - 1) / step.magnitude) + 1 : 0)
  }

  /// `x[index]` along an axis, which goes; a negative index counts from the end.
  public func select(axis: Int, index: Int) throws -> Tensor {
    let axis = try Tensor.normalized(axis: axis, rank: rank)
    let position = try Tensor.normalized(index: index, size: shape[axis], axis: axis)
    if axis == 0, isContiguous {
      return Tensor(self, as: shape.removing(axis: 0), from: position * (count / shape[0]))
    }
    let strides = strides
    return view(shape.removing(axis: axis), strides.removing(axis: axis), offset: position * strides[axis])
  }

  /// Without the axis, which must have size 1; without all such axes when it is nil.
  public func squeezed(_ axis: Int? = nil) throws -> Tensor {
    let strides = strides
    var newShape = Shape()
    var newStrides = Shape()
    let chosen = try axis.map { try Tensor.normalized(axis: $0, rank: rank) }
    if let chosen, shape[chosen] != 1 {
      throw TensorFailure.cannotSqueeze(axis: chosen, size: shape[chosen])
    }
    for index in 0..<rank where chosen.map({ $0 != index }) ?? (shape[index] != 1) {
      newShape.append(shape[index])
      newStrides.append(strides[index])
    }
    return view(newShape, newStrides)
  }

  /// With a new axis of size 1 before `axis`; -1 is after the last.
  public func unsqueezed(_ axis: Int) throws -> Tensor {
    guard rank < Shape.maximumRank else { throw TensorFailure.rankTooHigh(rank + 1) }
    let axis = try Tensor.normalized(axis: axis, rank: rank + 1)
    return view(shape.inserting(1, at: axis), strides.inserting(0, at: axis))
  }

  func view(_ shape: Shape, _ strides: Shape, offset extra: Int = 0) -> Tensor {
    Tensor(storage: storage, dtype: dtype, shape: shape, strides: strides, offset: offset + extra)
  }
}

extension Tensor {
  /// An axis counted from the front; negative ones count from the end.
  public static func normalized(axis: Int, rank: Int) throws -> Int {
    guard axis >= -rank, axis < rank else { throw TensorFailure.axisOutOfRange(axis: axis, rank: rank) }
    return axis < 0 ? axis + rank : axis
  }

  /// An index counted from the front; negative ones count from the end.
  public static func normalized(index: Int, size: Int, axis: Int) throws -> Int {
    guard index >= -size, index < size else {
      throw TensorFailure.indexOutOfRange(index: index, size: size, axis: axis)
    }
    return index < 0 ? index + size : index
  }
}
