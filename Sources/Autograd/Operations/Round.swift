import Catalog
import Glibc
import Tensor
import Text

extension Operations {
  static let round = Operation(
    Descriptor(
      "round", .elementwise,
      Wording(
        "each element to the nearest whole number, or to so many decimals, halves to even",
        "每个元素四舍五入到最近的整数，或保留若干位小数；正好一半时取偶数"),
      parameters: [
        Parameter("x", .tensor, Wording("a tensor or number", "张量或数"), aliases: ["input"]),
        Parameter(
          "decimals", .integer, Wording("digits after the point; -1 rounds to tens", "小数位数；-1 表示取到十位"),
          default: .number(0)),
      ], returns: Wording("the shape of x", "形状与 x 相同"),
      examples: [
        Example("round([0.5, 1.5, 2.4])", "[0, 2, 2]"), Example("round(3.14159, decimals=2)", "3.14"),
      ]),
    shape: { types, _ in types },
    forward: { c in [try rounded(c.inputs[0], c.attributes.int(0, default: 0))] },
    gradient: steps,
    checks: [
      .init([[2, 3]], range: 0.1...0.4), .init([[]], range: 0.1...0.4),
      .init([[3, 1, 5]], [.int(1)], range: 0.11...0.14),
    ])

  private static func rounded(_ x: Tensor, _ decimals: Int) throws -> Tensor {
    guard decimals != 0, x.dtype.isFloating || decimals < 0 else { return try .unary(.round, x) }
    let precise = x.dtype.isFloating ? x : try x.cast(to: .f64)
    let scale = try Tensor.scalar(Glibc.pow(10, Double(Swift.abs(decimals))), precise.dtype)
    let (up, down): (BinaryOp, BinaryOp) = decimals > 0 ? (.multiply, .divide) : (.divide, .multiply)
    let steps = try Tensor.unary(.round, .binary(up, precise, scale))
    return try Tensor.binary(down, steps, scale).cast(to: x.dtype)
  }
}

extension Ops {
  /// To the nearest whole number, halves to even.
  public static func round(_ x: Variable) throws -> Variable { try Executor.single(Operations.round, [x]) }
}
