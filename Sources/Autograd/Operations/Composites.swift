import Tensor
import Text

extension Ops {
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
