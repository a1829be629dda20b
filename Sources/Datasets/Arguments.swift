import Catalog
import Tensor

// Reading arguments that the binder has converted.
extension Argument {
  /// Tensors, and numbers and bools as 0-d ones.
  var tensor: Tensor? {
    switch self {
    case .object(let object): object as? Tensor
    case .number(let value): try? Tensor.scalar(value)
    case .bool(let value): try? Tensor.scalar(value ? 1 : 0, .bool)
    default: nil
    }
  }

  var number: Double? {
    switch self {
    case .number(let value): value
    case .object(let object as Tensor) where object.count == 1: object.item
    default: nil
    }
  }

  var int: Int? { number.flatMap { Int(exactly: $0) } }

  var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var flag: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  var isNone: Bool {
    if case .none = self { return true }
    return false
  }

  /// One number or several.
  var numbers: [Double]? {
    switch self {
    case .list(let items), .tuple(let items):
      let values = items.compactMap(\.number)
      return values.count == items.count && !values.isEmpty ? values : nil
    case .object(let object as Tensor) where object.rank <= 1 && object.count > 0: return object.doubles
    default: return number.map { [$0] }
    }
  }

  var kindName: String {
    switch self {
    case .none: "none"
    case .bool: "a bool"
    case .number: "a number"
    case .string: "a string"
    case .dtype: "a dtype"
    case .list: "a list"
    case .tuple: "a tuple"
    case .record: "a record"
    case .range: "a range"
    case .function: "a function"
    case .object(let object):
      (object as? any Displayable)?.typeName ?? (object is Tensor ? "a tensor" : "an object")
    }
  }
}
