import Text

extension Parser {
  /// An expression, or the assignment it turns out to begin.
  mutating func parseSimpleStatement() throws -> Statement.Kind {
    let targets = try parseValues()
    let targetHeight = height
    if targets.count == 1, let failure = arrowAssignment(targets[0]) { throw failure }
    guard let target = tupled(targets) else { throw unexpected(Wording("an expression", "表达式")) }
    if atLineBreak { return .expression(target) }
    switch current.kind {
    case .assign:
      let pattern = try pattern(target)
      if let failure = turnedOperator { throw failure }
      advance()
      guard let value = tupled(try parseValues()) else { throw unexpected(Wording("an expression", "表达式")) }
      if at(.assign), !atLineBreak {
        throw SyntaxFailure.foreignStatement(
          Wording("chained assignment", "连续赋值"),
          advice: Wording(
            "assign one name at a time, or write (a, b) = (v, v)", "一次给一个名字赋值，或写成 (a, b) = (v, v)"),
          span(current))
      }
      height = max(height, targetHeight)
      return .assign(pattern, value)
    case .plusAssign, .minusAssign, .timesAssign, .divideAssign:
      let operation = augmentedOperator(current.kind)
      let pattern = try pattern(target)
      if case .tuple = pattern {
        throw SyntaxFailure.cannotAssign(Wording("a tuple with an operator", "带运算符的元组"), target.span)
      }
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
    case .binary(.subtract, let left, let right, _):
      guard case .name(let first) = left.kind, case .name(let second) = right.kind else {
        throw SyntaxFailure.cannotAssign(targetName(expression), place)
      }
      throw SyntaxFailure.cannotAssign(
        Wording("a difference; a name is written \(first)_\(second)", "差；名字写作 \(first)_\(second)"), place)
    default: throw SyntaxFailure.cannotAssign(targetName(expression), place)
    }
  }

  private func targetName(_ expression: Expression) -> Wording {
    switch expression.kind {
    case .number: return Wording("a number", "数")
    case .string, .interpolation: return Wording("a string", "字符串")
    case .bool, .none: return Wording("a constant", "常量")
    case .call: return Wording("the result of a call", "函数调用的结果")
    case .comparison: return Wording("a comparison", "比较")
    case .list: return Wording("a list; use (a, b)", "列表；请用 (a, b)")
    case .prime: return Wording("a derivative", "导数")
    default: return Wording("an expression", "表达式")
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
      let (name, place) = try expectName(Wording("the loop's variable", "循环变量"))
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
    if patterns.isEmpty {
      throw SyntaxFailure.cannotAssign(Wording("an empty tuple", "空元组"), span(from: start))
    }
    return .tuple(patterns, span(from: start))
  }
}
