import CKernels

// Elements chosen by a condition, and gradients that pass where one holds.
extension Tensor {
  /// Elements of `a` where the mask is true, of `b` elsewhere; all three broadcast.
  public static func select(where mask: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    guard a.dtype == b.dtype else { throw TensorFailure.dtypesDiffer(operation: "where", a.dtype, b.dtype) }
    guard mask.dtype == .bool else { throw TensorFailure.dtypesDiffer(operation: "where", mask.dtype, .bool) }
    let isHollow = mask.isHollow || a.isHollow || b.isHollow
    if !isHollow, mask.isContiguous, let aStep = a.step(in: mask.shape), let bStep = b.step(in: mask.shape) {
      let result = try Tensor(empty: mask.shape, a.dtype)
      choose(result, mask, a.raw, aStep, b.raw, bStep)
      return result
    }
    let shape = try broadcastShape("where", broadcastShape("where", mask.shape, a.shape), b.shape)
    let result = try Tensor(empty: shape, a.dtype, hollow: isHollow)
    if result.isHollow { return result }
    var walk = try Walk(result, mask, a, b)
    walk.runAll(dls_where, 0, a.dtype, count: result.count, grain: selectionGrain)
    return result
  }

  /// `x` where the mask is as told, 0 elsewhere, written over x, at which nobody else looks. False, and nothing done,
  /// where the shapes differ, or there are gaps or no elements.
  public static func keep(over x: Tensor, where mask: Tensor, is truth: Bool) -> Bool {
    guard x.isContiguous, mask.isContiguous, x.shape == mask.shape, !x.isHollow, !mask.isHollow else {
      return false
    }
    var zero = 0.0
    withUnsafeMutableBytes(of: &zero) { bytes in
      guard let nothing = bytes.baseAddress else { return }
      if truth { choose(x, mask, x.raw, 1, nothing, 0) } else { choose(x, mask, nothing, 0, x.raw, 1) }
    }
    return true
  }

  /// dy where x > 0, slope·dy elsewhere: leaky ReLU of x when dy is x, and its gradient. f32 and f64 of one shape.
  ///
  /// - Parameter place: for the result, nobody else looks at it; may be dy. nil: a new tensor.
  public static func slope(_ slope: Double, _ dy: Tensor, _ x: Tensor, into place: Tensor? = nil) throws
    -> Tensor
  {
    guard dy.isContiguous, x.isContiguous else {
      return try self.slope(slope, dy.contiguous(), x.contiguous(), into: place)
    }
    let result = try x.counterpart(place, hollow: dy.isHollow || x.isHollow)
    if result.isHollow { return result }
    let (out, from, at, code, size) = (result.raw, dy.raw, x.raw, x.dtype.code, x.dtype.size)
    Parallel.forEach(count: x.count, grain: selectionGrain) { range in
      let start = range.lowerBound * size
      dls_slope(code, range.count, slope, out + start, from + start, at + start)
    }
    return result
  }

  /// Elements kept within bounds; NaN stays, and the upper bound wins where they cross. f32 and f64.
  public static func clamp(_ x: Tensor, _ low: Double, _ high: Double) throws -> Tensor {
    guard x.isContiguous else { return try clamp(x.copy(), low, high) }
    let result = try Tensor(empty: x.shape, x.dtype, hollow: x.isHollow)
    if result.isHollow { return result }
    let (out, from, code, size) = (result.raw, x.raw, x.dtype.code, x.dtype.size)
    Parallel.forEach(count: x.count, grain: selectionGrain) { range in
      let start = range.lowerBound * size
      dls_clamp(code, range.count, low, high, out + start, from + start)
    }
    return result
  }

  /// The gradient of ``clamp(_:_:_:)``: dy where x is within the bounds, both included, 0 elsewhere.
  public static func clampGradient(
    _ dy: Tensor, _ x: Tensor, _ low: Double, _ high: Double, into place: Tensor? = nil
  ) throws -> Tensor {
    guard dy.isContiguous, x.isContiguous else {
      return try clampGradient(dy.contiguous(), x.contiguous(), low, high, into: place)
    }
    let result = try x.counterpart(place, hollow: dy.isHollow || x.isHollow)
    if result.isHollow { return result }
    let (out, from, at, code, size) = (result.raw, dy.raw, x.raw, x.dtype.code, x.dtype.size)
    Parallel.forEach(count: x.count, grain: selectionGrain) { range in
      let start = range.lowerBound * size
      dls_within(code, range.count, low, high, out + start, from + start, at + start)
    }
    return result
  }

  /// What `a` gets of the gradient of its maximum (or minimum) with `b`: dy where it won, half at a tie. f32 and f64;
  /// all of one shape, but that b may be 0-d.
  public static func extremumGradient(
    ofMinimum: Bool, _ dy: Tensor, _ a: Tensor, _ b: Tensor, into place: Tensor? = nil
  ) throws -> Tensor {
    guard dy.isContiguous, a.isContiguous, b.isContiguous else {
      return try extremumGradient(
        ofMinimum: ofMinimum, dy.contiguous(), a.contiguous(), b.contiguous(), into: place)
    }
    let result = try a.counterpart(place, hollow: dy.isHollow || a.isHollow || b.isHollow)
    if result.isHollow { return result }
    let step = b.rank == 0 && a.rank > 0 ? 0 : 1
    let (out, from, x, y) = (result.raw, dy.raw, a.raw, b.raw)
    let (code, size) = (a.dtype.code, a.dtype.size)
    Parallel.forEach(count: a.count, grain: selectionGrain) { range in
      let start = range.lowerBound * size
      dls_extremum_gradient(
        code, ofMinimum ? 1 : 0, range.count, out + start, from + start, x + start, y + start * step, step)
    }
    return result
  }

  /// Elements that are worth a thread's attention.
  private static let selectionGrain = 65_536

  @inline(__always)
  private static func choose(
    _ result: Tensor, _ mask: Tensor, _ a: UnsafeMutableRawPointer, _ aStep: Int,
    _ b: UnsafeMutableRawPointer, _ bStep: Int
  ) {
    let (out, truth, code, size) = (result.raw, mask.raw, result.dtype.code, result.dtype.size)
    Parallel.forEach(count: mask.count, grain: selectionGrain) { range in
      let start = range.lowerBound
      dls_where_contiguous(
        code, range.count, out + start * size, truth + start, a + start * aStep * size, Int64(aStep),
        b + start * bStep * size, Int64(bStep))
    }
  }

  /// How far its elements are apart where it goes with a tensor of that shape: 1, or 0 when it is 0-d; nil otherwise.
  private func step(in shape: Shape) -> Int? {
    if self.shape == shape { return isContiguous ? 1 : nil }
    return rank == 0 ? 0 : nil
  }
}
