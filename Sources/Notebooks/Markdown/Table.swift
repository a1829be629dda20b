/// A table with a head row, a rule `|---|:--:|--:|` and body rows.
struct Table {
  private let head: [Substring]
  private let alignments: [String]

  /// nil when the two lines do not open a table.
  init?(header: Substring, rule: Substring) {
    guard header.contains("|"), rule.contains("-") else { return nil }
    let marks = Table.cells(rule)
    let head = Table.cells(header)
    guard !marks.isEmpty, marks.count == head.count else { return nil }
    var alignments: [String] = []
    for mark in marks {
      guard mark.contains("-"), mark.allSatisfy({ $0 == "-" || $0 == ":" }) else { return nil }
      switch (mark.hasPrefix(":"), mark.hasSuffix(":")) {
      case (true, true): alignments.append(" class=\"center\"")
      case (false, true): alignments.append(" class=\"right\"")
      default: alignments.append("")
      }
    }
    self.head = head
    self.alignments = alignments
  }

  func html(_ rows: [Substring]) -> String {
    var result = "<table>\n<thead>" + row(head, tag: "th") + "</thead>\n<tbody>\n"
    for line in rows { result += row(Table.cells(line), tag: "td") + "\n" }
    return result + "</tbody>\n</table>\n"
  }

  private func row(_ cells: [Substring], tag: String) -> String {
    var result = "<tr>"
    for (index, alignment) in alignments.enumerated() {
      let text = index < cells.count ? Inline.html(cells[index]) : ""
      result += "<\(tag)\(alignment)>\(text)</\(tag)>"
    }
    return result + "</tr>"
  }

  /// Bars inside code, math or after a backslash do not divide.
  private static func cells(_ line: Substring) -> [Substring] {
    var line = trim(line)
    if line.hasPrefix("|") { line = line.dropFirst() }
    if line.hasSuffix("|"), !line.hasSuffix("\\|") { line = line.dropLast() }
    var result: [Substring] = []
    var start = line.startIndex
    var at = start
    var quote: Character?
    while at < line.endIndex {
      let character = line[at]
      if character == "\\" {
        at = line.index(after: at)
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "`" || character == "$",
        line[line.index(after: at)...].contains(character)
      {
        quote = character
      } else if quote == nil, character == "|" {
        result.append(trim(line[start..<at]))
        start = line.index(after: at)
      }
      if at < line.endIndex { at = line.index(after: at) }
    }
    result.append(trim(line[start...]))
    return result
  }
}
