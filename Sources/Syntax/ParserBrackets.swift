import Text

extension Parser {
  /// Reads `open … close` with `body` between; newlines do not matter inside, unless the bracket is never
  /// closed: then the line's end is the best guess of where it should have been.
  mutating func bracketed<Result>(_ body: (inout Parser) throws -> Result) throws -> Result {
    let opener = current
    let outer = newlinesMatter
    newlinesMatter = opener.partner < 0
    defer { newlinesMatter = outer }
    advance()
    let result: Result
    do {
      result = try body(&self)
    } catch let failure as SyntaxFailure {
      throw blame(failure, on: opener)
    }
    try close(opener)
    return result
  }

  /// A fault at the line's end inside a bracket that has no partner is the bracket's.
  private func blame(_ failure: SyntaxFailure, on opener: Token) -> SyntaxFailure {
    guard opener.partner < 0, case .expected = failure, at(.end) || atLineBreak else { return failure }
    return .neverClosed(opener.kind.rawValue, closer: opener.kind.closer.rawValue, span(opener))
  }

  private mutating func close(_ opener: Token) throws {
    let closer = opener.kind.closer
    if accept(closer) { return }
    if opener.partner < 0, at(.end) || atLineBreak || current.kind == .rightBrace {
      throw SyntaxFailure.neverClosed(opener.kind.rawValue, closer: closer.rawValue, span(opener))
    }
    if at(.assign) { throw SyntaxFailure.assignmentInExpression(span(current)) }
    if current.kind.isCloser {
      throw SyntaxFailure.wrongCloser(
        found: Wording(verbatim: current.kind.rawValue), expected: Wording(verbatim: closer.rawValue),
        span(current), opener: span(opener))
    }
    if let failure = foreignContinuation() { throw failure }
    let what = Wording(", or \(closer.rawValue)", ", 或 \(closer.rawValue)")
    guard current.newlineBefore else {
      if index > 0, lexed.tokens[index - 1].kind == .string, lexed.tokens[index - 1].end == current.start {
        throw SyntaxFailure.quoteInString(found: described(current), span(current))
      }
      throw SyntaxFailure.missingComma(
        closer: closer.rawValue, found: described(current), rows: rows(from: opener), span(current))
    }
    throw SyntaxFailure.wrongCloser(
      found: described(current), expected: what, span(current), opener: span(opener))
  }

  /// Elements separated by commas up to the closer; a trailing comma is fine.
  mutating func list(until closer: Token.Kind, _ element: (inout Parser) throws -> Void) throws {
    while !at(closer), !at(.end) {
      try element(&self)
      guard accept(.comma) else { break }
    }
  }

  // MARK: - Recovery

  /// Moves to where the next statement can begin: a new line, `;` or `}` outside the brackets that the
  /// faulty statement opened.
  mutating func recover(from start: Int) {
    newlinesMatter = true
    if hasGivenUp { return }
    if let outermost = (start..<max(start, index)).first(where: { lexed.tokens[$0].partner > index }) {
      index = lexed.tokens[outermost].partner
      advance()
    }
    var isFirst = index == start
    while !at(.end), !at(.rightBrace), !at(.semicolon), isFirst || !current.newlineBefore {
      isFirst = false
      if current.partner > index { index = current.partner }
      advance()
    }
  }
}
