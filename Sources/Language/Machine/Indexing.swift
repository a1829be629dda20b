import Autograd
import Catalog
import Networks
import Tensor
import Text

/// What stands between brackets, evaluated.
enum IndexEntry {
  /// Borrowed: a number, tensor, list or none.
  case at(Value)
  case slice(Int?, Int?, Int?)
  case ellipsis
}

// `x[…]`
extension Machine {
  /// The entries of an index from its registers.
  func items(_ first: UnsafeMutablePointer<Value>, _ site: Site) throws -> [IndexEntry] {
    var next = 0
    func take(_ given: Bool) throws -> Int? {
      guard given else { return nil }
      let value = first[next]
      next += 1
      return value.tag == Tag.none ? nil : try value.wholeNumber()
    }
    return try site.items.map { item in
      switch item {
      case .at:
        next += 1
        return .at(first[next - 1])
      case .slice(let from, let to, let step): return .slice(try take(from), try take(to), try take(step))
      case .ellipsis: return .ellipsis
      }
    }
  }

  /// `x[i]`, owned.
  func element(_ object: Value, _ index: Value) throws -> Value {
    switch object.tag {
    case Tag.list:
      let items = object.reference(ListObject.self).items
      if let list = try selected(items, index) { return Value(list: list) }
      return items[try index.position(in: items.count)].copied()
    case Tag.tuple:
      let items = object.reference(TupleObject.self).items
      return items[try index.position(in: items.count)].copied()
    case Tag.string:
      let string = object.string
      let position = try index.position(in: string.count)
      return string.slice(position, position + 1)
    case Tag.record:
      let record = object.reference(RecordObject.self)
      if index.tag == Tag.string {
        guard let value = record[index.string] else {
          if record.mayHaveMore { throw UnknownShape() }
          throw ValueFailure.noKey(index.text, known: record.names)
        }
        return value.copied()
      }
      return record.value(at: try index.position(in: record.count)).copied()
    case Tag.range:
      let range = object.reference(RangeObject.self)
      return Value(range.value(at: try index.position(in: range.count)))
    default:
      if let part = try TensorIndex.part(object, index) { return Value(result: part) }
      return try indexed(object, [.at(index)])
    }
  }

  /// A list indexed by a list or tensor of positions or bools.
  private func selected(_ items: [Value], _ index: Value) throws -> [Value]? {
    guard index.tag == Tag.tensor, index.reference(Variable.self).shape.rank == 1 else { return nil }
    let tensor = index.reference(Variable.self).tensor
    if tensor.dtype == .bool {
      return zip(items, tensor.doubles).filter { $1 != 0 }.map { $0.0.copied() }
    }
    return try tensor.doubles.map { items[try Value($0).position(in: items.count)].copied() }
  }

  func indexed(_ object: Value, _ entries: [IndexEntry]) throws -> Value {
    if object.tag == Tag.tensor {
      return Value(result: try TensorIndex.get(object.reference(Variable.self), entries))
    }
    if entries.count == 1, case .at(let index) = entries[0], object.tag < Tag.object,
      object.tag != Tag.instance
    {
      guard [Tag.list, Tag.tuple, Tag.string, Tag.record, Tag.range].contains(object.tag) else {
        throw ValueFailure.notIndexable(object.typeName)
      }
      return try element(object, index)
    }
    if object.tag == Tag.object, let source = object.reference(AnyObject.self) as? any SampleSource {
      return try samples(of: source, entries)
    }
    if object.tag == Tag.object, entries.count == 1,
      let provider = object.reference(AnyObject.self) as? any IndexProviding,
      let count = provider.elementCount
    {
      switch entries[0] {
      case .at(let index):
        return try Value(provider.element(at: try index.position(in: count)), self)
      case .slice(let from, let to, let step):
        return try Value(provider.slice(at: SliceRange(from, to, step, count).positions), self)
      case .ellipsis: return try Value(provider.slice(at: Array(0..<count)), self)
      }
    }
    guard entries.count == 1, case .slice(let from, let to, let step) = entries[0] else {
      throw ValueFailure.notIndexable(object.typeName)
    }
    switch object.tag {
    case Tag.list:
      let items = object.reference(ListObject.self).items
      return Value(list: try SliceRange(from, to, step, items.count).elements(of: items))
    case Tag.tuple:
      let items = object.reference(TupleObject.self).items
      return Value(tuple: try SliceRange(from, to, step, items.count).elements(of: items))
    case Tag.string:
      let string = object.string
      let range = try SliceRange(from, to, step, string.count)
      if range.step == 1 { return string.slice(range.start, range.stop) }
      let characters = Array(string.text)
      return Value(String(range.positions.map { characters[$0] }))
    default: throw ValueFailure.notIndexable(object.typeName)
    }
  }

