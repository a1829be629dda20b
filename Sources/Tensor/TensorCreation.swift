import CKernels

// Tensors from values, and values from tensors.
extension Tensor {
  public static func zeros(_ shape: Shape, _ dtype: DType = .f32) throws -> Tensor {
    let result = try Tensor(empty: shape, dtype)
    result.clear()
    return result
  }

  /// Whole-number dtypes truncate the value; bool asks whether it is not 0.
  public static func full(_ shape: Shape, _ value: Double, _ dtype: DType = .f32) throws -> Tensor {
    if value == 0, value.sign == .plus { return try zeros(shape, dtype) }
    if dtype == .f32, shape.elementCount <= 65_536 {
      let result = try Tensor(empty: shape, dtype)
      if result.isHollow { return result }
      result.f32.update(repeating: Float(value), count: result.count)
      return result
    }
    return try scalar(value, dtype).broadcast(to: shape).copy()
  }

  /// The place given, where it has this tensor's shape and dtype; otherwise a new tensor with undefined contents.
  @inline(__always)
  func counterpart(_ place: Tensor?, hollow: Bool) throws -> Tensor {
    if let place, !hollow, place.dtype == dtype, place.shape == shape { return place }
    return try Tensor(empty: shape, dtype, hollow: hollow)
  }

  /// A 0-d tensor.
  public static func scalar(_ value: Double, _ dtype: DType = .f32) throws -> Tensor {
    let result = try Tensor(empty: Shape(), dtype)
    switch dtype {
    case .f32: result.f32[0] = Float(value)
    case .f64: result.f64[0] = value
    case .i64: result.i64[0] = saturated(value)
    case .bool: result.bool[0] = value != 0
    }
    return result
  }

  public static func from(_ values: [Float], _ shape: Shape) throws -> Tensor {
    try filled(shape, .f32, values) { $0.f32 }
  }

  public static func from(_ values: [Double], _ shape: Shape) throws -> Tensor {
    try filled(shape, .f64, values) { $0.f64 }
  }

  public static func from(_ values: [Int64], _ shape: Shape) throws -> Tensor {
    try filled(shape, .i64, values) { $0.i64 }
  }

  public static func from(_ values: [Bool], _ shape: Shape) throws -> Tensor {
    try filled(shape, .bool, values) { $0.bool }
  }

  /// `value(i)` at each place i, in f64, made without a list of the values beside it.
  public static func sequence(_ count: Int, _ value: (Int) -> Double) throws -> Tensor {
    let result = try Tensor(empty: Shape.checked([count]), .f64)
    for place in 0..<count { result.f64[place] = value(place) }
    return result
  }

  /// 0, 1, 2… in i64.
  public static func indices(_ count: Int) throws -> Tensor {
    let result = try Tensor(empty: Shape.checked([count]), .i64)
    for place in 0..<count { result.i64[place] = Int64(place) }
    return result
  }

  private static func filled<Element>(
    _ shape: Shape, _ dtype: DType, _ values: [Element], _ pointer: (Tensor) -> UnsafeMutablePointer<Element>
  ) throws -> Tensor {
    guard values.count == shape.elementCount else {
      throw TensorFailure.countMismatch(values: values.count, shape)
    }
    let result = try Tensor(empty: shape, dtype)
    if result.isHollow { return result }
    values.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { pointer(result).update(from: base, count: buffer.count) }
    }
    return result
  }

  func clear() {
    if isHollow { return }
    let bytes = count * dtype.size
    let base = raw
    Parallel.forEach(count: bytes, grain: 1 << 20) { range in
      (base + range.lowerBound).initializeMemory(as: UInt8.self, repeating: 0, count: range.count)
    }
  }
}

extension Tensor {
  /// The first element as a number; true is 1. NaN when there is no element.
  public var item: Double {
    guard count > 0 else { return .nan }
    switch dtype {
    case .f32: return Double(f32[0])
    case .f64: return f64[0]
    case .i64: return Double(i64[0])
    case .bool: return bool[0] ? 1 : 0
    }
  }

  /// All elements in row-major order.
  public var doubles: [Double] {
    let total = count
    guard total > 0 else { return [] }
    if isHollow { return [Double](repeating: 0, count: total) }
    return [Double](unsafeUninitializedCapacity: total) { buffer, filled in
      if let base = buffer.baseAddress { cast(into: base, .f64) }
      filled = total
    }
  }

  /// All elements in row-major order; fractions truncate.
  public var ints: [Int] {
    let total = count
    guard total > 0 else { return [] }
    if isHollow { return [Int](repeating: 0, count: total) }
    return [Int](unsafeUninitializedCapacity: total) { buffer, filled in
      if let base = buffer.baseAddress { cast(into: base, .i64) }
      filled = total
    }
  }

  private func cast(into base: UnsafeMutableRawPointer, _ target: DType) {
    var walk = Walk(2)
    walk.operand(0, base)
    walk.operand(1, raw)
    let row = shape.contiguousStrides
    for axis in 0..<rank {
      walk.axis(shape[axis], row[axis] * target.size, stride(axis) * dtype.size)
    }
    walk.run(dls_cast, Int32(dtype.rawValue), target, 0..<count)
  }
}

/// Truncated, kept within Int64; NaN gives 0.
func saturated(_ value: Double) -> Int64 {
  if value.isNaN { return 0 }
  if value >= 0x1p63 { return .max }
  if value < -0x1p63 { return .min }
  return Int64(value)
}
