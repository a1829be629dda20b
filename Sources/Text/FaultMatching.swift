extension Fault {
  /// The text of `#=> error: text` names the code, or occurs in the message, a note, a label or a help
  /// line of any language: a notebook passes whatever language its reader has chosen.
  public func mentions(_ text: String) -> Bool {
    let words = text.dropBlanks
    return words.isEmpty || code == words
      || ([message] + notes + labels.map(\.text) + help).contains { wording in
        UserLanguage.allCases.contains { wording.text(in: $0).containsBytes(of: words) }
      }
  }
}

extension String {
  /// Whether the other text's bytes occur in it. Without Foundation.
  public func containsBytes(of other: String) -> Bool {
    let (haystack, needle) = (Array(utf8), Array(other.utf8))
    guard needle.count <= haystack.count else { return false }
    if needle.isEmpty { return true }
    return (0...(haystack.count - needle.count)).contains { start in
      haystack[start] == needle[0] && haystack[start..<(start + needle.count)].elementsEqual(needle)
    }
  }

  fileprivate var dropBlanks: String {
    var result = drop { $0.isWhitespace }
    while result.last?.isWhitespace == true { result.removeLast() }
    return String(result)
  }
}
