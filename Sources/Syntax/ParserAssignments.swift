import Text

extension Parser {
  /// An expression, or the assignment it turns out to begin.
  mutating func parseSimpleStatement() throws -> Statement.Kind {
    let targets = try parseValues()
    let targetHeight = height
    guard let target = tupled(targets) else { throw unexpected("an expression") }
    if atLineBreak { return .expression(target) }
    switch current.kind {
    case .assign:
      let pattern = try pattern(target)
      advance()
      guard let value = tupled(try parseValues()) else { throw unexpected("an expression") }
      if at(.assign), !atLineBreak {
        throw SyntaxFailure.foreignStatement(
          "chained assignment", advice: "assign one name at a time, or write (a, b) = (v, v)", span(current))
      }
      height = max(height, targetHeight)
      return .assign(pattern, value)
    case .plusAssign, .minusAssign, .timesAssign, .divideAssign:
      let operation = augmentedOperator(current.kind)
      let pattern = try pattern(target)
      if case .tuple = pattern { throw SyntaxFailure.cannotAssign("a tuple with an operator", target.span) }
      advance()
      let value = try parseExpression()
      height = max(height, targetHeight)
      return .augmentedAssign(pattern, operation, value)
    default: return .expression(target)
    }
  }

  private func augmentedOperator(_ kind: Token.Kind) -> BinaryOperator {
    switch kind {
    case .minusAssign: return .subtract
    case .timesAssign: return .multiply
    case .divideAssign: return .divide
    default: return .add
    }
  }

  /// Reads an expression as what stands left of `=`.
  private func pattern(_ expression: Expression) throws -> Pattern {
    let place = expression.span
    switch expression.kind {
    case .name(let name): return .name(name, place)
    case .tuple(let elements) where !elements.isEmpty:
      return .tuple(try elements.map { try pattern($0) }, place)
    case .index(let owner, let items): return .index(owner, items, place)
    case .field(let owner, let name, let nameSpan): return .field(owner, name, nameSpan)
    default: throw SyntaxFailure.cannotAssign(targetName(expression), place)
    }
  }

  private func targetName(_ expression: Expression) -> String {
    switch expression.kind {
    case .number: return "a number"
    case .string, .interpolation: return "a string"
    case .bool, .none: return "a constant"
    case .call: return "the result of a call"
    case .comparison: return "a comparison"
    case .list: return "a list; use (a, b)"
    case .prime: return "a derivative"
    default: return "an expression"
    }
  }

  /// `x`, `(x, y)`, `x, y`, nested: the variables of a loop.
  mutating func parseLoopPattern() throws -> Pattern {
    let start = current.start
    var patterns = [try parseSinglePattern()]
    while accept(.comma) {
      if at(.in) { break }
      patterns.append(try parseSinglePattern())
    }
    if patterns.count == 1, let single = patterns.first { return single }
    return .tuple(patterns, span(from: start))
  }

  private mutating func parseSinglePattern() throws -> Pattern {
    let start = current.start
    guard at(.leftParen) else {
      let (name, place) = try expectName("the loop's variable")
      return .name(name, place)
    }
    var patterns: [Pattern] = []
    var isTuple = false
    try nested { parser in
      try parser.bracketed { parser in
        try parser.list(until: .rightParen) { parser in
          patterns.append(try parser.parseSinglePattern())
          isTuple = isTuple || parser.at(.comma)
        }
      }
    }
    if !isTuple, let single = patterns.first { return single }
    if patterns.isEmpty { throw SyntaxFailure.cannotAssign("an empty tuple", span(from: start)) }
    return .tuple(patterns, span(from: start))
  }
}