  /// `data[0:64]`: inputs and targets of some samples.
  private func samples(of source: any SampleSource, _ entries: [IndexEntry]) throws -> Value {
    guard entries.count == 1 else { throw ValueFailure.notIndexable("dataset") }
    var isSingle = false
    let indices: [Int]
    switch entries[0] {
    case .slice(let from, let to, let step):
      indices = try SliceRange(from, to, step, source.sampleCount).positions
    case .ellipsis: indices = Array(0..<source.sampleCount)
    case .at(let value):
      if value.tag == Tag.tensor, value.reference(Variable.self).shape.rank == 1 {
        let wanted = value.reference(Variable.self).tensor.doubles
        indices = try wanted.map { try Value($0).position(in: source.sampleCount) }
      } else {
        indices = [try value.position(in: source.sampleCount)]
        isSingle = true
      }
    }
    var (inputs, targets) = try source.samples(at: indices)
    if isSingle {
      inputs = try inputs.select(axis: 0, index: 0)
      targets = try targets.select(axis: 0, index: 0)
    }
    return Value(tuple: [Value(Variable(inputs)), Value(Variable(targets))])
  }

  // Assignment

  func setIndexed(_ object: Value, _ entries: [IndexEntry], to value: Value) throws {
    switch object.tag {
    case Tag.tensor: try TensorIndex.set(object.reference(Variable.self), entries, value)
    case Tag.list:
      let list = object.reference(ListObject.self)
      if case .slice(let from, let to, let step) = entries[0], entries.count == 1 {
        try replace(list, SliceRange(from, to, step, list.items.count), value)
        return
      }
      guard entries.count == 1, case .at(let index) = entries[0] else {
        throw ValueFailure.notIndexable("list")
      }
      let position = try index.position(in: list.items.count)
      let old = list.items[position]
      list.items[position] = value.copied()
      old.release()
    case Tag.record:
      guard entries.count == 1, case .at(let name) = entries[0], name.tag == Tag.string else {
        throw ValueFailure.badIndex(Wording("this", "这样的东西"))
      }
      object.reference(RecordObject.self).set(name.string, owned: value.copied())
    case Tag.tuple, Tag.string, Tag.range: throw ValueFailure.immutable(object.typeName)
    case Tag.object where object.reference(AnyObject.self) is Sequential:
      throw ValueFailure.immutable(object.typeName)
    default: throw ValueFailure.notIndexable(object.typeName)
    }
  }

  private func replace(_ list: ListObject, _ range: SliceRange, _ value: Value) throws {
    let new = try elements(of: value)
    let positions = range.positions
    guard range.step == 1 || positions.count == new.count else {
      throw ValueFailure.unpack(expected: positions.count, got: new.count)
    }
    if range.step == 1 {
      let stop = max(range.start, range.stop)
      let old = Array(list.items[range.start..<stop])
      list.items.replaceSubrange(range.start..<stop, with: new)
      for item in old { item.release() }
      return
    }
    for (position, item) in zip(positions, new) {
      let old = list.items[position]
      list.items[position] = item
      old.release()
    }
  }
}

/// A slice cut to a length, by Python's rules.
struct SliceRange {
  let start: Int
  let stop: Int
  let step: Int

  init(_ from: Int?, _ to: Int?, _ by: Int?, _ count: Int) throws {
    step = by ?? 1
    guard step != 0 else { throw ValueFailure.zeroStep }
    func clip(_ index: Int, _ low: Int, _ high: Int) -> Int {
      max(low, min(index < 0 ? index + count : index, high))
    }
    if step > 0 {
      start = from.map { clip($0, 0, count) } ?? 0
      stop = to.map { clip($0, 0, count) } ?? count
    } else {
      start = from.map { clip($0, -1, count - 1) } ?? count - 1
      stop = to.map { clip($0, -1, count - 1) } ?? -1
    }
  }

  var positions: [Int] { Array(stride(from: start, to: stop, by: step)) }

  /// Each owned.
  func elements(of items: [Value]) -> [Value] {
    step == 1 && start <= stop ? Array(items[start..<stop]).owned : positions.map { items[$0].copied() }
  }
}

extension Value {
  /// A whole number from a number, bool or tensor with one element; within ±2^53.
  func wholeNumber() throws -> Int {
    guard let number = scalar else {
      throw ValueFailure.notWhole(Wording("a \(description)", "\(description)"))
    }
    guard number == number.rounded(), number.magnitude <= 9_007_199_254_740_992 else {
      throw ValueFailure.notWhole(Wording(verbatim: Value(number).shown))
    }
    return Int(number)
  }

  /// A position in `0..<count`, counting negative ones from the end.
  func position(in count: Int) throws -> Int {
    guard scalar != nil else { throw ValueFailure.badIndex(Wording("a \(description)", "\(description)")) }
    let index = try wholeNumber()
    let position = index < 0 ? index + count : index
    guard position >= 0, position < count else { throw ValueFailure.index(String(index), count: count) }
    return position
  }
}
