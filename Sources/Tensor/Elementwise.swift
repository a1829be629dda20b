import CKernels

// Elementwise operations with NumPy's broadcasting.
extension Tensor {
  /// - Throws: when the operation is not defined for the dtype.
  public static func unary(_ op: UnaryOp, _ x: Tensor) throws -> Tensor {
    guard let dtype = op.result(x.dtype) else {
      throw TensorFailure.unsupported(operation: op.spelling, x.dtype)
    }
    let result = try Tensor(empty: x.shape, dtype, hollow: x.isHollow)
    if result.isHollow { return result }
    let count = x.count
    if x.isContiguous {
      let (out, source, code) = (result.raw, x.raw, x.dtype.code)
      let (from, to) = (x.dtype.size, dtype.size)
      Parallel.forEach(count: count, grain: op.grain) { range in
        dls_unary_contiguous(
          op.rawValue, code, range.count, out + range.lowerBound * to, source + range.lowerBound * from)
      }
      return result
    }
    var walk = Walk(2)
    walk.operand(0, result.raw)
    walk.operand(1, x.raw)
    for axis in 0..<x.rank {
      walk.axis(x.shape[axis], result.stride(axis) * dtype.size, x.stride(axis) * x.dtype.size)
    }
    walk.runAll(dls_unary, op.rawValue, x.dtype, count: count, grain: op.grain)
    return result
  }

  /// - Throws: when dtypes differ, shapes do not broadcast, the operation is not defined for the dtype, or whole
  ///   numbers are divided by zero or raised to a negative power.
  public static func binary(_ op: BinaryOp, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.dtype == b.dtype else {
      throw TensorFailure.dtypesDiffer(operation: op.spelling, a.dtype, b.dtype)
    }
    guard op.supports(a.dtype) else { throw TensorFailure.unsupported(operation: op.spelling, a.dtype) }
    let isHollow = a.isHollow || b.isHollow
    if a.dtype == .i64, !isHollow { try checkWhole(op, b) }
    if let form = form(a, b) { return try contiguous(op, a, b, form, hollow: isHollow) }
    if let result = try binary(inRows: op, a, b) { return result }
    let result = try Tensor(
      empty: broadcastShape(op.spelling, a.shape, b.shape), a.dtype, hollow: isHollow)
    if result.isHollow { return result }
    var walk = try Walk(result, a, b)
    walk.runPairs(compares: false, op.rawValue, a.dtype, count: result.count, grain: op.grain)
    return result
  }

  /// ``binary(_:_:_:)`` of two tensors of one floating-point dtype and one shape.
  @inline(__always)
  public static func binary(alike op: BinaryOp, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.isContiguous, b.isContiguous else { return try binary(op, a, b) }
    return try contiguous(op, a, b, Int(DLS_ROWS), hollow: a.isHollow || b.isHollow)
  }

  /// ``binary(_:_:_:)`` of two tensors of one floating-point dtype, one of them 0-d; nil where neither is, or the
  /// other has gaps.
  @inline(__always)
  public static func binary(besideNumber op: BinaryOp, _ a: Tensor, _ b: Tensor) throws -> Tensor? {
    let form: Int
    if b.rank == 0, a.isContiguous {
      form = Int(DLS_SECOND_SCALAR)
    } else if a.rank == 0, b.isContiguous {
      form = Int(DLS_FIRST_SCALAR)
    } else {
      return nil
    }
    return try contiguous(op, a, b, form, hollow: a.isHollow || b.isHollow)
  }

  /// ``binary(_:_:_:)`` of two tensors of one floating-point dtype, of one shape unless b is 0-d, written over `a`,
  /// at which nobody else looks. False, and nothing done, where there are gaps or no elements.
  @inline(__always)
  public static func binary(_ op: BinaryOp, over a: Tensor, _ b: Tensor) -> Bool {
    guard a.isContiguous, b.isContiguous, !a.isHollow, !b.isHollow else { return false }
    let form = a.rank > 0 && b.rank == 0 ? Int(DLS_SECOND_SCALAR) : Int(DLS_ROWS)
    fill(a, op, a, b, form)
    return true
  }

  /// -x written over x, which is contiguous and has elements, and at which nobody else looks.
  public static func negate(over x: Tensor) {
    let (memory, code, size) = (x.raw, x.dtype.code, x.dtype.size)
    Parallel.forEach(count: x.count, grain: UnaryOp.negate.grain) { range in
      let place = memory + range.lowerBound * size
      dls_unary_contiguous(UnaryOp.negate.rawValue, code, range.count, place, place)
    }
  }

  private static func contiguous(
    _ op: BinaryOp, _ a: Tensor, _ b: Tensor, _ form: Int, hollow: Bool
  ) throws -> Tensor {
    let result = try Tensor(empty: form == DLS_FIRST_SCALAR ? b.shape : a.shape, a.dtype, hollow: hollow)
    if !result.isHollow { fill(result, op, a, b, form) }
    return result
  }

