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
