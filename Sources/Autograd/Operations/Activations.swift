import Catalog
import Tensor
import Text

/// A row of the table of activations that have settings. Forward is composed too, without recording; kernels
/// serve the default settings.
struct ActivationRow {
  var name: String
  var summary: Wording
  var formula: String
  var parameters: [Parameter] = []
  var example: Example
  var notes = Wording.empty
  /// nil: this setting has no kernel of its own.
  var kernel: ([Attribute]) -> UnaryOp? = { _ in nil }
  /// Of (dy, x) or, where the row says so, (dy, y); for passes that are not recorded.
  var fused: ([Attribute]) -> BinaryOp? = { _ in nil }
  var fusesOutput = false
  /// It is a line of slope 1 above 0 and of this slope below.
  var slope: ([Attribute]) -> Double? = { _ in nil }
  var forward: (Variable, [Attribute]) throws -> Variable
  var gradient: (Variable, Variable, [Attribute]) throws -> Variable
  var settings: [[Attribute]] = [[]]

  var operation: Operation {
    Operation(
      Descriptor(
        name, .activation, summary, formula: formula,
        parameters: [Parameter("x", .tensor, Wording("a tensor or number", "张量或数"), aliases: ["input"])]
          + parameters,
        returns: Wording("the shape of x", "形状与 x 相同"), examples: [example], notes: notes),
      prepare: { inputs, attributes in ([try Promotion.floating(inputs[0])], attributes) },
      shape: { types, _ in types },
      forward: { c in [try value(c.inputs[0], c.attributes)] },
      gradient: .unary { g, c in
        if !c.createsGraph, let fused = fused(c.attributes) {
          return fusesOutput
            ? try c.withOutput(0) { try c.fused(fused, g, $0) }
            : try c.withInput(0) { x in try x.withTensor { try c.fused(fused, g, $0) } }
        }
        if !c.createsGraph, let slope = slope(c.attributes) {
          return try c.withInput(0) { x in
            try x.withTensor { x in
              try c.overwriting(g) { try Tensor.slope(slope, $0, x, into: $1) }
            }
          }
        }
        return try gradient(g, c.input(0), c.attributes)
      },
      shortWay: .unary { operation, x, settings in
        guard x.dtype.isFloating else { return nil }
        return Executor.record(operation, x, settings, try value(x.tensor, settings))
      },
      checks: settings.flatMap {
        [.init([[3, 5]], $0, range: 0.1...2), .init([[7]], $0, range: -2 ... -0.1)]
      })
  }

  private func value(_ x: Tensor, _ settings: [Attribute]) throws -> Tensor {
    if let kernel = kernel(settings) { return try Tensor.unary(kernel, x) }
    if let slope = slope(settings) { return try Tensor.slope(slope, x, x) }
    return try Executor.withoutRecording { try forward(Variable(x), settings).tensor }
  }
}

extension Operations {
  static let activations: [Operation] = [leakyRelu, elu, gelu, silu, softplus]

  static let leakyRelu = ActivationRow(
    name: "leaky_relu",
    summary: Wording("like relu, with a small slope where x is negative", "类似 relu，x 为负时有一个小斜率"),
    formula: "max(0, x) + slope · min(0, x)",
    parameters: [
      Parameter(
        "slope", .number, Wording("for negative x", "x 为负时的系数"), default: .number(0.01),
        aliases: ["negative_slope"])
    ],
    example: Example("leaky_relu([-1, 2], slope=0.5)", "[-0.5, 2]"),
    notes: Wording("The gradient at 0 is the slope.", "在 0 处梯度为该斜率。"),
    slope: { $0.number(0, default: 0.01) },
    forward: { x, settings in
      let positive = try Tensor.compare(.greater, x.tensor, Tensor.scalar(0, x.dtype))
      return try Ops.select(positive, x, Ops.multiply(x, settings.number(0, default: 0.01)))
    },
    gradient: { g, x, settings in
      let slope = settings.number(0, default: 0.01)
      let positive = try Tensor.compare(.greater, x.tensor, Tensor.scalar(0, x.dtype))
      return try Ops.select(positive, g, Ops.multiply(g, slope))
    },
    settings: [[.number(0.01)], [.number(0.3)]]
  ).operation

