import Text

extension Lexer {
  /// `r"`, `f"`, `rf"` and `fr"`; false when the letters begin a name.
  mutating func lexPrefixedString() -> Bool {
    let first = byte()
    let quote = UInt8(ascii: "\"")
    let isF = first == UInt8(ascii: "f")
    let isR = first == UInt8(ascii: "r")
    guard isF || isR else { return false }
    if byte(1) == quote {
      if isF { startInterpolation(prefixLength: 1, isRaw: false) } else { lexRawString() }
      return true
    }
    let other = isF ? UInt8(ascii: "r") : UInt8(ascii: "f")
    guard byte(1) == other, byte(2) == quote else { return false }
    startInterpolation(prefixLength: 2, isRaw: true)
    return true
  }

  /// A string whose quote stands `prefixLength` bytes ahead.
  mutating func lexString(prefixLength: Int) {
    let start = position
    position += prefixLength + 1
    if prefixLength == 0, byte() == UInt8(ascii: "\""), byte(1) == UInt8(ascii: "\"") {
      return lexTripleQuotes(from: start)
    }
    var content: [UInt8] = []
    while position < bytes.count, byte() != UInt8(ascii: "\n") {
      switch byte() {
      case UInt8(ascii: "\""):
        position += 1
        emit(.string, from: start, text: String(decoding: content, as: UTF8.self))
        return
      case UInt8(ascii: "\\"): lexEscape(into: &content)
      default:
        content.append(byte())
        position += 1
      }
    }
    report(.unclosedString(span(start, position), quote: start + prefixLength))
    emit(.string, from: start, text: String(decoding: content, as: UTF8.self))
  }

  /// Python's string over several lines.
  private mutating func lexTripleQuotes(from start: Int) {
    let quote = UInt8(ascii: "\"")
    position = start + 3
    while position < bytes.count, !(byte() == quote && byte(1) == quote && byte(2) == quote) { position += 1 }
    position = min(position + 3, bytes.count)
    report(.tripleQuotes(span(start, start + 3)))
    emit(.string, from: start, text: "")
  }

  private mutating func lexRawString() {
    let start = position
    position += 2
    while position < bytes.count, byte() != UInt8(ascii: "\"") {
      guard byte() != UInt8(ascii: "\n") else { break }
      position += 1
    }
    let content = text(start + 2, position)
    if byte() == UInt8(ascii: "\"") {
      position += 1
    } else {
      report(.unclosedString(span(start, position), quote: start + 1))
    }
    emit(.string, from: start, text: content)
  }

  /// One escape sequence, `\n`, `\u{3c3}`; anything unknown is kept as written and reported.
  private mutating func lexEscape(into content: inout [UInt8]) {
    let start = position
    let letter = byte(1)
    position += 2
    switch letter {
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "0"): content.append(0)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "'"): content.append(letter)
    case UInt8(ascii: "u") where byte() == UInt8(ascii: "{"): lexScalarEscape(from: start, into: &content)
    case UInt8(ascii: "\n"), 0:
      position = min(start + 1, bytes.count)
      content.append(UInt8(ascii: "\\"))
    default:
      position = start + 1 + scalar(at: start + 1).length
      report(.unknownEscape(text(start, position), span(start, position)))
      content.append(contentsOf: bytes[start..<position])
    }
  }

  private mutating func lexScalarEscape(from start: Int, into content: inout [UInt8]) {
    position += 1
    let digitsStart = position
    while Character(Unicode.Scalar(byte())).isHexDigit { position += 1 }
    let digits = text(digitsStart, position)
    let isClosed = byte() == UInt8(ascii: "}")
    if isClosed { position += 1 }
    guard isClosed, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
      report(.badScalarEscape(span(start, position)))
      return
    }
    content.append(contentsOf: Array(String(Character(scalar)).utf8))
  }

  /// A prime after an operand; elsewhere the beginning of a string in single quotes, which is an error.
  mutating func lexApostrophe() {
    let start = position
    let previous = tokens.last
    let follows = previous?.kind.endsOperand ?? false
    if follows, previous?.end == start {
      position += 1
      emit(.prime, from: start)
      return
    }
    var end = start + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "'"), bytes[end] != UInt8(ascii: "\n") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "'") else {
      position += 1
      if follows { emit(.prime, from: start) } else { reportLonePrime(start) }
      return
    }
    let content = text(start + 1, end)
    position = end + 1
    report(.singleQuotes(content, span(start, position)))
    emit(.string, from: start, text: content)
  }

  private mutating func reportLonePrime(_ start: Int) {
    report(.lonePrime(span(start, position)))
    emit(.invalid, from: start)
  }
}

