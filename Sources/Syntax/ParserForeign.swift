import Text

// Forms of other languages that parse as something else or as nothing, and what dls has instead.

extension Parser {
  /// A statement that begins as in another language.
  func foreignStatement() -> SyntaxFailure? {
    let next = token(1)
    guard next.kind == .identifier || next.kind == .string, !next.newlineBefore else { return nil }
    let word = text(current)
    guard let advice = adviceFor(word, followedBy: next) else { return nil }
    return .foreignStatement(Wording(verbatim: word), advice: advice, span(current))
  }

  private func adviceFor(_ word: String, followedBy next: Token) -> Wording? {
    switch word {
    case "raise", "throw": return .write("assert false, \"…\"")
    case _ where next.kind == .string: return nil
    case "def", "func", "function", "fun":
      // MATLAB names the result first: `function y = f(x)`.
      let name = token(2).kind == .assign && token(3).kind == .identifier ? 3 : 1
      if text(next) == "__init__" {
        return Wording(
          "fields are written right in the model: fc = linear(2, 1)", "字段直接写在模型里：fc = linear(2, 1)")
      }
      if text(next) == "forward" { return .write("forward(x) { … }") }
      let head = signature(at: index + name)
      return Wording("write \(head) = … or fn \(head) { … }", "写成 \(head) = … 或 fn \(head) { … }")
    case "class": return .write("model \(text(next))() { … }")
    case "let", "var", "const", "local", "int", "float", "double", "auto":
      return Wording("assign directly: \(text(next)) = …", "直接赋值：\(text(next)) = …")
    case "import", "from", "using", "require", "include", "library":
      return Wording(
        "everything is built in; use \"file.dls\" runs another file", "所有功能都是内建的；use \"file.dls\" 运行另一个文件")
    case "with":
      return Wording(
        "nothing is recorded inside no_grad { … }; other blocks need no with",
        "不记录梯度写作 no_grad { … }；其他代码块不需要 with")
    case "del": return Wording("leave it out: nothing need be deleted", "去掉它：什么都不必删除")
    case "switch", "match", "case":
      return Wording(
        "write if a { … } else if b { … } else { … }", "写成 if a { … } else if b { … } else { … }")
    default: return nil
    }
  }

  /// `f(x, y)`, of which types are left out with all else.
  private func signature(at place: Int) -> String {
    let name = lexed.tokens[place]
    let opener = lexed.tokens[min(place + 1, lexed.tokens.count - 1)]
    guard opener.kind == .leftParen, opener.partner > place else { return "\(text(name))(x)" }
    let names = lexed.tokens[(place + 2)..<opener.partner]
    guard names.allSatisfy({ $0.kind == .identifier || $0.kind == .comma }) else { return "\(text(name))(x)" }
    return String(source.slice(name.start, lexed.tokens[opener.partner].end))
  }

  /// `f(x) { … }` and `no_grad() { … }`.
  func functionWithoutFn() -> SyntaxFailure {
    if atWord("no_grad") {
      return .foreignStatement(
        Wording("parentheses after no_grad", "no_grad 后的括号"), advice: .write("no_grad { … }"), span(current))
    }
    let head = signature(at: index)
    return .foreignStatement(
      Wording("function definition without fn", "不带 fn 的函数定义"),
      advice: Wording("write fn \(head) { … } or \(head) = …", "写成 fn \(head) { … } 或 \(head) = …"),
      span(current))
  }

  /// `elif`, and `lambda x:`.
  func foreignExpression() -> SyntaxFailure? {
    let next = token(1)
    switch text(current) {
    case "elif", "elseif", "elsif":
      guard !current.newlineBefore || lexed.tokens[max(0, index - 1)].kind == .rightBrace else { return nil }
      guard !next.newlineBefore, next.kind != .assign else { return nil }
      return .foreignStatement(Wording(verbatim: text(current)), advice: .write("else if"), span(current))
    case "lambda" where next.kind == .identifier && !next.newlineBefore:
      return .foreignStatement(
        Wording(verbatim: "lambda"), advice: .write("\(text(next)) -> …"), span(current))
    default: return nil
    }
  }

