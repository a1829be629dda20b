import Catalog

/// Tables with numbers to the right.
enum TextTable {
  /// - Parameter leftColumns: this many columns are to the left.
  static func table(_ header: [String], _ rows: [[String]], leftColumns: Int = 0, footer: [String] = [])
    -> DisplayTable
  {
    DisplayTable(
      header: header, rows: rows, alignsRight: header.indices.map { $0 >= leftColumns }, footer: footer)
  }
}

/// Numbers as tables and progress show them.
enum Digits {
  /// Four significant digits, at most.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let size = abs(value)
    if size != 0, size < 1e-4 || size >= 1e6 { return scientific(value) }
    let decimals = size >= 1000 ? 1 : size >= 100 ? 2 : 4
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (size * scale).rounded()
    let whole = Int(scaled / scale)
    let rest = Int(scaled) - whole * Int(scale)
    let digits = String(rest)
    return (value < 0 ? "-" : "") + "\(whole)." + String(repeating: "0", count: decimals - digits.count)
      + digits
  }

  /// `1,234,567`
  static func grouped(_ value: Int) -> String {
    var result = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { result.append(",") }
      result.append(digit)
    }
    return String(result.reversed())
  }

  private static func scientific(_ value: Double) -> String {
    var exponent = 0
    var mantissa = abs(value)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let rounded = (mantissa * 1000).rounded() / 1000
    return (value < 0 ? "-" : "") + "\(rounded)e\(exponent)"
  }
}
