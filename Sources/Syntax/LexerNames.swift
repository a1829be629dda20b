@_spi(_Unicode) import Swift
import Text

extension Lexer {
  /// An identifier or keyword; the first scalar is known to start one.
  mutating func lexIdentifier() {
    let start = position
    while isNameByte(byte()) { position += 1 }
    guard byte() >= 0x80, continuesName(scalar(at: position).value) else {
      let name = text(start, position)
      emit(Token.keywords[name] ?? .identifier, from: start, text: name)
      return
    }
    lexUnicodeName(from: start)
  }

  /// The rest of a name that is not plain ASCII, normalised.
  mutating func lexUnicodeName(from start: Int) {
    while position < bytes.count {
      if isNameByte(byte()) {
        position += 1
        continue
      }
      guard byte() >= 0x80 else { break }
      let next = scalar(at: position)
      guard continuesName(next.value) else { break }
      position += next.length
    }
    emit(.identifier, from: start, text: normalizedName(text(start, position)))
  }

  /// Decodes the scalar at a byte offset; the text of a `String` is always valid UTF-8.
  func scalar(at index: Int) -> (value: Unicode.Scalar, length: Int) {
    func continuation(_ offset: Int) -> UInt32 {
      index + offset < bytes.count ? UInt32(bytes[index + offset] & 0x3F) : 0
    }
    guard index < bytes.count else { return ("\0", 1) }
    let first = UInt32(bytes[index])
    let value: UInt32
    let length: Int
    switch first {
    case 0..<0x80: (value, length) = (first, 1)
    case 0..<0xE0: (value, length) = ((first & 0x1F) << 6 | continuation(1), 2)
    case 0..<0xF0: (value, length) = ((first & 0x0F) << 12 | continuation(1) << 6 | continuation(2), 3)
    default:
      let low = continuation(2) << 6 | continuation(3)
      (value, length) = ((first & 0x07) << 18 | continuation(1) << 12 | low, 4)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  func startsName(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isXIDStart || scalar == "µ" }

  /// Letters, combining marks, digits, and the subscript digits of `x₁`.
  func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    // The middle dots are multiplication signs to a reader of mathematics.
    if scalar == "·" || scalar == "\u{387}" { return false }
    return scalar.properties.isXIDContinue || (scalar.value >= 0x2080 && scalar.value <= 0x2089)
  }
}

/// A name as the language compares it: NFC, the micro sign as μ and the open e as ε.
public func normalizedName(_ name: String) -> String {
  if name.utf8.allSatisfy({ $0 < 0x80 }) { return name }
  var scalars = String.UnicodeScalarView()
  for scalar in name._nfc {
    switch scalar {
    case "\u{B5}": scalars.append("μ")
    case "\u{25B}": scalars.append("ε")
    default: scalars.append(scalar)
    }
  }
  return String(scalars)
}
