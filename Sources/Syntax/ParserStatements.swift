import Text

extension Parser {
  /// Statements up to `}` or the end.
  mutating func parseStatements() -> [Statement] {
    var statements: [Statement] = []
    var tallest = 0
    while true {
      while accept(.semicolon) {}
      if at(.end) { break }
      if at(.rightBrace) {
        if nesting > 0 { break }
        report(SyntaxFailure.strayCloser("}", span(current)).fault)
        advance()
        continue
      }
      statements.append(parseStatement())
      tallest = max(tallest, height)
    }
    height = tallest
    return statements
  }

  /// The `{ … }` of a statement, which begins on the statement's line.
  mutating func parseBlock() throws -> Block {
    guard at(.leftBrace), !atLineBreak else {
      let failure = unexpected(Wording("{ on the same line", "同一行上的 {"))
      guard case .expected(let what, let found, let place) = failure else { throw failure }
      throw SyntaxFailure.blockExpected(what, found: found, place)
    }
    return try parseBraces()
  }

  /// `{ … }`; the current token is the brace.
  mutating func parseBraces() throws -> Block {
    let opener = current
    let outer = newlinesMatter
    defer { newlinesMatter = outer }
    return try nested { parser in
      parser.newlinesMatter = true
      parser.advance()
      let statements = parser.parseStatements()
      guard parser.accept(.rightBrace) else {
        throw SyntaxFailure.neverClosed("{", closer: "}", parser.span(opener))
      }
      return Block(statements, parser.span(from: opener.start))
    }
  }

  mutating func parseStatement() -> Statement { parseStatement { try $0.parseStatementKind() } }

  /// One statement read by `kind`; on a fault, what is left of it is skipped.
  mutating func parseStatement(_ kind: (inout Parser) throws -> Statement.Kind) -> Statement {
    let start = index
    let first = current
    reportStrayExpectations(before: first.start)
    var statement: Statement
    do {
      height = 0
      let parsed = try kind(&self)
      statement = Statement(parsed, span(from: first.start))
      try finishStatement(&statement)
    } catch {
      if let failure = error as? any Failure { report(failure.fault) }
      recover(from: start)
      height = 1
      let place = span(from: first.start)
      statement = Statement(.expression(Expression(.missing, place)), place)
      statement.isSilent = accept(.semicolon)
    }
    statement.expectation = takeExpectation(after: statement.span)
    return statement
  }

  private mutating func finishStatement(_ statement: inout Statement) throws {
    if accept(.semicolon) {
      statement.isSilent = true
      return
    }
    if at(.end) || at(.rightBrace) || current.newlineBefore { return }
    throw notEnded(statement)
  }

  private mutating func parseStatementKind() throws -> Statement.Kind {
    if current.kind.isKeyword, token(1).kind == .assign, !token(1).newlineBefore {
      let word = current.kind.rawValue
      throw SyntaxFailure.cannotAssign(
        Wording("`\(word)`, which is a keyword", "关键字 `\(word)`"), span(current))
    }
    switch current.kind {
    case .fn: return .function(try parseFnFunction())
    case .for: return try parseFor()
    case .while: return try parseWhile()
    case .try: return try parseTry()
    case .break, .continue: return try parseJump()
    case .return: return try parseReturn()
    case .assert: return try parseAssert()
    case .identifier: return try parseWordStatement() ?? parseSimpleStatement()
    case .slash where token(1).start == current.end && [.star, .power].contains(token(1).kind):
      throw SyntaxFailure.lineStartsWithOperator("/*", span(current).union(span(token(1))))
    case .minus
    where token(1).kind == .minus && token(1).start == current.end && token(2).start > token(1).end:
      throw SyntaxFailure.lineStartsWithOperator("--", span(current).union(span(token(1))))
    case .at where token(1).kind == .identifier:
      throw SyntaxFailure.foreignStatement(
        Wording("decorators", "装饰器"),
        advice: Wording(
          "leave the line out; no_grad { … } goes inside the function", "去掉这一行；no_grad { … } 写在函数里"),
        span(current))
    case .pipe, .compose, .star, .slash, .floorDivide, .percent, .at, .power, .and, .or, .equal, .notEqual,
      .less, .lessEqual, .greater, .greaterEqual, .in, .range, .dot:
      throw SyntaxFailure.lineStartsWithOperator(current.kind.rawValue, span(current))
    default: return try parseSimpleStatement()
    }
  }

  /// The statements that begin with a word which is a name everywhere else.
  private mutating func parseWordStatement() throws -> Statement.Kind? {
    let next = token(1)
    guard !next.newlineBefore else { return nil }
    switch text(current) {
    case "model" where next.kind == .identifier: return .model(try parseModel())
    case "no_grad" where next.kind == .leftBrace && endsStatement(after: next.partner):
      advance()
      return .noGrad(try parseBlock())
    case "use" where next.kind == .string:
      advance()
      advance()
      return .use(text(next), pathSpan: span(next))
    case "global" where next.kind == .identifier: return try parseGlobal()
    default: break
    }
    if let failure = foreignStatement() { throw failure }
    if atSignature(followedBy: .assign) { return .function(try parseNamedFunction(from: current.start)) }
    if atSignature(followedBy: .leftBrace) {
      throw functionWithoutFn()
    }
    return nil
  }

  /// Nothing goes on with what the token at an index closes.
  private func endsStatement(after closer: Int) -> Bool {
    guard closer >= 0 else { return true }
    let next = lexed.tokens[min(closer + 1, lexed.tokens.count - 1)]
    switch next.kind {
    case .end, .semicolon, .rightBrace: return true
    default: return next.newlineBefore && !next.kind.continuesLine && next.kind != .dot
    }
  }

  private mutating func parseGlobal() throws -> Statement.Kind {
    advance()
    var names: [String] = []
    repeat {
      names.append(try expectName(Wording("a name", "名字")).name)
    } while accept(.comma)
    return .global(names)
  }

  private mutating func parseJump() throws -> Statement.Kind {
    let word = current
    if loops == 0 { report(SyntaxFailure.outsideLoop(word.kind.rawValue, span(word)).fault) }
    advance()
    return word.kind == .break ? .break : .continue
  }

  private mutating func parseReturn() throws -> Statement.Kind {
    if functions == 0 { report(SyntaxFailure.returnOutsideFunction(span(current)).fault) }
    advance()
    if at(.end) || at(.semicolon) || at(.rightBrace) || current.newlineBefore { return .return(nil) }
    return .return(tupled(try parseValues()))
  }

  private mutating func parseAssert() throws -> Statement.Kind {
    advance()
    let condition = try parseCondition()
    guard accept(.comma) else { return .assert(condition, message: nil) }
    let conditionHeight = height
    let message = try parseExpression()
    height = max(height, conditionHeight)
    return .assert(condition, message: message)
  }

  /// `a, b`: at the level of statements a comma makes a tuple without parentheses.
  mutating func parseValues() throws -> [Expression] {
    var values = [try parseExpression()]
    var tallest = height
    while at(.comma), !atLineBreak {
      advance()
      if at(.assign) || at(.end) || current.newlineBefore { break }
      values.append(try parseExpression())
      tallest = max(tallest, height)
    }
    height = tallest + 1
    return values
  }

  func tupled(_ values: [Expression]) -> Expression? {
    guard values.count > 1, let first = values.first, let last = values.last else { return values.first }
    return Expression(.tuple(values), first.span.union(last.span))
  }
}
