/// An immutable string, indexed by characters.
final class StringObject {
  let text: String
  /// Each character is one byte, so positions need no walk.
  let isASCII: Bool
  /// In characters.
  private(set) lazy var count: Int = isASCII ? text.utf8.count : text.count

  init(_ text: String) {
    self.text = text
    isASCII = text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D }
  }

  /// The character at a position within `0..<count`.
  func character(at position: Int) -> String { slice(position, position + 1) }

  /// The characters `from..<to`, within `0...count`.
  func slice(_ from: Int, _ to: Int) -> String {
    guard from < to else { return "" }
    if isASCII {
      let view = text.utf8
      let start = view.index(view.startIndex, offsetBy: from)
      return String(text[start..<view.index(start, offsetBy: to - from)])
    }
    let start = text.index(text.startIndex, offsetBy: from)
    return String(text[start..<text.index(start, offsetBy: to - from)])
  }
}

extension Value {
  init(_ text: String) { self.init(Tag.string, owning: StringObject(text)) }

  /// The text of a string value.
  var text: String { reference(StringObject.self).text }

  init(list items: [Value]) { self.init(Tag.list, owning: ListObject(owning: items)) }

  init(tuple items: [Value]) { self.init(Tag.tuple, owning: TupleObject(owning: items)) }
}
