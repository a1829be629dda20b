import Text

/// What the lexer hands to the parser: a kind, a place, and how it stands to its neighbours.
struct Token {
  var kind: Kind
  /// UTF-8 offsets.
  var start: Int
  var end: Int
  /// A line ends between the previous token and this one.
  var newlineBefore = false
  /// Anything at all (a space, a newline, a comment) stands before it.
  var spaceBefore = false
  /// Index into ``LexedSource/texts`` or ``LexedSource/numbers``; -1 when there is none.
  var payload = -1
  /// For a bracket, the token index of its partner; -1 when it has none.
  var partner = -1

  /// Raw values are the spelling, for messages.
  enum Kind: String, CaseIterable {
    case identifier = "name"
    case number
    case string
    case interpolationStart = "f-string"
    case interpolationText = "text of an f-string"
    case interpolationOpen = "{ in an f-string"
    case interpolationFormat = "format"
    case interpolationClose = "} in an f-string"
    case interpolationEnd = "end of an f-string"
    case invalid = "invalid text"
    case end = "end of the input"

    case `if`, `else`, `for`, `while`, `in`, not, and, or, fn, `return`, `break`, `continue`
    case `try`, `catch`, assert
    case `true`, `false`, none

    case leftParen = "("
    case rightParen = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
    case comma = ","
    case semicolon = ";"
    case colon = ":"
    case dot = "."
    case range = ".."
    case ellipsis = "..."
    case arrow = "->"
    case pipe = "|>"
    case compose = ">>"
    case assign = "="
    case plusAssign = "+="
    case minusAssign = "-="
    case timesAssign = "*="
    case divideAssign = "/="
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessEqual = "<="
    case greater = ">"
    case greaterEqual = ">="
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case floorDivide = "//"
    case percent = "%"
    case at = "@"
    case power = "^"
    case prime = "'"
    case nabla = "∇"
  }

  static let keywords: [String: Kind] = {
    let kinds: [Kind] = [
      .if, .else, .for, .while, .in, .not, .and, .or, .fn, .return, .break, .continue, .try, .catch, .assert,
      .true, .false, .none,
    ]
    return Dictionary(uniqueKeysWithValues: kinds.map { ($0.rawValue, $0) })
  }()
}

extension Token.Kind {
  var isKeyword: Bool { Token.keywords[rawValue] != nil }

  var isOpener: Bool { self == .leftParen || self == .leftBracket || self == .leftBrace }

  var isCloser: Bool { self == .rightParen || self == .rightBracket || self == .rightBrace }

  /// The closing bracket of an opening one.
  var closer: Token.Kind {
    switch self {
    case .leftParen: return .rightParen
    case .leftBracket: return .rightBracket
    default: return .rightBrace
    }
  }

  /// After it an expression is finished, so what follows is an operator, not an operand.
  var endsOperand: Bool {
    switch self {
    case .identifier, .number, .string, .interpolationEnd, .rightParen, .rightBracket, .rightBrace, .prime,
      .true, .false, .none, .ellipsis:
      return true
    default: return false
    }
  }

  /// An operator that needs something to its right: a newline after it does not end the statement.
  var wantsOperand: Bool {
    switch self {
    case .in, .not, .and, .or, .range, .arrow, .pipe, .compose, .assign, .plusAssign, .minusAssign,
      .timesAssign, .divideAssign, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .plus,
      .minus, .star, .slash, .floorDivide, .percent, .at, .power, .nabla, .dot, .if, .else, .for, .while,
      .fn, .try, .catch, .assert:
      return true
    default: return false
    }
  }
}

/// `# …` up to the end of its line.
struct Comment {
  var start: Int
  var end: Int
  /// Nothing but white space stands before it on its line.
  var ownsLine: Bool
  /// Index of the token that follows it.
  var nextToken: Int
}

/// The outcome of lexing; `tokens` always ends with one of kind `.end`.
struct LexedSource {
  var tokens: [Token]
  var texts: [String]
  var numbers: [Double]
  var comments: [Comment]
  var faults: [Fault]
  /// Some bracket is still open at the end.
  var hasOpenBracket: Bool
}