  /// What Python writes after an expression.
  func foreignContinuation() -> SyntaxFailure? {
    if let failure = singleQuotedInterpolation() { return failure }
    switch current.kind {
    case .if:
      return .foreignStatement(
        Wording(verbatim: "a if c else b"), advice: .write("if c { a } else { b }"), span(current))
    case .for:
      return .foreignStatement(Wording("comprehensions", "列表推导式"), advice: comprehension, span(current))
    case .identifier where text(current) == "is" && !atLineBreak:
      return .foreignStatement(
        Wording(verbatim: "is"), advice: token(1).kind == .not ? .write("!=") : .write("=="), span(current))
    default: return nil
    }
  }

  /// `[e for x in xs]` as a call of map.
  private var comprehension: Wording {
    let plain = Wording.write("map(xs, x -> …)")
    guard let opener = (0..<index).last(where: { lexed.tokens[$0].partner > index }),
      lexed.tokens[opener].kind == .leftBracket, token(1).kind == .identifier, token(2).kind == .in
    else { return plain }
    let element = trimmed(source.slice(lexed.tokens[opener].end, current.start))
    let closer = lexed.tokens[opener].partner
    let values = trimmed(source.slice(token(2).end, lexed.tokens[closer].start))
    let isPlain = !lexed.tokens[index..<closer].dropFirst().contains { [.if, .for].contains($0.kind) }
    guard isPlain, !values.isEmpty, (element + values).count <= 60 else { return plain }
    return .write("map(\(values), \(text(token(1))) -> \(element))")
  }

  /// `f'…'`, read as the prime of f.
  private func singleQuotedInterpolation() -> SyntaxFailure? {
    guard index > 1 else { return nil }
    let (name, prime) = (lexed.tokens[index - 2], lexed.tokens[index - 1])
    guard prime.kind == .prime, name.kind == .identifier, text(name) == "f", name.end == prime.start else {
      return nil
    }
    let rest = source.slice(prime.end, source.text.utf8.count).prefix { $0 != "\n" }
    guard let end = rest.firstIndex(of: "'") else { return nil }
    let content = String(rest[..<end])
    return .singleQuotedInterpolation(
      content, Span(name.start, prime.end + content.utf8.count + 1, in: source.id))
  }

  /// `for i = 1:10` and `for i = 0; i < 10; i++`.
  func countingFor(_ pattern: Pattern) -> SyntaxFailure {
    let (from, through) = (token(1), token(3))
    let isRange = token(2).kind == .colon && !through.newlineBefore
    let range = isRange ? "\(source[span(from)])..\(source[span(through)])" : "0..9"
    let name = if case .name(let name, _) = pattern { name } else { "i" }
    return .foreignStatement(
      Wording("counting for", "计数式 for"), advice: .write("for \(name) in \(range) { … }"), span(current))
  }

  /// `for i in 1:10`.
  func colonRange(_ from: Expression) -> SyntaxFailure? {
    let through = token(1)
    guard at(.colon), !through.newlineBefore, through.kind == .number || through.kind == .identifier else {
      return nil
    }
    if through.kind == .identifier {
      guard case .number = from.kind else { return nil }
    }
    return .foreignStatement(
      Wording("ranges with :", "用 : 写的区间"), advice: .write("\(source[from.span])..\(source[span(through)])"),
      span(current))
  }

  /// `x <- 1`: a comparison with -1 that was meant as an assignment.
  func arrowAssignment(_ expression: Expression) -> SyntaxFailure? {
    guard case .comparison(let operands, [.less]) = expression.kind, case .unary(.minus, _) = operands[1].kind
    else { return nil }
    let (left, right) = (operands[0].span, operands[1].span)
    let between = source.slice(left.end, right.start)
    guard between == " <", source.slice(right.start, right.end).hasPrefix("- ") else { return nil }
    return .foreignOperator("<-", "=", Span(left.end + 1, right.start + 1, in: source.id))
  }

  /// `x =+ 1`
  var turnedOperator: SyntaxFailure? {
    let sign = token(1)
    guard sign.kind == .plus || sign.kind == .minus, sign.start == current.end, token(2).start > sign.end
    else {
      return nil
    }
    let spelling = sign.kind.rawValue
    return .foreignOperator("=" + spelling, spelling + "=", span(current).union(span(sign)))
  }

