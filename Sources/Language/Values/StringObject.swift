/// A string, indexed by characters. It never changes while more than one place refers to it.
final class StringObject {
  @exclusivity(unchecked) private(set) var text: String
  /// Each character is one byte, so positions need no walk.
  @exclusivity(unchecked) private(set) var isASCII: Bool
  @exclusivity(unchecked) private var knownCount = -1

  init(_ text: String) {
    self.text = text
    isASCII = StringObject.isASCII(text)
  }

  /// One text after the other.
  init(_ first: StringObject, _ second: StringObject) {
    text = first.text + second.text
    isASCII = first.isASCII && second.isASCII
  }

  /// - Precondition: nobody else refers to this string.
  func append(_ other: StringObject) {
    text += other.text
    isASCII = isASCII && other.isASCII
    knownCount = -1
  }

  /// In characters.
  var count: Int {
    if isASCII { return text.utf8.count }
    if knownCount < 0 { knownCount = text.count }
    return knownCount
  }

  private static func isASCII(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var seen: UInt8 = 0
      var hasReturn = false
      for byte in bytes {
        seen |= byte
        hasReturn = hasReturn || byte == 0x0D
      }
      return seen < 0x80 && !hasReturn
    }
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

  /// Appends to the string in a slot if nothing but the slot refers to it.
  ///
  /// - Returns: whether that was so.
  static func append(_ other: Value, to slot: UnsafeMutablePointer<Value>) -> Bool {
    let object = UnsafeMutableRawPointer(slot).advanced(by: MemoryLayout<UInt>.stride)
      .assumingMemoryBound(to: StringObject.self)
    guard isKnownUniquelyReferenced(&object.pointee) else { return false }
    object.pointee.append(other.reference(StringObject.self))
    return true
  }

  /// The text of a string value.
  var text: String { reference(StringObject.self).text }

  init(list items: [Value]) { self.init(Tag.list, owning: ListObject(owning: items)) }

  init(tuple items: [Value]) { self.init(Tag.tuple, owning: TupleObject(owning: items)) }
}
