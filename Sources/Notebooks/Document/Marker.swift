/// A cell marker: `# %% title {key=value}`, `# %% [markdown] title`.
public struct Marker {
  public internal(set) var kind = Cell.Kind.code
  public internal(set) var title = ""
  var options: [(name: String, value: String)] = []

  init() {}

  /// nil when the line is no marker.
  public init?(line: Substring) {
    guard let rest = Marker.afterMarks(line) else { return nil }
    var words = trim(rest)
    for word in ["[markdown]", "[md]"] where words.hasPrefix(word) {
      kind = .markdown
      words = trim(words.dropFirst(word.count))
    }
    if words.hasSuffix("}"), let brace = words.lastIndex(of: "{"),
      let options = Marker.options(words[words.index(after: brace)...].dropLast())
    {
      self.options = options
      words = trim(words[..<brace])
    }
    title = String(words)
  }

  static func text(of cell: Cell) -> String {
    var line = "# %%"
    if cell.kind == .markdown { line += " [markdown]" }
    if !cell.title.isEmpty { line += " " + cell.title }
    if !cell.options.isEmpty {
      let words = cell.options.map { $0.value == "true" ? $0.name : "\($0.name)=\($0.value)" }
      line += " {" + words.joined(separator: ", ") + "}"
    }
    return line
  }

  private static func afterMarks(_ line: Substring) -> Substring? {
    guard line.hasPrefix("#") else { return nil }
    let rest = line.dropFirst().drop { $0 == " " }
    guard rest.hasPrefix("%%") else { return nil }
    let after = rest.dropFirst(2)
    return after.first.map { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "[" } == false ? nil : after
  }

  /// nil when it is not a list of options: then it belongs to the title.
  private static func options(_ text: Substring) -> [(name: String, value: String)]? {
    var result: [(name: String, value: String)] = []
    for item in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = sides[0]
      guard let first = name.first, first.isLetter,
        name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
      else { return nil }
      var value = sides.count == 2 ? sides[1] : "true"
      if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
        value = value.dropFirst().dropLast()
      }
      result.append((String(name), String(value)))
    }
    return result.isEmpty ? nil : result
  }
}

func trim(_ text: Substring) -> Substring {
  var result = text.drop { $0.isWhitespace }
  while let last = result.last, last.isWhitespace { result.removeLast() }
  return result
}

func trim(_ text: String) -> Substring { trim(text[...]) }
