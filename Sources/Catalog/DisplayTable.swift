import Text

/// A value as rows and columns of text.
public struct DisplayTable {
  /// Longer lists show their first and last rows.
  public static let mostRows = 20

  /// Empty when there is none.
  public let header: [String]
  public let rows: [[String]]
  /// By column: numbers to the right.
  public let alignsRight: [Bool]
  /// Lines below.
  public let footer: [String]

  public init(header: [String], rows: [[String]], alignsRight: [Bool], footer: [String] = []) {
    self.header = header
    self.rows = rows
    self.alignsRight = alignsRight
    self.footer = footer
  }

  /// Columns with two blanks between, a line under the header.
  public var text: String {
    let all = header.isEmpty ? rows : [header] + rows
    let widths = alignsRight.indices.map { column in all.map { displayWidth($0[column]) }.max() ?? 0 }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
    var lines = all.map { line($0, widths) }
    if !header.isEmpty { lines.insert(rule, at: 1) }
    if !footer.isEmpty { lines += [rule] + footer }
    return lines.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.enumerated().map { column, cell in
      let space = String(repeating: " ", count: widths[column] - displayWidth(cell))
      return alignsRight[column] ? space + cell : cell + space
    }
    var text = padded.joined(separator: "  ")
    while text.last == " " { text.removeLast() }
    return text
  }
}
