import Text

extension Parser {
  /// `x ->` or `(x, y) ->`.
  var startsLambda: Bool {
    if at(.identifier) { return token(1).kind == .arrow }
    guard at(.leftParen), current.partner >= 0 else { return false }
    return lexed.tokens[min(current.partner + 1, lexed.tokens.count - 1)].kind == .arrow
  }

  mutating func parseLambda() throws -> Expression {
    let start = current.start
    var parameters: [FunctionParameter] = []
    var tallest = 0
    if at(.leftParen) {
      (parameters, tallest) = try parseParameters()
    } else {
      let (name, place) = try expectName(Wording("a parameter", "形参"))
      parameters = [FunctionParameter(name: name, span: place, fallback: nil, shape: nil)]
    }
    try expect(.arrow, Wording(verbatim: "->"))
    let body = try insideFunction { parser in
      let expression = try parser.parseExpression()
      return parser.asBody([expression])
    }
    tallest = max(tallest, height)
    let place = span(from: start)
    let function = FunctionBody(name: nil, parameters: parameters, body: body, span: place)
    return try grow(.lambda(function), place, over: tallest)
  }

  /// A block in braces is the body itself; other expressions become its only statement.
  func asBody(_ expressions: [Expression]) -> Block {
    guard let first = expressions.first, let last = expressions.last else {
      return Block([], span(current))
    }
    if expressions.count == 1, case .block(let block) = first.kind { return block }
    let place = first.span.union(last.span)
    let value = expressions.count == 1 ? first : Expression(.tuple(expressions), place)
    return Block([Statement(.expression(value), place)], place)
  }

  /// Reads a body: `return` is at home in it, the loops around it are out of reach.
  mutating func insideFunction<Result>(_ body: (inout Parser) throws -> Result) throws -> Result {
    let outerLoops = loops
    loops = 0
    functions += 1
    defer {
      loops = outerLoops
      functions -= 1
    }
    return try body(&self)
  }

  /// `(x: [N, D], y=1)`, with the height of what stands in it.
  mutating func parseParameters() throws -> ([FunctionParameter], Int) {
    var parameters: [FunctionParameter] = []
    var names: Set<String> = []
    var tallest = 0
    guard at(.leftParen) else { throw unexpected(Wording("( and the parameters", "( 和形参")) }
    try bracketed { parser in
      try parser.list(until: .rightParen) { parser in
        parser.height = 0
        let parameter = try parser.parseParameter()
        if !names.insert(parameter.name).inserted {
          parser.report(SyntaxFailure.repeatedParameter(parameter.name, parameter.span).fault)
        }
        let needsDefault = parameters.last?.fallback != nil && parameter.fallback == nil
        if needsDefault {
          parser.report(SyntaxFailure.requiredAfterOptional(parameter.name, parameter.span).fault)
        }
        parameters.append(parameter)
        tallest = max(tallest, parser.height)
      }
    }
    return (parameters, tallest)
  }

  private mutating func parseParameter() throws -> FunctionParameter {
    guard at(.identifier) else { throw SyntaxFailure.parameterNotName(span(current)) }
    let (name, place) = try expectName(Wording("a parameter", "形参"))
    var shape: [ShapeItem]?
    var tallest = 0
    if accept(.colon) {
      shape = try parseShape()
      tallest = height
    }
    var fallback: Expression?
    if accept(.assign) {
      fallback = try parseExpression()
      tallest = max(tallest, height)
    }
    guard at(.comma) || at(.rightParen) || at(.end) || atLineBreak else {
      if current.kind.isCloser { return parameter(name, place, fallback, shape, tallest) }
      throw SyntaxFailure.parameterNotName(place.union(span(current)))
    }
    return parameter(name, place, fallback, shape, tallest)
  }

  private mutating func parameter(
    _ name: String, _ place: Span, _ fallback: Expression?, _ shape: [ShapeItem]?, _ tallest: Int
  ) -> FunctionParameter {
    height = tallest
    return FunctionParameter(name: name, span: place, fallback: fallback, shape: shape)
  }

  private mutating func parseShape() throws -> [ShapeItem] {
    var items: [ShapeItem] = []
    var tallest = 0
    if at(.identifier) {
      throw SyntaxFailure.foreignStatement(
        Wording("types of parameters", "形参的类型"),
        advice: Wording("leave it out, or name a shape: x: [N, 3]", "去掉它，或写出形状：x: [N, 3]"), span(current))
    }
    guard at(.leftBracket) else { throw unexpected(Wording("a shape such as [N, 3]", "[N, 3] 这样的形状")) }
    try bracketed { parser in
      try parser.list(until: .rightBracket) { parser in
        items.append(try parser.parseShapeItem())
        tallest = max(tallest, parser.height)
      }
    }
    height = tallest
    return items
  }

  private mutating func parseShapeItem() throws -> ShapeItem {
    let expression = try parseExpression()
    switch expression.kind {
    case .name(let name): return .letter(name, expression.span)
    case .number(let value):
      guard let size = Int(exactly: value), size >= 0 else { return .computed(expression) }
      return .size(size, expression.span)
    default: return .computed(expression)
    }
  }

  /// `fn f(x) { … }`; the current token is `fn`.
  mutating func parseFnFunction() throws -> FunctionBody {
    let start = current.start
    advance()
    if at(.leftParen) {
      throw SyntaxFailure.foreignStatement(
        Wording("fn without a name", "没有名字的 fn"),
        advice: Wording(
          "a function without a name is x -> e or (x, y) -> { … }", "没有名字的函数写作 x -> e 或 (x, y) -> { … }"),
        span(current))
    }
    return try parseNamedFunction(from: start)
  }

  /// `f(x, y=1) = e` or `f(x) { … }`: name, parameters and body.
  mutating func parseNamedFunction(from start: Int) throws -> FunctionBody {
    let (name, nameSpan) = try expectName(Wording("the name of the function", "函数名"))
    let (parameters, parameterHeight) = try parseParameters()
    let body = try insideFunction { parser in
      if parser.accept(.assign) { return parser.asBody(try parser.parseValues()) }
      try parser.rejectForeignResult()
      guard parser.at(.leftBrace), !parser.atLineBreak else {
        throw parser.unexpected(Wording("{ and the body of \(name)", "{ 和 \(name) 的函数体"))
      }
      return try parser.parseBlock()
    }
    height = max(height, parameterHeight) + 1
    return FunctionBody(
      name: name, nameSpan: nameSpan, parameters: parameters, body: body, span: span(from: start))
  }

  /// `name ( … )` followed by `next`, on one line.
  func atSignature(followedBy next: Token.Kind) -> Bool {
    let opener = token(1)
    guard at(.identifier), opener.kind == .leftParen, !opener.newlineBefore, opener.partner >= 0 else {
      return false
    }
    let after = lexed.tokens[min(opener.partner + 1, lexed.tokens.count - 1)]
    return after.kind == next && !after.newlineBefore
  }
}
