import Autograd
import Catalog
import Tensor
import Text

/// Says where a surprising size came from: `5 comes from linear(4, 5) at line 3`.
public enum SizeOrigin {
  /// The fault of a layer's failure, with what gave the input its size, and where the layer was made.
  static func fault(_ failure: NetworkFailure, _ x: Variable, axis: Int, of layer: Module) -> Fault {
    var fault = failure.fault
    if let note = note(x, axis: axis) { fault.notes.append(note) }
    return placed(fault, layer)
  }

  /// A failure within says where the layer was made.
  static func placing<T>(_ layer: Module, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let failure as NetworkFailure {
      throw placed(failure.fault, layer)
    }
  }

  static func placed(_ fault: Fault, _ layer: Module) -> Fault {
    guard let place = layer.place else { return fault }
    var fault = fault
    fault.labels.append(Fault.Label(place, Wording("this layer", "这一层")))
    return fault
  }

  /// The fault of a loss, with what gave the prediction its number of classes, or the size in which it differs from
  /// the target.
  static func fault(
    _ fault: Fault, prediction: Variable?, target: Variable?, classesLast: Bool
  ) -> Fault {
    guard let prediction, let target, prediction.shape.rank > 0 else { return fault }
    let (shape, other) = (prediction.shape, target.shape)
    var axis = classesLast || shape.rank == 1 ? shape.rank - 1 : 1
    switch fault.code {
    case "E0263", "E0412": break
    case "E0264", "E0265", "E0411":
      if shape.rank == other.rank { axis = shape.indices.first { shape[$0] != other[$0] } ?? axis }
    default: return fault
    }
    var fault = fault
    if let note = note(prediction, axis: axis) { fault.notes.append(note) }
    return fault
  }

  /// `5 comes from linear(4, 5) at line 3`; nil where nothing tells.
  public static func note(_ x: Variable, axis: Int) -> Wording? {
    guard x.shape.indices.contains(axis), x.shape[axis] != 1 else { return nil }
    var walk = OriginWalk()
    guard let origin = walk.origin(of: x, axis: axis, isPart: false) else { return nil }
    return Wording("\(x.shape[axis]) comes from \(origin)", "\(x.shape[axis]) 来自\(origin)")
  }
}
