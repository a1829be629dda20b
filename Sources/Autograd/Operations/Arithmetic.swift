import Catalog
import Tensor
import Text

/// A row of the table of elementwise operations of two operands.
struct BinaryRow {
  var name: String
  var symbol: String
  var kernel: BinaryOp
  var summary: Wording
  var formula: String
  var example: Example
  /// Whole operands give f32.
  var floating = false
  /// The same, where it depends on the operands.
  var floatingFor: ((Variable, Variable) -> Bool)?
  /// Ranges from which checks draw both operands.
  var range: ClosedRange<Double> = -2...2
  var gradient: Operation.Gradient

  var operation: Operation {
    Operation(
      Descriptor(
        name, .elementwise, summary, formula: formula,
        parameters: [
          Parameter("a", .tensor, Wording("a tensor or number", "张量或数"), aliases: ["input"]),
          Parameter(
            "b", .tensor, Wording("a tensor or number", "张量或数"),
            aliases: ["other"] + (name == "pow" ? ["exponent"] : [])),
        ],
        returns: Wording("the shape of one of them, to which the other is broadcast", "形状与其中一个相同，另一个向它广播"),
        examples: [example]),
      symbol: symbol,
      prepare: { inputs, attributes in
        let fractional = floatingFor?(inputs[0], inputs[1]) ?? floating
        let (a, b) = try Promotion.promoted(inputs[0], inputs[1], floating: fractional)
        return ([a, b], attributes)
      },
      shape: { types, _ in
        [
          TensorType(
            try Broadcasting.shape(types[0].shape, types[1].shape, Operation.spelling(symbol)), types[0].dtype
          )
        ]
      },
      forward: { [try Tensor.binary(kernel, $0.inputs[0], $0.inputs[1])] },
      gradient: gradient,
      shortWay: .binary { operation, a, b in
        try Ops.elementwise(operation, kernel, a, b, floating: floatingFor?(a, b) ?? floating)
      },
      checks: [
        .init([[2, 3], [2, 3]], range: range), .init([[3, 1, 2], [2]], range: range),
        .init([[], [3]], range: range), .init([[5, 3], [5, 1]], range: range),
      ])
  }
}

extension Operations {
  static let add = BinaryRow(
    name: "add", symbol: "+", kernel: .add,
    summary: Wording("sum of two tensors, element by element", "两个张量逐元素相加"),
    formula: "a + b", example: Example("add([1, 2], 3)", "[4, 5]"),
    gradient: .same
  ).operation
  static let subtract = BinaryRow(
    name: "subtract", symbol: "-", kernel: .subtract,
    summary: Wording("difference of two tensors, element by element", "两个张量逐元素相减"),
    formula: "a - b", example: Example("subtract([1, 2], 3)", "[-2, -1]"),
    gradient: .binary { g, c in
      let needsLeft = c.needs(0)
      return (
        needsLeft ? g : nil,
        c.needs(1) ? try needsLeft ? Ops.negate(g) : c.negated(g) : nil
      )
    }
  ).operation
  static let multiply = BinaryRow(
    name: "multiply", symbol: "*", kernel: .multiply,
    summary: Wording("product of two tensors, element by element", "两个张量逐元素相乘"),
    formula: "a · b", example: Example("multiply([1, 2], 3)", "[3, 6]"),
    gradient: .binary { g, c in
      let needsRight = c.needs(1)
      return (
        c.needs(0) ? try c.withInput(1) { try c.times(g, $0, last: !needsRight) } : nil,
        needsRight ? try c.withInput(0) { try c.times(g, $0) } : nil
      )
    }
  ).operation
  static let divide = BinaryRow(
    name: "divide", symbol: "/", kernel: .divide,
    summary: Wording("quotient of two tensors, element by element", "两个张量逐元素相除"),
    formula: "a / b", example: Example("divide([1, 2], 4)", "[0.25, 0.5]"), floating: true, range: 0.5...2,
    gradient: .binary { g, c in
      let needsRight = c.needs(1)
      return (
        c.needs(0) ? try c.withInput(1) { try c.over(g, $0, last: !needsRight) } : nil,
        needsRight ? try c.negated(c.over(c.times(g, c.output(0)), c.input(1))) : nil
      )
    }
  ).operation
  static let power = BinaryRow(
    name: "pow", symbol: "^", kernel: .power,
    summary: Wording("a to the power b, element by element", "a 的 b 次方，逐元素"),
    formula: "aᵇ", example: Example("pow([1, 2, 3], 2)", "[1, 4, 9]"),
    floatingFor: Ops.needsFloatingPower, range: 0.5...2,
    gradient: .binary(powerGradient)
  ).operation
  static let maximum = BinaryRow(
    name: "maximum", symbol: "max", kernel: .maximum,
    summary: Wording("the larger of two, element by element", "逐元素取两者中较大的"),
    formula: "max(a, b)", example: Example("maximum([1, 5], [3, 2])", "[3, 5]"),
    gradient: .binary { g, c in try extremumGradient(g, c, isMinimum: false) }
  ).operation
  static let minimum = BinaryRow(
    name: "minimum", symbol: "min", kernel: .minimum,
    summary: Wording("the smaller of two, element by element", "逐元素取两者中较小的"),
    formula: "min(a, b)", example: Example("minimum([1, 5], [3, 2])", "[1, 2]"),
    gradient: .binary { g, c in try extremumGradient(g, c, isMinimum: true) }
  ).operation

