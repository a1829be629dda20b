import Tensor

/// Numbers beside tensors: a program uses few of them, again and again. Nobody may change one.
enum Constants {
  /// A power of two.
  private static let places = 32
  private static let tables = 4
  @exclusivity(unchecked) nonisolated(unsafe) private static let kept: UnsafeMutablePointer<Variable?> = {
    let memory = UnsafeMutablePointer<Variable?>.allocate(capacity: places * tables)
    memory.initialize(repeating: nil, count: places * tables)
    return memory
  }()

  /// 0-d, in a floating-point dtype.
  @inline(__always)
  static func floating(_ value: Double, _ dtype: DType, isNumber: Bool) throws -> Variable {
    let table = (dtype == .f64 ? 1 : 0) + (isNumber ? 2 : 0)
    let bits = value.bitPattern
    let place =
      table * places + Int(truncatingIfNeeded: (bits ^ bits >> 32) &* 0x9E37_79B9 >> 20) & (places - 1)
    if let constant = kept[place], constant.withTensor({ holds($0, value, dtype) }) { return constant }
    let constant = Variable(try Tensor.scalar(value, dtype))
    constant.isNumber = isNumber
    if constant.withTensor({ !$0.isHollow }) { kept[place] = constant }
    return constant
  }

  @inline(__always)
  private static func holds(_ tensor: Tensor, _ value: Double, _ dtype: DType) -> Bool {
    dtype == .f64
      ? tensor.f64[0].bitPattern == value.bitPattern
      : tensor.f32[0].bitPattern == Float(value).bitPattern
  }
}
