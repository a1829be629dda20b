import Autograd
import Glibc
import Tensor

extension Value {
  /// A list literal, owned: a tensor when it holds numbers, or equal-shaped tensors of which none is a parameter.
  static func listLiteral(
    _ first: UnsafeMutablePointer<Value>, _ count: Int, _ dtype: DType = .f32
  ) throws -> Value {
    let items = UnsafeBufferPointer(start: first, count: count)
    return try literal(items, dtype) ?? Value(list: Array(items).owned)
  }

  /// The tensor that a list of these would be as a literal, its numbers of the dtype; nil when it stays a list. The
  /// items are borrowed.
  static func literal(_ items: [Value], _ dtype: DType = .f32) throws -> Value? {
    try items.withUnsafeBufferPointer { try literal($0, dtype) }
  }

  private static func literal(_ items: UnsafeBufferPointer<Value>, _ dtype: DType) throws -> Value? {
    guard let head = items.first else { return nil }
    if items.allSatisfy(\.isNumber) { return Value(try numbers(items, dtype)) }
    guard head.tag == Tag.tensor || head.isNumber else { return nil }
    var variables: [Variable] = []
    for item in items {
      guard let variable = try item.literalElement(dtype) else { return nil }
      guard variables.first.map({ $0.shape == variable.shape }) ?? true else { return nil }
      variables.append(variable)
    }
    return Value(try Ops.stack(variables, dim: 0))
  }

  /// A tensor of plain numbers.
  private static func numbers(_ items: UnsafeBufferPointer<Value>, _ dtype: DType = .f32) throws -> Variable {
    let tensor = try Tensor(empty: Shape(repeating: items.count, count: 1), dtype)
    if !tensor.isHollow {
      for place in items.indices {
        if dtype == .f64 {
          tensor.f64[place] = items[place].double
        } else {
          tensor.f32[place] = Float(items[place].double)
        }
      }
    }
    return Variable(tensor)
  }

  /// A tensor that a list literal takes as it is.
  var isWholeTensor: Bool { tag == Tag.tensor && !reference(Variable.self).isNumber }

  private func literalElement(_ dtype: DType) throws -> Variable? {
    if isNumber { return Variable(try Tensor.scalar(double, dtype)) }
    guard tag == Tag.tensor else { return nil }
    let variable = reference(Variable.self)
    if variable.isParameter, variable.node == nil { return nil }
    return variable.isNumber ? try Ops.cast(variable, dtype) : variable
  }

  /// A tensor from data: a tensor, number, bool, or nested list of these. nil for anything else.
  func dataVariable() throws -> Variable? {
    switch tag {
    case Tag.tensor, Tag.number: return try operandVariable()
    case Tag.bool: return Variable(try Tensor.scalar(isTrueBool ? 1 : 0, .bool))
    case Tag.list: return try Value.data(reference(ListObject.self).items)
    case Tag.tuple: return try Value.data(reference(TupleObject.self).items)
    case Tag.range:
      let range = reference(RangeObject.self)
      try MemoryBudget.requireElements(range)
      return Variable(
        try Tensor.from((0..<range.count).map { Float(range.value(at: $0)) }, Shape([range.count])))
    default: return nil
    }
  }

  private static func data(_ items: [Value]) throws -> Variable? {
    guard NativeStack.hasRoom else { throw LimitFailure.tooDeep }
    if items.isEmpty { return Variable(try Tensor.zeros(Shape([0]))) }
    if items.allSatisfy({ $0.tag == Tag.bool }) {
      return Variable(try Tensor.from(items.map(\.isTrueBool), Shape([items.count])))
    }
    if items.allSatisfy(\.isNumber) { return try items.withUnsafeBufferPointer { try numbers($0) } }
    var variables: [Variable] = []
    for item in items {
      guard var variable = try item.dataVariable() else { return nil }
      if variable.isNumber { variable = try Ops.cast(variable, .f32) }
      guard variables.first.map({ $0.shape == variable.shape }) ?? true else { return nil }
      variables.append(variable)
    }
    return try Ops.stack(variables, dim: 0)
  }
}
