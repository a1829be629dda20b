import Autograd
import CMachine
import Catalog
import Tensor
import Text

/// A pass over the elements of a value. The dispatch loop reads the first three properties.
final class Iteration {
  /// nil when it goes over something else than a list.
  private let list: ListObject?
  /// In the list or string.
  @exclusivity(unchecked) private var position = 0
  /// A plain string that it goes over.
  private let string: StringObject?
  private let advance: () throws -> Value?
  /// It goes through batches or samples.
  private(set) var isData = false
  /// How many of them there are, where that is known.
  private(set) var dataCount: Int?

  private init(_ advance: @escaping () throws -> Value?) {
    (list, string) = (nil, nil)
    self.advance = advance
  }

  private init(_ list: ListObject) {
    (self.list, string) = (list, nil)
    advance = { nil }
    assert(Objects.property(0, of: self) == UInt(bitPattern: Unmanaged.passUnretained(list).toOpaque()))
  }

  /// Of a plain string.
  private init(_ string: Value) {
    list = nil
    self.string = string.reference(StringObject.self)
    advance = { nil }
    position = 1
    assert(Objects.property(1, of: self) == 1 && Objects.property(2, of: self) == string.bits)
    position = 0
  }

  /// The next element, owned.
  func next() throws -> Value? {
    guard let list else { return try string.map(nextCharacter) ?? advance() }
    guard position < list.items.count else { return nil }
    position += 1
    return list.items[position - 1].copied()
  }

  private func nextCharacter(of string: StringObject) -> Value? {
    let contents = Unmanaged.passUnretained(string).toOpaque().assumingMemoryBound(to: DLSString.self)
    guard position < contents.pointee.count else { return nil }
    position += 1
    return Value(owning: dls_character(dls_string_bytes(contents)[position - 1]))
  }

  /// - Parameter paired: elements come apart into two names, so a record gives its names with their values.
  static func make(_ value: Value, _ machine: Machine, paired: Bool = false) throws -> Iteration {
    switch value.tag {
    case Tag.list: return Iteration(value.reference(ListObject.self))
    case Tag.tuple:
      let tuple = value.reference(TupleObject.self)
      return counted { index in index < tuple.items.count ? tuple.items[index].copied() : nil }
    case Tag.range:
      let range = value.reference(RangeObject.self)
      let count = range.count
      return counted { index in index < count ? Value(range.value(at: index)) : nil }
    case Tag.string:
      if value.string.pointee.isPlain { return Iteration(value) }
      var characters = value.text.makeIterator()
      return Iteration { characters.next().map { Value(String($0)) } }
    case Tag.record:
      let record = value.reference(RecordObject.self)
      return Iteration(ListObject(owning: paired ? record.ownedItems : record.ownedNames))
    case Tag.tensor:
      let x = value.reference(Variable.self)
      guard x.shape.rank > 0 else { throw ValueFailure.notIterable("0-d tensor") }
      let count = x.shape[0]
      return counted { index in index < count ? Value(result: try Ops.select(x, dim: 0, index: index)) : nil }
    case Tag.object where value.isUnknown: return unknown
    case Tag.object, Tag.instance:
      guard let provider = value.reference(AnyObject.self) as? any ElementProviding else { break }
      let next = try provider.makeElementIterator()
      let iteration = Iteration { try next().map { try Value($0, machine) } }
      iteration.isData = true
      iteration.dataCount = provider.elementCount
      return iteration
    default: break
    }
    throw ValueFailure.notIterable(value.typeName)
  }

  /// One element, unknown.
  static var unknown: Iteration { counted { $0 == 0 ? .unknown : nil } }

  private static func counted(_ element: @escaping (Int) throws -> Value?) -> Iteration {
    var index = 0
    return Iteration {
      let value = try element(index)
      index += 1
      return value
    }
  }
}

extension Machine {
  /// Every element, each owned.
  func elements(of value: Value) throws -> [Value] {
    if value.tag == Tag.list { return value.reference(ListObject.self).items.owned }
    if value.tag == Tag.range { try MemoryBudget.requireElements(value.reference(RangeObject.self)) }
    let iteration = try Iteration.make(value, self)
    var result: [Value] = []
    while let next = try iteration.next() {
      result.append(next)
      if result.count & 0xFFFF == 0 {
        try poll()
        try MemoryBudget.require(bytes: result.count * 16, Wording("the list", "列表"))
      }
    }
    return result
  }

  func unpack(_ value: Value, into first: UnsafeMutablePointer<Value>, _ count: Int) throws {
    let items: [Value]
    switch value.tag {
    case Tag.tuple: items = value.reference(TupleObject.self).items
    case Tag.list: items = value.reference(ListObject.self).items
    case Tag.tensor, Tag.string, Tag.range:
      let all = try elements(of: value)
      guard all.count == count else {
        for item in all { item.release() }
        throw ValueFailure.unpack(
          expected: count, got: all.count, of: value.tag == Tag.tensor ? value.description : nil)
      }
      for (index, item) in all.enumerated() { assign(first + index, item) }
      return
    default: throw ValueFailure.notUnpackable(value.typeName)
    }
    guard items.count == count else { throw ValueFailure.unpack(expected: count, got: items.count) }
    for (index, item) in items.enumerated() { assign(first + index, item.copied()) }
  }

  /// Turns from, through, step into from, count, step, index; false when there is nothing to go through.
  func prepareRange(_ slots: UnsafeMutablePointer<Value>, _ element: UnsafeMutablePointer<Value>) throws
    -> Bool
  {
    let (from, through, step) = try rangeNumbers(slots)
    let count = RangeObject.count(from, through, step)
    guard count > 0 else { return false }
    assign(slots, Value(from))
    assign(slots + 1, Value(Double(count)))
    assign(slots + 2, Value(step))
    assign(slots + 3, Value(0))
    assign(element, Value(from))
    return true
  }

  func madeRange(_ slots: UnsafeMutablePointer<Value>) throws -> Value {
    let (from, through, step) = try rangeNumbers(slots)
    return Value(Tag.range, owning: RangeObject(from: from, through: through, step: step))
  }

  private func rangeNumbers(_ slots: UnsafeMutablePointer<Value>) throws -> (Double, Double, Double) {
    guard let from = slots[0].scalar else { throw ValueFailure.range(slots[0].description) }
    guard let through = slots[1].scalar else { throw ValueFailure.range(slots[1].description) }
    guard let step = slots[2].scalar else { throw ValueFailure.range(slots[2].description) }
    guard step != 0, !step.isNaN else { throw ValueFailure.zeroStep }
    return (from, through, step)
  }
}
