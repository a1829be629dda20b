/// How often each class was right, guessed and meant; counts of several batches add up.
struct ClassCounts {
  private(set) var hits: [Int] = []
  private(set) var guessed: [Int] = []
  private(set) var meant: [Int] = []

  /// Class indices; samples with the label ``Scores/ignored`` do not count.
  init(guessed guesses: [Int], meant labels: [Int], classes: Int = 0) {
    grow(to: classes)
    for (guess, label) in zip(guesses, labels) where label != Scores.ignored {
      grow(to: max(guess, label) + 1)
      guessed[guess] += 1
      meant[label] += 1
      if guess == label { hits[label] += 1 }
    }
  }

  var classes: Int { hits.count }

  static func + (left: ClassCounts, right: ClassCounts) -> ClassCounts {
    var sum = left
    sum.grow(to: right.classes)
    for index in 0..<right.classes {
      sum.hits[index] += right.hits[index]
      sum.guessed[index] += right.guessed[index]
      sum.meant[index] += right.meant[index]
    }
    return sum
  }

  private mutating func grow(to classes: Int) {
    guard classes > self.classes else { return }
    let more = Array(repeating: 0, count: classes - self.classes)
    hits += more
    guessed += more
    meant += more
  }
}

/// Precision, recall and F1, as scikit-learn defines them; 0 where a divisor is 0.
enum ClassScore: String, CaseIterable {
  case precision, recall, f1

  /// How the scores of the classes become one.
  enum Average: String, CaseIterable {
    /// Of class 1, where the classes are 0 and 1; else as macro.
    case auto
    /// Of class 1.
    case binary
    /// The mean over the classes that occur.
    case macro
    /// Over the counts of all classes together.
    case micro
    /// The mean over the classes, weighted by how often each is meant.
    case weighted
  }

  /// Of each class.
  func each(_ counts: ClassCounts) -> [Double] {
    (0..<counts.classes).map { value(counts.hits[$0], counts.guessed[$0], counts.meant[$0]) }
  }

  /// - Throws: ``NetworkFailure/binaryAverage(_:classes:)`` for the binary average of other classes than 0 and 1.
  func one(_ counts: ClassCounts, _ average: Average) throws -> Double {
    let each = each(counts)
    let occurring = each.indices.filter { counts.guessed[$0] + counts.meant[$0] > 0 }
    let isBinary = counts.classes <= 2
    switch average {
    case .auto where isBinary, .binary:
      guard isBinary else { throw NetworkFailure.binaryAverage(rawValue, classes: counts.classes) }
      return each.count > 1 ? each[1] : 0
    case .auto, .macro:
      return occurring.isEmpty ? 0 : occurring.reduce(0) { $0 + each[$1] } / Double(occurring.count)
    case .micro:
      return value(
        counts.hits.reduce(0, +), counts.guessed.reduce(0, +), counts.meant.reduce(0, +))
    case .weighted:
      let total = counts.meant.reduce(0, +)
      return total == 0
        ? 0 : each.indices.reduce(0) { $0 + each[$1] * Double(counts.meant[$1]) } / Double(total)
    }
  }

  private func value(_ hits: Int, _ guessed: Int, _ meant: Int) -> Double {
    let (share, whole) =
      switch self {
      case .precision: (hits, guessed)
      case .recall: (hits, meant)
      case .f1: (2 * hits, guessed + meant)
      }
    return whole == 0 ? 0 : Double(share) / Double(whole)
  }
}
