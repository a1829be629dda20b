import Autograd
import Tensor

/// What stands beyond the border of an image.
public enum PaddingMode: String, CaseIterable {
  case zeros
  /// The image mirrored at its border pixels, which are not repeated.
  case reflect
  /// The border pixels.
  case replicate
  /// The opposite side.
  case circular

  /// N×C×H×W with `padding` (vertical, horizontal) pixels more on each side.
  func extend(_ x: Variable, by padding: [Int]) throws -> Variable {
    try extend(x, before: [0, 0] + padding, after: [0, 0] + padding)
  }

  /// With so many elements more before and after each axis; none is negative.
  func extend(_ x: Variable, before: [Int], after: [Int]) throws -> Variable {
    var result = x
    for axis in x.shape.indices where before[axis] > 0 || after[axis] > 0 {
      let size = x.shape[axis]
      guard max(before[axis], after[axis]) <= largest(size) else {
        throw NetworkFailure.paddingMode(rawValue, padding: max(before[axis], after[axis]), size: size)
      }
      let places = -before[axis]..<size + after[axis]
      let sources = try Tensor.from(places.map { Int64(source($0, size)) }, [places.count])
      result = try Ops.indexSelect(result, dim: axis, Variable(sources))
    }
    return result
  }

  private func largest(_ size: Int) -> Int {
    switch self {
    case .zeros, .replicate: size > 0 ? .max : 0
    case .reflect: size - 1
    case .circular: size
    }
  }

  /// The pixel that stands at a place up to ``largest(_:)`` beyond the border.
  private func source(_ place: Int, _ size: Int) -> Int {
    switch self {
    case .reflect: place < 0 ? -place : place < size ? place : 2 * (size - 1) - place
    case .circular: (place + size) % size
    case .zeros, .replicate: min(max(place, 0), size - 1)
    }
  }
}
