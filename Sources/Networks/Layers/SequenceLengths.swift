import Catalog
import Tensor

/// Where the sequences of a batch end. Steps from there on are padding.
struct SequenceLengths {
  let values: [Int]
  private let shortest: Int

  /// - Returns: nil when no lengths are given.
  /// - Throws: ``NetworkFailure/sequenceEnds(_:sequences:steps:)`` unless each sequence has 1 to `steps` steps.
  init?(_ argument: Argument, _ layer: String, sequences: Int, steps: Int) throws {
    guard !argument.isNone else { return nil }
    if let tensor = argument.tensor, tensor.isHollow, tensor.shape == [sequences] {
      values = Array(repeating: steps, count: sequences)
      shortest = steps
      return
    }
    guard let values = argument.ints, values.count == sequences,
      values.allSatisfy({ $0 >= 1 && $0 <= steps })
    else { throw NetworkFailure.sequenceEnds(layer, sequences: sequences, steps: steps) }
    self.values = values
    shortest = values.min() ?? steps
  }

  /// N×1, true where the sequence has this step; nil when all have it.
  func mask(at step: Int) throws -> Tensor? {
    guard step >= shortest else { return nil }
    return try Tensor.from(values.map { step < $0 }, [values.count, 1])
  }

  /// N×1×T, true where a step counts: which keys an attention may look at.
  func keyMask(steps: Int) throws -> Tensor {
    try Tensor.from(values.flatMap { end in (0..<steps).map { $0 < end } }, [values.count, 1, steps])
  }
}
