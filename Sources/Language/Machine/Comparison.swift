import Autograd
import CMachine
import Syntax
import Tensor

extension Machine {
  /// What a comparison gives, owned: a bool, or a tensor of bools.
  func compare(_ operation: ComparisonOperator, _ l: Value, _ r: Value) throws -> Value {
    if l.isNumber && r.isNumber, let result = operation.apply(l.double, r.double) { return Value(result) }
    if operation == .in { return Value(try contains(r, l)) }
    if l.tag == Tag.tensor || r.tag == Tag.tensor {
      if let a = try l.operandVariable(meeting: r), let b = try r.operandVariable(meeting: l) {
        return Value(result: try tensorCompare(operation, a, b))
      }
    }
    if operation == .equal { return Value(try l.equals(r)) }
    if operation == .notEqual { return Value(!(try l.equals(r))) }
    guard let order = try l.order(r) else {
      throw ValueFailure.comparison(operation.rawValue, l.description, r.description)
    }
    return Value(operation.apply(Double(order), 0) ?? false)
  }

  func holds(
    _ operation: ComparisonOperator, _ l: Value, _ r: Value, isSwapped: Bool = false
  ) throws -> Bool {
    let result = try isSwapped ? compare(operation.swapped, r, l) : compare(operation, l, r)
    if result.tag == Tag.bool { return result.isTrueBool }
    defer { result.release() }
    return try result.truth()
  }

  private func tensorCompare(_ operation: ComparisonOperator, _ a: Variable, _ b: Variable) throws -> Variable
  {
    switch operation {
    case .equal, .in: try Ops.equal(a, b)
    case .notEqual: try Ops.notEqual(a, b)
    case .less: try Ops.less(a, b)
    case .lessEqual: try Ops.lessEqual(a, b)
    case .greater: try Ops.greater(a, b)
    case .greaterEqual: try Ops.greaterEqual(a, b)
    }
  }

  /// Both of two comparisons, elementwise when one is a tensor.
  func both(_ a: Value, _ b: Value) throws -> Value {
    guard a.tag == Tag.tensor || b.tag == Tag.tensor, let x = try a.operandVariable(),
      let y = try b.operandVariable()
    else { return a.isUnknown ? a.copied() : b.copied() }
    return Value(result: try Ops.cast(Ops.multiply(Ops.cast(x, .f32), Ops.cast(y, .f32)), .bool))
  }

  func contains(_ container: Value, _ element: Value) throws -> Bool {
    switch container.tag {
    case Tag.string:
      guard element.tag == Tag.string else {
        throw ValueFailure.comparison("in", element.description, container.description)
      }
      return element.string.pointee.count == 0 || container.string.find(element.string) != nil
    case Tag.list: return try container.reference(ListObject.self).items.contains { try $0.equals(element) }
    case Tag.tuple: return try container.reference(TupleObject.self).items.contains { try $0.equals(element) }
    case Tag.record:
      let record = container.reference(RecordObject.self)
      if record.mayHaveMore { throw UnknownShape() }
      return element.tag == Tag.string && record[element.string] != nil
    case Tag.range:
      guard let number = element.scalar else { return false }
      let range = container.reference(RangeObject.self)
      let steps = (number - range.from) / range.step
      return steps >= 0 && steps < Double(range.count) && (steps - steps.rounded()).magnitude < 1e-9
    case Tag.tensor:
      if container.reference(Variable.self).tensor.isHollow, Hollow.isOn { throw UnknownShape() }
      guard let number = element.scalar else { return false }
      return container.reference(Variable.self).tensor.doubles.contains(number)
    default: throw ValueFailure.comparison("in", element.description, container.description)
    }
  }
}

extension ComparisonOperator {
  /// nil for `in`.
  @inline(__always) func apply(_ a: Double, _ b: Double) -> Bool? {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessEqual: a <= b
    case .greater: a > b
    case .greaterEqual: a >= b
    case .in: nil
    }
  }

  fileprivate var swapped: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    default: self
    }
  }
}

