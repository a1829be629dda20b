import Autograd
import Tensor

/// Index targets as the weights with which log-probabilities enter a loss: a row per sample, a column per class.
struct Coefficients {
  var classWeight: [Double]?
  var smoothing = 0.0
  /// Samples with this label do not count.
  var ignored: Int?
  /// Further samples that do not count.
  var mask: [Bool]?

  /// - Parameters:
  ///   - normalized: rows sum up, together, to 1 (or, weighted, to the weighted mean).
  ///   - row: the sample's position, for messages.
  func matrix(_ labels: Tensor, classes: Int, _ dtype: DType, normalized: Bool, loss: String) throws -> Tensor
  {
    let indices = try Indices.whole(labels, "the target of \(loss)")
    let count = indices.count
    var total = 0.0
    var values = [Double](repeating: 0, count: count * classes)
    for row in 0..<count where mask?[row] != false {
      let label = Int(indices.i64[row])
      if label == ignored { continue }
      guard label >= 0, label < classes else {
        throw NetworkFailure.labelOutOfRange(loss, label: label, position: row, classes: classes)
      }
      let weight = classWeight?[label] ?? 1
      total += weight
      values[row * classes + label] = weight * (1 - smoothing)
      guard smoothing > 0 else { continue }
      for column in 0..<classes {
        values[row * classes + column] += smoothing / Double(classes) * (classWeight?[column] ?? 1)
      }
    }
    if normalized {
      // When no sample counts, their mean is no number, as in PyTorch.
      let scale = total == 0 ? Double.nan : 1 / total
      for index in values.indices where total == 0 || values[index] != 0 { values[index] *= scale }
    }
    let shape = try Shape.checked([count, classes])
    return dtype == .f64 ? try Tensor.from(values, shape) : try Tensor.from(values.map(Float.init), shape)
  }
}

/// Predictions with their class axis last, a row per sample.
enum ClassRows {
  /// N×C×d… → (N·d…)×C, or C → 1×C; `labels` is the shape index targets have.
  static func of(_ x: Variable, _ loss: String) throws -> (rows: Variable, labels: [Int], classes: Int) {
    let shape = x.shape.array
    guard let first = shape.first else { throw NetworkFailure.classAxis(loss, shape) }
    if shape.count == 1 { return (try Ops.reshape(x, [1, first]), [], first) }
    if shape.count == 2 { return (x, [first], shape[1]) }
    let order = [0] + Array(2..<shape.count) + [1]
    let moved = try Ops.permute(x, order)
    let labels = [first] + Array(shape[2...])
    return (try Ops.reshape(moved, [labels.reduce(1, *), shape[1]]), labels, shape[1])
  }
}
