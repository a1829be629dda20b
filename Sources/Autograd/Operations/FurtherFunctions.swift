import Catalog
import Glibc
import Tensor
import Text

extension Operations {
  static let logarithmOfOnePlus = UnaryRow(
    name: "log1p", kernel: .log1p, summary: Wording("ln(1 + x), exact near 0", "ln(1 + x)，在 0 附近精确"),
    formula: "ln(1 + x)",
    example: Example("log1p([0, 1e-9])", "[0, 1e-09]"), range: -0.5...2,
    gradient: .unary { g, c in try c.over(g, Ops.add(c.input(0), 1)) }
  ).operation
  static let logarithmToBase2 = UnaryRow(
    name: "log2", kernel: .log2, summary: Wording("logarithm to base 2", "以 2 为底的对数"), formula: "log₂ x",
    example: Example("log2([1, 8])", "[0, 3]"), range: 0.5...2,
    gradient: .unary { g, c in try Ops.divide(Ops.multiply(g, 1 / Glibc.log(2)), c.input(0)) }
  ).operation
  static let logarithmToBase10 = UnaryRow(
    name: "log10", kernel: .log10, summary: Wording("logarithm to base 10", "以 10 为底的对数"), formula: "log₁₀ x",
    example: Example("log10([1, 1000])", "[0, 3]"), range: 0.5...2,
    gradient: .unary { g, c in try Ops.divide(Ops.multiply(g, 1 / Glibc.log(10)), c.input(0)) }
  ).operation
  static let exponentialMinusOne = UnaryRow(
    name: "expm1", kernel: .expm1, summary: Wording("eˣ - 1, exact near 0", "eˣ - 1，在 0 附近精确"),
    formula: "eˣ - 1",
    example: Example("expm1([0, 1e-9])", "[0, 1e-09]"),
    gradient: .unary { g, c in try c.times(g, Ops.add(c.output(0), 1)) }
  ).operation
  static let reciprocalSquareRoot = UnaryRow(
    name: "rsqrt", kernel: .rsqrt, summary: Wording("one over the square root", "平方根的倒数"), formula: "1 / √x",
    example: Example("rsqrt([4, 16])", "[0.5, 0.25]"), range: 0.5...2,
    gradient: .unary { g, c in
      let y = c.output(0)
      return try c.times(g, Ops.multiply(Ops.multiply(y, Ops.multiply(y, y)), -0.5))
    }
  ).operation
  static let reciprocal = UnaryRow(
    name: "reciprocal", kernel: .reciprocal, summary: Wording("one over each element", "每个元素的倒数"),
    formula: "1 / x",
    example: Example("reciprocal([2, 4])", "[0.5, 0.25]"), range: 0.5...2,
    gradient: .unary { g, c in
      let y = c.output(0)
      return try c.negated(c.times(g, Ops.multiply(y, y)))
    }
  ).operation
  static let square = UnaryRow(
    name: "square", kernel: .square, summary: Wording("each element times itself", "每个元素的平方"), formula: "x²",
    example: Example("square([2, -3])", "[4, 9]"), floating: false, fused: .squareGradient, fusesInput: true,
    gradient: .unary { g, c in try c.times(g, Ops.multiply(c.input(0), 2)) }
  ).operation
  static let arcSine = UnaryRow(
    name: "asin", kernel: .asin,
    summary: Wording("the angle whose sine each element is, in radians", "正弦等于各元素的角，弧度"),
    formula: "arcsin x", example: Example("asin([0, 1])", "[0, 1.5707964]"), range: -0.8...0.8,
    gradient: .unary { g, c in try c.times(g, arcSlope(c.input(0))) }
  ).operation
  static let arcCosine = UnaryRow(
    name: "acos", kernel: .acos,
    summary: Wording("the angle whose cosine each element is, in radians", "余弦等于各元素的角，弧度"),
    formula: "arccos x", example: Example("acos([1, 0])", "[0, 1.5707964]"), range: -0.8...0.8,
    gradient: .unary { g, c in try c.negated(c.times(g, arcSlope(c.input(0)))) }
  ).operation
  static let arcTangent = UnaryRow(
    name: "atan", kernel: .atan,
    summary: Wording("the angle whose tangent each element is, in radians", "正切等于各元素的角，弧度"),
    formula: "arctan x", example: Example("atan([0, 1])", "[0, 0.7853982]"),
    gradient: .unary { g, c in try c.over(g, Ops.add(Ops.square(c.input(0)), 1)) }
  ).operation
  static let hyperbolicSine = UnaryRow(
    name: "sinh", kernel: .sinh, summary: Wording("hyperbolic sine of each element", "每个元素的双曲正弦"),
    formula: "(eˣ - e⁻ˣ) / 2",
    example: Example("sinh([0, 1])", "[0, 1.1752012]"),
    gradient: .unary { g, c in try c.times(g, Ops.cosh(c.input(0))) }
  ).operation
  static let hyperbolicCosine = UnaryRow(
    name: "cosh", kernel: .cosh, summary: Wording("hyperbolic cosine of each element", "每个元素的双曲余弦"),
    formula: "(eˣ + e⁻ˣ) / 2",
    example: Example("cosh([0, 1])", "[1, 1.5430806]"),
    gradient: .unary { g, c in try c.times(g, Ops.sinh(c.input(0))) }
  ).operation
  static let errorFunction = UnaryRow(
    name: "erf", kernel: .erf, summary: Wording("Gauss's error function", "高斯误差函数"),
    formula: "2/√π ∫₀ˣ e^(-t²) dt",
    example: Example("erf([0, 1])", "[0, 0.84270084]"),
    gradient: .unary { g, c in
      let bell = try Ops.exp(Ops.negate(Ops.square(c.input(0))))
      return try c.times(g, Ops.multiply(bell, 2 / Double.pi.squareRoot()))
    }
  ).operation

