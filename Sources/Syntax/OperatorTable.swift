import Text

/// How tightly the operators bind, for documentation.
public enum OperatorTable {
  public struct Row {
    /// As they are written.
    public let spellings: [String]
    public let meaning: Wording
  }

  /// Loosest first.
  public static var rows: [Row] {
    let infix = Precedence.allCases.map { level in
      Row(
        spellings: Token.Kind.allCases.filter { $0.infixPrecedence == level }.map(spelling)
          + (extra[level] ?? []), meaning: meaning(level))
    }
    return [
      Row(spellings: [Token.Kind.arrow.rawValue], meaning: Wording("a function without a name", "没有名字的函数"))
    ] + infix
      + [
        Row(
          spellings: ["f(x)", "a[i]", "a.b", "f'", "∇f"],
          meaning: Wording("call, index, member, derivative or transpose, gradient", "调用、下标、成员、导数或转置、梯度"))
      ]
  }

  /// What is no infix operator of its own level.
  private static let extra: [Precedence: [String]] = [
    .not: [Token.Kind.not.rawValue], .unary: [Token.Kind.minus.rawValue, Token.Kind.plus.rawValue],
    .power: ["**"], .range: ["by"],
  ]

  private static func spelling(_ kind: Token.Kind) -> String { kind == .not ? "not in" : kind.rawValue }

  private static func meaning(_ level: Precedence) -> Wording {
    switch level {
    case .pipe: Wording("`x |> f(a)` is `f(x, a)`", "`x |> f(a)` 就是 `f(x, a)`")
    case .compose: Wording("composition, from left to right", "复合，从左到右")
    case .or, .and: Wording("the second is looked at only where it counts", "只在需要时才计算第二个")
    case .not: Wording("negation", "否定")
    case .comparison: Wording("comparisons; they chain", "比较；可以连写")
    case .range: Wording("a range, both ends included", "区间，两端都包括")
    case .sum: Wording("sum and difference", "加和减")
    case .product:
      Wording(
        "elementwise; `//` rounds down, `%` has the divisor's sign, `@` is the matrix product",
        "逐元素；`//` 向下取整，`%` 的符号与除数相同，`@` 是矩阵乘积")
    case .unary: Wording("sign, in front", "前面的正负号")
    case .power:
      Wording("power, from right to left; binds tighter than a sign before it", "乘方，从右到左；比前面的正负号结合得紧")
    }
  }
}
