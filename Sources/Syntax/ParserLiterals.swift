import Text

extension Parser {
  mutating func parsePrimary() throws -> Expression {
    let first = current
    switch first.kind {
    case .number:
      advance()
      let value = lexed.numbers.indices.contains(first.payload) ? lexed.numbers[first.payload] : 0
      return leaf(.number(value), span(first))
    case .identifier: return try parseName()
    case .string: return literal(.string(text(first)))
    case .true: return literal(.bool(true))
    case .false: return literal(.bool(false))
    case .none: return literal(.none)
    case .interpolationStart: return try parseInterpolation()
    case .leftParen: return try parseParenthesized()
    case .leftBracket: return try parseList()
    case .leftBrace: return try startsRecord ? parseRecord() : parseBlockExpression()
    case .if: return try parseIf()
    default: throw missingExpression()
    }
  }

  private mutating func literal(_ kind: Expression.Kind) -> Expression {
    let place = span(current)
    advance()
    return leaf(kind, place)
  }

  private mutating func parseName() throws -> Expression {
    let token = current
    if let failure = foreignExpression() { throw failure }
    if text(token) == "no_grad", self.token(1).kind == .leftBrace { return try parseNoGrad() }
    advance()
    return leaf(.name(text(token)), span(token))
  }

  /// `no_grad { … }` where a value is wanted: a block whose only statement, and so whose value, it is.
  private mutating func parseNoGrad() throws -> Expression {
    let start = current.start
    advance()
    let body = try parseBlock()
    let place = span(from: start)
    return try grow(.block(Block([Statement(.noGrad(body), place)], place)), place, over: height)
  }

  /// `i++` and `i--`: the two operators right before a missing operand.
  private var isIncrement: Bool {
    guard index > 1 else { return false }
    let (first, second) = (lexed.tokens[index - 2], lexed.tokens[index - 1])
    return first.kind == second.kind && first.end == second.start && [.plus, .minus].contains(first.kind)
  }

  private func missingExpression() -> SyntaxFailure {
    if isIncrement {
      let sign = lexed.tokens[index - 1].kind.rawValue
      return .foreignStatement(
        Wording(verbatim: sign + sign), advice: Wording("write x \(sign)= 1", "写成 x \(sign)= 1"),
        Span(lexed.tokens[index - 2].start, lexed.tokens[index - 1].end, in: source.id))
    }
    switch current.kind {
    case .return:
      return .foreignStatement(
        Wording("return inside an expression", "表达式里的 return"),
        advice: Wording(
          "leave it out, or write fn f(x) { return … }", "去掉它，或写成 fn f(x) { return … }"), span(current))
    case .fn:
      return .foreignStatement(
        Wording("fn inside an expression", "表达式里的 fn"),
        advice: Wording(
          "a function without a name is x -> e or (x, y) -> { … }", "没有名字的函数写作 x -> e 或 (x, y) -> { … }"),
        span(current))
    case .ellipsis:
      return .expected(
        Wording("an expression", "表达式"), found: Wording("...; a range is written a..b", "...；区间写作 a..b"),
        span(current))
    case .interpolationClose, .interpolationFormat:
      if index > 0, lexed.tokens[index - 1].kind == .interpolationOpen {
        return .emptyInterpolation(span(current))
      }
    case .rightParen, .rightBracket, .rightBrace:
      if current.partner < 0 { return .strayCloser(current.kind.rawValue, span(current)) }
    case .assign:
      return .expected(Wording("a name before =", "= 之前的名字"), found: Wording(verbatim: "="), span(current))
    default: break
    }
    return unexpected(Wording("an expression", "表达式"))
  }

  private mutating func parseInterpolation() throws -> Expression {
    let start = current.start
    advance()
    var parts: [InterpolationPart] = []
    var tallest = 0
    let outer = newlinesMatter
    newlinesMatter = true
    defer { newlinesMatter = outer }
    while !at(.interpolationEnd), !at(.end) {
      if at(.interpolationText) {
        parts.append(.text(text(current)))
        advance()
        continue
      }
      try expect(.interpolationOpen, Wording("{ in an f-string", "f 字符串里的 {"))
      let value = try parseExpression()
      tallest = max(tallest, height)
      var format = ""
      if at(.interpolationFormat) {
        format = text(current)
        checkFormat(format, current)
        advance()
      }
      parts.append(.value(value, format: format))
      try expect(.interpolationClose, Wording("} or a format such as :.4f", "} 或 :.4f 这样的格式"))
    }
    advance()
    return try grow(.interpolation(parts), span(from: start), over: tallest)
  }

  private mutating func checkFormat(_ format: String, _ token: Token) {
    do {
      _ = try FormatSpec(format)
    } catch {
      guard var fault = (error as? any Failure)?.fault else { return }
      fault.span = Span(token.start + 1, max(token.start + 1, token.end), in: source.id)
      report(fault)
    }
  }

  private mutating func parseParenthesized() throws -> Expression {
    let start = current.start
    var elements: [Expression] = []
    var tallest = 0
    var isTuple = false
    try bracketed { parser in
      try parser.list(until: .rightParen) { parser in
        elements.append(try parser.parseExpression())
        tallest = max(tallest, parser.height)
        isTuple = isTuple || parser.at(.comma)
      }
    }
    if !isTuple, let single = elements.first {
      height = tallest
      return Expression(single.kind, span(from: start))
    }
    return try grow(.tuple(elements), span(from: start), over: tallest)
  }

  private mutating func parseList() throws -> Expression {
    let start = current.start
    var elements: [Expression] = []
    var tallest = 0
    try bracketed { parser in
      try parser.list(until: .rightBracket) { parser in
        elements.append(try parser.parseExpression())
        tallest = max(tallest, parser.height)
      }
    }
    return try grow(.list(elements), span(from: start), over: tallest)
  }

  /// `{}` and `{name: …` are records, every other `{` where an expression stands is a block.
  private var startsRecord: Bool {
    let next = token(1)
    if next.kind == .rightBrace { return true }
    let isKey = next.kind == .identifier || next.kind == .string || next.kind.isKeyword
    return isKey && token(2).kind == .colon
  }

  private mutating func parseRecord() throws -> Expression {
    let start = current.start
    var fields: [RecordField] = []
    var names: Set<String> = []
    var tallest = 0
    try bracketed { parser in
      try parser.list(until: .rightBrace) { parser in
        let field = try parser.parseRecordField()
        if !names.insert(field.name).inserted {
          parser.report(SyntaxFailure.repeatedField(field.name, field.nameSpan).fault)
        }
        fields.append(field)
        tallest = max(tallest, parser.height)
      }
    }
    return try grow(.record(fields), span(from: start), over: tallest)
  }

  private mutating func parseRecordField() throws -> RecordField {
    let key = current
    if at(.string) {
      advance()
    } else {
      _ = try expectName(Wording("the name of a field", "字段名"), keywordsToo: true)
    }
    try expect(.colon, Wording(": after the name of a field", "字段名之后的 :"))
    return RecordField(name: text(key), value: try parseExpression(), nameSpan: span(key))
  }

  private mutating func parseBlockExpression() throws -> Expression {
    let block = try parseBraces()
    return try grow(.block(block), block.span, over: height)
  }
}
