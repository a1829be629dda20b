import CKernels

// Broadcasting in few rows: what a walk would take longer to set up than to do.
extension Tensor {
  /// ``binary(_:_:_:)`` of two contiguous tensors of one dtype, one of which is repeated to the other's shape in a few
  /// rows: along the first axes (a row under each other) or the last ones (a column beside itself); nil of others.
  public static func binary(inRows op: BinaryOp, _ a: Tensor, _ b: Tensor) throws -> Tensor? {
    guard a.isContiguous, b.isContiguous, !a.isHollow, !b.isHollow else { return nil }
    if let rows = Rows(b.shape, in: a.shape) {
      return try rows.combine(op, a, b, smallIsFirst: false)
    }
    guard let rows = Rows(a.shape, in: b.shape) else { return nil }
    return try rows.combine(op, b, a, smallIsFirst: true)
  }

  private struct Rows {
    let count: Int
    let width: Int
    /// The small operand is one row; otherwise it has one element for each row.
    let isRow: Bool

    private static let most = 8

    init?(_ small: Shape, in large: Shape) {
      let missing = large.rank - small.rank
      guard missing >= 0 else { return nil }
      var (outer, inner) = (1, 1)
      // Of the outer axes, then of the inner ones: kept or repeated.
      var outerKept: Bool?
      var innerKept: Bool?
      for axis in 0..<large.rank {
        let (size, own) = (large[axis], axis < missing ? 1 : small[axis - missing])
        if size == 1, own == 1 { continue }
        guard own == size || own == 1 else { return nil }
        let isKept = own == size
        if innerKept == nil, outerKept == nil || outerKept == isKept {
          outerKept = isKept
          outer *= size
        } else if innerKept == nil || innerKept == isKept {
          innerKept = isKept
          inner *= size
        } else {
          return nil
        }
      }
      guard let innerKept, 1...Rows.most ~= outer, inner > 0 else { return nil }
      (count, width, isRow) = (outer, inner, innerKept)
    }

    func combine(_ op: BinaryOp, _ large: Tensor, _ small: Tensor, smallIsFirst: Bool) throws -> Tensor {
      let result = try Tensor(empty: large.shape, large.dtype)
      if result.isHollow { return result }
      let (code, size) = (large.dtype.code, large.dtype.size)
      let form = Int32(isRow ? Int(DLS_ROWS) : Int(smallIsFirst ? DLS_FIRST_SCALAR : DLS_SECOND_SCALAR))
      for row in 0..<count {
        let start = row * width * size
        let (big, other) = (large.raw + start, isRow ? small.raw : small.raw + row * size)
        dls_binary_contiguous(
          op.rawValue, code, form, width, result.raw + start, smallIsFirst ? other : big,
          smallIsFirst ? big : other)
      }
      return result
    }
  }
}
