import Tensor

extension Ops {
  /// Product over axes, by halves: every order of gradient is right where elements are 0, unlike y / x.
  public static func product(_ x: Variable, dims: [Int]? = nil, keepDims: Bool = false) throws -> Variable {
    let axes = try Axes.list(dims, rank: x.shape.rank, "prod")
    var result = x.dtype == .bool ? try cast(x, .i64) : x
    let target = Axes.reduced(x.shape, axes, keepDims: keepDims)
    for axis in axes { result = try halved(result, axis) }
    return result.shape == target ? result : try reshape(result, target.array)
  }

  /// Products of everything up to each element along an axis, by doubled shifts: as with ``product(_:dims:keepDims:)``
  /// every order of gradient is right where elements are 0.
  public static func cumprod(_ x: Variable, dim: Int) throws -> Variable {
    let axis = try Axes.index(dim, rank: x.shape.rank, "cumprod")
    var result = x.dtype == .bool ? try cast(x, .i64) : x
    guard x.shape.rank > 0 else { return result }
    var shift = 1
    while shift < x.shape[axis] {
      let later = try multiply(
        slice(result, dim: axis, start: shift, stop: nil), slice(result, dim: axis, start: 0, stop: -shift))
      result = try concatenate([slice(result, dim: axis, start: 0, stop: shift), later], dim: axis)
      shift *= 2
    }
    return result
  }

  private static func halved(_ x: Variable, _ axis: Int) throws -> Variable {
    var result = x
    if x.shape[axis] == 0 {
      var shape = x.shape
      shape[axis] = 1
      return Variable(try Tensor.full(shape, 1, x.dtype))
    }
    while result.shape[axis] > 1 {
      let size = result.shape[axis]
      let half = size / 2
      let pairs = try multiply(
        slice(result, dim: axis, start: 0, stop: half), slice(result, dim: axis, start: half, stop: 2 * half))
      result =
        size % 2 == 0
        ? pairs : try concatenate([pairs, slice(result, dim: axis, start: size - 1, stop: size)], dim: axis)
    }
    return result
  }
}
