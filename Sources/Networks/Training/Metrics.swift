import Autograd
import Catalog
import Tensor

/// What is measured beside the loss.
struct Metric {
  let name: String
  let measure: (_ output: Argument, _ target: Argument) throws -> Measurement

  /// Of one batch.
  enum Measurement {
    /// An epoch's is the mean over its samples.
    case mean(Double)
    /// An epoch's follows from the counts of all its samples.
    case counts(ClassCounts, (ClassCounts) throws -> Double)
  }

  static let accuracy = accuracy(name: "accuracy", top: 1)

  private static func accuracy(name: String, top k: Int) -> Metric {
    Metric(name: name) { output, target in
      guard let output = output.firstVariable, let target = target.firstVariable else {
        throw NetworkFailure.expectsTensors(name, got: output.kindInWords)
      }
      return .mean(try Scores.accuracy(output.tensor, target.tensor, top: k))
    }
  }

  /// `accuracy`, `top5_accuracy`, `f1_macro`…
  private static func named(_ word: String) -> Metric? {
    if word == "accuracy" { return accuracy }
    if word.hasPrefix("top"), word.hasSuffix("_accuracy"), let k = Int(word.dropFirst(3).dropLast(9)) {
      return accuracy(name: word, top: k)
    }
    return classScore(word)
  }

  /// Whether larger values of a metric are better, by its name.
  static func rises(_ name: String) -> Bool {
    name.hasSuffix("accuracy") || name.hasSuffix("acc")
      || ClassScore.allCases.contains { score in
        name.hasSuffix(score.rawValue)
          || ClassScore.Average.allCases.contains { name.hasSuffix("\(score.rawValue)_\($0.rawValue)") }
      }
  }

  /// A list of names and functions `metric(output, target)`; of several outputs, a record with their names.
  static func list(_ argument: Argument, outputs: [String] = []) throws -> [Metric]? {
    if argument.isNone { return nil }
    if case .record(let fields) = argument {
      return try fields.flatMap { name, value in
        guard let index = outputs.firstIndex(of: name) else {
          throw NetworkFailure.unknownOutput(name, outputs)
        }
        return try (list(value) ?? []).map { $0.of(index, named: name) }
      }
    }
    return try (argument.items ?? [argument]).map { item in
      if let metric = (item.string ?? item.callable?.name).flatMap(named) { return metric }
      if let word = item.string {
        guard let loss = LossFunction.named(word) else { throw NetworkFailure.unknownMetric(word) }
        return Metric(name: word) { .mean(try loss.compute($0, $1).total.tensor.item) }
      }
      guard let function = item.callable else {
        throw NetworkFailure.notAFunction("metrics", item.kindInWords)
      }
      return Metric(name: function.name.isEmpty ? "metric" : function.name) { output, target in
        guard let value = try function.call([output, target]).double else {
          throw NetworkFailure.metricNotANumber(function.name)
        }
        return .mean(value)
      }
    }
  }

  /// Measured on one of several outputs.
  private func of(_ index: Int, named output: String) -> Metric {
    Metric(name: "\(output)_\(name)") { outputs, targets in
      guard let outputs = outputs.items, let targets = targets.items, index < outputs.count,
        index < targets.count
      else {
        throw NetworkFailure.jointOutputs(index + 1, outputs.items?.count ?? 1, targets.items?.count ?? 1)
      }
      return try measure(outputs[index], targets[index])
    }
  }

  /// Accuracy goes without saying where targets are class indices, as i64 or as whole floats beside several scores.
  static func standard(_ output: Argument, _ target: Argument) -> [Metric] {
    guard let output = output.variable, let target = target.variable, output.dtype.isFloating,
      output.shape.rank == target.shape.rank + 1
    else { return [] }
    if target.dtype == .i64 { return [accuracy] }
    let isWhole = output.shape[1] > 1 && target.tensor.doubles.allSatisfy { $0 == $0.rounded() }
    return isWhole ? [accuracy] : []
  }
}

/// Predictions against targets.
enum Scores {
  /// The label of samples and steps that no loss and no accuracy counts.
  static let ignored = -100

  /// Share of equal classes.
  static func accuracy(_ predictions: Tensor, _ targets: Tensor) throws -> Double {
    let (guessed, right) = try classes(predictions, targets)
    var (hits, count) = (0, 0)
    for (guess, label) in zip(guessed, right) where label != ignored {
      count += 1
      if guess == label { hits += 1 }
    }
    return count > 0 ? Double(hits) / Double(count) : .nan
  }

