import Autograd
import Catalog
import Tensor

/// Factors that make up for classes of different size.
enum ClassWeights {
  /// - Parameter argument: a factor per class, or "balanced": n / (C · n_c), so that each class counts alike.
  static func read(_ argument: Argument, _ data: TrainingData) throws -> Tensor? {
    if argument.isNone { return nil }
    // Shapes alone have no labels to count.
    if argument.string == "balanced" { return Hollow.isOn ? nil : try balanced(data) }
    guard let values = argument.doubles, values.count > 1, values.allSatisfy({ $0 >= 0 && $0.isFinite })
    else { throw NetworkFailure.classWeights }
    return try Tensor.from(values, [values.count])
  }

  private static func balanced(_ data: TrainingData) throws -> Tensor {
    var counts: [Int] = []
    let next = try data.pass(1024, shuffle: nil)
    while let batch = try next() {
      guard let target = batch.target.variable?.tensor, target.rank == 1 else {
        throw NetworkFailure.classWeights
      }
      for label in try Indices.whole(target, "a class").ints {
        guard label >= 0, label < 1 << 20 else { throw NetworkFailure.classWeights }
        while counts.count <= label { counts.append(0) }
        counts[label] += 1
      }
    }
    guard counts.count > 1 else { throw NetworkFailure.classWeights }
    let total = Double(counts.reduce(0, +))
    let weights = counts.map { $0 > 0 ? total / (Double(counts.count) * Double($0)) : 0 }
    return try Tensor.from(weights, [weights.count])
  }
}
