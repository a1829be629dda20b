import Glibc

extension FormatSpec {
  /// A number; without a type and precision, as ``formatNumber(_:)`` writes it.
  public func format(_ value: Double) throws -> String {
    if let conversion, value.isFinite {
      let digits = digits(of: value, conversion, precision ?? 6)
      return digits.utf8.count < width ? padded(digits, .right) : digits
    }
    let magnitude = value.magnitude
    let isNegative = value.sign == .minus && !value.isNaN
    var body: String
    switch type {
    case "s": throw FormatFailure.numberWithTextType(text)
    case "d", "x", "X", "o", "b": body = try wholeText(magnitude)
    case "e", "E", "f", "F", "g", "G", "%": body = floatText(magnitude)
    default: body = plainText(magnitude)
    }
    // A zero that prints as 0 has no sign; f, e and g keep Python's -0.00.
    let hidesSign = value == 0 && (type == nil || "dxXob".contains(type ?? " "))
    let signText = isNegative && !hidesSign ? "-" : sign == "-" ? "" : String(sign)
    var prefix = ""
    if isAlternate, let type, "xXob".contains(type) { prefix = "0\(type)" }
    if alignment == .afterSign, fill == "0" {
      let room = width - signText.count - prefix.count
      return signText + prefix + grouped(body, room: room)
    }
    body = grouped(body, room: 0)
    if alignment == .afterSign {
      let missing = max(0, width - signText.count - prefix.count - body.count)
      return signText + prefix + String(repeating: fill, count: missing) + body
    }
    return padded(signText + prefix + body, alignment ?? .right)
  }

  private func wholeText(_ magnitude: Double) throws -> String {
    let letter = type ?? "d"
    guard magnitude.isFinite, magnitude.rounded() == magnitude else {
      throw FormatFailure.notWhole(magnitude, letter)
    }
    if precision != nil { throw FormatFailure.precisionOfInteger(text) }
    if letter == "d" { return printed(magnitude, "f", 0) }
    guard let whole = UInt64(exactly: magnitude) else { throw FormatFailure.notWhole(magnitude, letter) }
    switch letter {
    case "b": return String(whole, radix: 2)
    case "o": return String(whole, radix: 8)
    default: return String(whole, radix: 16, uppercase: letter == "X")
    }
  }

  private func floatText(_ magnitude: Double) -> String {
    guard let type else { return "" }
    let isUpper = type.isUppercase
    guard magnitude.isFinite else {
      let name = magnitude.isNaN ? "nan" : "inf"
      return (isUpper ? name.uppercased() : name) + (type == "%" ? "%" : "")
    }
    if type == "%" { return printed(magnitude * 100, "f", precision ?? 6) + "%" }
    return printed(magnitude, type, precision ?? 6)
  }

  /// No type: the shortest digits, or with a precision Python's variant of g, which turns to exponents one
  /// digit earlier.
  private func plainText(_ magnitude: Double) -> String {
    guard let precision, magnitude.isFinite else { return formatNumber(magnitude) }
    let digits = max(1, precision)
    let scientific = printed(magnitude, "e", digits - 1)
    let exponent = scientific.split(separator: "e").last.flatMap { Int($0) } ?? 0
    if exponent >= -4, exponent < digits - 1 { return printed(magnitude, "g", digits) }
    let parts = scientific.split(separator: "e")
    var mantissa = String(parts.first ?? "")
    if mantissa.contains(".") {
      while mantissa.last == "0" { mantissa.removeLast() }
      if mantissa.last == "." { mantissa.removeLast() }
    }
    return mantissa + "e" + (parts.last.map(String.init) ?? "+00")
  }

  /// C's printf of one conversion, which rounds correctly at every precision.
  private func printed(_ value: Double, _ conversion: Character, _ precision: Int) -> String {
    guard isAlternate else { return digits(of: value, "%.\(precision)\(conversion)", precision) }
    return withVaList([value]) { arguments in
      characters(precision) { vsnprintf($0, $1, "%#.\(precision)\(conversion)", arguments) }
    }
  }

  /// The same without variable arguments, for a format without flags and width.
  private func digits(of value: Double, _ format: String, _ precision: Int) -> String {
    characters(precision) { strfromd($0, $1, format, value) }
  }

  private func characters(
    _ precision: Int, _ print: (UnsafeMutablePointer<CChar>?, Int) -> Int32
  ) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: precision + 340) { bytes in
      let count = min(max(0, Int(print(bytes.baseAddress, bytes.count))), bytes.count - 1)
      return bytes.withMemoryRebound(to: UInt8.self) { String(decoding: $0.prefix(count), as: UTF8.self) }
    }
  }

  /// Separators between groups of three digits (four for x, o and b), and zeros in front to fill `room`.
  private func grouped(_ body: String, room: Int) -> String {
    let isHex = type.map { "xXob".contains($0) } ?? false
    let digits = body.prefix { isHex ? $0.isHexDigit : $0.isNumber }
    let rest = body.dropFirst(digits.count)
    guard let grouping, !digits.isEmpty else {
      return String(repeating: "0", count: max(0, room - body.count)) + body
    }
    let size = isHex ? 4 : 3
    var result: [Character] = []
    var count = 0
    func isShort() -> Bool { result.count + rest.count < room }
    var pending = Array(digits)
    while let digit = pending.popLast() ?? (isShort() ? "0" : nil) {
      if count > 0, count % size == 0 { result.append(grouping) }
      result.append(digit)
      count += 1
    }
    return String(result.reversed()) + rest
  }
}

// Glibc hides it behind a feature macro.
@_silgen_name("strfromd")
private func strfromd(
  _ text: UnsafeMutablePointer<CChar>?, _ size: Int, _ format: UnsafePointer<CChar>, _ value: Double
) -> Int32
