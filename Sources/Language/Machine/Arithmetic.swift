import Autograd
import CMachine
import Catalog
import Syntax
import Tensor
import Text

extension Machine {
  /// `slot += value`; a string that nobody else holds grows in place.
  func add(_ value: Value, to slot: UnsafeMutablePointer<Value>) throws {
    let old = slot.pointee
    if old.tag == Tag.string, value.tag == Tag.string {
      try MemoryBudget.require(
        bytes: old.string.pointee.count + value.string.pointee.count, Wording("the string", "字符串"))
      if dls_string_append(slot, value.string) { return }
    }
    assign(slot, try binary(.add, old, value))
  }

  /// What an arithmetic operator gives, owned.
  func binary(_ operation: BinaryOperator, _ l: Value, _ r: Value) throws -> Value {
    if l.isNumber && r.isNumber { return Value(operation.apply(l.double, r.double)) }
    if l.tag == Tag.tensor || r.tag == Tag.tensor {
      if let result = try tensorBinary(operation, l, r) { return result }
    }
    if let a = l.numeric, let b = r.numeric { return Value(operation.apply(a, b)) }
    if let result = try sequenceBinary(operation, l, r) { return result }
    let help =
      operation == .add && (l.tag == Tag.string || r.tag == Tag.string)
      ? [Wording("write the value into the string: f\"…{x}…\"", "把值写进字符串：f\"…{x}…\"")]
      : l.tag == Tag.tuple || r.tag == Tag.tuple
        ? [Wording("tensors are what arithmetic works on: `[1, 2] + 1`", "可以运算的是张量：`[1, 2] + 1`")]
        : l.tag == Tag.none || r.tag == Tag.none
          ? [Advice.none] : try (ListFlaw(of: l) ?? ListFlaw(of: r)).map { [Advice.noTensor($0)] } ?? []
    throw ValueFailure.operands(operation.rawValue, l.description, r.description, help: help)
  }

  private func tensorBinary(_ operation: BinaryOperator, _ l: Value, _ r: Value) throws -> Value? {
    guard let a = try l.operandVariable(meeting: r), let b = try r.operandVariable(meeting: l) else {
      return nil
    }
    return try tensorBinary(operation, a, b)
  }

  /// Of tensors.
  @inline(__always)
  func tensorBinary(_ operation: BinaryOperator, _ a: Variable, _ b: Variable) throws -> Value {
    try pollNowAndThen(bytes: max(a.byteCount, b.byteCount))
    let result: Variable
    switch operation {
    case .add: result = try Ops.add(a, b)
    case .subtract: result = try Ops.subtract(a, b)
    case .multiply: result = try Ops.multiply(a, b)
    case .divide: result = try Ops.divide(a, b)
    case .floorDivide: result = try Ops.floorDivide(a, b)
    case .remainder: result = try Ops.remainder(a, b)
    case .power: result = try Ops.power(a, b)
    case .matmul: result = try Ops.matmul(a, b)
    }
    return Value(result: result)
  }

  /// What an operation of one tensor gives for the argument of a builtin that stands for it; nil for other builtins
  /// and arguments.
  @inline(__always)
  func callPlain(_ builtin: Unmanaged<BuiltinObject>, _ argument: Value) throws -> Value? {
    guard argument.tag == Tag.tensor, shapeRun == nil else { return nil }
    return try Unmanaged<Variable>.fromOpaque(argument.pointer)._withUnsafeGuaranteedRef { x in
      guard let operation = builtin._withUnsafeGuaranteedRef({ $0.operation(on: x) }) else { return nil }
      try pollNowAndThen(bytes: x.byteCount)
      return Value(result: try Executor.single(operation, x))
    }
  }

  /// Loops poll now and then; between two times there may be thousands of operations, each as long as it likes.
  @inline(__always)
  func pollNowAndThen(bytes: Int) throws {
    state.pointee.operations &+= 1
    if state.pointee.operations & 0xF == 0 || bytes > 16_384 { try Hosting.checkInterruption() }
  }

