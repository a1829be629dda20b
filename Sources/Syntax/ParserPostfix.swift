import Text

extension Parser {
  mutating func parsePostfix() throws -> Expression {
    if startsLambda { return try parseLambda() }
    var expression = at(.nabla) ? try parseNabla() : try parsePrimary()
    while true {
      if atLineBreak {
        guard at(.dot), token(1).kind == .identifier || token(1).kind.isKeyword else { return expression }
      }
      switch current.kind {
      case .leftParen, .leftBracket, .identifier, .number:
        if case .number = expression.kind { expression = try parseJuxtaposed(expression) }
        if at(.leftParen) {
          expression = try parseCall(expression)
        } else if at(.leftBracket) {
          expression = try parseIndex(expression)
        } else {
          return expression
        }
      case .dot: expression = try parseField(expression)
      case .prime:
        advance()
        expression = try grow(.prime(expression), span(from: expression.span.start), over: height)
      default: return expression
      }
    }
  }

  /// `2x`, `2(x+1)`: reported with the product that was meant, and read as that product.
  private mutating func parseJuxtaposed(_ number: Expression) throws -> Expression {
    if at(.number) || current.newlineBefore { return number }
    if at(.identifier), Parser.wordsAfterNumbers.contains(text(current)) { return number }
    let last = current.partner >= 0 ? lexed.tokens[current.partner] : current
    let factor = Span(current.start, last.end, in: source.id)
    let failure = SyntaxFailure.missingMultiplication(
      number: String(source[number.span]), factor: String(source[factor]), number.span.union(factor))
    report(failure.fault)
    let right = try nested { try $0.parsePostfix() }
    let kind = Expression.Kind.binary(.multiply, number, right, operatorSpan: number.span)
    return try grow(kind, number.span.union(right.span), over: height)
  }

  /// Of dls and of other languages: none of them is a factor.
  private static let wordsAfterNumbers: Set = ["by", "then", "do", "is", "step", "end"]

  private mutating func parseField(_ owner: Expression) throws -> Expression {
    let ownerHeight = height
    advance()
    let (name, nameSpan) = try expectName(
      Wording("the name of a field after .", ". 之后的字段名"), keywordsToo: true)
    return try grow(
      .field(owner, name, nameSpan: nameSpan), owner.span.union(nameSpan), over: ownerHeight)
  }

  private mutating func parseCall(_ function: Expression) throws -> Expression {
    var tallest = height
    var arguments: [CallArgument] = []
    var firstNamed: String?
    try bracketed { parser in
      try parser.list(until: .rightParen) { parser in
        let argument = try parser.parseArgument(after: arguments, firstNamed)
        firstNamed = firstNamed ?? argument.name
        arguments.append(argument)
        tallest = max(tallest, parser.height)
      }
    }
    return try grow(.call(function, arguments), span(from: function.span.start), over: tallest)
  }

  private mutating func parseArgument(
    after arguments: [CallArgument], _ firstNamed: String?
  ) throws -> CallArgument {
    guard at(.identifier) || current.kind.isKeyword, token(1).kind == .assign else {
      let value = try parseExpression()
      if let firstNamed { report(SyntaxFailure.positionalAfterNamed(firstNamed, value.span).fault) }
      return CallArgument(name: nil, nameSpan: nil, value: value)
    }
    let (name, nameSpan) = try expectName(Wording("a name", "名字"), keywordsToo: true)
    if firstNamed != nil, arguments.contains(where: { $0.name == name }) {
      report(SyntaxFailure.repeatedArgument(name, nameSpan).fault)
    }
    advance()
    return CallArgument(name: name, nameSpan: nameSpan, value: try parseExpression())
  }

  private mutating func parseIndex(_ owner: Expression) throws -> Expression {
    var tallest = height
    var items: [IndexItem] = []
    let start = current
    try bracketed { parser in
      try parser.list(until: .rightBracket) { parser in
        items.append(try parser.parseIndexItem())
        tallest = max(tallest, parser.height)
      }
    }
    if items.isEmpty { throw SyntaxFailure.emptyIndex(span(from: start.start)) }
    return try grow(.index(owner, items), span(from: owner.span.start), over: tallest)
  }

  private mutating func parseIndexItem() throws -> IndexItem {
    let start = current.start
    if at(.ellipsis) {
      let place = span(current)
      advance()
      height = 1
      return .ellipsis(place)
    }
    var parts: [Expression?] = [nil, nil, nil]
    var tallest = 1
    var position = 0
    while true {
      if !at(.colon), !at(.comma), !at(.rightBracket) {
        parts[position] = try parseExpression()
        tallest = max(tallest, height)
      }
      guard position < 2, accept(.colon) else { break }
      position += 1
    }
    height = tallest
    if position == 0, let single = parts[0] { return .at(single) }
    if position == 0 { throw unexpected(Wording("an index", "下标")) }
    return .slice(parts[0], parts[1], parts[2], span(from: start))
  }

  /// `∇f`, `∇net.loss`, `∇(x -> x^2)`, `∇∇f`: what stands right of it, without calls.
  private mutating func parseNabla() throws -> Expression {
    let start = current.start
    advance()
    let operand: Expression
    switch current.kind {
    case .nabla: operand = try nested { try $0.parseNabla() }
    case .leftParen: operand = try parsePrimary()
    case .identifier:
      var dotted = try parsePrimary()
      while at(.dot), !atLineBreak, token(1).kind == .identifier { dotted = try parseField(dotted) }
      operand = dotted
    default: throw unexpected(Wording("a function after ∇", "∇ 之后的函数"))
    }
    return try grow(.nabla(operand), span(from: start), over: height)
  }
}
