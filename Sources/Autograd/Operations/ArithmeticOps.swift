import Tensor

extension Ops {
  public static func add(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.add, .add, a, b)
  }
  public static func subtract(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.subtract, .subtract, a, b)
  }
  public static func multiply(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.multiply, .multiply, a, b)
  }
  public static func divide(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.divide, .divide, a, b, floating: true)
  }
  public static func power(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.power, .power, a, b, floating: needsFloatingPower(a, b))
  }
  public static func maximum(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.maximum, .maximum, a, b)
  }
  public static func minimum(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.minimum, .minimum, a, b)
  }
  /// The quotient rounded down.
  public static func floorDivide(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.floorDivide, .floorDivide, a, b)
  }
  /// What division leaves, with the sign of b.
  public static func remainder(_ a: Variable, _ b: Variable) throws -> Variable {
    try elementwise(Operations.remainder, .remainder, a, b)
  }

  public static func add(_ a: Variable, _ b: Double) throws -> Variable { try add(a, scalar(b, like: a)) }
  public static func subtract(_ a: Variable, _ b: Double) throws -> Variable {
    try subtract(a, scalar(b, like: a))
  }
  public static func multiply(_ a: Variable, _ b: Double) throws -> Variable {
    try multiply(a, scalar(b, like: a))
  }
  public static func divide(_ a: Variable, _ b: Double) throws -> Variable {
    try divide(a, scalar(b, like: a))
  }
  public static func power(_ a: Variable, _ b: Double) throws -> Variable { try power(a, scalar(b, like: a)) }

  @inline(__always)
  static func elementwise(
    _ operation: Operation, _ kernel: BinaryOp, _ a: Variable, _ b: Variable, floating: Bool = false
  ) throws -> Variable {
    if let result = try a.withTensor({ x in try b.withTensor { y in try alike(kernel, x, y) } }) {
      return Executor.record(operation, a, b, result)
    }
    return try promoted(operation, kernel, a, b, floating: floating)
  }

  /// nil unless the operands agree in floating-point dtype, and in shape unless one is 0-d or repeated in few rows.
  @inline(__always)
  private static func alike(_ kernel: BinaryOp, _ x: Tensor, _ y: Tensor) throws -> Tensor? {
    guard x.dtype == y.dtype, x.dtype.isFloating else { return nil }
    guard x.shape == y.shape else {
      if x.rank > 0, y.rank > 0 { return try Tensor.binary(inRows: kernel, x, y) }
      return try Tensor.binary(besideNumber: kernel, x, y)
    }
    if x.rank == 0, let result = try Scalars.binary(kernel, x, y) { return result }
    return try Tensor.binary(alike: kernel, x, y)
  }

  private static func promoted(
    _ operation: Operation, _ kernel: BinaryOp, _ a: Variable, _ b: Variable, floating: Bool
  ) throws -> Variable {
    let agrees = a.dtype == b.dtype && a.dtype.isFloating
    let (a, b) = agrees ? (a, b) : try Promotion.promoted(a, b, floating: floating)
    if a.shape != b.shape { _ = try Broadcasting.shape(a.shape, b.shape, operation.spelling) }
    return Executor.record(operation, a, b, try Tensor.binary(kernel, a.tensor, b.tensor))
  }

  /// A whole base with a negative exponent leaves the whole numbers.
  static func needsFloatingPower(_ a: Variable, _ b: Variable) -> Bool {
    guard !a.dtype.isFloating, !b.dtype.isFloating || b.isNumber else { return false }
    return b.tensor.doubles.contains { $0 < 0 }
  }
}
