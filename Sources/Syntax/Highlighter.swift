import Text

/// What a piece of a program is, for colouring it.
public enum TokenClass: String, Sendable {
  case comment, keyword, constant, number, string, function, name, `operator`
}

/// The coloured pieces of a text in order, as UTF-8 offsets; white space and brackets are left out. Total, like
/// the lexer: a text with errors is coloured as far as it makes sense.
public func highlight(_ text: String) -> [(start: Int, end: Int, class: TokenClass)] {
  let source = Source(unregistered: text)
  let lexed = Lexer.lex(source)
  var pieces = lexed.comments.map { (start: $0.start, end: $0.end, class: TokenClass.comment) }
  for (index, token) in lexed.tokens.enumerated() where token.end > token.start {
    let next = lexed.tokens[min(index + 1, lexed.tokens.count - 1)]
    guard let kind = tokenClass(token, next) else { continue }
    let opens = kind == .name && opensStatement(source.slice(token.start, token.end), next)
    pieces.append((start: token.start, end: token.end, class: opens ? .keyword : kind))
  }
  return pieces.sorted { $0.start < $1.start }
}

/// A word that is a keyword only before something of its own; to the lexer it is a name like any other.
private func opensStatement(_ word: Substring, _ next: Token) -> Bool {
  if next.newlineBefore { return false }
  switch word {
  case "model", "global": return next.kind == .identifier
  case "use": return next.kind == .string
  case "no_grad": return next.kind == .leftBrace
  default: return false
  }
}

private func tokenClass(_ token: Token, _ next: Token) -> TokenClass? {
  switch token.kind {
  case .identifier: return next.kind == .leftParen && !next.spaceBefore ? .function : .name
  case .number: return .number
  case .string, .interpolationStart, .interpolationText, .interpolationFormat, .interpolationEnd:
    return .string
  case .true, .false, .none: return .constant
  case .leftParen, .rightParen, .leftBracket, .rightBracket, .leftBrace, .rightBrace, .comma, .semicolon,
    .colon, .interpolationOpen, .interpolationClose, .invalid, .end:
    return nil
  default: return token.kind.isKeyword ? .keyword : .operator
  }
}
