import CMachine
import Text

/// A mutable list. The dispatch loop reads its first property.
final class ListObject {
  /// Owned.
  @exclusivity(unchecked) var items: [Value]

  init(owning items: [Value]) { self.items = items }

  deinit { Reaper.release(items) }

  /// Keeps a copy of a borrowed value.
  func append(_ value: Value) throws {
    // An array that is full is about to be copied.
    if items.count == items.capacity {
      try MemoryBudget.require(bytes: items.count * 32, Wording("the list", "列表"))
    }
    items.append(value.copied())
  }
}

/// An immutable tuple. The dispatch loop reads its first property, and makes tuples.
final class TupleObject {
  /// Owned.
  let items: [Value]

  init(owning items: [Value]) { self.items = items }

  deinit { Reaper.release(items) }
}

/// `from..through by step`, both ends included.
final class RangeObject {
  let from: Double
  let through: Double
  let step: Double

  init(from: Double, through: Double, step: Double) {
    self.from = from
    self.through = through
    self.step = step
  }

  /// How many values it iterates over; tolerates the rounding of fractional steps.
  var count: Int { RangeObject.count(from, through, step) }

  func value(at index: Int) -> Double { from + Double(index) * step }

  static func count(_ from: Double, _ through: Double, _ step: Double) -> Int {
    Int(dls_range_count(from, through, step))
  }
}

/// A variable that closures share. The dispatch loop reads and writes its first property.
final class Box {
  /// Owned.
  @exclusivity(unchecked) var value: Value

  init(owning value: Value) {
    self.value = value
    assert(Objects.property(0, of: self) == value.tag)
  }

  deinit { withUnsafePointer(to: value) { Reaper.release(UnsafeBufferPointer(start: $0, count: 1)) } }
}

/// Frees containers of any depth without deep recursion.
enum Reaper {
  private static let maximumDepth = 64
  @exclusivity(unchecked) nonisolated(unsafe) private static var depth = 0
  @exclusivity(unchecked) nonisolated(unsafe) private static var waiting: [[Value]] = []

  static func release(_ values: [Value]) { values.withUnsafeBufferPointer { release($0) } }

  static func release(_ values: UnsafeBufferPointer<Value>) {
    guard values.contains(where: \.isReference) else { return }
    if depth >= maximumDepth {
      waiting.append(Array(values))
      return
    }
    depth += 1
    for value in values { value.release() }
    depth -= 1
    guard depth == 0, !waiting.isEmpty else { return }
    depth = 1
    while let next = waiting.popLast() { for value in next { value.release() } }
    depth = 0
  }
}
