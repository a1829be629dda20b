import CMachine

/// The class of strings, indexed by characters. Their contents are laid out in C, where they are made.
final class StringObject {
  private init() {}
}

/// The contents of a string, borrowed from the value that holds it.
typealias StringContents = UnsafeMutablePointer<DLSString>

extension UnsafeMutablePointer where Pointee == DLSString {
  var text: String { text(0, pointee.count) }

  /// The bytes `from..<to`.
  func text(_ from: Int, _ to: Int) -> String {
    String(
      decoding: UnsafeBufferPointer(start: dls_string_bytes(self) + from, count: to - from), as: UTF8.self)
  }

  /// In characters.
  var count: Int {
    if pointee.characters < 0 { pointee.characters = text.count }
    return pointee.characters
  }

  /// The bytes `from..<to` as a string, owned.
  func bytes(_ from: Int, _ to: Int) -> Value {
    Value(owning: dls_string(dls_string_bytes(self) + from, to - from))
  }

  /// The characters `from..<to`, within `0...count`, as a string, owned.
  func slice(_ from: Int, _ to: Int) -> Value {
    if pointee.isPlain || from >= to { return bytes(from, max(from, to)) }
    let text = text
    let start = text.index(text.startIndex, offsetBy: from)
    return Value(String(text[start..<text.index(start, offsetBy: to - from)]))
  }

  /// Where a text stands for the first time at or after a byte.
  func find(_ other: StringContents, from start: Int = 0) -> Int? {
    let place = dls_string_find(self, other, start)
    return place < 0 ? nil : place
  }

  /// The strings between occurrences of a separator that is not empty, each owned.
  func parts(between separator: StringContents) -> [Value] {
    var parts: [Value] = []
    var start = 0
    while let place = find(separator, from: start) {
      parts.append(bytes(start, place))
      start = place + separator.pointee.count
    }
    parts.append(bytes(start, pointee.count))
    return parts
  }
}

extension Value {
  init(_ text: String) {
    precondition(Objects.areKnown)
    var text = text
    self = text.withUTF8 { Value(owning: dls_string($0.baseAddress, $0.count)) }
  }

  init(owning string: StringContents) { self.init(tag: Tag.string, bits: UInt(bitPattern: string)) }

  /// The contents of a string value.
  var string: StringContents { StringContents(bitPattern: bits).unsafelyUnwrapped }

  /// The text of a string value.
  var text: String { string.text }

  init(list items: [Value]) { self.init(Tag.list, owning: ListObject(owning: items)) }

  init(tuple items: [Value]) { self.init(Tag.tuple, owning: TupleObject(owning: items)) }

  /// A tuple, owned, that takes the value of each place.
  init(tupleOf count: Int, _ value: (Int) -> Value) {
    self = withUnsafeTemporaryAllocation(of: Value.self, capacity: count) { values in
      for place in 0..<count { values.initializeElement(at: place, to: value(place)) }
      guard let tuple = values.baseAddress.flatMap({ dls_tuple($0, count) }) else {
        return Value(tuple: Array(values))
      }
      return Value(tag: Tag.tuple, bits: UInt(bitPattern: tuple))
    }
  }

  /// A pair, owned, that takes the values.
  init(pair first: Value, _ second: Value) { self.init(tupleOf: 2) { $0 == 0 ? first : second } }
}
