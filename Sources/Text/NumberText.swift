/// A number as Python's `repr` writes it, without a final `.0`: the fewest digits that read back as the same
/// double, `1000000`, `1e+16`, `1e-08`, `0.1`, `inf`, `nan`. Negative zero is written `0`.
public func formatNumber(_ value: Double) -> String {
  // Whole numbers need no exponent below this, and of the others Swift writes those as Python does.
  if value.magnitude < 9_007_199_254_740_992 {
    let whole = Int(value)
    if Double(whole) == value { return String(whole) }
    if value.magnitude >= 1e-4 { return value.description }
  }
  guard value.isFinite else { return nonFinite(value) }
  return decimalText(Decimal(value.magnitude.description), isNegative: value < 0)
}

/// The same for a single-precision number: the fewest digits that read back as the same float.
public func formatNumber(float32 value: Float) -> String {
  if value.magnitude < 16_777_216 {
    let whole = Int(value)
    if Float(whole) == value { return String(whole) }
    if value.magnitude >= 1e-4 { return value.description }
  }
  guard value.isFinite else { return nonFinite(Double(value)) }
  return decimalText(Decimal(value.magnitude.description), isNegative: value < 0)
}

private func nonFinite(_ value: Double) -> String {
  value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
}

/// Decimal digits `d₁d₂…` without zeros at either end, standing for 0.d₁d₂… · 10^point.
private struct Decimal {
  var digits: [UInt8] = []
  var point = 0

  /// Reads Swift's shortest description: `0.0001`, `1e-05`, `1.5e+16`, `100.0`.
  init(_ description: String) {
    var exponent = 0
    var isFraction = false
    var integerDigits = 0
    let parts = description.split(separator: "e")
    if parts.count == 2 { exponent = Int(parts[1]) ?? 0 }
    for byte in (parts.first ?? "").utf8 {
      if byte == UInt8(ascii: ".") {
        isFraction = true
        continue
      }
      digits.append(byte)
      if !isFraction { integerDigits += 1 }
    }
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    point = exponent + integerDigits - leading
  }
}

/// Python's layout: an exponent below 1e-4 and from 1e16 on.
private func decimalText(_ decimal: Decimal, isNegative: Bool) -> String {
  let digits = decimal.digits
  let point = decimal.point
  var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
  let zero = UInt8(ascii: "0")
  let dot = UInt8(ascii: ".")
  if point > 16 || point < -3 {
    bytes.append(contentsOf: digits.prefix(1))
    if digits.count > 1 { bytes.append(dot) }
    bytes.append(contentsOf: digits.dropFirst())
    let exponent = point - 1
    let magnitude = String(exponent.magnitude)
    let padded = magnitude.count < 2 ? "0" + magnitude : magnitude
    bytes.append(contentsOf: Array("e\(exponent < 0 ? "-" : "+")\(padded)".utf8))
  } else if point <= 0 {
    bytes.append(contentsOf: [zero, dot])
    bytes.append(contentsOf: [UInt8](repeating: zero, count: -point))
    bytes.append(contentsOf: digits)
  } else if point >= digits.count {
    bytes.append(contentsOf: digits)
    bytes.append(contentsOf: [UInt8](repeating: zero, count: point - digits.count))
  } else {
    bytes.append(contentsOf: digits[..<point])
    bytes.append(dot)
    bytes.append(contentsOf: digits[point...])
  }
  return String(decoding: bytes, as: UTF8.self)
}
