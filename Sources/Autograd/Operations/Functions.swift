import Catalog
import Tensor
import Text

/// A row of the table of elementwise functions of one operand.
struct UnaryRow {
  var name: String
  var category = Category.elementwise
  var symbol: String?
  var kernel: UnaryOp
  var summary: Wording
  var formula: String
  var example: Example
  /// Whole operands give f32.
  var floating = true
  var range: ClosedRange<Double> = -2...2
  var notes = Wording.empty
  /// A kernel of (dy, y), or of (dy, x), for passes that are not recorded themselves.
  var fused: BinaryOp?
  var fusesInput = false
  /// From the gradient of the result, with x and y = f(x) at hand.
  var gradient: Operation.Gradient

  var operation: Operation {
    Operation(
      Descriptor(
        name, category, summary, formula: formula,
        parameters: [Parameter("x", .tensor, Wording("a tensor or number", "张量或数"), aliases: ["input"])],
        returns: Wording("the shape of x", "形状与 x 相同"), examples: [example], notes: notes),
      symbol: symbol,
      prepare: floating ? { inputs, attributes in ([try Promotion.floating(inputs[0])], attributes) } : nil,
      shape: { types, _ in types },
      forward: { [try Tensor.unary(kernel, $0.inputs[0])] },
      gradient: fusedGradient, shortWay: .kernel(kernel),
      checks: [.init([[2, 3]], range: range), .init([[]], range: range), .init([[3, 1, 5]], range: range)])
  }

  private var fusedGradient: Operation.Gradient {
    guard let fused, case .unary(let composed) = gradient else { return gradient }
    let fusesInput = fusesInput
    return .unary { g, c in
      guard !c.createsGraph else { return try composed(g, c) }
      return fusesInput
        ? try c.withInput(0) { x in try x.withTensor { try c.fused(fused, g, $0) } }
        : try c.withOutput(0) { try c.fused(fused, g, $0) }
    }
  }
}

extension Operations {
  static let negate = UnaryRow(
    name: "negate", symbol: "-", kernel: .negate,
    summary: Wording("the opposite of each element", "每个元素的相反数"), formula: "-x",
    example: Example("negate([1, -2])", "[-1, 2]"), floating: false,
    gradient: .unary { g, c in try c.negated(g) }
  ).operation
  static let absolute = UnaryRow(
    name: "abs", kernel: .abs, summary: Wording("absolute value of each element", "每个元素的绝对值"), formula: "|x|",
    example: Example("abs([1, -2])", "[1, 2]"), floating: false, range: 0.2...2,
    notes: Wording("The gradient at 0 is 0.", "在 0 处梯度为 0。"), fused: .absGradient, fusesInput: true,
    gradient: .unary { g, c in try c.times(g, Ops.sign(c.input(0))) }
  ).operation
  static let exponential = UnaryRow(
    name: "exp", kernel: .exp, summary: Wording("e to the power of each element", "e 的每个元素次方"), formula: "eˣ",
    example: Example("exp([0, 1])", "[1, 2.7182817]"),
    fused: .multiply,
    gradient: .unary { g, c in try c.times(g, c.output(0)) }
  ).operation
  static let logarithm = UnaryRow(
    name: "log", kernel: .log, summary: Wording("natural logarithm of each element", "每个元素的自然对数"),
    formula: "ln x",
    example: Example("log([1, 10])", "[0, 2.3025851]"), range: 0.3...3,
    fused: .divide, fusesInput: true,
    gradient: .unary { g, c in try c.over(g, c.input(0)) }
  ).operation
  static let squareRoot = UnaryRow(
    name: "sqrt", kernel: .sqrt, summary: Wording("square root of each element", "每个元素的平方根"), formula: "√x",
    example: Example("sqrt([4, 9])", "[2, 3]"), range: 0.3...3,
    notes: Wording("The gradient at 0 is infinite.", "在 0 处梯度为无穷大。"), fused: .sqrtGradient,
    gradient: .unary { g, c in try c.over(g, Ops.multiply(c.output(0), 2)) }
  ).operation
  static let sine = UnaryRow(
    name: "sin", kernel: .sin, summary: Wording("sine of each element, in radians", "每个元素的正弦，弧度"),
    formula: "sin x",
    example: Example("sin([0, pi/2])", "[0, 1]"),
    gradient: .unary { g, c in try c.times(g, Ops.cos(c.input(0))) }
  ).operation
  static let cosine = UnaryRow(
    name: "cos", kernel: .cos, summary: Wording("cosine of each element, in radians", "每个元素的余弦，弧度"),
    formula: "cos x",
    example: Example("cos([0, pi])", "[1, -1]"),
    gradient: .unary { g, c in try c.negated(c.times(g, Ops.sin(c.input(0)))) }
  ).operation
  static let tangent = UnaryRow(
    name: "tan", kernel: .tan, summary: Wording("tangent of each element, in radians", "每个元素的正切，弧度"),
    formula: "tan x",
    example: Example("tan([0, 1])", "[0, 1.5574077]"), range: -1...1,
    gradient: .unary { g, c in
      let y = c.output(0)
      return try c.times(g, Ops.add(Ops.multiply(y, y), 1))
    }
  ).operation
  static let hyperbolicTangent = UnaryRow(
    name: "tanh", category: .activation, kernel: .tanh,
    summary: Wording("hyperbolic tangent, between -1 and 1", "双曲正切 (Tanh)，在 -1 与 1 之间"),
    formula: "(eˣ - e⁻ˣ) / (eˣ + e⁻ˣ)", example: Example("tanh([0, 1])", "[0, 0.76159424]"),
    fused: .tanhGradient,
    gradient: .unary { g, c in
      let y = c.output(0)
      return try c.times(g, Ops.subtract(Ops.scalar(1, like: y), Ops.multiply(y, y)))
    }
  ).operation
  static let sigmoid = UnaryRow(
    name: "sigmoid", category: .activation, kernel: .sigmoid,
    summary: Wording("logistic function, between 0 and 1", "逻辑函数 (Sigmoid)，在 0 与 1 之间"),
    formula: "1 / (1 + e⁻ˣ)", example: Example("sigmoid([0, 1])", "[0.5, 0.7310586]"),
    fused: .sigmoidGradient,
    gradient: .unary { g, c in
      let y = c.output(0)
      return try c.times(g, Ops.multiply(y, Ops.subtract(Ops.scalar(1, like: y), y)))
    }
  ).operation
  static let relu = UnaryRow(
    name: "relu", category: .activation, kernel: .relu,
    summary: Wording("the positive part of each element", "修正线性单元 (ReLU)：每个元素的正部"),
    formula: "max(0, x)", example: Example("relu([-1, 2])", "[0, 2]"), floating: false, range: 0.2...2,
    notes: Wording("The gradient at 0 is 0.", "在 0 处梯度为 0。"), fused: .reluGradient,
    gradient: .unary { g, c in try Ops.masked(g, .greater, c.output(0).tensor) }
  ).operation
  static let sign = UnaryRow(
    name: "sign", kernel: .sign, summary: Wording("-1, 0 or 1, as each element is", "按元素的正负取 -1、0 或 1"),
    formula: "x / |x|",
    example: Example("sign([-3, 0, 2])", "[-1, 0, 1]"), floating: false, range: 0.2...2, gradient: steps
  ).operation
  static let floor = UnaryRow(
    name: "floor", kernel: .floor, summary: Wording("each element rounded down", "每个元素向下取整"), formula: "⌊x⌋",
    example: Example("floor([1.7, -1.2])", "[1, -2]"), floating: false, range: 0.2...0.8, gradient: steps
  ).operation
  static let ceiling = UnaryRow(
    name: "ceil", kernel: .ceil, summary: Wording("each element rounded up", "每个元素向上取整"), formula: "⌈x⌉",
    example: Example("ceil([1.2, -1.7])", "[2, -1]"), floating: false, range: 0.2...0.8, gradient: steps
  ).operation
  static let functions: [Operation] =
    [
      negate, absolute, exponential, logarithm, squareRoot, sine, cosine, tangent, hyperbolicTangent, sigmoid,
      relu, sign, floor, ceiling, round,
    ] + furtherFunctions

