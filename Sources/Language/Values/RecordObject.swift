import CMachine
import Tensor

/// An ordered record. Its contents are laid out in C, where it is made.
final class RecordObject {
  private init() {}

  /// A name that occurs twice has its last value. Takes the values.
  static func make(_ names: [String] = [], owning values: [Value] = []) -> RecordObject {
    precondition(Objects.areKnown)
    let record = Unmanaged<RecordObject>.fromOpaque(dls_record_empty()).takeRetainedValue()
    for (name, value) in zip(names, values) { record.set(name, owned: value) }
    return record
  }

  deinit {
    Reaper.release(UnsafeBufferPointer(start: contents.pointee.values, count: count))
    dls_record_end(contents)
  }

  private var contents: UnsafeMutablePointer<DLSRecord> {
    Unmanaged.passUnretained(self).toOpaque().assumingMemoryBound(to: DLSRecord.self)
  }

  /// Lives as long as the record, or forever when it is shared.
  var layout: UnsafeMutablePointer<DLSLayout> { contents.pointee.layout }

  var count: Int { layout.pointee.count }
  var names: [String] { (0..<count).map { name(at: $0).text } }

  /// Strings, each owned.
  var ownedNames: [Value] { (0..<count).map { Value(owning: name(at: $0)).copied() } }

  /// Pairs of name and value, each owned.
  var ownedItems: [Value] { zip(ownedNames, values).map { Value(pair: $0, $1.copied()) } }

  /// The name of a position within `0..<count`.
  func name(at index: Int) -> StringContents { layout.pointee.names.unsafelyUnwrapped[index] }

  /// Borrowed, in the order of the names.
  var values: [Value] { Array(UnsafeBufferPointer(start: contents.pointee.values, count: count)) }

  func index(of name: StringContents) -> Int? {
    let index = dls_record_find(contents, name)
    return index < 0 ? nil : index
  }

  func index(of name: String) -> Int? {
    let name = Value(name)
    defer { name.release() }
    return index(of: name.string)
  }

  /// Borrowed; the field of a position within `0..<count`.
  func value(at index: Int) -> Value { contents.pointee.values[index] }

  /// Borrowed.
  subscript(name: StringContents) -> Value? { index(of: name).map(value) }

  /// Borrowed.
  subscript(name: String) -> Value? { index(of: name).map(value) }

  func set(_ name: StringContents, owned value: Value) { dls_record_set(contents, name, value) }

  func set(_ name: String, owned value: Value) {
    let name = Value(name)
    set(name.string, owned: value)
    name.release()
  }

  /// In a run on shapes it may have any fields: one was added whose name is unknown.
  var mayHaveMore: Bool { Hollow.isOn && self[UnknownValue.shared.displayText] != nil }

  /// The same names in the same order.
  func hasNames(of other: RecordObject) -> Bool { layout == other.layout || names == other.names }
}
