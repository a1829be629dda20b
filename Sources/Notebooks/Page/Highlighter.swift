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
      result += name(piece.class, text).map { "<span class=\"\($0)\">\(text)</span>" } ?? text
      at = piece.end
    }
    return result + escaped(bytes[at...])
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
