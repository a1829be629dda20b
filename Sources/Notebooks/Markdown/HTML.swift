import Catalog

/// HTML text helpers.
enum HTML {
  static func escape(_ text: some StringProtocol) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{0}"..<"\u{9}", "\u{B}"..<"\u{20}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  static func table(_ table: DisplayTable) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      let items = zip(cells, table.alignsRight).map { cell, isRight in
        "<\(tag)\(isRight ? " class=\"right\"" : "")>\(escape(cell))</\(tag)>"
      }
      return "<tr>\(items.joined())</tr>\n"
    }
    let head = table.header.isEmpty ? "" : "<thead>\(row(table.header, "th"))</thead>\n"
    let body = table.rows.map { row($0, "td") }.joined()
    let foot = table.footer.isEmpty ? "" : "<p>\(table.footer.map(escape).joined(separator: "<br>"))</p>"
    return "<table>\n\(head)<tbody>\n\(body)</tbody>\n</table>\(foot)"
  }

  /// Letters, digits and `-`, for ids: the title's words joined; Chinese stays.
  static func anchor(_ text: some StringProtocol) -> String {
    var result = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        result.append(character)
      } else if !result.hasSuffix("-"), !result.isEmpty {
        result += "-"
      }
    }
    while result.hasSuffix("-") { result.removeLast() }
    return result.isEmpty ? "section" : result
  }

  /// False for targets that would run something when followed.
  static func isSafe(link: some StringProtocol) -> Bool {
    let scheme = link.prefix { $0 != ":" && $0 != "/" && $0 != "#" && $0 != "?" }
    guard scheme.count < link.count, link.dropFirst(scheme.count).first == ":" else { return true }
    return ["http", "https", "mailto"].contains(scheme.lowercased())
  }
}
