import Autograd
import Glibc
import Tensor

extension Value {
  /// A list literal, owned: a tensor when it holds numbers, or equal-shaped tensors of which none is a parameter.
  static func listLiteral(
    _ first: UnsafeMutablePointer<Value>, _ count: Int, _ dtype: DType = .f32
  ) throws -> Value {
    let items = UnsafeBufferPointer(start: first, count: count)
    return try literal(Array(items), dtype) ?? Value(list: Array(items).owned)
  }

  /// The tensor that a list of these would be as a literal, its numbers of the dtype; nil when it stays a list. The
  /// items are borrowed.
  static func literal(_ items: [Value], _ dtype: DType = .f32) throws -> Value? {
    guard let head = items.first else { return nil }
    if items.allSatisfy(\.isNumber) {
      let shape = Shape([items.count])
      return Value(
        Variable(
          try dtype == .f64
            ? Tensor.from(items.map(\.double), shape) : Tensor.from(items.map { Float($0.double) }, shape)))
    }
    guard head.tag == Tag.tensor || head.isNumber else { return nil }
    var variables: [Variable] = []
    for item in items {
      guard let variable = try item.literalElement(dtype) else { return nil }
      guard variables.first.map({ $0.shape == variable.shape }) ?? true else { return nil }
      variables.append(variable)
    }
    return Value(try Ops.stack(variables, dim: 0))
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
    if items.allSatisfy(\.isNumber) {
      return Variable(try Tensor.from(items.map { Float($0.double) }, Shape([items.count])))
    }
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