  /// Constant between jumps: the gradient is 0, as in PyTorch.
  static let steps = Operation.Gradient.unary { g, _ in try Ops.zeros(like: g) }
}

extension Ops {
  public static func negate(_ x: Variable) throws -> Variable {
    Executor.record(Operations.negate, x, [], try Tensor.unary(.negate, x.tensor))
  }
  public static func abs(_ x: Variable) throws -> Variable {
    Executor.record(Operations.absolute, x, [], try Tensor.unary(.abs, x.tensor))
  }
  public static func sign(_ x: Variable) throws -> Variable {
    Executor.record(Operations.sign, x, [], try Tensor.unary(.sign, x.tensor))
  }
  public static func relu(_ x: Variable) throws -> Variable {
    Executor.record(Operations.relu, x, [], try Tensor.unary(.relu, x.tensor))
  }
  public static func floor(_ x: Variable) throws -> Variable {
    Executor.record(Operations.floor, x, [], try Tensor.unary(.floor, x.tensor))
  }
  public static func ceil(_ x: Variable) throws -> Variable {
    Executor.record(Operations.ceiling, x, [], try Tensor.unary(.ceil, x.tensor))
  }
  public static func exp(_ x: Variable) throws -> Variable { try smooth(Operations.exponential, .exp, x) }
  public static func log(_ x: Variable) throws -> Variable { try smooth(Operations.logarithm, .log, x) }
  public static func sqrt(_ x: Variable) throws -> Variable { try smooth(Operations.squareRoot, .sqrt, x) }
  public static func sin(_ x: Variable) throws -> Variable { try smooth(Operations.sine, .sin, x) }
  public static func cos(_ x: Variable) throws -> Variable { try smooth(Operations.cosine, .cos, x) }
  public static func tan(_ x: Variable) throws -> Variable { try smooth(Operations.tangent, .tan, x) }
  public static func tanh(_ x: Variable) throws -> Variable {
    try smooth(Operations.hyperbolicTangent, .tanh, x)
  }
  public static func sigmoid(_ x: Variable) throws -> Variable { try smooth(Operations.sigmoid, .sigmoid, x) }

  /// g where the comparison of `x` with 0 holds, else 0.
  static func masked(_ g: Variable, _ comparison: Comparison, _ x: Tensor) throws -> Variable {
    let mask = try Tensor.compare(comparison, x, Tensor.scalar(0, x.dtype))
    return try select(mask, g, scalar(0, like: g))
  }

  @inline(__always)
  private static func smooth(_ operation: Operation, _ kernel: UnaryOp, _ x: Variable) throws -> Variable {
    let x = try Promotion.floating(x)
    return Executor.record(operation, x, [], try Tensor.unary(kernel, x.tensor))
  }
}