  static let arithmetic: [Operation] = [
    add, subtract, multiply, divide, power, maximum, minimum, floorDivide, remainder,
  ]

  static let floorDivide = BinaryRow(
    name: "floor_divide", symbol: "//", kernel: .floorDivide,
    summary: Wording("quotient rounded down", "商向下取整"),
    formula: "⌊a / b⌋", example: Example("floor_divide([7, -7], 2)", "[3, -4]"), range: 0.5...2,
    gradient: .none(because: "it is constant between jumps")
  ).operation
  static let remainder = BinaryRow(
    name: "remainder", symbol: "%", kernel: .remainder,
    summary: Wording("what division leaves, with the sign of b", "除法的余数，符号与 b 相同"),
    formula: "a - b⌊a / b⌋", example: Example("remainder([7, -7], 2)", "[1, 1]"), range: 0.5...2,
    gradient: .binary { g, c in
      (g, c.needs(1) ? try Ops.negate(Ops.multiply(g, Ops.floorDivide(c.input(0), c.input(1)))) : nil)
    }
  ).operation

  /// d aᵇ = b aᵇ⁻¹ da + aᵇ ln a db; 0 where b = 0, and where a = 0 ≤ b, as in PyTorch.
  private static func powerGradient(
    _ g: Variable, _ c: BackwardContext
  ) throws -> (Variable?, Variable?) {
    let (a, b) = (c.input(0), c.input(1))
    let needsRight = c.needs(1)
    if !c.createsGraph, !needsRight, b.shape.rank == 0, !b.tensor.isHollow, a.dtype == g.dtype {
      if b.tensor.item == 2 { return (try c.fused(.squareGradient, g, a.tensor), nil) }
      if b.tensor.item == 3 { return (try c.fused(.cubeGradient, g, a.tensor), nil) }
      let lower = try Constants.floating(b.tensor.item - 1, a.dtype, isNumber: false)
      let slope = try Tensor.binary(.power, a.tensor, lower.tensor)
      if b.tensor.item != 0, Tensor.binary(.multiply, over: slope, b.tensor) {
        return (try c.times(g, Variable(slope)), nil)
      }
    }
    return (
      c.needs(0) ? try c.times(g, baseSlope(a, b), last: !needsRight) : nil,
      needsRight ? try c.times(c.times(g, c.output(0)), Ops.log(safeBase(a, b))) : nil
    )
  }

  /// b aᵇ⁻¹. With exponent 0 the factor b makes it 0, once aᵇ⁻¹ is kept from being infinite.
  private static func baseSlope(_ a: Variable, _ b: Variable) throws -> Variable {
    if b.shape.rank == 0, !b.requiresGradient, !b.tensor.isHollow {
      let exponent = b.tensor.item
      if exponent == 2 { return try Ops.multiply(a, b) }
      if exponent != 0 { return try Ops.multiply(Ops.power(a, exponent - 1), b) }
    }
    let one = try Ops.scalar(1, like: b)
    let zero = try Tensor.compare(.equal, b.tensor, Tensor.scalar(0, b.dtype))
    let safe = try Ops.select(zero, one, b)
    return try Ops.multiply(Ops.power(a, Ops.subtract(safe, one)), b)
  }

  /// a, but 1 where it is 0 and b is not negative: there the gradient by b is 0, not 0 · ln 0.
  private static func safeBase(_ a: Variable, _ b: Variable) throws -> Variable {
    let shape = try Broadcasting.shape(a.shape, b.shape, "`^`")
    let zero = try Tensor.scalar(0, a.dtype)
    let flat = try Tensor.binary(
      .and, Tensor.compare(.equal, a.tensor, zero).broadcast(to: shape),
      Tensor.compare(.greaterEqual, b.tensor, zero).broadcast(to: shape))
    return try Ops.select(flat, Ops.scalar(1, like: a), Ops.broadcastTo(a, shape.array))
  }

  /// The larger (smaller) operand gets the gradient; at a tie each gets half.
  private static func extremumGradient(
    _ g: Variable, _ c: BackwardContext, isMinimum: Bool
  ) throws -> (Variable?, Variable?) {
    let needsRight = c.needs(1)
    func share(_ mine: Int, _ other: Int) throws -> Variable {
      try c.withInput(mine) { a in
        try c.withInput(other) { b in
          try a.withTensor { a in
            try b.withTensor { try share(a, $0, isLast: mine == 1 || !needsRight) }
          }
        }
      }
    }
    func share(_ a: Tensor, _ b: Tensor, isLast: Bool) throws -> Variable {
      if !c.createsGraph, a.shape == g.shape, b.shape == g.shape || b.rank == 0 {
        return try c.overwriting(g) {
          try Tensor.extremumGradient(ofMinimum: isMinimum, $0, a, b, into: isLast ? $1 : nil)
        }
      }
      let ones = try Tensor.full(g.shape, 1, g.dtype)
      let share = try Tensor.extremumGradient(
        ofMinimum: isMinimum, ones, a.broadcast(to: g.shape), b.broadcast(to: g.shape))
      return try Ops.multiply(g, Variable(share))
    }
    return (c.needs(0) ? try share(0, 1) : nil, needsRight ? try share(1, 0) : nil)
  }
}
