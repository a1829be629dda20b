import Text

/// Splits a source into tokens and comments. Total: every byte sequence lexes, faults say what was wrong.
struct Lexer {
  let source: SourceID
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var texts: [String] = []
  var numbers: [Double] = []
  var comments: [Comment] = []
  var faults: [Fault] = []
  /// Token indices of the brackets still open, and how many there are of each kind.
  var openers: [Int] = []
  var openCounts: [Token.Kind: Int] = [:]
  /// The f-strings that surround the current position.
  var interpolations: [Interpolation] = []
  private var sawNewline = false
  private var sawSpace = true

  /// An f-string being read.
  struct Interpolation {
    var start: Int
    var isRaw: Bool
    /// Inside `{…}`, as opposed to the text around it.
    var inExpression = false
    /// `openers.count` where the current `{…}` began.
    var depth = 0
  }

  static let maximumFaults = 50

  static func lex(_ source: Source) -> LexedSource {
    var lexer = Lexer(source: source.id, text: source.text)
    lexer.run()
    return LexedSource(
      tokens: lexer.tokens, texts: lexer.texts, numbers: lexer.numbers, comments: lexer.comments,
      faults: lexer.faults, hasOpenBracket: !lexer.openers.isEmpty)
  }

  private init(source: SourceID, text: String) {
    self.source = source
    bytes = Array(text.utf8)
  }

  private mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if byte() == UInt8(ascii: "#"), byte(1) == UInt8(ascii: "!") { skipToLineEnd() }
    while position < bytes.count {
      if let last = interpolations.last, !last.inExpression {
        lexInterpolationText()
      } else {
        lexToken()
      }
    }
    if !interpolations.isEmpty { closeBrokenInterpolations() }
    emit(.end, from: bytes.count)
  }

  private mutating func lexToken() {
    let first = byte()
    switch first {
    case UInt8(ascii: "\n"):
      if interpolations.isEmpty {
        position += 1
        sawNewline = true
        sawSpace = true
      } else {
        closeBrokenInterpolations()
      }
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C:
      position += 1
      sawSpace = true
    case UInt8(ascii: "#") where interpolations.isEmpty: lexComment()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): lexNumber()
    case UInt8(ascii: ".") where isDigit(byte(1)): lexNumber()
    case UInt8(ascii: "\""): lexString(prefixLength: 0)
    case UInt8(ascii: "'"): lexApostrophe()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      if !lexPrefixedString() { lexIdentifier() }
    case 0x80...: lexUnicode()
    default: lexPunctuation()
    }
  }

  private mutating func lexComment() {
    let start = position
    skipToLineEnd()
    var end = position
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    comments.append(
      Comment(
        start: start, end: end, ownsLine: sawNewline || tokens.isEmpty, nextToken: tokens.count))
    sawSpace = true
  }

  private mutating func skipToLineEnd() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }
}

extension Lexer {
  /// The byte `offset` places ahead; 0 past the end.
  func byte(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  func isNameByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || byte == UInt8(ascii: "_")
  }

  func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

  func span(_ start: Int, _ end: Int) -> Span { Span(start, end, in: source) }

  mutating func report(_ failure: SyntaxFailure) {
    if faults.count < Lexer.maximumFaults { faults.append(failure.fault) }
  }

  mutating func markSpace() { sawSpace = true }

  /// Appends the token from `start` to the current position and keeps the stack of brackets.
  mutating func emit(_ kind: Token.Kind, from start: Int, payload: Int = -1) {
    var token = Token(kind: kind, start: start, end: max(start, min(position, bytes.count)), payload: payload)
    token.newlineBefore = sawNewline
    token.spaceBefore = sawSpace
    sawNewline = false
    sawSpace = false
    if kind.isOpener {
      openers.append(tokens.count)
      openCounts[kind, default: 0] += 1
    } else if kind.isCloser {
      token.partner = closeBracket(kind)
    }
    tokens.append(token)
  }

  mutating func emit(_ kind: Token.Kind, from start: Int, text: String) {
    texts.append(text)
    emit(kind, from: start, payload: texts.count - 1)
  }

  /// Finds the opener a closer belongs to; brackets left open in between stay without partner.
  private mutating func closeBracket(_ closer: Token.Kind) -> Int {
    let opener: Token.Kind =
      closer == .rightParen ? .leftParen : closer == .rightBracket ? .leftBracket : .leftBrace
    // Bounded, so that no sequence of brackets takes quadratic time.
    let floor = max(interpolations.last?.depth ?? 0, openers.count - 64)
    guard openCounts[opener, default: 0] > 0, openers.count > floor else { return -1 }
    // A parenthesis never closes across a brace that is still open: the brace is the stronger structure.
    var depth = openers.count - 1
    while depth >= floor, tokens[openers[depth]].kind != opener {
      if tokens[openers[depth]].kind == .leftBrace { return -1 }
      depth -= 1
    }
    guard depth >= floor else { return -1 }
    let partner = openers[depth]
    dropOpeners(downTo: depth)
    tokens[partner].partner = tokens.count
    return partner
  }

  mutating func dropOpeners(downTo depth: Int) {
    while openers.count > depth, let last = openers.popLast() {
      openCounts[tokens[last].kind, default: 1] -= 1
    }
  }
}
