import Catalog
import Tensor
import Text

extension Operations {
  static let selections: [Operation] = [select, clamp, cast]

  static let select = Operation(
    Descriptor(
      "where", .elementwise, Wording("a where the condition holds, b elsewhere", "条件成立处取 a，其余处取 b"),
      formula: "c ? a : b",
      parameters: [
        Parameter("condition", .tensor, Wording("bool", "布尔值")),
        Parameter("a", .tensor, Wording("taken where it holds", "条件成立处取它"), aliases: ["input"]),
        Parameter("b", .tensor, Wording("taken elsewhere", "其余处取它"), aliases: ["other"]),
      ], returns: Wording("the largest of the three shapes", "三者中最大的形状"),
      examples: [Example("where([1, 2, 3] > 2, 1, 0)", "[0, 0, 1]")]),
    prepare: { inputs, attributes in
      let condition =
        inputs[0].dtype == .bool ? inputs[0] : try Ops.notEqual(inputs[0], Ops.scalar(0, like: inputs[0]))
      let (a, b) = try Promotion.promoted(inputs[1], inputs[2], floating: false)
      return ([condition, a, b], attributes)
    },
    shape: { types, _ in
      [TensorType(try selectionShape(types[0].shape, types[1].shape, types[2].shape), types[1].dtype)]
    },
    forward: { [try Tensor.select(where: $0.inputs[0], $0.inputs[1], $0.inputs[2])] },
    gradient: .ternary { g, c in
      try c.withInput(0) { condition in
        let mask = condition.tensor
        let needsRight = c.needs(2)
        return (
          nil,
          c.needs(1) ? try c.kept(g, where: mask, is: true, last: !needsRight) : nil,
          needsRight ? try c.kept(g, where: mask, is: false) : nil
        )
      }
    },
    shortWay: .ternary { _, condition, a, b in try Ops.where(condition, a, b) },
    checks: [
      .init([[2, 3], [2, 3], [2, 3]], indices: [0: 2]), .init([[3, 2], [], [3, 2]], indices: [0: 2]),
      .init([[4], [3, 4], [1]], indices: [0: 2]),
    ])

  fileprivate static func selectionShape(_ condition: Shape, _ a: Shape, _ b: Shape) throws -> Shape {
    try Broadcasting.shape(condition, Broadcasting.shape(a, b, "where"), "where")
  }

  static let cast = Operation(
    Descriptor(
      "cast", .tensor, Wording("the same values in another dtype", "同样的值，另一种数据类型"),
      parameters: [
        Parameter("x", .tensor),
        Parameter("dtype", .dtype, Wording("f32, f64, i64 or bool", "f32、f64、i64 或 bool")),
      ],
      returns: Wording("the shape of x", "形状与 x 相同"), examples: [Example("cast([1.7, 0], i64)", "[1, 0]")],
      notes: Wording(
        "To whole numbers it cuts off; anything but 0 becomes true.", "转成整数时截去小数；转成布尔值时，非 0 都是 true。")),
    shape: { types, attributes in [TensorType(types[0].shape, attributes.dtype(0) ?? types[0].dtype)] },
    forward: { [try $0.inputs[0].cast(to: $0.outputs[0].dtype)] },
    gradient: .unary { g, _ in g },
    checks: [.init([[2, 3]], [.dtype(.f64)])])
}

extension Ops {
  /// a where the bool tensor holds, b elsewhere.
  public static func select(_ condition: Tensor, _ a: Variable, _ b: Variable) throws -> Variable {
    try `where`(Variable(condition), a, b)
  }

  /// a where the condition holds, b elsewhere.
  public static func `where`(_ condition: Variable, _ a: Variable, _ b: Variable) throws -> Variable {
    guard condition.dtype == .bool, !(a.isNumber && b.isNumber) else {
      return try Executor.single(Operations.select, [condition, a, b])
    }
    let agree = a.dtype == b.dtype && a.isNumber == b.isNumber
    let (a, b) = agree ? (a, b) : try Promotion.promoted(a, b, floating: false)
    if !(condition.hasShape(of: a) && condition.hasShape(of: b)) {
      _ = try Operations.selectionShape(condition.shape, a.shape, b.shape)
    }
    return Executor.record(
      Operations.select, condition, a, b,
      try Tensor.select(where: condition.tensor, a.tensor, b.tensor))
  }

  public static func cast(_ x: Variable, _ dtype: DType) throws -> Variable {
    if x.dtype == dtype { return x }
    let result = try x.tensor.cast(to: dtype)
    guard dtype.isFloating, x.dtype.isFloating else { return Variable(result) }
    return Executor.record(Operations.cast, x, [.dtype(dtype)], result)
  }
}
