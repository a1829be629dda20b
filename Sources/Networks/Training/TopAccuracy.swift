import Tensor

extension Scores {
  /// Share of samples whose class is among the `k` with the largest scores; at a tie the first classes are.
  static func accuracy(_ predictions: Tensor, _ targets: Tensor, top k: Int) throws -> Double {
    guard k != 1 else { return try accuracy(predictions, targets) }
    guard predictions.rank == targets.rank + 1, predictions.rank >= 2,
      predictions.shape.first == targets.shape.first
    else { throw NetworkFailure.topAccuracy(k, got: predictions.shape.array) }
    let axis = classAxis(predictions, targets)
    let classes = predictions.shape[axis]
    guard k >= 1, k <= classes else { throw NetworkFailure.topAccuracy(k, got: predictions.shape.array) }
    let order = predictions.shape.indices.filter { $0 != axis } + [axis]
    let rows = try predictions.permuted(order).contiguous().doubles
    let labels = try Indices.whole(targets, "a class").ints
    var (hits, count) = (0, 0)
    for (row, label) in labels.enumerated() where label != ignored {
      guard label >= 0, label < classes else {
        throw NetworkFailure.labelOutOfRange("accuracy", label: label, position: row, classes: classes)
      }
      let scores = rows[row * classes..<(row + 1) * classes]
      let own = scores[scores.startIndex + label]
      let better = scores.enumerated().filter { $1 > own || $1 == own && $0 < label }.count
      count += 1
      if better < k { hits += 1 }
    }
    return count > 0 ? Double(hits) / Double(count) : .nan
  }
}
