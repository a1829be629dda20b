/// Colours dls code as HTML spans. Works on any text, complete or not.
enum Highlighter {
  static func html(_ code: String) -> String {
    var highlighter = Highlight(characters: Array(code))
    return highlighter.run()
  }

  static let keywords: Set<String> = [
    "if", "else", "for", "in", "while", "break", "continue", "return", "fn", "model", "forward", "no_grad",
    "try",
    "catch", "assert", "use", "global", "and", "or", "not", "by",
  ]
  static let constants: Set<String> = [
    "true", "false", "none", "pi", "π", "inf", "nan", "f32", "f64", "i64", "bool",
  ]
}

private struct Highlight {
  let characters: [Character]
  var at = 0
  var result = ""

  init(characters: [Character]) { self.characters = characters }

  mutating func run() -> String {
    while at < characters.count {
      let character = characters[at]
      if character == "#" {
        comment()
      } else if character == "\"" {
        string(prefix: 0)
      } else if character.isNumber && character.isASCII {
        number()
      } else if character.isLetter || character == "_" {
        word()
      } else if "∇'|>=<+-*/%@^→".contains(character) {
        emit("op", 1)
      } else {
        plain(1)
      }
    }
    return result
  }

  private func peek(_ distance: Int) -> Character? {
    at + distance < characters.count ? characters[at + distance] : nil
  }

  private mutating func emit(_ kind: String, _ count: Int) {
    let end = min(at + count, characters.count)
    result += "<span class=\"\(kind)\">\(HTML.escape(String(characters[at..<end])))</span>"
    at = end
  }

  private mutating func plain(_ count: Int) {
    let end = min(at + count, characters.count)
    result += HTML.escape(String(characters[at..<end]))
    at = end
  }

  private mutating func comment() {
    var count = 0
    while let next = peek(count), next != "\n" { count += 1 }
    let isExpectation = peek(1) == "=" && peek(2) == ">"
    emit(isExpectation ? "expect" : "comment", count)
  }

  private mutating func string(prefix: Int) {
    let isRaw = prefix > 0 && characters[at] == "r"
    var count = prefix + 1
    while let next = peek(count), next != "\"", next != "\n" {
      count += next == "\\" && !isRaw ? 2 : 1
    }
    emit("str", count + 1)
  }

  private mutating func number() {
    var count = 0
    while let next = peek(count) {
      let continues = next.isASCII && (next.isLetter || next.isNumber || next == "_")
      // `1..3` is a range, `1.5` a number.
      let isPoint = next == "." && peek(count + 1).map { $0.isASCII && $0.isNumber } == true
      let isExponentSign =
        (next == "-" || next == "+") && count > 0 && "eE".contains(characters[at + count - 1])
      guard continues || isPoint || isExponentSign else { break }
      count += 1
    }
    emit("num", count)
  }

  private mutating func word() {
    var count = 0
    while let next = peek(count), next.isLetter || next.isNumber || next == "_" { count += 1 }
    let text = String(characters[at..<(at + count)])
    if (text == "f" || text == "r"), peek(1) == "\"" { return string(prefix: 1) }
    if Highlighter.keywords.contains(text) { return emit("kw", count) }
    if Highlighter.constants.contains(text) { return emit("const", count) }
    if peek(count) == "(" || peek(count) == "'" { return emit("fn", count) }
    plain(count)
  }
}
