import CKernels

// How reductions run on the threads.
extension Tensor {
  static func resultShape(_ shape: Shape, _ reduced: Int, _ keepDims: Bool) -> Shape {
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
  static func oneBlock(_ op: Reduction, _ x: Tensor, _ reduced: Int, _ shape: Shape) throws -> Tensor? {
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
  static func blocks(_ op: Reduction, _ x: Tensor, _ reduced: Int) throws -> Tensor {
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
  static func shortSum(_ x: Tensor) throws -> Tensor? {
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
}
