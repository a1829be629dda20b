import Text

/// Everything the lexer and the parser can complain about. The wording is in SyntaxWording.swift.
public enum SyntaxFailure: Failure {
  // Characters and literals
  case unexpectedCharacter(Unicode.Scalar, Span)
  case unclosedString(Span, quote: Int)
  case unknownEscape(String, Span)
  case badScalarEscape(Span)
  case badNumber(String, Span)
  case singleQuotes(String, Span)
  case lonePrime(Span)
  case tripleQuotes(Span)
  case singleQuotedInterpolation(String, Span)
  case curlyQuotes(Unicode.Scalar, String, Span)
  case unclosedCurlyQuote(Unicode.Scalar, Span)
  case lookalike(Unicode.Scalar, String, Span)
  case foreignOperator(String, String, Span)
  case strayBraceInString(Span)
  case emptyInterpolation(Span)

  // Structure
  case missingMultiplication(number: String, factor: String, Span)
  case expected(Wording, found: Wording, Span)
  case blockExpected(Wording, found: Wording, Span)
  case quoteInString(found: Wording, Span)
  case missingComma(closer: String, found: Wording, rows: String?, Span)
  case neverClosed(String, closer: String, Span)
  case strayCloser(String, Span)
  case wrongCloser(found: Wording, expected: Wording, Span, opener: Span)
  case statementNotEnded(found: Wording, isComment: Bool, Span)
  case lineStartsWithOperator(String, Span)
  case foreignStatement(Wording, advice: Wording, Span)

  // Meaning of a form
  case assignmentInExpression(Span)
  case cannotAssign(Wording, Span)
  case positionalAfterNamed(String, Span)
  case repeatedArgument(String, Span)
  case repeatedField(String, Span)
  case repeatedParameter(String, Span)
  case parameterNotName(Span)
  case requiredAfterOptional(String, Span)
  case missingForward(model: String, Span)
  case repeatedForward(model: String, Span)
  case outsideLoop(String, Span)
  case returnOutsideFunction(Span)
  case chainedRange(Span)
  case chainedNotIn(Span)
  case emptyIndex(Span)

  // Expectations and limits
  case strayExpectation(Span)
  case emptyExpectation(Span)
  case tooDeep(Span)
}
