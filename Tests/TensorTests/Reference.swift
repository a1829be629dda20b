import Tensor

/// Plain loops to hold the kernels against.
enum Reference {
  /// Every index of a shape, in row-major order.
  static func indices(_ shape: Shape) -> [[Int]] {
    var result: [[Int]] = [[]]
    for size in shape { result = result.flatMap { head in (0..<size).map { head + [$0] } } }
    return result
  }

  /// One element, read through the strides.
  static func element(_ x: Tensor, _ index: [Int]) -> Double {
    var position = 0
    for axis in 0..<x.rank { position += index[axis] * x.strides[axis] }
    switch x.dtype {
    case .f32: return Double(x.f32[position])
    case .f64: return x.f64[position]
    case .i64: return Double(x.i64[position])
    case .bool: return x.bool[position] ? 1 : 0
    }
  }

  static func elements(_ x: Tensor) -> [Double] { indices(x.shape).map { element(x, $0) } }

  /// One element of an operand that broadcasts to the index's rank.
  static func broadcast(_ x: Tensor, _ index: [Int]) -> Double {
    let own = Array(index.suffix(x.rank))
    return element(x, own.enumerated().map { x.shape[$0] == 1 ? 0 : $1 })
  }

  /// Reproducible numbers in a range.
  static func random(
    _ shape: Shape, _ seed: UInt64, _ range: ClosedRange<Double> = -2...2, _ dtype: DType = .f32
  )
    throws -> Tensor
  {
    let generator = RandomGenerator(seed: seed)
    if dtype == .bool { return try generator.integers(shape, low: 0, high: 2).cast(to: .bool) }
    if dtype == .i64 {
      return try generator.integers(shape, low: Int(range.lowerBound), high: Int(range.upperBound) + 1)
    }
    return try generator.uniform(shape, low: range.lowerBound, high: range.upperBound, dtype)
  }

  /// The same values behind different layouts: contiguous, transposed, every second, offset, reversed.
  static func layouts(_ x: Tensor) throws -> [Tensor] {
    guard x.rank > 0 else { return [x] }
    var result = [x]
    let order = Array((0..<x.rank).reversed())
    result.append(try x.permuted(order).copy().permuted(order))
    var doubled = x.shape
    doubled[x.rank - 1] = 2 * x.shape[x.rank - 1] + 1
    let wide = try Tensor.zeros(doubled, x.dtype)
    let steps = try wide.slice(axis: -1, start: 1, stop: nil, step: 2)
    try steps.assign(x)
    result.append(steps)
    result.append(
      try x.slice(axis: 0, start: nil, stop: nil, step: -1).copy().slice(
        axis: 0, start: nil, stop: nil, step: -1))
    return result
  }

  /// Equal, both NaN, or within a relative tolerance.
  static func close(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-5) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).allSatisfy { x, y in
      x == y || (x.isNaN && y.isNaN) || abs(x - y) <= tolerance * max(1, abs(y))
    }
  }
}
