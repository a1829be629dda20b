import Text

// Forms of other languages that parse as something else or as nothing, and what dls has instead.

extension Parser {
  /// A statement that begins as in Python.
  func foreignStatement() -> SyntaxFailure? {
    let next = token(1)
    guard next.kind == .identifier, !next.newlineBefore else { return nil }
    let place = span(current)
    switch text(current) {
    case "def", "func", "function":
      return .foreignStatement(
        Wording(verbatim: text(current)),
        advice: Wording(
          "write \(text(next))(x) = … or fn \(text(next))(x) { … }",
          "写成 \(text(next))(x) = … 或 fn \(text(next))(x) { … }"), place)
    case "class":
      return .foreignStatement(
        Wording(verbatim: "class"),
        advice: Wording("write model \(text(next))() { … }", "写成 model \(text(next))() { … }"), place)
    case "let", "var", "const":
      return .foreignStatement(
        Wording(verbatim: text(current)),
        advice: Wording("assign directly: \(text(next)) = …", "直接赋值：\(text(next)) = …"), place)
    case "import", "from":
      return .foreignStatement(
        Wording(verbatim: text(current)),
        advice: Wording(
          "everything is built in; use \"file.dls\" runs another file", "所有功能都是内建的；use \"file.dls\" 运行另一个文件"),
        place)
    default: return nil
    }
  }

  /// `elif`, and `lambda x:`.
  func foreignExpression() -> SyntaxFailure? {
    let next = token(1)
    switch text(current) {
    case "elif":
      return .foreignStatement(
        Wording(verbatim: "elif"), advice: Wording("write else if", "写成 else if"), span(current))
    case "lambda" where next.kind == .identifier && !next.newlineBefore:
      return .foreignStatement(
        Wording(verbatim: "lambda"), advice: Wording("write \(text(next)) -> …", "写成 \(text(next)) -> …"),
        span(current))
    default: return nil
    }
  }

  /// What Python writes after an expression.
  func foreignContinuation() -> SyntaxFailure? {
    switch current.kind {
    case .if:
      return .foreignStatement(
        Wording(verbatim: "a if c else b"),
        advice: Wording("write if c { a } else { b }", "写成 if c { a } else { b }"), span(current))
    case .for:
      return .foreignStatement(
        Wording("comprehensions", "列表推导式"), advice: Wording("write map(xs, x -> …)", "写成 map(xs, x -> …)"),
        span(current))
    default: return nil
    }
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
        Wording("else without if", "没有 if 的 else"),
        advice: Wording("write if c { … } else { … }", "写成 if c { … } else { … }"), place)
    case .arrow:
      return .expected(
        Wording("a name or (names) before ->", "-> 之前的名字或 (名字, …)"), found: Wording("an expression", "表达式"),
        statement.span)
    case .string, .interpolationStart, .number, .identifier:
      if case .expression(let expression) = statement.kind, case .name(let name) = expression.kind {
        return .foreignStatement(
          Wording("call without parentheses", "不带括号的调用"),
          advice: Wording("write \(name)(…)", "写成 \(name)(…)"), statement.span.union(place))
      }
      return .statementNotEnded(found: described(current), place)
    default: return .statementNotEnded(found: described(current), place)
    }
  }
}
