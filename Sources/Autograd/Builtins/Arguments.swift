import Catalog
import Tensor
import Text

/// The bound arguments of a builtin, by position, in the types its parameters promise.
struct Arguments {
  let values: [Argument]

  init(_ values: [Argument]) { self.values = values }

  subscript(index: Int) -> Argument { index < values.count ? values[index] : .none }

  func isNone(_ index: Int) -> Bool {
    if case .none = self[index] { return true }
    return false
  }

  func tensor(_ index: Int) throws -> Variable {
    guard let variable = try optionalTensor(index) else {
      throw BuiltinFailure.expected(Wording("a tensor", "张量"), index)
    }
    return variable
  }

  func optionalTensor(_ index: Int) throws -> Variable? { try Arguments.variable(self[index], index) }

  func tensors(_ index: Int) throws -> [Variable] {
    guard let items = list(index) else { throw BuiltinFailure.expected(Wording("tensors", "张量"), index) }
    return try items.map {
      guard let variable = try Arguments.variable($0, index) else {
        throw BuiltinFailure.expected(Wording("tensors", "张量"), index)
      }
      return variable
    }
  }

  func list(_ index: Int) -> [Argument]? {
    switch self[index] {
    case .list(let items), .tuple(let items): items
    default: nil
    }
  }

  func number(_ index: Int) -> Double? {
    switch self[index] {
    case .number(let value): value
    case .bool(let value): value ? 1 : 0
    case .object(let object): (object as? Variable)?.tensor.item
    default: nil
    }
  }

  func number(_ index: Int, default fallback: Double) -> Double { number(index) ?? fallback }

  func int(_ index: Int) throws -> Int? {
    guard let value = number(index) else { return nil }
    guard let whole = Int(exactly: value) else { throw BuiltinFailure.notWhole(value) }
    return whole
  }

  func int(_ index: Int, default fallback: Int) throws -> Int { try int(index) ?? fallback }

  func ints(_ index: Int) throws -> [Int]? {
    switch self[index] {
    case .none: return nil
    case .list(let items), .tuple(let items): return try Arguments(items).allInts()
    case .object(let object):
      guard let variable = object as? Variable else { return nil }
      return try variable.tensor.doubles.map {
        guard let whole = Int(exactly: $0) else { throw BuiltinFailure.notWhole($0) }
        return whole
      }
    default: return try int(index).map { [$0] }
    }
  }

  /// Sizes given apart, `zeros(2, 3)`, or as one list, `zeros([2, 3])`.
  func sizes(_ index: Int) throws -> [Int] {
    guard let items = list(index) else { return try ints(index) ?? [] }
    if items.count == 1 { return try Arguments(items).ints(0) ?? [] }
    return try Arguments(items).allInts()
  }

  func bool(_ index: Int) -> Bool {
    if case .bool(let value) = self[index] { return value }
    return number(index).map { $0 != 0 } ?? false
  }

  func string(_ index: Int) -> String? {
    if case .string(let value) = self[index] { return value }
    return nil
  }

  func dtype(_ index: Int) -> DType? {
    if case .dtype(let value) = self[index] { return value }
    return nil
  }

  func function(_ index: Int) throws -> any Callable {
    if case .function(let function) = self[index] { return function }
    if case .object(let object) = self[index], let function = object as? any Callable { return function }
    throw BuiltinFailure.expected(Wording("a function", "函数"), index)
  }

  private func allInts() throws -> [Int] {
    try values.indices.map { place in
      guard let value = try int(place) else {
        throw BuiltinFailure.expected(Wording("whole numbers", "整数"), place)
      }
      return value
    }
  }

  private static func variable(_ argument: Argument, _ index: Int) throws -> Variable? {
    switch argument {
    case .none: return nil
    case .number(let value): return try .number(value)
    case .bool(let value): return Variable(try Tensor.scalar(value ? 1 : 0, .bool))
    case .object(let object):
      if let variable = object as? Variable { return variable }
      throw BuiltinFailure.expected(Wording("a tensor", "张量"), index)
    default: throw BuiltinFailure.expected(Wording("a tensor", "张量"), index)
    }
  }
}

extension Argument {
  /// A tensor, and not one that stands for a plain number.
  fileprivate var isTensor: Bool {
    if case .object(let object) = self, let variable = object as? Variable { return !variable.isNumber }
    return false
  }
}

extension Builtin {
  /// A builtin that gives one tensor.
  convenience init(tensor descriptor: Descriptor, _ body: @escaping (Arguments) throws -> Variable) {
    self.init(descriptor) { .object(try body(Arguments($0))) }
  }

  /// A builtin that gives one tensor, made of the first argument by settings, which the body reads.
  convenience init(
    ofTensor descriptor: Descriptor, _ body: @escaping (Arguments) throws -> (Variable) throws -> Variable
  ) {
    self.init(
      descriptor,
      prepared: { settings in
        guard !settings.dropFirst().contains(where: \.isTensor) else { return nil }
        let make = try body(Arguments(settings))
        return { try make(unsafeDowncast($0, to: Variable.self)) }
      },
      call: { .object(try body(Arguments($0))(Arguments($0).tensor(0))) })
  }
}
