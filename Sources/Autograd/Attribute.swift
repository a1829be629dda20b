import Tensor

/// A setting of an operation that is no tensor. Nodes hold attributes as data, so a graph can be drawn,
/// explained, replayed and run on shapes alone.
public enum Attribute: Equatable {
  case none
  case bool(Bool)
  case int(Int)
  case ints([Int])
  case number(Double)
  case string(String)
  case dtype(DType)
}

extension Attribute {
  public var intValue: Int {
    if case .int(let value) = self { return value }
    return 0
  }
  public var ints: [Int]? {
    if case .ints(let value) = self { return value }
    return nil
  }
  public var doubleValue: Double {
    if case .number(let value) = self { return value }
    if case .int(let value) = self { return Double(value) }
    return 0
  }
  public var boolValue: Bool { self == .bool(true) }
}

extension [Attribute] {
  /// The n-th attribute, or none when fewer were given.
  public func at(_ index: Int) -> Attribute { index < count ? self[index] : .none }

  public func dtype(_ index: Int) -> DType? {
    if case .dtype(let value) = at(index) { return value }
    return nil
  }

  public func number(_ index: Int, default fallback: Double) -> Double {
    switch at(index) {
    case .number(let value): value
    case .int(let value): Double(value)
    default: fallback
    }
  }

  public func int(_ index: Int, default fallback: Int) -> Int {
    switch at(index) {
    case .int(let value): value
    case .number(let value): Int(exactly: value) ?? fallback
    case .ints(let values): values.first ?? fallback
    default: fallback
    }
  }

  public func ints(_ index: Int) -> [Int]? {
    switch at(index) {
    case .ints(let values): values
    case .int(let value): [value]
    default: nil
    }
  }

  public func bool(_ index: Int) -> Bool { at(index).boolValue }

  public func string(_ index: Int) -> String? {
    if case .string(let value) = at(index) { return value }
    return nil
  }
}
