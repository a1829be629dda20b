import Text

extension SyntaxFailure {
  public var fault: Fault {
    literalFault ?? structureFault ?? formFault
  }

  private var literalFault: Fault? {
    switch self {
    case .unexpectedCharacter(let scalar, let span):
      return Fault("E0101", "unexpected character \(described(scalar))", at: span)
    case .unclosedString(let span, let quote):
      return Fault(
        "E0102", "this string is not closed on its line", at: span,
        labels: [.init(Span(quote, quote + 1, in: span.source), "it begins here")],
        help: ["end it with \", or write \\n for a line break inside"])
    case .unknownEscape(let text, let span):
      return Fault(
        "E0103", "unknown escape \(text)", at: span,
        help: [
          "known are \\n \\t \\r \\\" \\\\ \\u{…}",
          "for LaTeX and other text full of backslashes write a raw string: r\"…\"",
        ])
    case .badScalarEscape(let span):
      return Fault(
        "E0103", "\\u wants the hexadecimal number of a character in braces", at: span,
        help: ["for example \\u{3c3} is σ"])
    case .badNumber(let text, let span):
      return Fault(
        "E0104", "\(text) is not a number", at: span,
        help: ["numbers look like 1, 1_000, 1.5, .5, 1e-3 or 0xff"])
    case .singleQuotes(let content, let span):
      return Fault(
        "E0105", "a string takes double quotes; ' is the prime of a derivative or transpose", at: span,
        help: ["write \(quoted(content))"], replacement: quoted(content))
    case .lonePrime(let span):
      return Fault(
        "E0105", "' needs a function or a matrix right before it", at: span,
        help: ["f' is the derivative of f, A' the transpose of A; strings take double quotes"])
    default: return characterFault
    }
  }

  private var characterFault: Fault? {
    switch self {
    case .curlyQuotes(let scalar, let content, let span):
      return Fault(
        "E0106", "\(scalar) does not quote a string, \" does", at: span, help: ["write \(quoted(content))"],
        replacement: quoted(content))
    case .unclosedCurlyQuote(let scalar, let span):
      return Fault(
        "E0106", "\(scalar) does not quote a string, \" does", at: span, help: ["write \""], replacement: "\""
      )
    case .lookalike(let scalar, let meant, let span):
      return Fault(
        "E0106", "\(scalar) (\(codePoint(scalar))) is not part of the language", at: span,
        help: ["write \(meant)"], replacement: meant)
    case .foreignOperator(let spelling, let replacement, let span):
      let meant = replacement.hasSuffix(" ") ? String(replacement.dropLast()) : replacement
      return Fault(
        "E0107", "dls writes \(meant) for \(spelling)", at: span, help: ["write \(meant)"],
        replacement: replacement)
    case .strayBraceInString(let span):
      return Fault(
        "E0108", "} without { in an f-string", at: span, help: ["write }} for a brace as text"],
        replacement: "}}")
    case .emptyInterpolation(let span):
      return Fault(
        "E0108", "{} in an f-string holds no expression", at: span,
        help: ["write {{}} for braces as text, or f\"{x:.3f}\" to show a value"])
    default: return nil
    }
  }

  private var structureFault: Fault? {
    switch self {
    case .missingMultiplication(let number, let factor, let span):
      return Fault(
        "E0109", "a product needs its *", at: span, help: ["write \(number)*\(factor)"],
        replacement: "\(number)*\(factor)")
    case .expected(let what, let found, let span):
      return Fault("E0110", "expected \(what), found \(found)", at: span)
    case .neverClosed(let opener, let closer, let span):
      return Fault(
        "E0111", "this \(opener) is never closed", at: span,
        help: ["add the missing \(closer)"])
    case .strayCloser(let closer, let span):
      return Fault(
        "E0112", "\(closer) closes nothing", at: span, help: ["remove it, or add what it should close"])
    case .wrongCloser(let found, let expected, let span, let opener):
      return Fault(
        "E0113", "expected \(expected), found \(found)", at: span,
        labels: [.init(opener, "opened here")])
    case .statementNotEnded(let found, let span):
      return Fault(
        "E0114", "\(found) cannot follow here", at: span,
        help: ["a statement ends with its line or with ; and an operator, comma or bracket may be missing"])
    case .lineStartsWithOperator(let spelling, let span):
      return Fault(
        "E0115", "a line cannot begin with \(spelling)", at: span,
        help: ["put \(spelling) at the end of the line before, or the whole expression in parentheses"])
    case .foreignStatement(let what, let advice, let span):
      return Fault("E0116", "dls has no \(what)", at: span, help: [advice])
    default: return nil
    }
  }

