import Autograd
import Catalog
import Tensor
import Text

/// Which steps of padded sequences count.
enum SequenceMask {
  static let builtin = Builtin(
    Descriptor(
      "sequence_mask", .functional,
      Wording("Which steps of a batch of sequences count, from their lengths", "由长度得出一批序列中哪些步计入（掩码）"),
      formula: "m_{n,t} = t < lengths_n",
      parameters: [
        Parameter("lengths", .any, Wording("one per sequence", "每个序列一个")),
        Parameter(
          "steps", .integer, Wording("T; none: the longest", "T；none：最长的"), default: Argument.none,
          aliases: ["maxlen"]),
      ], returns: Wording("N×T, true where a step counts", "N×T，计入的步为 true"),
      examples: [Example("sequence_mask([1, 3])", "[[true, false, false], [true, true, true]]")],
      notes: Wording(
        "For attention, unsqueeze(mask, 1) is N×1×T: every query sees the steps that count.",
        "用于注意力时，unsqueeze(mask, 1) 是 N×1×T：每个查询都看到计入的步。"))
  ) { arguments in
    guard let lengths = arguments[0].ints, let longest = lengths.max(), lengths.allSatisfy({ $0 >= 0 }) else {
      throw NetworkFailure.notLengths(got: arguments[0].kindInWords)
    }
    let isHollow = arguments[0].tensor?.isHollow ?? false
    if isHollow, arguments[1].isNone { throw UnknownShape() }
    let steps = arguments[1].int ?? longest
    guard steps >= longest else {
      throw NetworkFailure.sizeOutOfRange("sequence_mask", "steps", [steps], minimum: longest)
    }
    let mask = try Tensor(empty: try Shape.checked([lengths.count, steps]), .bool, hollow: isHollow)
    if mask.isHollow { return .object(Variable(mask)) }
    for (row, end) in lengths.enumerated() {
      for step in 0..<steps { mask.bool[row * steps + step] = step < end }
    }
    return .object(Variable(mask))
  }
}
