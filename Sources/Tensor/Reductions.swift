import CKernels

/// What a reduction makes of the elements along its axes.
public enum Reduction: Int32, CaseIterable, Sendable {
  case sum, prod, max, min
  /// Of "not equal to zero"; the result is bool.
  case any, all
  /// Of whole numbers and bools: as f32.
  case mean
}

extension Reduction {
  fileprivate func result(_ dtype: DType) -> DType {
    switch self {
    case .any, .all: .bool
    case .mean: dtype.isFloating ? dtype : .f32
    case .sum, .prod: dtype == .bool ? .i64 : dtype
    case .max, .min: dtype
    }
  }
}

extension Tensor {
  /// Reduces over the axes (nil: all). Sums of bool count in i64. NaN wins in max and min. The result does not
  /// depend on the number of threads.
  ///
  /// - Throws: for an axis out of range or named twice, and for max, min of no elements.
  public static func reduce(_ op: Reduction, _ x: Tensor, axes: [Int]?, keepDims: Bool = false) throws
    -> Tensor
  {
    guard let axes else { return try reduce(op, x, bits: (1 << x.rank) - 1, keepDims: keepDims) }
    var reduced = 0
    for axis in axes {
      let bit = 1 << (try normalized(axis: axis, rank: x.rank))
      if reduced & bit != 0 { throw TensorFailure.repeatedAxis(axes) }
      reduced |= bit
    }
    return try reduce(op, x, bits: reduced, keepDims: keepDims)
  }

  /// ``reduce(_:_:axes:keepDims:)`` over the axes whose bits are set.
  public static func reduce(
    _ op: Reduction, _ x: Tensor, bits reduced: Int, keepDims: Bool = false
  ) throws -> Tensor {
    if op == .sum, reduced == (1 << x.rank) - 1, !keepDims, !x.isHollow, let total = try shortSum(x) {
      return total
    }
    let shape = resultShape(x.shape, reduced, keepDims)
    if op == .sum || op == .max || op == .min, let result = try oneBlock(op, x, reduced, shape) {
      return result
    }
    if x.isHollow, x.count > 0 { return try .hollow(shape, op.result(x.dtype)) }
    let result: Tensor
    switch op {
    case .mean:
      let source = x.dtype.isFloating ? x : try x.cast(to: .f32)
      let total = try blocks(.sum, source, reduced)
      let n = Double(x.count) / Double(Swift.max(shape.elementCount, 1))
      result = try binary(.divide, total, scalar(n, source.dtype))
    case .any, .all:
      let mask = x.dtype == .bool ? x : try compare(.notEqual, x, scalar(0, x.dtype))
      result = try blocks(op, mask, reduced)
    case .sum, .prod:
      result = try blocks(op, x.dtype == .bool ? x.cast(to: .i64) : x, reduced)
    case .max, .min:
      if x.count == 0, shape.elementCount > 0 {
        throw TensorFailure.emptyReduction(operation: "\(op)", x.shape)
      }
      result = try blocks(op, x, reduced)
    }
    return result.shape == shape ? result : result.view(shape, shape.contiguousStrides)
  }

  public func reduce(_ op: Reduction, axes: [Int], keepDims: Bool = false) throws -> Tensor {
    try Tensor.reduce(op, self, axes: axes, keepDims: keepDims)
  }

  /// The variance over the axes (nil: all): squares of the deviations, divided by n - correction. f32 and f64.
  public static func variance(_ x: Tensor, axes: [Int]?, keepDims: Bool = false, correction: Int = 1) throws
    -> Tensor
  {
    let mean = try reduce(.mean, x, axes: axes, keepDims: true)
    let source = x.dtype.isFloating ? x : try x.cast(to: .f32)
    let total = try reduce(
      .sum, unary(.square, binary(.subtract, source, mean)), axes: axes, keepDims: keepDims)
    let n = Double(x.count) / Double(Swift.max(total.count, 1))
    return try binary(.divide, total, scalar(Swift.max(n - Double(correction), 0), source.dtype))
  }

  /// Indices (i64) of the largest elements along an axis (nil: of the flattened tensor). The first on ties.
  public static func argmax(_ x: Tensor, axis: Int?, keepDims: Bool = false) throws -> Tensor {
    try argExtreme("argmax", largest: true, x, axis, keepDims)
  }

  /// Indices (i64) of the smallest elements along an axis (nil: of the flattened tensor). The first on ties.
  public static func argmin(_ x: Tensor, axis: Int?, keepDims: Bool = false) throws -> Tensor {
    try argExtreme("argmin", largest: false, x, axis, keepDims)
  }
}

extension Tensor {
  private static func argExtreme(
    _ name: String, largest: Bool, _ x: Tensor, _ axis: Int?, _ keepDims: Bool
  ) throws -> Tensor {
    let source = try x.contiguous()
    var outer = 1
    var inner = 1
    var n = x.count
    var shape = keepDims ? Shape(repeating: 1, count: x.rank) : Shape()
    if let axis {
      let axis = x.rank == 0 && (axis == 0 || axis == -1) ? nil : try normalized(axis: axis, rank: x.rank)
      if let axis {
        n = x.shape[axis]
        for index in 0..<axis { outer *= x.shape[index] }
        for index in axis + 1..<x.rank { inner *= x.shape[index] }
        shape = x.shape.removing(axis: axis)
        if keepDims { shape = shape.inserting(1, at: axis) }
      }
    }
    let result = try Tensor(empty: shape, .i64, hollow: x.isHollow)
    if shape.elementCount == 0 { return result }
    guard n > 0 else { throw TensorFailure.emptyReduction(operation: name, x.shape) }
    if result.isHollow { return result }
    let (out, base, size) = (result.i64, source.raw, x.dtype.size)
    Parallel.forEach(count: outer * inner, grain: Swift.max(1, 16_384 / n)) { range in
      for index in range {
        let (row, column) = index.quotientAndRemainder(dividingBy: inner)
        out[index] = dls_arg_extreme(
          largest ? 1 : 0, x.dtype.code, n, Int64(inner), base + (row * n * inner + column) * size)
      }
    }
    return result
  }
}

extension DType {
  /// As the C kernels number it.
  var code: Int32 { Int32(rawValue) }
}
