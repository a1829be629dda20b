import Autograd
import Catalog
import Tensor

/// Which keys each query may look at.
struct AttentionMasks {
  /// A step sees no later one.
  var isCausal = false
  /// T×S or N×T×S: true or 1 where attention is allowed; other numbers are added to the scores.
  var allowed: Variable?
  /// PyTorch's attn_mask, T×S or N·heads×T×S: true where attention is not allowed; floats are added to the scores.
  var excluded: Variable?
  /// PyTorch's key_padding_mask, N×S: true where a key is padding; floats are added to the scores.
  var padding: Variable?
  /// Keys from there on are padding.
  var ends: SequenceLengths?

  /// Stands for -∞: a row that sees nothing then gives a mean instead of no number.
  private static let never = Float(-1e9)

  /// - Parameters:
  ///   - scores: N×heads×T×(S + extra).
  ///   - extra: keys beyond the sequence, which every query sees.
  func apply(to scores: Variable, extra: Int) throws -> Variable {
    let (count, heads, steps) = (scores.shape[0], scores.shape[1], scores.shape[2])
    let sources = scores.shape[3] - extra
    var result = scores
    func add(_ bias: Tensor) throws {
      var bias = try bias.cast(to: scores.dtype)
      if extra > 0 {
        let none = Array(repeating: 0, count: bias.rank)
        bias = try bias.pad(before: none, after: Array(none.dropLast()) + [extra], value: 0)
      }
      result = try Ops.add(result, Variable(bias))
    }
    if isCausal {
      let values = (0..<steps).flatMap { t in
        (0..<sources).map { $0 <= t ? Float(0) : AttentionMasks.never }
      }
      try add(try Tensor.from(values, [steps, sources]))
    }
    if let allowed { try add(try AttentionMasks.spread(allowed, count, steps, sources)) }
    if let excluded { try add(try AttentionMasks.spread(excluded, count, heads, steps, sources)) }
    if let padding { try add(try AttentionMasks.spread(padding, count, sources)) }
    if let ends {
      let keys = try ends.keyMask(steps: sources)
      try add(try AttentionMasks.bias(keys) { $0 != 0 }.reshaped([count, 1, 1, sources]))
    }
    return result
  }

  private static func spread(_ mask: Variable, _ count: Int, _ steps: Int, _ sources: Int) throws -> Tensor {
    let shapes = [[steps, sources], [count, steps, sources], [count, 1, sources]]
    let given = try checked(mask, shapes)
    let values = given.dtype.isFloating ? given.doubles : []
    // Floats of 0 and 1 say what is allowed; others are added as they are.
    let isAdded = given.dtype.isFloating && !(values.contains(1) && values.allSatisfy { $0 == 0 || $0 == 1 })
    let bias = isAdded ? given : try bias(given) { $0 != 0 }
    return bias.rank == 3 ? try bias.unsqueezed(1) : bias
  }

  private static func spread(
    _ mask: Variable, _ count: Int, _ heads: Int, _ steps: Int, _ sources: Int
  ) throws -> Tensor {
    let given = try checked(mask, [[steps, sources], [count * heads, steps, sources]])
    let bias = given.dtype.isFloating ? given : try bias(given) { $0 == 0 }
    return bias.rank == 3 ? try bias.reshaped([count, heads, steps, sources]) : bias
  }

  private static func spread(_ mask: Variable, _ count: Int, _ sources: Int) throws -> Tensor {
    let given = try checked(mask, count == 1 ? [[count, sources], [sources]] : [[count, sources]])
    let bias = given.dtype.isFloating ? given : try bias(given) { $0 == 0 }
    return try bias.reshaped([count, 1, 1, sources])
  }

  private static func checked(_ mask: Variable, _ shapes: [[Int]]) throws -> Tensor {
    guard shapes.contains(mask.shape.array) else {
      throw NetworkFailure.attentionMask(expected: shapes, got: mask.shape.array)
    }
    return try mask.tensor.contiguous()
  }

  private static func bias(_ mask: Tensor, _ isAllowed: (Double) -> Bool) throws -> Tensor {
    try Tensor.from(mask.doubles.map { isAllowed($0) ? Float(0) : never }, mask.shape)
  }
}
