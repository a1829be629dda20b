import Text

extension Lexer {
  private static let operators: [[(spelling: [UInt8], kind: Token.Kind)]] = {
    let kinds: [Token.Kind] = [
      .ellipsis, .range, .arrow, .pipe, .compose, .plusAssign, .minusAssign, .timesAssign, .divideAssign,
      .equal, .notEqual, .lessEqual, .greaterEqual, .floorDivide, .leftParen, .rightParen, .leftBracket,
      .rightBracket, .leftBrace, .rightBrace, .comma, .semicolon, .colon, .dot, .assign, .less, .greater,
      .plus, .minus, .star, .slash, .percent, .at, .power,
    ]
    var table = [[(spelling: [UInt8], kind: Token.Kind)]](repeating: [], count: 128)
    for kind in kinds {
      let spelling = Array(kind.rawValue.utf8)
      table[Int(spelling[0])].append((spelling, kind))
    }
    table[Int(UInt8(ascii: "*"))].insert((Array("**".utf8), .power), at: 0)
    return table
  }()

  /// What people write out of habit from other languages, and what dls has instead.
  private static let foreign: [(spelling: [UInt8], kind: Token.Kind, replacement: String)] = [
    (Array("&&".utf8), .and, "and"), (Array("||".utf8), .or, "or"), (Array(":=".utf8), .assign, "="),
    (Array("=>".utf8), .arrow, "->"), (Array("!".utf8), .not, "not "), (Array("~=".utf8), .notEqual, "!="),
    (Array("<>".utf8), .notEqual, "!="), (Array("===".utf8), .equal, "=="), (Array(".*".utf8), .star, "*"),
    (Array("./".utf8), .slash, "/"), (Array(".^".utf8), .power, "^"), (Array(".+".utf8), .plus, "+"),
    (Array(".-".utf8), .minus, "-"),
  ]

  mutating func lexPunctuation() {
    let first = byte()
    let start = position
    if first == UInt8(ascii: ":") || first == UInt8(ascii: "}"), lexInterpolationDelimiter() { return }
    if lexForeignOperator() { return }
    for candidate in Lexer.operators[Int(first & 0x7F)]
    where first < 0x80 && isAhead(candidate.spelling) {
      position += candidate.spelling.count
      emit(candidate.kind, from: start)
      return
    }
    lexUnexpected(length: 1)
  }

  private func isAhead(_ spelling: [UInt8]) -> Bool {
    for offset in spelling.indices where byte(offset) != spelling[offset] { return false }
    return true
  }

  private mutating func lexForeignOperator() -> Bool {
    if byte() == UInt8(ascii: "!"), byte(1) == UInt8(ascii: "=") { return false }
    let start = position
    for (spelling, kind, replacement) in Lexer.foreign where isAhead(spelling) {
      position += spelling.count
      report(.foreignOperator(text(start, position), replacement, span(start, position)))
      emit(kind, from: start)
      return true
    }
    return false
  }

  /// A run of characters that mean nothing, reported once.
  private mutating func lexUnexpected(length: Int) {
    let start = position
    let first = scalar(at: start).value
    position += length
    while position < bytes.count, bytes[position] < 0x80, bytes[position] == bytes[start] { position += 1 }
    report(.unexpectedCharacter(first, span(start, position)))
    emit(.invalid, from: start)
  }

  mutating func lexUnicode() {
    let start = position
    let (first, length) = scalar(at: start)
    if startsName(first) {
      position += length
      lexUnicodeName(from: start)
    } else if first == "∇" {
      position += length
      emit(.nabla, from: start)
    } else if first.properties.isWhitespace {
      position += length
      markSpace()
    } else if let closing = Lookalikes.closingQuotes[first] {
      lexForeignString(first, closing: closing, length: length)
    } else if let meant = Lookalikes.replacements[first] {
      lexLookalike(first, meant, length: length)
    } else {
      lexUnexpected(length: length)
    }
  }

  /// Reads `“…”` to its end on the line and treats it as the string that was meant.
  private mutating func lexForeignString(_ first: Unicode.Scalar, closing: Set<Unicode.Scalar>, length: Int) {
    let start = position
    position += length
    let contentStart = position
    while position < bytes.count, byte() != UInt8(ascii: "\n") {
      let next = scalar(at: position)
      guard closing.contains(next.value) else {
        position += next.length
        continue
      }
      let content = text(contentStart, position)
      position += next.length
      report(.curlyQuotes(first, content, span(start, position)))
      emit(.string, from: start, text: content)
      return
    }
    report(.unclosedCurlyQuote(first, span(start, start + length)))
    emit(.string, from: start, text: text(contentStart, position))
  }

  private mutating func lexLookalike(_ first: Unicode.Scalar, _ meant: String, length: Int) {
    let start = position
    position += length
    report(.lookalike(first, meant, span(start, position)))
    if let keyword = Token.keywords[meant] {
      emit(keyword, from: start)
      return
    }
    if meant == "'" {
      emit(tokens.last?.kind.endsOperand ?? false ? .prime : .invalid, from: start)
      return
    }
    let spelling = Array(meant.utf8)
    let row = spelling.first.map { Lexer.operators[Int($0 & 0x7F)] } ?? []
    emit(row.first { $0.spelling == spelling }?.kind ?? .invalid, from: start)
  }
}
