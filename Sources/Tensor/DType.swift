/// The element types of a tensor.
public enum DType: UInt8, Sendable, CaseIterable {
  case f32, f64, i64, bool

  /// Bytes an element takes.
  public var size: Int {
    switch self {
    case .f32: 4
    case .f64, .i64: 8
    case .bool: 1
    }
  }

  public var isFloating: Bool { self == .f32 || self == .f64 }
  public var name: String { "\(self)" }

  /// The dtype of a result of two operands, as PyTorch promotes.
  public static func promoted(_ a: DType, _ b: DType) -> DType {
    if a == b { return a }
    if a == .f64 || b == .f64 { return .f64 }
    if a == .f32 || b == .f32 { return .f32 }
    return .i64
  }
}
