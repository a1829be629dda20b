import Catalog
import Tensor
import Text

/// Draws positions with given probabilities.
enum Multinomial {
  static let builtin = Builtin(
    tensor: Descriptor(
      "multinomial", .random, Wording("positions drawn with the given probabilities", "按给定的概率抽取位置"),
      parameters: [
        Parameter(
          "p", .tensor,
          Wording("probabilities or other weights of at least 0, C or N×C", "概率，或其他不小于 0 的权重，C 或 N×C"),
          aliases: ["input"]),
        Parameter(
          "num_samples", .integer, Wording("how many to draw", "抽取多少个"), default: .number(1), aliases: ["n"]),
        Parameter(
          "replacement", .bool, Wording("a position may come more than once", "同一位置可以抽到多次"),
          default: .bool(false)),
      ], returns: Wording("i64, num_samples or N×num_samples", "i64，num_samples 或 N×num_samples"),
      examples: [Example("multinomial([0, 1, 0])", "[1]"), Example("sum(multinomial([1, 1, 1], 3))", "3")])
  ) { a in
    let weights = try a.tensor(0).tensor
    let count = try a.int(1, default: 1)
    guard weights.rank == 1 || weights.rank == 2, let classes = weights.shape.last, classes > 0, count > 0
    else {
      throw invalid(
        Wording(
          "it takes C or N×C weights and draws at least one, not from shape \(weights.shape.text)",
          "需要 C 或 N×C 个权重并至少抽取一个，得到的形状是 \(weights.shape.text)"))
    }
    let shape = weights.rank == 1 ? [count] : [weights.shape[0], count]
    if weights.isHollow { return Variable(try .hollow(Shape.checked(shape), .i64)) }
    guard Double(weights.count / classes) * Double(count) * 16 < Double(Memory.available) else {
      throw TensorFailure.tooManyElements(weights.shape.array.dropLast() + [count])
    }
    let values = weights.doubles
    var drawn: [Int64] = []
    for start in stride(from: 0, to: values.count, by: classes) {
      drawn += try draw(Array(values[start..<start + classes]), count, replaces: a.bool(2))
    }
    return Variable(try Tensor.from(drawn, Shape.checked(shape)))
  }

  private static func draw(_ given: [Double], _ count: Int, replaces: Bool) throws -> [Int64] {
    guard given.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw invalid(Wording("weights are numbers of at least 0", "权重应为不小于 0 的数"))
    }
    var weights = given
    return try (0..<count).map { turn in
      if turn % 4096 == 0 { try Hosting.checkInterruption() }
      let total = weights.reduce(0, +)
      guard total > 0 else {
        throw invalid(
          Wording("too few weights above 0 to draw \(count)", "大于 0 的权重不足以抽取 \(count) 个"))
      }
      let mark = RandomGenerator.shared.uniform() * total
      var sum = 0.0
      // The last one that can be drawn serves where rounding leaves the mark beyond the sum.
      let last = weights.lastIndex { $0 > 0 } ?? 0
      let place =
        weights.indices.first {
          sum += weights[$0]; return sum > mark
        } ?? last
      if !replaces { weights[place] = 0 }
      return Int64(place)
    }
  }

  private static func invalid(_ reason: Wording) -> TensorFailure {
    TensorFailure.invalid(operation: "multinomial", reason)
  }
}
