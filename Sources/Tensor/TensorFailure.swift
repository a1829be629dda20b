import Text

/// What can go wrong with tensors.
public enum TensorFailure: Failure {
  case rankTooHigh(Int)
  case negativeSize([Int])
  case tooManyElements([Int])
  case outOfMemory(Int)

  public var fault: Fault {
    switch self {
    case .rankTooHigh(let rank):
      Fault("E0210", "a tensor has at most \(Shape.maximumRank) axes, not \(rank)")
    case .negativeSize(let sizes):
      Fault("E0211", "a size cannot be negative: \(sizes)")
    case .tooManyElements(let sizes):
      Fault("E0901", "a tensor of shape \(sizes) has more elements than memory can hold")
    case .outOfMemory(let bytes):
      Fault("E0901", "not enough memory for a tensor of \(bytes) bytes")
    }
  }
}
