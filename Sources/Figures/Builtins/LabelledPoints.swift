import Catalog
import Tensor

/// Points of the plane with the class of each, as data sets and pairs (x, y) hold them.
struct LabelledPoints {
  let points: Argument
  let classes: Argument

  /// nil: neither a data set nor a pair of an N×2 tensor and its classes.
  init?(_ argument: Argument) throws {
    switch argument {
    case .tuple(let items) where items.count == 2:
      guard let first = Numbers(items[0]), first.shape.count == 2, first.shape[1] == 2 else { return nil }
      (points, classes) = (items[0], items[1])
    case .object(let object):
      guard let source = object as? any SampleSource, source.inputShape == [2] else { return nil }
      let (inputs, targets) = try source.samples(at: Array(0..<source.sampleCount))
      (points, classes) = (.object(inputs), .object(targets))
    default: return nil
    }
  }
}
