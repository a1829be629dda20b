import Tensor

/// Arithmetic of two single numbers, without a kernel's set-up: formulas of numbers are made of it.
enum Scalars {
  /// nil where a kernel must do it. - Precondition: equal dtypes.
  @inline(__always)
  static func binary(_ kernel: BinaryOp, _ a: Tensor, _ b: Tensor) throws -> Tensor? {
    if a.isHollow || b.isHollow { return nil }
    switch a.dtype {
    case .f32:
      guard let value = apply(kernel, a.f32[0], b.f32[0]) else { return nil }
      return try Tensor.scalar(Double(value), .f32)
    case .f64:
      guard let value = apply(kernel, a.f64[0], b.f64[0]) else { return nil }
      return try Tensor.scalar(value, .f64)
    default: return nil
    }
  }

  @inline(__always)
  private static func apply<T: BinaryFloatingPoint>(_ kernel: BinaryOp, _ a: T, _ b: T) -> T? {
    switch kernel {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .maximum: return a > b || a.isNaN ? a : b
    case .minimum: return a < b || a.isNaN ? a : b
    default: return nil
    }
  }
}