  static let furtherFunctions: [Operation] = [
    logarithmOfOnePlus, logarithmToBase2, logarithmToBase10, exponentialMinusOne, reciprocalSquareRoot,
    reciprocal, square, arcSine, arcCosine,
    arcTangent, hyperbolicSine, hyperbolicCosine, errorFunction,
  ]

  /// 1 / √(1 - x²)
  private static func arcSlope(_ x: Variable) throws -> Variable {
    try Ops.rsqrt(Ops.subtract(Ops.scalar(1, like: x), Ops.square(x)))
  }
}

extension Ops {
  /// ln(1 + x)
  public static func log1p(_ x: Variable) throws -> Variable {
    try Executor.single(Operations.logarithmOfOnePlus, [x])
  }
  /// eˣ - 1
  public static func expm1(_ x: Variable) throws -> Variable {
    try Executor.single(Operations.exponentialMinusOne, [x])
  }
  public static func rsqrt(_ x: Variable) throws -> Variable {
    try Executor.single(Operations.reciprocalSquareRoot, [x])
  }
  public static func reciprocal(_ x: Variable) throws -> Variable {
    try Executor.single(Operations.reciprocal, [x])
  }
  public static func square(_ x: Variable) throws -> Variable { try Executor.single(Operations.square, [x]) }
  public static func asin(_ x: Variable) throws -> Variable { try Executor.single(Operations.arcSine, [x]) }
  public static func acos(_ x: Variable) throws -> Variable { try Executor.single(Operations.arcCosine, [x]) }
  public static func atan(_ x: Variable) throws -> Variable {
    try Executor.single(Operations.arcTangent, [x])
  }
  public static func sinh(_ x: Variable) throws -> Variable {
    try Executor.single(Operations.hyperbolicSine, [x])
  }
  public static func cosh(_ x: Variable) throws -> Variable {
    try Executor.single(Operations.hyperbolicCosine, [x])
  }
  public static func erf(_ x: Variable) throws -> Variable {
    try Executor.single(Operations.errorFunction, [x])
  }
}
