import Autograd
import Catalog
import Tensor

// Reading arguments that the binder has already converted.
extension Argument {
  var variable: Variable? {
    if case .object(let object) = self { return object as? Variable }
    return nil
  }

  /// The variable, or the first one of a tuple or list: what a recurrent layer or a model of several outputs gives.
  var firstVariable: Variable? {
    switch self {
    case .object(let object): object as? Variable
    case .tuple(let items), .list(let items): items.lazy.compactMap(\.firstVariable).first
    default: nil
    }
  }

  /// With plain tensors as variables, also inside tuples and lists.
  var recorded: Argument {
    switch self {
    case .object(let object): (object as? Tensor).map { .object(Variable($0)) } ?? self
    case .tuple(let items): .tuple(items.map(\.recorded))
    case .list(let items): .list(items.map(\.recorded))
    default: self
    }
  }

  var isNone: Bool {
    if case .none = self { return true }
    return false
  }

  var double: Double? {
    switch self {
    case .number(let value): value
    case .bool(let value): value ? 1 : 0
    case .object(let object as Variable) where object.tensor.count == 1: object.tensor.item
    default: nil
    }
  }

  var int: Int? { double.flatMap { Int(exactly: $0) } }

  var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  var items: [Argument]? {
    switch self {
    case .list(let items), .tuple(let items): items
    default: nil
    }
  }

  /// A whole number counts as a list of one.
  var ints: [Int]? {
    if let items {
      let values = items.compactMap(\.int)
      return values.count == items.count ? values : nil
    }
    if let value = int { return [value] }
    if let tensor = variable?.tensor, tensor.rank == 1 { return tensor.ints }
    return nil
  }

  var doubles: [Double]? {
    if let items {
      let values = items.compactMap(\.double)
      return values.count == items.count ? values : nil
    }
    if let tensor = variable?.tensor, tensor.rank == 1 { return tensor.doubles }
    return double.map { [$0] }
  }

  var callable: (any Callable)? {
    switch self {
    case .function(let function): function
    case .object(let object): object as? any Callable
    default: nil
    }
  }

  /// For messages: `a tensor of shape [64, 10]`, `a string`.
  var kindInWords: String {
    switch self {
    case .none: "none"
    case .bool: "a bool"
    case .number: "a number"
    case .string: "a string"
    case .dtype: "a dtype"
    case .list: "a list"
    case .tuple(let items): "a tuple of \(items.count)"
    case .record: "a record"
    case .range: "a range"
    case .function(let function): "the function \(function.name)"
    case .object(let object as Variable): "a tensor of shape \(Shapes.text(object.shape.array))"
    case .object(let object as any Displayable): "a \(object.typeName)"
    case .object: "an object"
    }
  }
}
