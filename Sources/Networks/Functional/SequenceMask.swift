import Autograd
import Catalog
import Tensor

/// Which steps of padded sequences count.
enum SequenceMask {
  static let builtin = Builtin(
    Descriptor(
      "sequence_mask", .functional, "Which steps of a batch of sequences count (掩码), from their lengths",
      formula: "m_{n,t} = t < lengths_n",
      parameters: [
        Parameter("lengths", .any, "one per sequence"),
        Parameter("steps", .integer, "T; none: the longest", default: Argument.none, aliases: ["maxlen"]),
      ], returns: "N×T, true where a step counts",
      examples: [Example("sequence_mask([1, 3])", "[[true, false, false], [true, true, true]]")],
      notes: "For attention, unsqueeze(mask, 1) is N×1×T: every query sees the steps that count.")
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
