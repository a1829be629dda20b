import Catalog
import Tensor
import Text

extension Operations {
  /// Bounds that are plain numbers; those that are tensors are composed, see ``Ops/clamp(_:min:max:)``.
  static let clamp: Operation = Operation(
    Descriptor(
      "clamp", .elementwise, Wording("elements kept within bounds", "把元素限制在上下界之内"),
      formula: "min(max(x, low), high)",
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter("min", .number, Wording("lower bound", "下界"), default: Argument.none),
        Parameter("max", .number, Wording("upper bound", "上界"), default: Argument.none),
      ], returns: Wording("the shape of x", "形状与 x 相同"),
      examples: [Example("clamp([-1, 0.5, 2], 0, 1)", "[0, 0.5, 1]")]),
    prepare: { inputs, attributes in ([try Promotion.floating(inputs[0])], attributes) },
    shape: { types, _ in types },
    forward: { c in
      let (low, high) = bounds(c.attributes)
      return [try Tensor.clamp(c.inputs[0], low, high)]
    },
    gradient: .unary { g, c in
      let (low, high) = bounds(c.attributes)
      let x = c.input(0)
      if !c.createsGraph {
        return try c.overwriting(g) { try Tensor.clampGradient($0, x.tensor, low, high, into: $1) }
      }
      let ones = try Tensor.full(x.shape, 1, x.dtype)
      return try Ops.multiply(g, Variable(Tensor.clampGradient(ones, x.tensor, low, high)))
    },
    checks: [
      .init([[3, 5]], [.number(-1.3), .number(0.9)]), .init([[7]], [.number(0.37)]),
      .init([[2, 3]], [.none, .number(0.21)]),
    ])

  fileprivate static func bounds(_ attributes: [Attribute]) -> (low: Double, high: Double) {
    (attributes.number(0, default: -.infinity), attributes.number(1, default: .infinity))
  }
}

extension Ops {
  /// Elements kept within bounds; the gradient is 1 within them, both included, and 0 outside, as in PyTorch.
  public static func clamp(_ x: Variable, min low: Variable?, max high: Variable?) throws -> Variable {
    if x.dtype.isFloating, let bounds = plainBounds(low, high) { return try clamp(x, bounds) }
    var result = x
    if let low {
      let (a, b) = try Promotion.promoted(result, low, floating: false)
      result = try `where`(greaterEqual(a, b), a, b)
    }
    if let high {
      let (a, b) = try Promotion.promoted(result, high, floating: false)
      result = try `where`(lessEqual(a, b), a, b)
    }
    return result
  }

  public static func clamp(_ x: Variable, min low: Double? = nil, max high: Double? = nil) throws -> Variable
  {
    try clamp(Promotion.floating(x), [low.map { .number($0) } ?? .none, high.map { .number($0) } ?? .none])
  }

  /// - Precondition: x is of a floating-point dtype.
  static func clamp(_ x: Variable, _ bounds: [Attribute]) throws -> Variable {
    let (low, high) = Operations.bounds(bounds)
    return Executor.record(
      Operations.clamp, x, bounds, try x.withTensor { try Tensor.clamp($0, low, high) })
  }

  /// The settings that these bounds are; nil where one is a tensor.
  static func plainBounds(_ low: Variable?, _ high: Variable?) -> [Attribute]? {
    guard isPlain(low), isPlain(high) else { return nil }
    return [low, high].map { $0.map { .number($0.tensor.item) } ?? .none }
  }

  /// Missing, or a number with a value.
  private static func isPlain(_ bound: Variable?) -> Bool {
    guard let bound else { return true }
    return bound.isNumber && !bound.requiresGradient && bound.withTensor { !$0.isHollow }
  }
}