  static let elu = ActivationRow(
    name: "elu",
    summary: Wording(
      "x where positive, an exponential that levels off at -alpha elsewhere", "x 为正时取 x，否则按指数趋向 -alpha"),
    formula: "x > 0: x; else α(eˣ - 1)",
    parameters: [Parameter("alpha", .number, Wording("the level", "负端的极限值"), default: .number(1))],
    example: Example("elu([-1, 2])", "[-0.63212055, 2]"),
    kernel: { $0.number(0, default: 1) == 1 ? .elu : nil },
    fused: { $0.number(0, default: 1) == 1 ? .eluGradient : nil }, fusesOutput: true,
    forward: { x, settings in
      let positive = try Tensor.compare(.greater, x.tensor, Tensor.scalar(0, x.dtype))
      let below = try Ops.expm1(Ops.minimum(x, Ops.scalar(0, like: x)))
      return try Ops.select(positive, x, Ops.multiply(below, settings.number(0, default: 1)))
    },
    gradient: { g, x, settings in
      let positive = try Tensor.compare(.greater, x.tensor, Tensor.scalar(0, x.dtype))
      // Where x is positive its exponential is not used, and must not overflow.
      let below = try Ops.exp(Ops.select(positive, Ops.scalar(0, like: x), x))
      return try Ops.select(positive, g, Ops.multiply(g, Ops.multiply(below, settings.number(0, default: 1))))
    },
    settings: [[.number(1)], [.number(0.5)]]
  ).operation

  static let gelu = ActivationRow(
    name: "gelu",
    summary: Wording("x times the chance that a normal number is smaller", "x 乘以标准正态随机数小于 x 的概率"),
    formula: "x · Φ(x)",
    parameters: [
      Parameter(
        "approximate", .choice(["none", "tanh"]), Wording("exact, or by tanh", "精确计算，或用 tanh 近似"),
        default: .string("none"))
    ],
    example: Example("gelu([-1, 2])", "[-0.15865523, 1.9544997]"),
    kernel: { $0.string(0) == "tanh" ? nil : .gelu },
    fused: { $0.string(0) == "tanh" ? nil : .geluGradient },
    forward: { x, settings in
      settings.string(0) == "tanh"
        ? try Ops.multiply(Ops.multiply(x, 0.5), Ops.add(Ops.tanh(geluArgument(x)), 1))
        : try Ops.multiply(x, normalChance(x))
    },
    gradient: { g, x, settings in
      if settings.string(0) == "tanh" { return try Ops.multiply(g, geluTanhSlope(x)) }
      let bell = try Ops.exp(Ops.multiply(Ops.square(x), -0.5))
      let density = try Ops.multiply(bell, 1 / (2 * Double.pi).squareRoot())
      return try Ops.multiply(g, Ops.add(normalChance(x), Ops.multiply(x, density)))
    },
    settings: [[.string("none")], [.string("tanh")]]
  ).operation

  static let silu = ActivationRow(
    name: "silu", summary: Wording("x times its sigmoid, also called swish", "x 乘以它的 sigmoid，也叫 swish"),
    formula: "x · σ(x)",
    example: Example("silu([-1, 2])", "[-0.26894143, 1.761594]"), kernel: { _ in .silu },
    fused: { _ in .siluGradient },
    forward: { x, _ in try Ops.multiply(x, Ops.sigmoid(x)) },
    gradient: { g, x, _ in
      let s = try Ops.sigmoid(x)
      let rest = try Ops.multiply(x, Ops.subtract(Ops.scalar(1, like: s), s))
      return try Ops.multiply(g, Ops.multiply(s, Ops.add(rest, 1)))
    }
  ).operation

