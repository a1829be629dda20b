/// Elementwise functions of one tensor. Raw values are the C kernels' codes.
public enum UnaryOp: Int32, CaseIterable, Sendable {
  case negate, abs, sign, exp, log, log1p, log2, log10, expm1, sqrt, rsqrt, reciprocal, square, sin, cos, tan
  case asin, acos, atan, sinh, cosh, tanh, sigmoid, relu, gelu, erf, softplus, silu, elu, floor, ceil
  /// Halves to even.
  case round
  /// Logical; the result is bool, as that of the two below.
  case not
  case isnan, isinf

  /// The dtype of the result; nil where the operation is not defined.
  public func result(_ dtype: DType) -> DType? {
    switch self {
    case .not, .isnan, .isinf: return .bool
    case .negate, .abs, .sign, .square, .relu, .floor, .ceil, .round: return dtype == .bool ? nil : dtype
    default: return dtype.isFloating ? dtype : nil
    }
  }

  /// Elements that are worth a thread's attention.
  var grain: Int {
    switch self {
    case .negate, .abs, .sign, .square, .relu, .floor, .ceil, .round, .not, .isnan, .isinf: return 65_536
    case .log2, .log10, .tan, .asin, .acos, .atan, .sinh, .cosh: return 4096
    default: return 16_384
    }
  }
}

/// Elementwise functions of two tensors of one dtype.
public enum BinaryOp: Int32, CaseIterable, Sendable {
  case add, subtract, multiply, divide, power, maximum, minimum
  /// The quotient rounded down, and the remainder with the divisor's sign, as in Python.
  case floorDivide, remainder
  case atan2
  /// Logical on bool, bitwise on i64.
  case and, or, xor
  /// dx from (dy, y): for functions whose derivative their own value tells.
  case reluGradient, sigmoidGradient, tanhGradient
  /// dx from (dy, x).
  case geluGradient, siluGradient, softplusGradient
  /// dx from (dy, y), slope 1.
  case eluGradient
  /// dx from (dy, x).
  case absGradient, squareGradient, cubeGradient
  /// dx from (dy, y).
  case sqrtGradient

  /// Whether the operation is defined for the dtype.
  public func supports(_ dtype: DType) -> Bool {
    switch self {
    case .add, .multiply, .maximum, .minimum: return true
    case .subtract, .power, .floorDivide, .remainder, .reluGradient: return dtype != .bool
    case .and, .or, .xor: return !dtype.isFloating
    default: return dtype.isFloating
    }
  }

  var grain: Int {
    switch self {
    case .power, .remainder, .atan2: return 4096
    case .geluGradient, .siluGradient, .softplusGradient: return 16_384
    default: return 32_768
    }
  }
}

/// Elementwise comparisons of two tensors of one dtype; the result is bool.
public enum Comparison: Int32, CaseIterable, Sendable {
  case equal, notEqual, less, lessEqual, greater, greaterEqual
}

// As users write them.

extension UnaryOp {
  var spelling: String { self == .negate ? "`-`" : "\(self)" }
}

extension BinaryOp {
  var spelling: String {
    switch self {
    case .add: "`+`"
    case .subtract: "`-`"
    case .multiply: "`*`"
    case .divide: "`/`"
    case .power: "`^`"
    case .floorDivide: "`//`"
    case .remainder: "`%`"
    case .maximum: "max"
    case .minimum: "min"
    default: "\(self)"
    }
  }
}

extension Comparison {
  var spelling: String {
    switch self {
    case .equal: "`==`"
    case .notEqual: "`!=`"
    case .less: "`<`"
    case .lessEqual: "`<=`"
    case .greater: "`>`"
    case .greaterEqual: "`>=`"
    }
  }
}
