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
    if op == .sum, axes == nil, !keepDims, !x.isHollow, let total = try shortSum(x) { return total }
    var reduced = 0
    for axis in axes ?? Array(0..<x.rank) {
      let bit = 1 << (try normalized(axis: axis, rank: x.rank))
      if reduced & bit != 0 { throw TensorFailure.repeatedAxis(axes ?? []) }
      reduced |= bit
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
      let total = try run(.sum, source, reduced)
      let n = Double(x.count) / Double(Swift.max(shape.elementCount, 1))
      result = try binary(.divide, total, scalar(n, source.dtype))
    case .any, .all:
      let mask = x.dtype == .bool ? x : try compare(.notEqual, x, scalar(0, x.dtype))
      result = try run(op, mask, reduced)
    case .sum, .prod:
      result = try run(op, x.dtype == .bool ? x.cast(to: .i64) : x, reduced)
    case .max, .min:
      if x.count == 0, shape.elementCount > 0 {
        throw TensorFailure.emptyReduction(operation: "\(op)", x.shape)
      }
      result = try run(op, x, reduced)
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
  private static func resultShape(_ shape: Shape, _ reduced: Int, _ keepDims: Bool) -> Shape {
    var result = Shape()
    for axis in 0..<shape.rank {
      if reduced & (1 << axis) == 0 {
        result.append(shape[axis])
      } else if keepDims {
        result.append(1)
      }
    }
    return result
  }

  /// Of neighbouring axes of a contiguous tensor in one go; nil where that is not how it is done.
  private static func oneBlock(_ op: Reduction, _ x: Tensor, _ reduced: Int, _ shape: Shape) throws -> Tensor?
  {
    guard x.isContiguous, x.dtype != .bool, !x.isHollow, reduced != 0, x.count > 0 else { return nil }
    let first = reduced.trailingZeroBitCount
    let end = Int.bitWidth - reduced.leadingZeroBitCount
    guard reduced.nonzeroBitCount == end - first else { return nil }
    var (outer, n, inner) = (1, 1, 1)
    for axis in 0..<x.rank {
      if axis < first {
        outer *= x.shape[axis]
      } else if axis < end {
        n *= x.shape[axis]
      } else {
        inner *= x.shape[axis]
      }
    }
    return n > 1 ? try block(op, x, outer: outer, n: n, inner: inner, shape) : nil
  }

  /// Runs of neighbouring axes that are all reduced or all kept, reduced from the innermost outwards.
  private static func run(_ op: Reduction, _ x: Tensor, _ reduced: Int) throws -> Tensor {
    let kept = resultShape(x.shape, reduced, false)
    if x.count == 0 { return try full(kept, op == .prod || op == .all ? 1 : 0, x.dtype) }
    var runs: [(size: Int, reduced: Bool)] = []
    for axis in 0..<x.rank where x.shape[axis] != 1 {
      let isReduced = reduced & (1 << axis) != 0
      if let last = runs.last, last.reduced == isReduced {
        runs[runs.count - 1].size *= x.shape[axis]
      } else {
        runs.append((x.shape[axis], isReduced))
      }
    }
    var source = try x.contiguous()
    if !runs.contains(where: \.reduced) { source = source === x ? try x.copy() : source }
    while let index = runs.lastIndex(where: \.reduced) {
      let inner = index + 1 < runs.count ? runs[index + 1].size : 1
      let outer = runs[..<index].reduce(1) { $0 * $1.size }
      source = try block(op, source, outer: outer, n: runs[index].size, inner: inner)
      runs.remove(at: index)
      if index > 0, index < runs.count {
        runs[index - 1].size *= runs[index].size
        runs.remove(at: index)
      }
    }
    return source
  }

  /// Elements of a row that one thread sums in one go; longer rows are cut here, whatever the thread count.
  private static let piece = 65_536

  /// The sum of everything in one go; nil where that is not how it is done.
  private static func shortSum(_ x: Tensor) throws -> Tensor? {
    let n = x.count
    guard x.isContiguous, x.dtype.isFloating, n > 0, n <= 2 * piece else { return nil }
    let result = try Tensor(empty: Shape(), x.dtype)
    dls_reduce_row(Reduction.sum.rawValue, x.dtype.code, n, x.raw, result.raw)
    return result
  }

  /// - Parameter shape: of the result, which has `outer * inner` elements; nil: 1-d.
  static func block(
    _ op: Reduction, _ x: Tensor, outer: Int, n: Int, inner: Int, _ shape: Shape? = nil
  ) throws -> Tensor {
    let shape = shape ?? Shape(repeating: outer * inner, count: 1)
    if x.isHollow { return try .hollow(shape, x.dtype) }
    let size = x.dtype.size
    if inner == 1 {
      if n > 2 * piece { return try longRows(op, x, outer: outer, n: n, shape) }
      let result = try Tensor(empty: shape, x.dtype)
      let (out, source) = (result.raw, x.raw)
      Parallel.forEach(count: outer, grain: Swift.max(1, piece / n)) { range in
        for row in range {
          dls_reduce_row(op.rawValue, x.dtype.code, n, source + row * n * size, out + row * size)
        }
      }
      return result
    }
    if outer == 1, n > tall { return try tallColumns(op, x, n: n, inner: inner, shape) }
    let result = try Tensor(empty: shape, x.dtype)
    let (out, source) = (result.raw, x.raw)
    let strip = 512
    let strips = (inner - 1) / strip + 1
    let grain = Swift.max(1, piece / (n * Swift.min(inner, strip)))
    Parallel.forEach(count: outer * strips, grain: grain) { range in
      for index in range {
        let (row, column) = index.quotientAndRemainder(dividingBy: strips)
        dls_reduce_column(
          op.rawValue, x.dtype.code, n, Int64(inner), Int64(column * strip),
          Int64(Swift.min(inner, (column + 1) * strip)), source + row * n * inner * size,
          out + row * inner * size)
      }
    }
    return result
  }

  /// Columns of more rows are cut, whatever the thread count.
  private static let tall = 4096

  /// Stacks of rows become one wide row, so that narrow columns fill vectors and threads; then the stacks' results.
  private static func tallColumns(
    _ op: Reduction, _ x: Tensor, n: Int, inner: Int, _ shape: Shape
  ) throws -> Tensor {
    let size = x.dtype.size
    // A power of two, so that it divides `tall`.
    var fold = 1
    while 2 * fold * inner <= 256 { fold *= 2 }
    let (pieces, rest) = n.quotientAndRemainder(dividingBy: tall)
    let rows = pieces * fold + (rest > 0 ? 1 : 0)
    let partial = try Tensor(empty: [rows, inner], x.dtype)
    let (out, source, code) = (partial.raw, x.raw, x.dtype.code)
    Parallel.forEach(count: pieces + 1, grain: Swift.max(1, piece / (tall * inner))) { range in
      for index in range where index < pieces || rest > 0 {
        let (height, wide) = index < pieces ? (tall / fold, fold * inner) : (rest, inner)
        dls_reduce_column(
          op.rawValue, code, height, Int64(wide), 0, Int64(wide), source + index * tall * inner * size,
          out + index * fold * inner * size)
      }
    }
    return try block(op, partial, outer: 1, n: rows, inner: inner, shape)
  }

  /// Each row in pieces, then the pieces' results.
  private static func longRows(
    _ op: Reduction, _ x: Tensor, outer: Int, n: Int, _ shape: Shape
  ) throws -> Tensor {
    let size = x.dtype.size
    let pieces = (n - 1) / piece + 1
    let partial = try Tensor(empty: [outer, pieces], x.dtype)
    let (out, source) = (partial.raw, x.raw)
    Parallel.forEach(count: outer * pieces, grain: 1) { range in
      for index in range {
        let (row, part) = index.quotientAndRemainder(dividingBy: pieces)
        let start = part * piece
        dls_reduce_row(
          op.rawValue, x.dtype.code, Swift.min(piece, n - start), source + (row * n + start) * size,
          out + index * size)
      }
    }
    return try block(op, partial, outer: outer, n: pieces, inner: 1, shape)
  }

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
