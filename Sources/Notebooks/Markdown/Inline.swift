/// Markdown inside a paragraph: emphasis, code, links, images, math, line breaks.
struct Inline {
  private let characters: [Character]
  private var at = 0
  private let depth: Int

  static func html(_ text: Substring) -> String { html(Array(text), depth: 0) }

  private static func html(_ characters: some Sequence<Character>, depth: Int) -> String {
    var inline = Inline(characters: Array(characters), depth: depth)
    return inline.run()
  }

  private init(characters: [Character], depth: Int) {
    self.characters = characters
    self.depth = depth
  }

  private mutating func run() -> String {
    if depth > 16 { return HTML.escape(String(characters)) }
    var result = ""
    while at < characters.count {
      if let html = special() {
        result += html
      } else {
        result += HTML.escape(String(characters[at]))
        at += 1
      }
    }
    return result
  }

  /// The construct that begins here, or nil when the character stands for itself.
  private mutating func special() -> String? {
    switch characters[at] {
    case "\\": escape()
    case "`": code()
    case "$": math()
    case "*", "_": emphasis()
    case "~": peek(1) == "~" ? span("~~", tag: "del") : nil
    case "!": peek(1) == "[" ? image() : nil
    case "[": link()
    case "<": autolink()
    default: nil
    }
  }

  private func peek(_ distance: Int) -> Character? {
    let place = at + distance
    return characters.indices.contains(place) ? characters[place] : nil
  }

  private mutating func escape() -> String? {
    guard let next = peek(1) else { return nil }
    guard next.isPunctuation || next.isSymbol || next == "\n" else { return nil }
    at += 2
    return next == "\n" ? "<br>\n" : HTML.escape(String(next))
  }

  private mutating func code() -> String? {
    var count = 0
    while peek(count) == "`" { count += 1 }
    let mark = [Character](repeating: "`", count: count)
    guard let end = find(mark, from: at + count, exact: true) else {
      at += count
      return String(mark)
    }
    var text = characters[(at + count)..<end].map { $0 == "\n" ? " " : $0 }
    if text.count > 2, text.first == " ", text.last == " " { text = Array(text.dropFirst().dropLast()) }
    at = end + count
    return "<code>\(HTML.escape(String(text)))</code>"
  }

  /// `$` opens math only before a non-blank, and closes it only after one and not before a digit, so that
  /// `$5 and $6` stays money.
  private mutating func math() -> String? {
    let display = peek(1) == "$"
    let width = display ? 2 : 1
    guard let first = peek(width), !first.isWhitespace else { return nil }
    var end = at + width
    while end < characters.count {
      if characters[end] == "\\" {
        end += 2
        continue
      }
      if characters[end] == "$" {
        let after = end + 1 < characters.count ? characters[end + 1] : " "
        if display ? after == "$" : !characters[end - 1].isWhitespace && !after.isNumber { break }
      }
      end += 1
    }
    guard end < characters.count else { return nil }
    let text = String(characters[(at + width)..<end])
    at = end + width
    return TeX.mathML(text, display: display)
  }

  private mutating func emphasis() -> String? {
    let mark = characters[at]
    if mark == "_", at > 0, characters[at - 1].isLetter || characters[at - 1].isNumber { return nil }
    return peek(1) == mark
      ? span(String([mark, mark]), tag: "strong") : span(String(mark), tag: "em")
  }

  private mutating func span(_ mark: String, tag: String) -> String? {
    let mark = Array(mark)
    let start = at + mark.count
    guard start < characters.count, !characters[start].isWhitespace else { return nil }
    var from = start + 1
    while let end = find(mark, from: from, exact: false) {
      let next = end + mark.count < characters.count ? characters[end + mark.count] : " "
      let isInsideWord = mark[0] == "_" && (next.isLetter || next.isNumber)
      let isLongerMark = mark.count == 1 && (next == mark[0] || characters[end - 1] == mark[0])
      if !characters[end - 1].isWhitespace, !isInsideWord, !isLongerMark {
        at = end + mark.count
        return "<\(tag)>\(Inline.html(characters[start..<end], depth: depth + 1))</\(tag)>"
      }
      from = end + 1
    }
    return nil
  }

  private mutating func link() -> String? {
    guard let parts = target(from: at) else { return nil }
    at = parts.end
    let text = Inline.html(characters[parts.text], depth: depth + 1)
    guard HTML.isSafe(link: parts.address) else { return text }
    return "<a href=\"\(HTML.escape(parts.address))\">\(text)</a>"
  }

  private mutating func image() -> String? {
    guard let parts = target(from: at + 1) else { return nil }
    at = parts.end
    let text = HTML.escape(String(characters[parts.text]))
    // An image runs nothing, whatever it holds.
    guard HTML.isSafe(link: parts.address) || parts.address.hasPrefix("data:image/") else { return text }
    return "<img src=\"\(HTML.escape(parts.address))\" alt=\"\(text)\">"
  }

  /// `[text](address)` at a place.
  private func target(from open: Int) -> (text: Range<Int>, address: String, end: Int)? {
    var level = 0
    var close = open
    while close < characters.count {
      if characters[close] == "\\" { close += 1 } else if characters[close] == "[" { level += 1 }
      if close < characters.count, characters[close] == "]" {
        level -= 1
        if level == 0 { break }
      }
      close += 1
    }
    guard close + 1 < characters.count, characters[close + 1] == "(",
      let end = find([")"], from: close + 2, exact: false)
    else { return nil }
    let inside = trim(String(characters[(close + 2)..<end]))
    let address = inside.split(separator: " ").first.map(String.init) ?? ""
    return ((open + 1)..<close, address, end + 1)
  }

  private mutating func autolink() -> String? {
    guard let end = find([">"], from: at + 1, exact: false) else { return nil }
    let address = String(characters[(at + 1)..<end])
    guard address.hasPrefix("http://") || address.hasPrefix("https://"), !address.contains(" ") else {
      return nil
    }
    at = end + 1
    return "<a href=\"\(HTML.escape(address))\">\(HTML.escape(address))</a>"
  }

  /// Where the mark stands next; `exact`: not as part of a longer run of it.
  private func find(_ mark: [Character], from start: Int, exact: Bool) -> Int? {
    var place = start
    while place + mark.count <= characters.count {
      if characters[place..<(place + mark.count)].elementsEqual(mark) {
        let before = place > 0 && characters[place - 1] == mark[0]
        let after = place + mark.count < characters.count && characters[place + mark.count] == mark[0]
        if !exact || (!before && !after) { return place }
      } else if !exact, characters[place] == "\\" {
        place += 1
      }
      place += 1
    }
    return nil
  }
}
