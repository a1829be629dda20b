import Text

extension Lexer {
  mutating func lexNumber() {
    let start = position
    if byte() == UInt8(ascii: "0"), let base = numberBase(byte(1)) {
      lexInteger(base: base, from: start)
      return
    }
    skipDigits()
    let next = byte(1)
    if byte() == UInt8(ascii: "."), next != UInt8(ascii: "."), !isNameByte(next), next < 0x80 {
      position += 1
    } else if byte() == UInt8(ascii: "."), isDigit(next) {
      position += 1
      skipDigits()
    }
    skipExponent()
    if byte() == UInt8(ascii: "_") { while isNameByte(byte()) { position += 1 } }
    emitDecimal(from: start)
  }

  private mutating func emitDecimal(from start: Int) {
    let literal = bytes[start..<position]
    if literal.count <= 15, literal.allSatisfy(isDigit) {
      // Exact, and most numbers are such.
      emitNumber(literal.reduce(0) { $0 * 10 + Double($1 - UInt8(ascii: "0")) }, from: start)
      return
    }
    var digits = String(decoding: literal.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    if literal.last == UInt8(ascii: ".") { digits += "0" }
    guard let value = Double(digits), isTidy(literal) else {
      report(.badNumber(text(start, position), span(start, position)))
      emitNumber(0, from: start)
      return
    }
    emitNumber(value, from: start)
  }

  /// Underscores stand between digits.
  private func isTidy(_ literal: ArraySlice<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in literal {
      if previous == UInt8(ascii: "_"), byte == previous || byte == UInt8(ascii: ".") { return false }
      previous = byte
    }
    return previous != UInt8(ascii: "_")
  }

  private func numberBase(_ letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return 16
    case UInt8(ascii: "b"), UInt8(ascii: "B"): return 2
    case UInt8(ascii: "o"), UInt8(ascii: "O"): return 8
    default: return nil
    }
  }

  private mutating func skipDigits() {
    while isDigit(byte()) || (byte() == UInt8(ascii: "_") && isDigit(byte(1))) { position += 1 }
  }

  /// `e-3`, only when digits follow: `2e` is a number beside a name.
  private mutating func skipExponent() {
    guard byte() | 0x20 == UInt8(ascii: "e") else { return }
    let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
    guard isDigit(byte(1 + sign)) else { return }
    position += 1 + sign
    skipDigits()
  }

  private mutating func lexInteger(base: Int, from start: Int) {
    position += 2
    let digitsStart = position
    var value = 0.0
    var isValid = true
    while isNameByte(byte()) {
      let letter = Character(Unicode.Scalar(byte()))
      position += 1
      if letter == "_" { continue }
      if let digit = letter.hexDigitValue, digit < base {
        value = value * Double(base) + Double(digit)
      } else {
        isValid = false
      }
    }
    if !isValid || position == digitsStart {
      report(.badNumber(text(start, position), span(start, position)))
    }
    emitNumber(value, from: start)
  }

  private mutating func emitNumber(_ value: Double, from start: Int) {
    numbers.append(value)
    emit(.number, from: start, payload: numbers.count - 1)
  }
}
