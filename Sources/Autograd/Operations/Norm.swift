import Catalog
import Tensor
import Text

extension Operations {
  static let norm = Operation(
    Descriptor(
      "norm", .reduction, Wording("length of a vector, over axes or of everything", "向量的长度（范数），沿轴或对全部元素"),
      formula: "(Σ |xᵢ|ᵖ)^(1/p)",
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter(
          "p", .number,
          Wording("2 Euclid's, 1 of absolute values, inf the largest", "2 是欧氏范数，1 是绝对值之和，inf 是最大值"),
          default: .number(2)),
      ] + Axes.parameters, returns: Wording("x without the reduced axes", "x 去掉归约的轴"),
      examples: [Example("norm([3, 4])", "5")],
      notes: Wording("The gradient at 0 is 0.", "在 0 处梯度为 0。")),
    prepare: { inputs, attributes in
      let x = try Promotion.floating(inputs[0])
      let axes = try Axes.list(attributes.ints(1), rank: x.shape.rank, "norm")
      return ([x], [.number(attributes.number(0, default: 2)), .ints(axes), .bool(attributes.bool(2))])
    },
    shape: { types, attributes in try reducedType(types, Array(attributes.dropFirst())) },
    forward: { c in
      let x = Variable(c.inputs[0])
      return [
        try Executor.withoutRecording {
          try normForward(
            x, c.attributes.number(0, default: 2), c.attributes.ints(1) ?? [], c.attributes.bool(2))
        }.tensor
      ]
    },
    gradient: .unary { g, c in
      let axes = c.attributes.ints(1) ?? []
      return try normGradient(g, c, c.attributes.number(0, default: 2), axes)
    },
    checks: [
      .init([[3, 5]], range: 0.1...2),
      .init([[2, 3, 4]], [.number(3), .ints([1]), .bool(true)], range: 0.2...2),
      .init([[4, 3]], [.number(1), .ints([-1]), .bool(false)], range: 0.2...2),
      .init([[4, 3]], [.number(.infinity), .ints([0]), .bool(false)]),
    ])

  private static func normForward(
    _ x: Variable, _ p: Double, _ axes: [Int], _ keep: Bool
  ) throws -> Variable {
    switch p {
    case 0:
      return try Ops.sum(
        Ops.cast(Ops.notEqual(x, Ops.scalar(0, like: x)), x.dtype), dims: axes, keepDims: keep)
    case 1: return try Ops.sum(Ops.abs(x), dims: axes, keepDims: keep)
    case 2: return try Ops.sqrt(Ops.sum(Ops.square(x), dims: axes, keepDims: keep))
    case .infinity: return try Ops.amax(Ops.abs(x), dims: axes, keepDims: keep)
    case -.infinity: return try Ops.amin(Ops.abs(x), dims: axes, keepDims: keep)
    default: return try Ops.power(Ops.sum(Ops.power(Ops.abs(x), p), dims: axes, keepDims: keep), 1 / p)
    }
  }

  /// x |x|ᵖ⁻² g / yᵖ⁻¹, and 0 where y is 0.
  private static func normGradient(
    _ g: Variable, _ c: BackwardContext, _ p: Double, _ axes: [Int]
  ) throws -> Variable? {
    let x = c.input(0)
    if p == 0 { return try Ops.zeros(like: x) }
    let wide = try spread(g, to: x.shape, axes: axes)
    if p == 1 { return try Ops.multiply(wide, Ops.sign(x)) }
    let y = try spread(c.output(0), to: x.shape, axes: axes)
    if p.isInfinite { return try shareOfLargest(wide, x, y, axes) }
    let zero = try Tensor.compare(.equal, y.tensor, Tensor.scalar(0, y.dtype))
    let safe = try Ops.select(zero, Ops.scalar(1, like: y), y)
    let none = try Ops.scalar(0, like: x)
    if p == 2 { return try Ops.select(zero, none, Ops.multiply(wide, Ops.divide(x, safe))) }
    let origin = try Tensor.compare(.equal, x.tensor, Tensor.scalar(0, x.dtype))
    let base = try Ops.abs(Ops.select(origin, Ops.scalar(1, like: x), x))
    let slope = try Ops.divide(Ops.multiply(x, Ops.power(base, p - 2)), Ops.power(safe, p - 1))
    return try Ops.select(zero, none, Ops.multiply(wide, slope))
  }

  private static func shareOfLargest(
    _ g: Variable, _ x: Variable, _ y: Variable, _ axes: [Int]
  ) throws -> Variable {
    let reached = try Tensor.compare(.equal, Tensor.unary(.abs, x.tensor), y.tensor).cast(to: x.dtype)
    let share = try Tensor.binary(.divide, reached, reached.reduce(.sum, axes: axes, keepDims: true))
    return try Ops.multiply(g, Ops.multiply(Ops.sign(x), Variable(share)))
  }
}

extension Ops {
  public static func norm(
    _ x: Variable, p: Double = 2, dims: [Int]? = nil, keepDims: Bool = false
  ) throws -> Variable {
    try Executor.single(
      Operations.norm, [x], [.number(p), dims.map { .ints($0) } ?? .none, .bool(keepDims)])
  }
}
