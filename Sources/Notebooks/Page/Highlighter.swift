import Syntax

/// Colours dls code as HTML spans. Works on any text, complete or not.
enum Highlighter {
  static func html(_ code: String) -> String {
    let bytes = Array(code.utf8)
    var result = ""
    var at = 0
    for piece in highlight(code) where piece.start >= at && piece.end <= bytes.count {
      result += escaped(bytes[at..<piece.start])
      let text = escaped(bytes[piece.start..<piece.end])
      let kind = opensModel(bytes, piece.start, piece.end) ? .keyword : piece.class
      result += name(kind, text).map { "<span class=\"\($0)\">\(text)</span>" } ?? text
      at = piece.end
    }
    return result + escaped(bytes[at...])
  }

  /// `model` is a keyword only before a name; to the lexer it is a name like any other.
  private static func opensModel(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard bytes[start..<end].elementsEqual("model".utf8), end + 1 < bytes.count, bytes[end] == 0x20 else {
      return false
    }
    return UnicodeScalar(bytes[end + 1]).properties.isAlphabetic || bytes[end + 1] >= 0x80
  }

  private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
    HTML.escape(String(decoding: bytes, as: UTF8.self))
  }

  /// The style's class; nil: plain.
  private static func name(_ kind: TokenClass, _ text: String) -> String? {
    switch kind {
    case .comment: text.hasPrefix("#=") ? "expect" : "comment"
    case .keyword: "kw"
    case .constant: "const"
    case .number: "num"
    case .string: "str"
    case .function: "fn"
    case .name, .operator: nil
    }
  }
}