  /// `fn f(x) -> int {` and `fn f(x):`.
  func rejectForeignResult() throws {
    if at(.arrow), !atLineBreak {
      throw SyntaxFailure.foreignStatement(
        Wording("types of results", "结果的类型"), advice: Wording("leave it out", "去掉它"), span(current))
    }
    try rejectForeignBlock()
  }

  /// `[1 2; 3 4]` as a list of rows; nil where it is none.
  func rows(from opener: Token) -> String? {
    guard opener.kind == .leftBracket, opener.partner > index else { return nil }
    let inner = source.slice(opener.end, lexed.tokens[opener.partner].start)
    guard inner.count <= 60, inner.contains(";"), inner.allSatisfy({ $0.isNumber || " ;,.-".contains($0) })
    else {
      return nil
    }
    let rows = inner.split(separator: ";").map { row in
      "[" + row.split { $0 == " " || $0 == "," }.joined(separator: ", ") + "]"
    }
    return "[" + rows.joined(separator: ", ") + "]"
  }

  /// Something follows a finished statement on its line; says what it most likely is.
  func notEnded(_ statement: Statement) -> SyntaxFailure {
    let place = span(current)
    if let failure = foreignContinuation() { return failure }
    switch current.kind {
    case .assign: return .assignmentInExpression(place)
    case .rightParen, .rightBracket: return .strayCloser(current.kind.rawValue, place)
    case .else:
      return .foreignStatement(
        Wording("else without if", "没有 if 的 else"), advice: .write("if c { … } else { … }"), place)
    case .arrow:
      return .expected(
        Wording("a name or (names) before ->", "-> 之前的名字或 (名字, …)"), found: Wording("an expression", "表达式"),
        statement.span)
    case .colon:
      if case .expression(let expression) = statement.kind, case .call = expression.kind {
        return .foreignStatement(
          Wording(": before a block", "代码块前的 :"),
          advice: Wording("a block stands in braces: { … }", "代码块放在花括号里：{ … }"), place)
      }
      if case .expression(let expression) = statement.kind, case .name(let name) = expression.kind {
        return .foreignStatement(
          Wording("types of variables", "变量的类型"),
          advice: Wording("leave it out: \(name) = …", "去掉它：\(name) = …"), place)
      }
    case .string, .interpolationStart, .number, .identifier:
      if let failure = callWithoutParentheses(statement) { return failure }
    default: break
    }
    return .statementNotEnded(
      found: described(current), isComment: holdsSlashes(statement.span),
      holdsSlashes(statement.span) ? slashes(statement.span) : place)
  }

  /// `print x`.
  private func callWithoutParentheses(_ statement: Statement) -> SyntaxFailure? {
    guard case .expression(let expression) = statement.kind, case .name(let name) = expression.kind else {
      return nil
    }
    var end = index
    while end + 1 < lexed.tokens.count, !lexed.tokens[end + 1].newlineBefore,
      ![.end, .semicolon, .rightBrace].contains(lexed.tokens[end + 1].kind)
    {
      end += 1
    }
    let rest = lexed.tokens[index...end]
    if at(.identifier), token(1).kind == .assign {
      return .cannotAssign(
        Wording("two names; one is written \(name)_\(text(current))", "两个名字；一个名字写作 \(name)_\(text(current))"),
        statement.span.union(span(current)))
    }
    guard !rest.contains(where: { [.assign, .colon, .leftBrace].contains($0.kind) }) else { return nil }
    let arguments = String(source.slice(current.start, lexed.tokens[end].end))
    let shown = arguments.count <= 40 ? arguments : "…"
    return .foreignStatement(
      Wording("call without parentheses", "不带括号的调用"), advice: .write("\(name)(\(shown))"),
      statement.span.union(span(current)))
  }

  /// `x = 1 // a comment`
  private func holdsSlashes(_ statement: Span) -> Bool {
    lexed.tokens[..<index].contains { $0.kind == .floorDivide && $0.start >= statement.start }
  }

  private func slashes(_ statement: Span) -> Span {
    lexed.tokens[..<index].first { $0.kind == .floorDivide && $0.start >= statement.start }.map(span)
      ?? statement
  }
}
