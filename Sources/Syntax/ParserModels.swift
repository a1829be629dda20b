import Text

extension Parser {
  /// `model Name(args) { … }`; the current token is `model`.
  mutating func parseModel() throws -> ModelDefinition {
    advance()
    let (name, nameSpan) = try expectName(Wording("the name of the model", "模型名"))
    guard at(.leftParen) else {
      throw unexpected(
        Wording(
          "( after model \(name), as in model \(name)() { … }", "model \(name) 之后的 (，如 model \(name)() { … }")
      )
    }
    let (parameters, parameterHeight) = try parseParameters()
    guard at(.leftBrace), !atLineBreak else {
      throw unexpected(Wording("{ and the fields of \(name)", "{ 和 \(name) 的字段"))
    }
    let opener = current
    let faultsBefore = faults.count
    let outer = newlinesMatter
    defer { newlinesMatter = outer }
    let members = try nested { parser in
      parser.newlinesMatter = true
      parser.advance()
      let statements = parser.parseMembers()
      guard parser.accept(.rightBrace) else {
        throw SyntaxFailure.neverClosed("{", closer: "}", parser.span(opener))
      }
      return statements
    }
    height = max(height, parameterHeight) + 1
    return assemble(
      name, nameSpan, parameters, members, from: opener.start, isWhole: faults.count == faultsBefore)
  }

  /// Statements and methods; a method is a function whose `fn` may be left out.
  private mutating func parseMembers() -> [Statement] {
    var members: [Statement] = []
    var tallest = 0
    while !at(.end), !at(.rightBrace) {
      if accept(.semicolon) { continue }
      members.append(atSignature(followedBy: .leftBrace) ? parseMethod() : parseStatement())
      tallest = max(tallest, height)
    }
    height = tallest
    return members
  }

  private mutating func parseMethod() -> Statement {
    parseStatement { parser in .function(try parser.parseNamedFunction(from: parser.current.start)) }
  }

  private mutating func assemble(
    _ name: String, _ nameSpan: Span, _ parameters: [FunctionParameter], _ members: [Statement],
    from start: Int, isWhole: Bool
  ) -> ModelDefinition {
    var initializer: [Statement] = []
    var methods: [FunctionBody] = []
    var forward: FunctionBody?
    for member in members {
      guard case .function(let function) = member.kind else {
        initializer.append(member)
        continue
      }
      if function.name != "forward" {
        methods.append(function)
      } else if forward == nil {
        forward = function
      } else {
        report(SyntaxFailure.repeatedForward(model: name, function.span).fault)
      }
    }
    let place = span(from: start)
    // A forward that could not be read is not missing.
    if forward == nil, isWhole { report(SyntaxFailure.missingForward(model: name, nameSpan).fault) }
    return ModelDefinition(
      name: name, nameSpan: nameSpan, parameters: parameters, initializer: Block(initializer, place),
      forward: forward
        ?? FunctionBody(name: "forward", parameters: [], body: Block([], place), span: place),
      methods: methods)
  }
}
