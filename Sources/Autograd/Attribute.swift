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
