import Text

extension Parser {
  /// The condition of `if`, `while` or `assert`: a lone `=` in it is taken for the `==` that was meant.
  mutating func parseCondition() throws -> Expression {
    let condition = try parseExpression()
    guard at(.assign), !atLineBreak else { return condition }
    report(SyntaxFailure.assignmentInExpression(span(current)).fault)
    let tallest = height
    advance()
    let right = try parseExpression()
    return try grow(
      .comparison([condition, right], [.equal]), condition.span.union(right.span),
      over: max(tallest, height))
  }

  /// `if` with any number of `else if`, built from the last back so that a long chain needs no recursion.
  mutating func parseIf() throws -> Expression {
    var branches: [(start: Int, condition: Expression, then: Block)] = []
    var otherwise: Block?
    var tallest = 0
    while true {
      let start = current.start
      advance()
      let condition = try parseCondition()
      tallest = max(tallest, height)
      try rejectForeignBlock()
      let then = try parseBlock()
      tallest = max(tallest, height)
      branches.append((start, condition, then))
      if at(.identifier), let failure = foreignExpression() { throw failure }
      guard accept(.else) else { break }
      if at(.if), !current.newlineBefore { continue }
      try rejectForeignBlock()
      otherwise = try parseBlock()
      tallest = max(tallest, height)
      break
    }
    let end = previousEnd
    var result: Expression?
    for branch in branches.reversed() {
      if let inner = result { otherwise = Block([Statement(.expression(inner), inner.span)], inner.span) }
      tallest += 1
      let kind = Expression.Kind.if(condition: branch.condition, then: branch.then, otherwise: otherwise)
      result = try grow(kind, Span(branch.start, end, in: source.id), over: tallest)
    }
    return result ?? leaf(.missing, span(current))
  }

  mutating func parseFor() throws -> Statement.Kind {
    advance()
    if at(.leftParen), token(1).kind == .identifier {
      if token(2).kind == .assign {
        throw SyntaxFailure.foreignStatement(
          Wording("counting for", "计数式 for"), advice: .write("for \(text(token(1))) in 0..9 { … }"),
          span(current))
      }
      if token(2).kind == .in {
        throw SyntaxFailure.foreignStatement(
          Wording("parentheses after for", "for 之后的括号"),
          advice: .write("for \(text(token(1))) in … { … }"), span(current))
      }
    }
    let pattern = try parseLoopPattern()
    if at(.assign) {
      throw countingFor(pattern)
    }
    try expect(.in, Wording(verbatim: "in"))
    let sequence = try parseExpression()
    let sequenceHeight = height
    if let failure = colonRange(sequence) { throw failure }
    try rejectForeignBlock()
    let body = try parseLoopBody()
    height = max(height, sequenceHeight)
    return .for(pattern, sequence, body)
  }

  mutating func parseWhile() throws -> Statement.Kind {
    advance()
    let condition = try parseCondition()
    let conditionHeight = height
    try rejectForeignBlock()
    let body = try parseLoopBody()
    height = max(height, conditionHeight)
    return .while(condition, body)
  }

  private mutating func parseLoopBody() throws -> Block {
    loops += 1
    defer { loops -= 1 }
    return try parseBlock()
  }

  mutating func parseTry() throws -> Statement.Kind {
    advance()
    try rejectForeignBlock()
    let body = try parseBlock()
    let bodyHeight = height
    if atWord("except") || atWord("rescue") {
      throw SyntaxFailure.foreignStatement(
        Wording(verbatim: text(current)), advice: .write("catch err { … }"), span(current))
    }
    guard at(.catch) else { throw unexpected(Wording("catch after the block of try", "try 代码块之后的 catch")) }
    advance()
    var name = "_"
    if at(.identifier), !atLineBreak { name = try expectName(Wording("a name", "名字")).name }
    let handler = try parseBlock()
    height = max(height, bodyHeight)
    return .try(body, errorName: name, handler: handler)
  }

  /// `if c:` and `while c then`, as other languages write them.
  func rejectForeignBlock() throws {
    if atWord("is"), let failure = foreignContinuation() { throw failure }
    if at(.colon) || atWord("then") || atWord("do") {
      throw SyntaxFailure.foreignStatement(
        at(.colon) ? Wording(": before a block", "代码块前的 :") : Wording(verbatim: text(current)),
        advice: Wording("a block stands in braces: { … }", "代码块放在花括号里：{ … }"),
        span(current))
    }
  }
}
