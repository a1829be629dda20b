import Text

/// A mutable list.
final class ListObject {
  /// Owned.
  var items: [Value]

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

/// An immutable tuple.
final class TupleObject {
  /// Owned.
  let items: [Value]

  init(owning items: [Value]) { self.items = items }

  deinit { Reaper.release(items) }
}

/// An ordered record.
final class RecordObject {
  private(set) var names: [String]
  /// Owned.
  private(set) var values: [Value]
  /// Built once a record has many fields.
  private var positions: [String: Int] = [:]

  init(names: [String] = [], owning values: [Value] = []) {
    self.names = []
    self.values = []
    for (name, value) in zip(names, values) { set(name, owned: value) }
  }

  deinit { Reaper.release(values) }

  func index(of name: String) -> Int? {
    names.count > 8 ? positions[name] : names.firstIndex(of: name)
  }

  /// Borrowed.
  subscript(name: String) -> Value? { index(of: name).map { values[$0] } }

  func set(_ name: String, owned value: Value) {
    if let index = index(of: name) {
      let old = values[index]
      values[index] = value
      old.release()
      return
    }
    names.append(name)
    values.append(value)
    if names.count == 9 {
      for (index, name) in names.enumerated() { positions[name] = index }
    } else if names.count > 9 {
      positions[name] = names.count - 1
    }
  }
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
    let steps = ((through - from) / step + 1e-9).rounded(.down)
    guard steps >= 0 else { return 0 }
    return steps < 1e18 ? Int(steps) + 1 : Int.max
  }
}

/// A variable that closures share.
final class Box {
  /// Owned.
  var value: Value

  init(owning value: Value) { self.value = value }

  deinit { if value.isReference { Reaper.release([value]) } }
}

/// Frees containers of any depth without recursion.
enum Reaper {
  nonisolated(unsafe) private static var pending: [[Value]] = []
  nonisolated(unsafe) private static var isDraining = false

  static func release(_ values: [Value]) {
    if isDraining {
      pending.append(values)
      return
    }
    isDraining = true
    for value in values { value.release() }
    while let next = pending.popLast() {
      for value in next { value.release() }
    }
    isDraining = false
  }
}
