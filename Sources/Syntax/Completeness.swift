import Text

extension Parser {
  /// Whether a text typed so far can stand alone; false while a bracket is open or an operator waits for its
  /// operand, so that the reader should ask for another line. A string never goes on over a line.
  public static func isComplete(_ text: String) -> Bool {
    let lexed = Lexer.lex(Source(unregistered: text))
    if lexed.hasOpenBracket { return false }
    guard let last = lexed.tokens.dropLast().last else { return true }
    return !last.kind.wantsOperand
  }
}
