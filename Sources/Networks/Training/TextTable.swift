/// Aligned columns of text; numbers to the right, the first column to the left.
enum TextTable {
  static func render(_ header: [String], _ rows: [[String]], leftColumns: Int = 0, footer: [String] = [])
    -> String
  {
    let widths = header.indices.map { column in
      ([header] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { column, cell in
        let space = String(repeating: " ", count: max(0, widths[column] - cell.count))
        return column < leftColumns ? cell + space : space + cell
      }
      var text = padded.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text
    }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
    var lines = [line(header), rule] + rows.map(line)
    if !footer.isEmpty { lines += [rule] + footer }
    return lines.joined(separator: "\n")
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
