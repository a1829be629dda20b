/// An ordered record. The dispatch loop reads its first two properties.
final class RecordObject {
  @exclusivity(unchecked) private(set) var layout: RecordLayout
  /// Owned, one for each name of the layout.
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Value>
  @exclusivity(unchecked) private var capacity: Int

  /// Takes the values, one for each name of the layout.
  init(_ layout: RecordLayout, owning values: UnsafeBufferPointer<Value>) {
    self.layout = layout
    capacity = max(4, values.count)
    slots = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    if let first = values.baseAddress { slots.initialize(from: first, count: values.count) }
  }

  /// A name that occurs twice has its last value.
  init(names: [String] = [], owning values: [Value] = []) {
    layout = .empty
    capacity = max(4, values.count)
    slots = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    for (name, value) in zip(names, values) { set(name, owned: value) }
  }

  deinit {
    Reaper.release(UnsafeBufferPointer(start: slots, count: count))
    slots.deallocate()
  }

  var count: Int { layout.names.count }
  var names: [String] { layout.names }

  /// Borrowed, in the order of the names.
  var values: [Value] { Array(UnsafeBufferPointer(start: slots, count: count)) }

  func index(of name: String) -> Int? { layout.index(of: name) }

  /// Borrowed; the field of a position within `0..<count`.
  func value(at index: Int) -> Value { slots[index] }

  /// Borrowed.
  subscript(name: String) -> Value? { layout.index(of: name).map { slots[$0] } }

  func set(_ name: String, owned value: Value) {
    if let index = layout.index(of: name) {
      let old = slots[index]
      slots[index] = value
      old.release()
      return
    }
    let count = count
    if count == capacity { grow() }
    slots[count] = value
    layout = layout.adding(name)
  }

  private func grow() {
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: slots, count: capacity)
    slots.deallocate()
    slots = larger
    capacity *= 2
  }
}

/// The names of a record's fields, in order. Records that got the same names in the same order share one layout, so
/// that code which finds a field once finds it in all of them; a record that is used as a dictionary gets its own.
final class RecordLayout {
  static let empty = RecordLayout([], isShared: true)
  private static let sharedFields = 24
  private static let sharedLayouts = 4096
  @exclusivity(unchecked) nonisolated(unsafe) private static var sharedCount = 0

  @exclusivity(unchecked) private(set) var names: [String]
  /// It lives forever and its names never change.
  let isShared: Bool
  /// Built once there are many names.
  @exclusivity(unchecked) private var positions: [String: Int] = [:]
  /// Shared layouts with one name more.
  @exclusivity(unchecked) private var successors: [String: RecordLayout] = [:]

  private init(_ names: [String], isShared: Bool) {
    self.names = names
    self.isShared = isShared
    if names.count > 8 { for (index, name) in names.enumerated() { positions[name] = index } }
  }

  func index(of name: String) -> Int? {
    names.count > 8 ? positions[name] : names.firstIndex(of: name)
  }

  /// The layout of a record that gets one more field. What is not shared belongs to one record and grows in place.
  func adding(_ name: String) -> RecordLayout {
    guard isShared else {
      names.append(name)
      if names.count == 9 {
        for (index, name) in names.enumerated() { positions[name] = index }
      } else if names.count > 9 {
        positions[name] = names.count - 1
      }
      return self
    }
    if let successor = successors[name] { return successor }
    guard names.count < RecordLayout.sharedFields, RecordLayout.sharedCount < RecordLayout.sharedLayouts
    else {
      return RecordLayout(names + [name], isShared: false)
    }
    RecordLayout.sharedCount += 1
    let successor = RecordLayout(names + [name], isShared: true)
    successors[name] = successor
    return successor
  }
}
