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