  private func sequenceBinary(_ operation: BinaryOperator, _ l: Value, _ r: Value) throws -> Value? {
    switch (operation, l.tag, r.tag) {
    case (.add, Tag.string, Tag.string):
      let (a, b) = (l.string, r.string)
      try MemoryBudget.require(bytes: a.pointee.count + b.pointee.count, Wording("the string", "字符串"))
      return Value(owning: dls_string_sum(a, b))
    case (.add, Tag.list, Tag.list):
      let (a, b) = (l.reference(ListObject.self).items, r.reference(ListObject.self).items)
      try MemoryBudget.require(bytes: (a.count + b.count) * 16, Wording("the list", "列表"))
      return Value(list: (a + b).owned)
    case (.add, Tag.tuple, Tag.tuple):
      let (a, b) = (l.reference(TupleObject.self).items, r.reference(TupleObject.self).items)
      try MemoryBudget.require(bytes: (a.count + b.count) * 16, Wording("the tuple", "元组"))
      return Value(tuple: (a + b).owned)
    case (.multiply, Tag.string, Tag.number), (.multiply, Tag.list, Tag.number),
      (.multiply, Tag.tuple, Tag.number):
      return try repeated(l, r.double)
    case (.multiply, Tag.number, Tag.string), (.multiply, Tag.number, Tag.list),
      (.multiply, Tag.number, Tag.tuple):
      return try repeated(r, l.double)
    default: return nil
    }
  }

  private func repeated(_ value: Value, _ times: Double) throws -> Value {
    guard times == times.rounded(), !times.isNaN else {
      throw ValueFailure.notWhole(Wording(verbatim: Value(times).shown))
    }
    let wanted = max(0, times)
    let unit: Int
    switch value.tag {
    case Tag.string: unit = value.string.pointee.count
    case Tag.list: unit = value.reference(ListObject.self).items.count * 16
    default: unit = value.reference(TupleObject.self).items.count * 16
    }
    guard MemoryBudget.allows(bytes: wanted * Double(unit)) else {
      throw LimitFailure.tooLong(
        Wording(
          "\(TypeNoun.one(value.typeName)) repeated \(Value(times).shown) times",
          "重复 \(Value(times).shown) 次的\(TypeNoun.bare(value.typeName))"))
    }
    let count = unit == 0 ? 0 : Int(wanted)
    if value.tag == Tag.string { return Value(String(repeating: value.text, count: count)) }
    let items =
      value.tag == Tag.list ? value.reference(ListObject.self).items : value.reference(TupleObject.self).items
    var all: [Value] = []
    all.reserveCapacity(items.count * count)
    for _ in 0..<count { all.append(contentsOf: items) }
    return value.tag == Tag.list ? Value(list: all.owned) : Value(tuple: all.owned)
  }

  func negated(_ value: Value) throws -> Value {
    if let number = value.numeric { return Value(-number) }
    if value.tag == Tag.tensor { return Value(result: try Ops.negate(value.reference())) }
    throw ValueFailure.operand("-", value.description)
  }

  func unchanged(_ value: Value) throws -> Value {
    if let number = value.numeric { return Value(number) }
    if value.tag == Tag.tensor { return value.copied() }
    throw ValueFailure.operand("+", value.description)
  }
}

extension BinaryOperator {
  func apply(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply, .matmul: return a * b
    case .divide: return a / b
    case .floorDivide: return dls_floor_divide(a, b)
    case .remainder: return dls_remainder(a, b)
    case .power: return dls_power(a, b)
    }
  }
}

extension Value {
  /// A number, or a bool as 0 or 1.
  @inline(__always) var numeric: Double? {
    if tag == Tag.number { return double }
    if tag == Tag.bool { return isTrueBool ? 1 : 0 }
    if tag == Tag.object { return objectNumber }
    return nil
  }

  @inline(never) private var objectNumber: Double? {
    (reference(AnyObject.self) as? any NumberProviding)?.number
  }

  /// A tensor as it is; a number or bool as one that takes the dtype of what it meets; a list of numbers as f32.
  func operandVariable() throws -> Variable? {
    switch tag {
    case Tag.tensor: return reference(Variable.self)
    case Tag.number: return try Variable.number(double)
    case Tag.bool: return try Variable.number(isTrueBool ? 1 : 0)
    default: return nil
    }
  }

  /// The same beside another operand: a number comes in the dtype in which the two meet, where that is plain.
  @inline(__always)
  func operandVariable(meeting other: Value) throws -> Variable? {
    guard tag == Tag.number, other.tag == Tag.tensor else { return try operandVariable() }
    return try .number(double, meeting: other.reference(Variable.self))
  }

  /// An owned value from the result of an operation: what came from plain numbers alone is a plain number.
  @inline(__always) init(result variable: Variable) {
    if variable.isNumber, !variable.requiresGradient {
      let item = variable.tensor.item
      self = variable.dtype == .bool ? Value(item != 0) : Value(item)
    } else {
      self.init(Tag.tensor, owning: variable)
    }
  }
}

extension Array where Element == Value {
  /// The same values, each owned once more.
  var owned: [Value] {
    for value in self { value.retain() }
    return self
  }
}
