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
        text(current), advice: "write \(text(next))(x) = … or fn \(text(next))(x) { … }", place)
    case "class": return .foreignStatement("class", advice: "write model \(text(next))() { … }", place)
    case "let", "var", "const":
      return .foreignStatement(text(current), advice: "assign directly: \(text(next)) = …", place)
    case "import", "from":
      return .foreignStatement(
        text(current), advice: "everything is built in; use \"file.dls\" runs another file", place)
    default: return nil
    }
  }

  /// `elif`, and `lambda x:`.
  func foreignExpression() -> SyntaxFailure? {
    let next = token(1)
    switch text(current) {
    case "elif": return .foreignStatement("elif", advice: "write else if", span(current))
    case "lambda" where next.kind == .identifier && !next.newlineBefore:
      return .foreignStatement("lambda", advice: "write \(text(next)) -> …", span(current))
    default: return nil
    }
  }

  /// What Python writes after an expression.
  func foreignContinuation() -> SyntaxFailure? {
    switch current.kind {
    case .if:
      return .foreignStatement("a if c else b", advice: "write if c { a } else { b }", span(current))
    case .for:
      return .foreignStatement("comprehensions", advice: "write map(xs, x -> …)", span(current))
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
    case .else: return .foreignStatement("else without if", advice: "write if c { … } else { … }", place)
    case .arrow:
      return .expected("a name or (names) before ->", found: "an expression", statement.span)
    case .string, .interpolationStart, .number, .identifier:
      if case .expression(let expression) = statement.kind, case .name(let name) = expression.kind {
        return .foreignStatement(
          "call without parentheses", advice: "write \(name)(…)", statement.span.union(place))
      }
      return .statementNotEnded(found: described(current), place)
    default: return .statementNotEnded(found: described(current), place)
    }
  }
}
