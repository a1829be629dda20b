/// Makes a stand-alone SVG fit to be part of a page.
enum InlineSVG {
  /// Without prolog, its ids prefixed so that several figures can share a page, sized by its view box.
  static func html(_ svg: String, prefix: String, label: String) -> String {
    guard let start = svg.range(of: "<svg") else { return "" }
    let body = Array(prefixed(String(svg[start.lowerBound...]), prefix))
    guard let end = body.firstIndex(of: ">") else { return "" }
    let tag = attributes(String(body[..<end]), label: label)
    return tag + String(body[end...])
  }

  /// Every `id="x"`, `href="#x"` and `url(#x)`.
  static func prefixed(_ svg: String, _ prefix: String) -> String {
    var result = ""
    result.reserveCapacity(svg.utf8.count)
    var rest = svg[...]
    while let place = nextReference(rest) {
      result += rest[..<place] + prefix
      rest = rest[place...]
    }
    return result + rest
  }

  /// Where the next id or reference to one begins.
  private static func nextReference(_ text: Substring) -> Substring.Index? {
    let bytes = text.utf8
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let byte = bytes[at]
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t") {
        for mark in [" id=\"", " id='"] where bytes[at...].dropFirst().starts(with: mark.utf8.dropFirst()) {
          return bytes.index(at, offsetBy: mark.utf8.count)
        }
      } else if byte == UInt8(ascii: "h") {
        for mark in ["href=\"#", "href='#"] where bytes[at...].starts(with: mark.utf8) {
          return bytes.index(at, offsetBy: mark.utf8.count)
        }
      } else if byte == UInt8(ascii: "u"), bytes[at...].starts(with: "url(#".utf8) {
        return bytes.index(at, offsetBy: 5)
      }
      at = bytes.index(after: at)
    }
    return nil
  }

  /// Drops the fixed size where a view box tells the proportions, and names the picture.
  private static func attributes(_ tag: String, label: String) -> String {
    var width = ""
    var kept = ""
    for (name, value) in parse(tag.dropFirst(4)) {
      if name == "width" {
        width = value
      } else if name != "height" || !tag.contains("viewBox") {
        kept += " \(name)=\"\(value)\""
      }
    }
    let digits = width.prefix { $0.isNumber || $0 == "." }
    let style = digits.isEmpty ? "" : " style=\"max-width:\(digits)px\""
    return "<svg\(kept) role=\"img\" aria-label=\"\(HTML.escape(label))\" width=\"100%\"\(style)"
  }

  private static func parse(_ text: Substring) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    var rest = text
    while let equals = rest.firstIndex(of: "=") {
      let name = String(trim(rest[..<equals]))
      rest = rest[rest.index(after: equals)...].drop { $0.isWhitespace }
      guard let quote = rest.first, quote == "\"" || quote == "'",
        let end = rest.dropFirst().firstIndex(of: quote)
      else { break }
      result.append((name, String(rest[rest.index(after: rest.startIndex)..<end])))
      rest = rest[rest.index(after: end)...]
    }
    return result
  }
}
