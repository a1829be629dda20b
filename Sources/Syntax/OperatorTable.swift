/// How tightly the operators bind, for documentation.
public enum OperatorTable {
  public struct Row {
    /// As they are written.
    public let spellings: [String]
    public let meaning: String
  }

  /// Loosest first.
  public static var rows: [Row] {
    let infix = Precedence.allCases.map { level in
      Row(
        spellings: Token.Kind.allCases.filter { $0.infixPrecedence == level }.map(spelling)
          + (extra[level] ?? []), meaning: meaning(level))
    }
    return [Row(spellings: [Token.Kind.arrow.rawValue], meaning: "a function without a name")] + infix
      + [
        Row(
          spellings: ["f(x)", "a[i]", "a.b", "f'", "∇f"],
          meaning: "call, index, member, derivative or transpose, gradient")
      ]
  }

  /// What is no infix operator of its own level.
  private static let extra: [Precedence: [String]] = [
    .not: [Token.Kind.not.rawValue], .unary: [Token.Kind.minus.rawValue, Token.Kind.plus.rawValue],
    .power: ["**"], .range: ["by"],
  ]

  private static func spelling(_ kind: Token.Kind) -> String { kind == .not ? "not in" : kind.rawValue }

  private static func meaning(_ level: Precedence) -> String {
    switch level {
    case .pipe: "`x |> f(a)` is `f(x, a)`"
    case .compose: "composition, from left to right"
    case .or, .and: "the second is looked at only where it counts"
    case .not: "negation"
    case .comparison: "comparisons; they chain"
    case .range: "a range, both ends included"
    case .sum: "sum and difference"
    case .product: "elementwise; `//` rounds down, `%` has the divisor's sign, `@` is the matrix product"
    case .unary: "sign, in front"
    case .power: "power, from right to left; binds tighter than a sign before it"
    }
  }
}
