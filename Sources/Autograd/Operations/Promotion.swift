import Tensor

/// Which dtype operands meet in: language.md's rule for numbers, PyTorch's for tensors.
enum Promotion {
  /// - Parameter floating: the result is fractional even for whole operands (`/`, `exp`).
  static func common(_ a: Variable, _ b: Variable, floating: Bool) -> DType {
    let dtype = meeting(a, b)
    return floating && !dtype.isFloating ? .f32 : dtype
  }

  static func common(_ variables: [Variable]) -> DType {
    guard let first = variables.first else { return .f32 }
    return variables.dropFirst().reduce(first.dtype) { DType.promoted($0, $1.dtype) }
  }

  /// Both in the dtype in which they meet.
  static func promoted(_ a: Variable, _ b: Variable, floating: Bool) throws -> (Variable, Variable) {
    let dtype = common(a, b, floating: floating)
    return (try cast(a, dtype), try cast(b, dtype))
  }

  /// Whole and bool tensors become f32; others stay.
  static func floating(_ x: Variable) throws -> Variable { x.dtype.isFloating ? x : try cast(x, .f32) }

  static func cast(_ x: Variable, _ dtype: DType) throws -> Variable {
    if x.dtype == dtype { return x }
    guard x.isNumber, !x.requiresGradient, dtype.isFloating else { return try Ops.cast(x, dtype) }
    return try Constants.floating(x.tensor.item, dtype, isNumber: true)
  }

  private static func meeting(_ a: Variable, _ b: Variable) -> DType {
    if a.dtype == b.dtype, a.isNumber == b.isNumber { return a.dtype }
    if a.isNumber != b.isNumber { return a.isNumber ? meeting(number: a, b) : meeting(number: b, a) }
    // As in PyTorch, a 0-d tensor does not widen a tensor of the same kind.
    if a.dtype.isFloating, b.dtype.isFloating, (a.tensor.rank == 0) != (b.tensor.rank == 0) {
      return a.tensor.rank == 0 ? b.dtype : a.dtype
    }
    return DType.promoted(a.dtype, b.dtype)
  }

  private static func meeting(number: Variable, _ tensor: Variable) -> DType {
    if tensor.dtype.isFloating { return tensor.dtype }
    let value = number.tensor.item
    guard value == value.rounded(), abs(value) < 9e15 else { return .f32 }
    return .i64
  }
}