  @inline(__always)
  private static func fill(_ result: Tensor, _ op: BinaryOp, _ a: Tensor, _ b: Tensor, _ form: Int) {
    let (out, x, y, code, size) = (result.raw, a.raw, b.raw, a.dtype.code, a.dtype.size)
    let xStep = form == DLS_FIRST_SCALAR ? 0 : size
    let yStep = form == DLS_SECOND_SCALAR ? 0 : size
    Parallel.forEach(count: result.byteCount / size, grain: op.grain) { range in
      let start = range.lowerBound
      dls_binary_contiguous(
        op.rawValue, code, Int32(form), range.count, out + start * size, x + start * xStep,
        y + start * yStep)
    }
  }

  /// How the C kernels take two operands without a walk; nil when they cannot.
  private static func form(_ a: Tensor, _ b: Tensor) -> Int? {
    guard a.isContiguous, b.isContiguous else { return nil }
    if a.shape == b.shape { return Int(DLS_ROWS) }
    if b.rank <= a.rank, b.count == 1 { return Int(DLS_SECOND_SCALAR) }
    if a.rank <= b.rank, a.count == 1 { return Int(DLS_FIRST_SCALAR) }
    return nil
  }

  private static func checkWhole(_ op: BinaryOp, _ b: Tensor) throws {
    guard b.count > 0 else { return }
    if op == .floorDivide || op == .remainder {
      if try reduce(.all, compare(.notEqual, b, scalar(0, .i64)), axes: nil).item == 0 {
        throw TensorFailure.divisionByZero(operation: op.spelling)
      }
    } else if op == .power, try reduce(.min, b, axes: nil).item < 0 {
      throw TensorFailure.negativeExponent
    }
  }

  /// The operands must have one dtype; the result is bool.
  public static func compare(_ op: Comparison, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.dtype == b.dtype else {
      throw TensorFailure.dtypesDiffer(operation: op.spelling, a.dtype, b.dtype)
    }
    if let form = form(a, b) {
      let result = try Tensor(
        empty: form == DLS_FIRST_SCALAR ? b.shape : a.shape, .bool, hollow: a.isHollow || b.isHollow)
      if result.isHollow { return result }
      let (out, x, y, code, size) = (result.raw, a.raw, b.raw, a.dtype.code, a.dtype.size)
      let xStep = form == DLS_FIRST_SCALAR ? 0 : size
      let yStep = form == DLS_SECOND_SCALAR ? 0 : size
      Parallel.forEach(count: result.count, grain: 65_536) { range in
        let start = range.lowerBound
        dls_compare_contiguous(
          op.rawValue, code, Int32(form), range.count, out + start, x + start * xStep, y + start * yStep)
      }
      return result
    }
    let result = try Tensor(
      empty: broadcastShape(op.spelling, a.shape, b.shape), .bool, hollow: a.isHollow || b.isHollow)
    if result.isHollow { return result }
    var walk = try Walk(result, a, b)
    walk.runPairs(compares: true, op.rawValue, a.dtype, count: result.count, grain: 65_536)
    return result
  }

  /// The common shape of two operands, as NumPy broadcasts.
  public static func broadcastShape(_ operation: @autoclosure () -> String, _ a: Shape, _ b: Shape) throws
    -> Shape
  {
    if a == b { return a }
    let rank = Swift.max(a.rank, b.rank)
    var result = Shape(repeating: 1, count: rank)
    for axis in 0..<rank {
      let i = axis - (rank - a.rank)
      let j = axis - (rank - b.rank)
      let m = i < 0 ? 1 : a[i]
      let n = j < 0 ? 1 : b[j]
      guard m == n || m == 1 || n == 1 else {
        throw TensorFailure.notBroadcastable(operation: operation(), a, b)
      }
      result[axis] = m == 1 ? n : m
    }
    return result
  }
}

extension Walk {
  /// A walk over a contiguous result and operands that broadcast to its shape.
  init(_ result: Tensor, _ a: Tensor, _ b: Tensor, _ c: Tensor? = nil) throws {
    self.init(c == nil ? 3 : 4)
    operand(0, result.raw)
    operand(1, a.raw)
    operand(2, b.raw)
    if let c { operand(3, c.raw) }
    let rank = result.rank
    for axis in 0..<rank {
      self.axis(
        result.shape[axis], result.stride(axis) * result.dtype.size, a.byteStride(axis, of: rank),
        b.byteStride(axis, of: rank), c?.byteStride(axis, of: rank) ?? 0)
    }
  }
}

extension Tensor {
  /// The stride along an axis of a result of that rank: 0 where this tensor is repeated.
  fileprivate func byteStride(_ axis: Int, of rank: Int) -> Int {
    let own = axis - (rank - self.rank)
    return own < 0 || shape[own] == 1 ? 0 : stride(own) * dtype.size
  }
}
