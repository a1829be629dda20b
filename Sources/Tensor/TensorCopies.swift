import CKernels

// Copies in other layouts and dtypes.
extension Tensor {
  /// This tensor when it is contiguous, otherwise a contiguous copy.
  public func contiguous() throws -> Tensor { isContiguous ? self : try copy() }

  /// A contiguous copy with its own storage.
  public func copy() throws -> Tensor {
    let result = try Tensor(empty: shape, dtype, hollow: isHollow)
    Tensor.move(self, into: result)
    return result
  }

  /// This tensor when it has the dtype already. Floats to i64 truncate and saturate, NaN gives 0.
  public func cast(to target: DType) throws -> Tensor {
    if target == dtype { return self }
    let result = try Tensor(empty: shape, target, hollow: isHollow)
    if result.isHollow { return result }
    var walk = Walk(2)
    walk.operand(0, result.raw)
    walk.operand(1, raw)
    for axis in 0..<rank {
      walk.axis(shape[axis], result.stride(axis) * target.size, stride(axis) * dtype.size)
    }
    walk.runAll(dls_cast, Int32(dtype.rawValue), target, count: count, grain: 65_536)
    return result
  }

  /// Overwrites this view's elements with those of `source`, broadcast to its shape and cast to its dtype. The
  /// storage's version counts it.
  public func assign(_ source: Tensor) throws {
    var values = try source.cast(to: dtype).broadcast(to: shape)
    // An overlapping view would be read after parts of it were written.
    if values.storage === storage { values = try values.copy() }
    Tensor.move(values, into: self)
    storage.version &+= 1
  }

  /// Copies elements of equal shape and dtype, any strides.
  static func move(_ source: Tensor, into target: Tensor) {
    if source.isHollow || target.isHollow { return }
    var walk = Walk(2)
    let size = source.dtype.size
    walk.operand(0, target.raw)
    walk.operand(1, source.raw)
    for axis in 0..<source.rank {
      walk.axis(source.shape[axis], target.stride(axis) * size, source.stride(axis) * size)
    }
    if let plan = walk.transposition(elementSize: size) {
      walk.runTransposed(plan, source.dtype)
    } else {
      walk.runAll(dls_copy, 0, source.dtype, count: source.count, grain: 65_536)
    }
  }
}

extension Walk {
  /// The axis along which the source is contiguous, when that is not the innermost and squares pay.
  fileprivate func transposition(elementSize: Int) -> Int? {
    let rank = Int(walk.rank)
    guard rank >= 2 else { return nil }
    return withUnsafeBytes(of: walk.stride.1) { bytes in
      let strides = bytes.bindMemory(to: Int64.self)
      if strides[rank - 1] == Int64(elementSize) || strides[rank - 1] == 0 { return nil }
      return (0..<rank - 1).first { strides[$0] == Int64(elementSize) }
    }
  }

  fileprivate mutating func runTransposed(_ axis: Int, _ dtype: DType) {
    let outer = Int(walk.size.0)
    var rest = 1
    withUnsafeBytes(of: walk.size) { bytes in
      let sizes = bytes.bindMemory(to: Int64.self)
      for index in 1..<Int(walk.rank) { rest *= Int(sizes[index]) }
    }
    let grain = Swift.max(32, 65_536 / Swift.max(rest, 1))
    withUnsafePointer(to: &walk) { walk in
      Parallel.forEach(count: outer, grain: grain) { range in
        dls_copy_transposed(
          walk, Int32(axis), Int32(dtype.rawValue), Int64(range.lowerBound), Int64(range.upperBound))
      }
    }
  }
}