extension Value {
  /// A number, a bool, or the item of a tensor with one element.
  var scalar: Double? {
    if let numeric { return numeric }
    guard tag == Tag.tensor else { return nil }
    let tensor = reference(Variable.self).tensor
    if tensor.isHollow, Hollow.isOn { return nil }
    return tensor.count == 1 ? tensor.item : nil
  }

  func truth() throws -> Bool {
    switch tag {
    case Tag.bool: return isTrueBool
    case Tag.number: return double != 0
    case Tag.undefined, Tag.none: return false
    case Tag.string: return string.pointee.count > 0
    case Tag.list: return !reference(ListObject.self).items.isEmpty
    case Tag.tuple: return !reference(TupleObject.self).items.isEmpty
    case Tag.record: return reference(RecordObject.self).count > 0
    case Tag.tensor:
      let variable = reference(Variable.self)
      guard variable.tensor.count == 1 else { throw ValueFailure.manyElements(variable.summary) }
      if variable.tensor.isHollow, Hollow.isOn { throw UnknownShape() }
      return variable.tensor.item != 0
    case Tag.object where isUnknown: throw UnknownShape()
    default: return true
    }
  }

  /// Deep equality of what is no tensor; tensors inside containers are equal when all their elements are.
  func equals(_ other: Value) throws -> Bool {
    if let a = numeric, let b = other.numeric { return a == b }
    if Hollow.isOn, isUnknown || other.isUnknown || isHollowNumber || other.isHollowNumber {
      throw UnknownShape()
    }
    if tag == Tag.tensor || other.tag == Tag.tensor { return tensorEquals(other) }
    guard tag == other.tag else { return false }
    guard NativeStack.hasRoom else { throw LimitFailure.tooDeep }
    switch tag {
    case Tag.string: return dls_string_equal(string, other.string)
    case Tag.list:
      return try Value.equal(reference(ListObject.self).items, other.reference(ListObject.self).items)
    case Tag.tuple:
      return try Value.equal(reference(TupleObject.self).items, other.reference(TupleObject.self).items)
    case Tag.record:
      let (a, b) = (reference(RecordObject.self), other.reference(RecordObject.self))
      return try a.count == b.count
        && (0..<a.count).allSatisfy { index in
          guard let y = b[a.name(at: index)] else { return false }
          return try a.value(at: index).equals(y)
        }
    case Tag.range:
      let (a, b) = (reference(RangeObject.self), other.reference(RangeObject.self))
      return a.from == b.from && a.through == b.through && a.step == b.step
    default: return bits == other.bits
    }
  }

  private func tensorEquals(_ other: Value) -> Bool {
    guard let a = try? operandVariable(), let b = try? other.operandVariable() else { return false }
    return a.shape == b.shape && a.tensor.doubles == b.tensor.doubles
  }

  private static func equal(_ a: [Value], _ b: [Value]) throws -> Bool {
    guard a.count == b.count else { return false }
    for (x, y) in zip(a, b) where try !x.equals(y) { return false }
    return true
  }

  /// -1, 0 or 1; nil when they cannot be compared.
  func order(_ other: Value) throws -> Int? {
    if Hollow.isOn, isUnknown || other.isUnknown || isHollowNumber || other.isHollowNumber {
      throw UnknownShape()
    }
    if let a = scalar, let b = other.scalar { return a < b ? -1 : a > b ? 1 : a == b ? 0 : nil }
    guard tag == other.tag else { return nil }
    switch tag {
    case Tag.string:
      return dls_string_equal(string, other.string) ? 0 : Int(dls_string_order(string, other.string))
    case Tag.list:
      return try Value.order(reference(ListObject.self).items, other.reference(ListObject.self).items)
    case Tag.tuple:
      return try Value.order(reference(TupleObject.self).items, other.reference(TupleObject.self).items)
    default: return nil
    }
  }

  private static func order(_ a: [Value], _ b: [Value]) throws -> Int? {
    guard NativeStack.hasRoom else { throw LimitFailure.tooDeep }
    for (x, y) in zip(a, b) where try !x.equals(y) { return try x.order(y) }
    return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
  }
}
