import Tensor

/// One-sided broadcasting: as in NumPy, but the result must have the shape of one operand.
enum Broadcasting {
  static func shape(
    _ a: Shape, _ b: Shape, _ operation: @autoclosure () -> String
  ) throws -> Shape {
    if a == b || b.rank == 0 { return a }
    if a.rank == 0 { return b }
    guard let result = full(a, b) else { throw AutogradFailure.incompatible(operation(), a, b) }
    guard result == a || result == b else {
      throw AutogradFailure.neitherShape(operation(), a, b, result: result)
    }
    return result
  }

  /// NumPy's rule; nil when the shapes do not fit.
  static func full(_ a: Shape, _ b: Shape) -> Shape? {
    let rank = max(a.rank, b.rank)
    var result = Shape(repeating: 1, count: rank)
    for axis in 0..<rank {
      let left = axis - (rank - a.rank) >= 0 ? a[axis - (rank - a.rank)] : 1
      let right = axis - (rank - b.rank) >= 0 ? b[axis - (rank - b.rank)] : 1
      guard left == right || left == 1 || right == 1 else { return nil }
      result[axis] = left == 1 ? right : left
    }
    return result
  }

  /// A bit for each axis of `large` along which `small` was repeated.
  static func repeatedAxes(_ small: Shape, in large: Shape) -> Int {
    let offset = large.rank - small.rank
    var axes = 0
    for axis in 0..<large.rank where axis < offset || (small[axis - offset] == 1 && large[axis] != 1) {
      axes |= 1 << axis
    }
    return axes
  }
}

extension Ops {
  /// Sums what broadcasting repeated: the gradient of ``broadcastTo(_:_:)``.
  static func sum(_ x: Variable, to shape: Shape) throws -> Variable {
    if x.shape == shape { return x }
    if shape.rank == 0 { return try sum(x) }
    let axes = Broadcasting.repeatedAxes(shape, in: x.shape)
    if !x.requiresGradient || !Executor.isRecordingEnabled {
      let isLeading = axes.nonzeroBitCount == x.shape.rank - shape.rank
      return Variable(
        try x.withTensor { try Tensor.reduce(.sum, $0, bits: axes, keepDims: !isLeading).reshaped(shape) })
    }
    let summed = axes == 0 ? x : try sum(x, over: axes, keepDims: true)
    return summed.shape == shape ? summed : try reshape(summed, shape.array)
  }
}