  /// How often each class was right, guessed and meant; classes that scores name count even where none occurs.
  static func counts(_ predictions: Tensor, _ targets: Tensor) throws -> ClassCounts {
    let (guessed, right) = try classes(predictions, targets)
    let scored = hasClassAxis(predictions, targets) ? predictions.shape[classAxis(predictions, targets)] : 0
    guard scored <= 1 << 14 else { throw NetworkFailure.sizeTooLarge("counts of classes", scored) }
    for value in guessed + right where value != ignored && (value < 0 || value >= max(scored, 1 << 14)) {
      throw NetworkFailure.labelOutOfRange(
        "counts of classes", label: value, position: nil, classes: max(scored, 1 << 14))
    }
    return ClassCounts(guessed: guessed, meant: right, classes: scored)
  }

  /// Scores of several classes stand beside a label each.
  private static func hasClassAxis(_ predictions: Tensor, _ targets: Tensor) -> Bool {
    predictions.rank == targets.rank + 1 && predictions.rank >= 2 && predictions.shape[1] != 1
      && predictions.shape.first == targets.shape.first
  }

  /// Steps of sequences stand before their classes, pixels after them.
  static func classAxis(_ predictions: Tensor, _ targets: Tensor) -> Int {
    predictions.rank > 2 && predictions.shape.dropLast().elementsEqual(targets.shape)
      ? predictions.rank - 1 : 1
  }

  /// Rows are targets, columns predictions; i64.
  static func confusion(_ predictions: Tensor, _ targets: Tensor, classes count: Int?) throws -> Tensor {
    let (guessed, right) = try classes(predictions, targets, for: "confusion_matrix")
    let scored = predictions.rank > targets.rank ? predictions.shape[1] : 0
    if count == nil, scored == 0, predictions.isHollow || targets.isHollow { throw UnknownShape() }
    let largest = max(guessed.max() ?? 0, right.max() ?? 0)
    let size = count ?? max(largest + 1, scored)
    if predictions.isHollow || targets.isHollow { return try .hollow([size, size], .i64) }
    guard size > 0, size <= 1 << 14 else { throw NetworkFailure.sizeTooLarge("confusion_matrix", size) }
    var table = [Int64](repeating: 0, count: size * size)
    for (guess, label) in zip(guessed, right) {
      for value in [guess, label] where value < 0 || value >= size {
        throw NetworkFailure.labelOutOfRange("confusion_matrix", label: value, position: nil, classes: size)
      }
      table[label * size + guess] += 1
    }
    return try Tensor.from(table, [size, size])
  }

  /// The classes meant by scores or probabilities, and by indices or one-hot rows.
  ///
  /// One score a sample is a probability, decided at ½; where some lie outside 0…1, a logit, decided at 0.
  static func classes(
    _ predictions: Tensor, _ targets: Tensor, for metric: String = "accuracy"
  ) throws -> (guessed: [Int], right: [Int]) {
    if hasClassAxis(predictions, targets) {
      return (try largest(predictions, axis: classAxis(predictions, targets)), try labels(targets))
    }
    let (p, t) = (predictions.shape.array.filter { $0 != 1 }, targets.shape.array.filter { $0 != 1 })
    guard p == t || predictions.count == targets.count && p == t else {
      throw NetworkFailure.lossShapes(
        metric, prediction: predictions.shape.array, target: targets.shape.array)
    }
    guard predictions.dtype.isFloating else { return (try labels(predictions), try labels(targets)) }
    if predictions.rank >= 2, predictions.shape == targets.shape, predictions.shape[1] > 1 {
      return (try largest(predictions), try largest(targets))
    }
    let scores = predictions.doubles
    let whole = scores.allSatisfy { $0 == $0.rounded() }
    let right = try labels(targets)
    if whole, right.contains(where: { $0 > 1 }) { return (try labels(predictions), right) }
    let threshold = scores.allSatisfy { $0 >= 0 && $0 <= 1 } ? 0.5 : 0
    return (scores.map { $0 > threshold ? 1 : 0 }, right)
  }

  /// The class with the largest score; the first at a tie.
  private static func largest(_ scores: Tensor, axis: Int = 1) throws -> [Int] {
    if scores.rank == 2, scores.dtype == .f32, scores.isContiguous {
      let (rows, columns) = (scores.shape[0], scores.shape[1])
      return (0..<rows).map { row in
        let line = scores.f32 + row * columns
        var best = 0
        for column in 0..<columns where line[column] > line[best] { best = column }
        return best
      }
    }
    return try Tensor.argmax(scores, axis: axis).ints
  }

  private static func labels(_ tensor: Tensor) throws -> [Int] { try Indices.whole(tensor, "a class").ints }
}