extension Lexer {
  mutating func startInterpolation(prefixLength: Int, isRaw: Bool) {
    let start = position
    position += prefixLength + 1
    interpolations.append(Interpolation(start: start, isRaw: isRaw))
    emit(.interpolationStart, from: start)
  }

  /// Text of an f-string up to `{…}`, the closing quote, or the end of the line.
  mutating func lexInterpolationText() {
    let start = position
    let isRaw = interpolations.last?.isRaw ?? false
    var content: [UInt8] = []
    loop: while position < bytes.count {
      let current = byte()
      switch current {
      case UInt8(ascii: "\n"), UInt8(ascii: "\""): break loop
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        guard byte(1) == current else { break loop }
        content.append(current)
        position += 2
      case UInt8(ascii: "\\") where !isRaw: lexEscape(into: &content)
      default:
        content.append(current)
        position += 1
      }
    }
    if position > start {
      emit(.interpolationText, from: start, text: String(decoding: content, as: UTF8.self))
    }
    endInterpolationText()
  }

  private mutating func endInterpolationText() {
    let start = position
    switch byte() {
    case UInt8(ascii: "\""):
      position += 1
      interpolations.removeLast()
      emit(.interpolationEnd, from: start)
    case UInt8(ascii: "{"):
      position += 1
      interpolations[interpolations.count - 1].inExpression = true
      interpolations[interpolations.count - 1].depth = openers.count
      emit(.interpolationOpen, from: start)
    case UInt8(ascii: "}") where position < bytes.count:
      position += 1
      report(.strayBraceInString(span(start, position)))
    default: closeBrokenInterpolations()
    }
  }

  /// `:` or `}` of an f-string's `{…}`; false when they belong to the expression inside.
  mutating func lexInterpolationDelimiter() -> Bool {
    guard let current = interpolations.last, openers.count == current.depth else { return false }
    if byte() == UInt8(ascii: ":") { lexInterpolationFormat() }
    guard byte() == UInt8(ascii: "}") else {
      if position >= bytes.count || byte() == UInt8(ascii: "\n") { closeBrokenInterpolations() }
      return true
    }
    let start = position
    position += 1
    interpolations[interpolations.count - 1].inExpression = false
    emit(.interpolationClose, from: start)
    return true
  }

  private mutating func lexInterpolationFormat() {
    let start = position
    position += 1
    while position < bytes.count, byte() != UInt8(ascii: "}"), byte() != UInt8(ascii: "\n"),
      byte() != UInt8(ascii: "\"")
    {
      position += 1
    }
    if byte() == UInt8(ascii: "\"") { position = bytes.firstIndex(of: 0x0A, from: position) }
    emit(.interpolationFormat, from: start, text: text(start + 1, position))
  }

  /// The line ended inside an f-string: reports the outermost and closes all, so the parser sees balance.
  mutating func closeBrokenInterpolations() {
    guard let outermost = interpolations.first else { return }
    let quote = outermost.start + (outermost.isRaw ? 2 : 1)
    report(.unclosedString(span(outermost.start, position), quote: quote))
    while let last = interpolations.popLast() {
      if last.inExpression {
        dropOpeners(downTo: last.depth)
        emit(.interpolationClose, from: position)
      }
      emit(.interpolationEnd, from: position)
    }
  }
}

extension [UInt8] {
  /// The first offset at or after `start` that holds `byte`, or the end.
  fileprivate func firstIndex(of byte: UInt8, from start: Int) -> Int {
    self[start...].firstIndex(of: byte) ?? count
  }
}
