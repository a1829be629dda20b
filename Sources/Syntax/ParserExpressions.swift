import Text

/// How tightly an operator binds, loosest first.
enum Precedence: Int, Comparable, CaseIterable {
  case pipe = 1
  case compose, or, and, not, comparison, range, sum, product, unary, power

  static func < (a: Precedence, b: Precedence) -> Bool { a.rawValue < b.rawValue }

  var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .power }
}

extension Token.Kind {
  var infixPrecedence: Precedence? {
    switch self {
    case .pipe: return .pipe
    case .compose: return .compose
    case .or: return .or
    case .and: return .and
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .in, .not: return .comparison
    case .range: return .range
    case .plus, .minus: return .sum
    case .star, .slash, .floorDivide, .percent, .at: return .product
    case .power: return .power
    default: return nil
    }
  }

  /// A line that begins with it goes on with the expression above.
  var continuesLine: Bool { self == .pipe || self == .compose }
}

extension Parser {
  mutating func parseExpression() throws -> Expression { try parseExpression(.pipe) }

  mutating func parseExpression(_ minimum: Precedence) throws -> Expression {
    try nested { parser in
      let left = try parser.parsePrefix()
      return try parser.parseInfix(left, minimum)
    }
  }

  private mutating func parseInfix(_ first: Expression, _ minimum: Precedence) throws -> Expression {
    var left = first
    while let precedence = current.kind.infixPrecedence, precedence >= minimum {
      if atLineBreak, !current.kind.continuesLine { break }
      if at(.not), token(1).kind != .in { break }
      switch precedence {
      case .comparison: left = try parseComparison(left)
      case .range: left = try parseRange(left)
      default: left = try parseBinary(left, precedence)
      }
    }
    return left
  }

  private mutating func parseBinary(_ left: Expression, _ precedence: Precedence) throws -> Expression {
    let operatorToken = current
    let leftHeight = height
    advance()
    // `^` is right-associative, and a minus may stand in its exponent.
    let right = try parseExpression(precedence == .power ? .unary : precedence.next)
    let kind: Expression.Kind
    switch operatorToken.kind {
    case .pipe: kind = .pipe(left, right)
    case .compose: kind = .compose(left, right)
    case .or: kind = .or(left, right)
    case .and: kind = .and(left, right)
    default:
      let operation = BinaryOperator(rawValue: operatorToken.kind.rawValue) ?? .add
      kind = .binary(operation, left, right, operatorSpan: span(operatorToken))
    }
    return try grow(kind, left.span.union(right.span), over: max(leftHeight, height))
  }

  private mutating func parseComparison(_ first: Expression) throws -> Expression {
    var operands = [first]
    var operators: [ComparisonOperator] = []
    var tallest = height
    var negated: Span?
    while current.kind.infixPrecedence == .comparison, !atLineBreak {
      let start = current
      if at(.not) {
        guard token(1).kind == .in else { break }
        advance()
        negated = span(start)
      }
      operators.append(ComparisonOperator(rawValue: current.kind.rawValue) ?? .equal)
      advance()
      operands.append(try parseExpression(.range))
      tallest = max(tallest, height)
    }
    guard let last = operands.last else { return first }
    let whole = first.span.union(last.span)
    let chain = try grow(.comparison(operands, operators), whole, over: tallest)
    guard let negated else { return chain }
    guard operators.count == 1 else { throw SyntaxFailure.chainedNotIn(negated) }
    return try grow(.unary(.not, chain), whole, over: height)
  }

  private mutating func parseRange(_ from: Expression) throws -> Expression {
    var tallest = height
    advance()
    let through = try parseExpression(.sum)
    tallest = max(tallest, height)
    var step: Expression?
    if atWord("by"), !atLineBreak {
      advance()
      step = try parseExpression(.sum)
      tallest = max(tallest, height)
    }
    if at(.range), !atLineBreak { throw SyntaxFailure.chainedRange(span(current)) }
    let end = step ?? through
    return try grow(.range(from, through, by: step), from.span.union(end.span), over: tallest)
  }

  private mutating func parsePrefix() throws -> Expression {
    let first = current
    switch first.kind {
    case .minus, .plus:
      advance()
      let operand = try parseExpression(.unary)
      let kind = Expression.Kind.unary(first.kind == .minus ? .minus : .plus, operand)
      return try grow(kind, span(from: first.start), over: height)
    case .not:
      advance()
      let operand = try parseExpression(.not)
      return try grow(.unary(.not, operand), span(from: first.start), over: height)
    default: return try parsePostfix()
    }
  }
}
