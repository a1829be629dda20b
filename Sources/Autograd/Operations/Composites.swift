import Tensor
import Text

extension Ops {
  /// Elements kept within bounds; the gradient is 1 within them, both included, and 0 outside, as in PyTorch.
  public static func clamp(_ x: Variable, min low: Variable?, max high: Variable?) throws -> Variable {
    var result = x
    if let low {
      let (a, b) = try Promotion.promoted(result, low, floating: false)
      result = try `where`(greaterEqual(a, b), a, b)
    }
    if let high {
      let (a, b) = try Promotion.promoted(result, high, floating: false)
      result = try `where`(lessEqual(a, b), a, b)
    }
    return result
  }

  public static func clamp(_ x: Variable, min low: Double? = nil, max high: Double? = nil) throws -> Variable
  {
    try clamp(x, min: low.map { try .number($0) }, max: high.map { try .number($0) })
  }

  /// Every element of one vector times every element of another.
  public static func outer(_ a: Variable, _ b: Variable) throws -> Variable {
    guard a.shape.rank == 1 else {
      throw AutogradFailure.wrongRank("outer", expected: Wording("vectors", "向量"), a.shape)
    }
    guard b.shape.rank == 1 else {
      throw AutogradFailure.wrongRank("outer", expected: Wording("vectors", "向量"), b.shape)
    }
    let (rows, columns) = (a.shape[0], b.shape[0])
    return try multiply(broadcastTo(reshape(a, [rows, 1]), [rows, columns]), b)
  }

  /// The sum of the products of two vectors.
  public static func dot(_ a: Variable, _ b: Variable) throws -> Variable {
    guard a.shape.rank == 1 else {
      throw AutogradFailure.wrongRank("dot", expected: Wording("vectors", "向量"), a.shape)
    }
    guard a.shape == b.shape else { throw AutogradFailure.incompatible("dot", a.shape, b.shape) }
    return try sum(multiply(a, b))
  }
}