  private var formFault: Fault {
    switch self {
    case .assignmentInExpression(let span):
      return Fault(
        "E0120", "= assigns; a comparison is written ==", at: span, help: ["write =="], replacement: "==")
    case .cannotAssign(let what, let span):
      return Fault(
        "E0121", "cannot assign to \(what)", at: span,
        help: ["left of = stands a name, (a, b), x[i] or r.field"])
    case .positionalAfterNamed(let name, let span):
      return Fault(
        "E0122", "an argument without a name cannot follow a named one (\(name)=)", at: span,
        help: ["move it before \(name)=, or give it its name"])
    case .repeatedArgument(let name, let span):
      return Fault("E0123", "the argument \(name) is given twice", at: span)
    case .repeatedField(let name, let span):
      return Fault("E0123", "the field \(name) is given twice", at: span)
    case .repeatedParameter(let name, let span):
      return Fault("E0123", "the parameter \(name) is named twice", at: span)
    case .parameterNotName(let span):
      return Fault(
        "E0124", "a parameter is a name", at: span,
        help: ["f(x, y=1) = … defines a function; to compare write =="])
    case .requiredAfterOptional(let name, let span):
      return Fault(
        "E0125", "the parameter \(name) needs a default, because one before it has one", at: span,
        help: ["move \(name) to the front, or give it a default: \(name)=…"])
    default: return placementFault
    }
  }

  private var placementFault: Fault {
    switch self {
    case .missingForward(let model, let span):
      return Fault(
        "E0126", "the model \(model) has no forward", at: span,
        help: ["add forward(x) { … }: it says what the model does with its input"])
    case .repeatedForward(let model, let span):
      return Fault("E0126", "the model \(model) has two forward functions", at: span)
    case .outsideLoop(let word, let span):
      return Fault("E0127", "\(word) stands outside a loop", at: span)
    case .returnOutsideFunction(let span):
      return Fault("E0127", "return stands outside a function", at: span)
    case .chainedRange(let span):
      return Fault(
        "E0128", "a range has two ends", at: span, help: ["a step is written 0..10 by 2"])
    case .chainedNotIn(let span):
      return Fault(
        "E0129", "not in cannot be part of a chain of comparisons", at: span,
        help: ["join the two conditions with and"])
    case .emptyIndex(let span):
      return Fault("E0130", "an index is missing between [ and ]", at: span, help: ["x[:] takes everything"])
    case .strayExpectation(let span):
      return Fault(
        "E0131", "this expectation follows no statement, so nothing checks it", at: span, severity: .warning,
        help: ["put #=> on the line of the expression, or on the line right after it"])
    case .emptyExpectation(let span):
      return Fault(
        "E0131", "nothing stands after #=>", at: span, severity: .warning,
        help: ["write the value that the expression shows"])
    case .tooDeep(let span):
      return Fault(
        "E0190", "this is nested too deeply", at: span,
        notes: [
          "at most \(Parser.maximumNesting) levels of nesting, and \(Parser.maximumHeight) operators in a row"
        ],
        help: ["give parts of it names of their own"])
    default: return Fault("E0100", "syntax error")
    }
  }
}

private func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

private func described(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .privateUse, .surrogate, .unassigned: return codePoint(scalar)
  default: return scalar.value < 0x80 ? String(scalar) : "\(scalar) (\(codePoint(scalar)))"
  }
}

/// A text as a string literal.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case "\0": result += "\\0"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
