import Tensor
import Text

/// A tensor, or what holds one: upper floors record computations in objects around it.
public protocol TensorProviding: AnyObject {
  var tensor: Tensor { get }
}

extension Tensor: TensorProviding {
  public var tensor: Tensor { self }
}

// Reading arguments that the binder has already converted.
extension Argument {
  /// Tensors, and numbers and bools as 0-d ones.
  public var tensor: Tensor? {
    switch self {
    case .object(let object): (object as? any TensorProviding)?.tensor
    case .number(let value): try? Tensor.scalar(value)
    case .bool(let value): try? Tensor.scalar(value ? 1 : 0, .bool)
    default: nil
    }
  }

  public var isNone: Bool {
    if case .none = self { return true }
    return false
  }

  public var double: Double? {
    switch self {
    case .number(let value): return value
    case .bool(let value): return value ? 1 : 0
    case .object: return tensor.flatMap { $0.count == 1 ? $0.item : nil }
    default: return nil
    }
  }

  public var int: Int? { double.flatMap { Int(exactly: $0) } }

  public var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  public var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }

  /// Of a list or tuple.
  public var items: [Argument]? {
    switch self {
    case .list(let items), .tuple(let items): items
    default: nil
    }
  }

  /// A whole number counts as a list of one.
  public var ints: [Int]? {
    guard let doubles else { return nil }
    let values = doubles.compactMap { Int(exactly: $0) }
    return values.count == doubles.count ? values : nil
  }

  /// A number counts as a list of one.
  public var doubles: [Double]? {
    if let items {
      let values = items.compactMap(\.double)
      return values.count == items.count ? values : nil
    }
    if case .object = self, let tensor, tensor.rank == 1 { return tensor.doubles }
    return double.map { [$0] }
  }

  public var callable: (any Callable)? {
    switch self {
    case .function(let function): function
    case .object(let object): object as? any Callable
    default: nil
    }
  }

  /// For messages: `a tensor of shape (64, 10)`, `a string`.
  public var kindInWords: Wording {
    switch self {
    case .none: TypeNoun.bare("none")
    case .bool: TypeNoun.one("bool")
    case .number: TypeNoun.one("number")
    case .string: TypeNoun.one("string")
    case .dtype: TypeNoun.one("dtype")
    case .list: TypeNoun.one("list")
    case .tuple(let items): Wording("a tuple of \(items.count)", "有 \(items.count) 项的元组")
    case .record: TypeNoun.one("record")
    case .range: TypeNoun.one("range")
    case .function(let function): Wording("the function \(function.name)", "函数 \(function.name)")
    case .object(let object as any TensorProviding): Argument.kind(ofTensor: object.tensor.shape.array)
    case .object(let object as any Displayable): TypeNoun.one(object.typeName)
    case .object: TypeNoun.one("object")
    }
  }

  private static func kind(ofTensor shape: [Int]) -> Wording {
    let text = shapeText(shape)
    return Wording("a tensor of shape \(text)", "形状为 \(text) 的张量")
  }
}