  static let softplus = ActivationRow(
    name: "softplus", summary: Wording("a smooth relu", "光滑的 relu"), formula: "ln(1 + e^(βx)) / β",
    parameters: [
      Parameter("beta", .number, Wording("larger is sharper", "越大越接近折线"), default: .number(1)),
      Parameter(
        "threshold", .number, Wording("above it (of βx) the result is x", "（βx）超过它时，结果就是 x"),
        default: .number(20)),
    ],
    example: Example("softplus([-1, 2])", "[0.3132617, 2.126928]"),
    kernel: { $0.number(0, default: 1) == 1 && $0.number(1, default: 20) == 20 ? .softplus : nil },
    fused: { $0.number(0, default: 1) == 1 && $0.number(1, default: 20) == 20 ? .softplusGradient : nil },
    forward: { x, settings in
      let beta = settings.number(0, default: 1)
      let scaled = try Ops.multiply(x, beta)
      let linear = try Tensor.compare(
        .greater, scaled.tensor, Tensor.scalar(settings.number(1, default: 20), x.dtype))
      let safe = try Ops.select(linear, Ops.scalar(0, like: x), scaled)
      return try Ops.select(linear, x, Ops.divide(Ops.log1p(Ops.exp(safe)), beta))
    },
    gradient: { g, x, settings in
      let scaled = try Ops.multiply(x, settings.number(0, default: 1))
      let linear = try Tensor.compare(
        .greater, scaled.tensor, Tensor.scalar(settings.number(1, default: 20), x.dtype))
      return try Ops.select(linear, g, Ops.multiply(g, Ops.sigmoid(scaled)))
    },
    settings: [[.number(1), .number(20)], [.number(2), .number(1)]]
  ).operation

  /// Φ(x)
  private static func normalChance(_ x: Variable) throws -> Variable {
    try Ops.multiply(Ops.add(Ops.erf(Ops.multiply(x, 0.5.squareRoot())), 1), 0.5)
  }

  /// √(2/π) (x + 0.044715 x³)
  private static func geluArgument(_ x: Variable) throws -> Variable {
    let cube = try Ops.multiply(x, Ops.square(x))
    return try Ops.multiply(Ops.add(x, Ops.multiply(cube, 0.044715)), (2 / Double.pi).squareRoot())
  }

  private static func geluTanhSlope(_ x: Variable) throws -> Variable {
    let t = try Ops.tanh(geluArgument(x))
    let inner = try Ops.multiply(
      Ops.add(Ops.multiply(Ops.square(x), 3 * 0.044715), 1), (2 / Double.pi).squareRoot())
    let slope = try Ops.multiply(Ops.subtract(Ops.scalar(1, like: t), Ops.square(t)), inner)
    return try Ops.multiply(Ops.add(Ops.add(t, 1), Ops.multiply(x, slope)), 0.5)
  }
}

extension Ops {
  public static func leakyRelu(_ x: Variable, slope: Double = 0.01) throws -> Variable {
    try Executor.single(Operations.leakyRelu, [x], [.number(slope)])
  }
  public static func elu(_ x: Variable, alpha: Double = 1) throws -> Variable {
    try Executor.single(Operations.elu, [x], [.number(alpha)])
  }
  /// - Parameter approximate: `none` or `tanh`.
  public static func gelu(_ x: Variable, approximate: String = "none") throws -> Variable {
    try Executor.single(Operations.gelu, [x], [.string(approximate)])
  }
  public static func silu(_ x: Variable) throws -> Variable { try Executor.single(Operations.silu, [x]) }
  public static func softplus(_ x: Variable, beta: Double = 1, threshold: Double = 20) throws -> Variable {
    try Executor.single(Operations.softplus, [x], [.number(beta), .number(threshold)])
  }
}
