import Text

extension Parser {
  private static let marker = "#=>"

  /// Where a text has expectations, in order.
  public static func expectations(in source: Source) -> [Span] {
    Lexer.lex(source).comments.filter { isExpectation($0, in: source) }
      .map { Span($0.start, $0.end, in: source.id) }
  }

  static func isExpectation(_ comment: Comment, in source: Source) -> Bool {
    source.slice(comment.start, min(comment.end, comment.start + 3)) == marker
  }

  /// The expectation on the statement's last line, or on a line of its own right after it.
  mutating func takeExpectation(after place: Span) -> Expectation? {
    guard let comment = expectations.first, comment.start >= place.end, comment.start <= current.start else {
      return nil
    }
    let line = source.line(of: place.end)
    let commentLine = source.line(of: comment.start)
    let isNext = commentLine == line + 1 && comment.ownsLine
    guard commentLine == line && (at(.end) || current.newlineBefore) || isNext else { return nil }
    expectations.removeFirst()
    return parseExpectation(comment)
  }

  mutating func reportStrayExpectations(before offset: Int) {
    while let comment = expectations.first, comment.start < offset {
      expectations.removeFirst()
      report(SyntaxFailure.strayExpectation(Span(comment.start, comment.end, in: source.id)).fault)
    }
  }

  private mutating func parseExpectation(_ comment: Comment) -> Expectation? {
    let place = Span(comment.start, comment.end, in: source.id)
    let body = trimmed(source.slice(comment.start + 3, comment.end))
    if body.isEmpty {
      report(SyntaxFailure.emptyExpectation(place).fault)
      return nil
    }
    if body.hasPrefix("error:") { return .error(trimmed(body.dropFirst(6)), place) }
    if let sign = body.lastIndex(of: "±"), let tolerance = Double(trimmed(body[body.index(after: sign)...])) {
      return .value(trimmed(body[..<sign]), tolerance: tolerance, place)
    }
    return .value(body, tolerance: nil, place)
  }
}

/// Without white space at either end.
func trimmed(_ text: some StringProtocol) -> String {
  let inner = text.drop { $0.isWhitespace }
  guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return "" }
  return String(inner[...last])
}
