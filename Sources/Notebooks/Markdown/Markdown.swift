/// Markdown to HTML: headings, paragraphs, lists, quotations, fenced code, tables, rules, and `$math$` as
/// MathML. Raw HTML is shown as text, so a notebook cannot bring scripts into the page.
public struct Markdown {
  /// Headings met on the way: for a table of contents.
  public private(set) var headings: [(level: Int, html: String, anchor: String)] = []
  private var lines: [Substring] = []
  private var at = 0
  private var anchors: Set<String> = []

  public init() {}

  /// One renderer may convert several texts; anchors stay unique across them.
  public mutating func html(_ text: String) -> String {
    lines = Notebooks.lines(of: text).map { trimEnd($0) }
    at = 0
    return blocks(depth: 0)
  }

  private mutating func blocks(depth: Int) -> String {
    var result = ""
    while at < lines.count {
      let line = lines[at]
      let start = line.drop { $0 == " " }
      if start.isEmpty {
        at += 1
      } else if let fence = fence(start) {
        result += fencedCode(fence)
      } else if let heading = heading(start) {
        result += heading
      } else if start.hasPrefix("$$") {
        result += displayMath()
      } else if isRule(start) {
        result += "<hr>\n"
        at += 1
      } else if start.hasPrefix(">") {
        result += quotation(depth: depth)
      } else if ListItem(line) != nil, depth < 16 {
        result += list(depth: depth)
      } else if let table = table() {
        result += table
      } else {
        result += paragraph()
      }
    }
    return result
  }

  private mutating func heading(_ start: Substring) -> String? {
    let level = start.prefix { $0 == "#" }.count
    guard (1...6).contains(level), start.dropFirst(level).first == " " else { return nil }
    at += 1
    var text = trim(start.dropFirst(level))
    while text.hasSuffix("#") { text = text.dropLast() }
    let html = Inline.html(trim(text))
    var anchor = HTML.anchor(trim(text))
    var suffix = 2
    while anchors.contains(anchor) {
      anchor = HTML.anchor(trim(text)) + "-\(suffix)"
      suffix += 1
    }
    anchors.insert(anchor)
    headings.append((level, html, anchor))
    return "<h\(level) id=\"\(anchor)\">\(html)</h\(level)>\n"
  }

  private func fence(_ start: Substring) -> (mark: Character, count: Int, language: Substring)? {
    guard let mark = start.first, mark == "`" || mark == "~" else { return nil }
    let count = start.prefix { $0 == mark }.count
    let info = trim(start.dropFirst(count))
    return count >= 3 && !info.contains("`") ? (mark, count, info) : nil
  }

  private mutating func fencedCode(_ fence: (mark: Character, count: Int, language: Substring)) -> String {
    var code: [Substring] = []
    at += 1
    while at < lines.count {
      let line = lines[at].drop { $0 == " " }
      at += 1
      if line.count >= fence.count, line.allSatisfy({ $0 == fence.mark }) { break }
      code.append(lines[at - 1])
    }
    let text = code.joined(separator: "\n")
    let body = fence.language == "dls" ? Highlighter.html(text) : HTML.escape(text)
    return "<pre class=\"code\"><code>\(body)</code></pre>\n"
  }

  private mutating func displayMath() -> String {
    var text = ""
    var opened = false
    while at < lines.count {
      var line = trim(lines[at])
      at += 1
      if !opened {
        line = line.dropFirst(2)
        opened = true
      }
      if let end = line.range(of: "$$") {
        text += line[..<end.lowerBound]
        break
      }
      text += line + "\n"
    }
    return "<div class=\"math\">\(TeX.mathML(text, display: true))</div>\n"
  }

  private func isRule(_ start: Substring) -> Bool {
    let marks = start.filter { $0 != " " }
    guard marks.count >= 3, let mark = marks.first, "-*_".contains(mark) else { return false }
    return marks.allSatisfy { $0 == mark }
  }

  private mutating func quotation(depth: Int) -> String {
    var inner: [Substring] = []
    while at < lines.count, case let line = lines[at].drop(while: { $0 == " " }), line.hasPrefix(">") {
      let text = line.dropFirst()
      inner.append(text.hasPrefix(" ") ? text.dropFirst() : text)
      at += 1
    }
    return "<blockquote>\n" + nested(inner, depth: depth + 1) + "</blockquote>\n"
  }

  /// The blocks of some inner lines, this renderer's place kept.
  private mutating func nested(_ inner: [Substring], depth: Int) -> String {
    if depth > 16 { return HTML.escape(inner.joined(separator: "\n")) }
    let (outerLines, outerAt) = (lines, at)
    (lines, at) = (inner, 0)
    defer { (lines, at) = (outerLines, outerAt) }
    return blocks(depth: depth)
  }

  private mutating func list(depth: Int) -> String {
    guard let first = ListItem(lines[at]) else { return "" }
    let tag = first.number == nil ? "ul" : "ol"
    var result = "<\(tag)" + (first.number.map { $0 == 1 ? "" : " start=\"\($0)\"" } ?? "") + ">\n"
    while at < lines.count, let item = ListItem(lines[at]), (item.number == nil) == (first.number == nil) {
      var inner = [item.text]
      at += 1
      while at < lines.count {
        let line = lines[at]
        let indent = line.prefix { $0 == " " }.count
        if line.isEmpty {
          let next = at + 1 < lines.count ? lines[at + 1].prefix { $0 == " " }.count : 0
          if next < item.indent { break }
        } else if indent < item.indent {
          if ListItem(line) != nil || startsBlock(line) || inner.last?.isEmpty == true { break }
        }
        inner.append(line.dropFirst(min(indent, item.indent)))
        at += 1
      }
      let body = nested(inner, depth: depth + 1)
      result += "<li>\(ListItem.tight(body))</li>\n"
      while at + 1 < lines.count, lines[at].isEmpty, ListItem(lines[at + 1]) != nil { at += 1 }
    }
    return result + "</\(tag)>\n"
  }

  private mutating func table() -> String? {
    guard at + 1 < lines.count, let table = Table(header: lines[at], rule: lines[at + 1]) else { return nil }
    at += 2
    var rows: [Substring] = []
    while at < lines.count, lines[at].contains("|") {
      rows.append(lines[at])
      at += 1
    }
    return table.html(rows)
  }

  private mutating func paragraph() -> String {
    var text: [Substring] = []
    while at < lines.count, !lines[at].isEmpty, text.isEmpty || !startsBlock(lines[at]) {
      // Two spaces or a backslash at the end break the line; trailing spaces were cut, so only the latter.
      text.append(lines[at].drop { $0 == " " })
      at += 1
    }
    return "<p>\(Inline.html(text.joined(separator: "\n")[...]))</p>\n"
  }

  private func startsBlock(_ line: Substring) -> Bool {
    let start = line.drop { $0 == " " }
    let level = start.prefix { $0 == "#" }.count
    if (1...6).contains(level), start.dropFirst(level).first == " " { return true }
    return start.hasPrefix(">") || start.hasPrefix("$$") || fence(start) != nil || isRule(start)
      || ListItem(line) != nil
  }
}

func trimEnd(_ text: Substring) -> Substring {
  var result = text
  while let last = result.last, last.isWhitespace { result.removeLast() }
  return result
}

extension StringProtocol {
  /// The first place of a part.
  func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
