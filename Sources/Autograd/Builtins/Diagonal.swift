import Catalog
import Tensor
import Text

/// `diag`.
enum Diagonal {
  static let builtin = Builtin(
    tensor: Descriptor(
      "diag", .linearAlgebra,
      Wording("a vector on the diagonal of a matrix, or the diagonal of a matrix", "把向量放到矩阵的对角线上，或取出矩阵的对角线"),
      parameters: [
        Parameter("x", .tensor, Wording("a vector or a matrix", "向量或矩阵"), aliases: ["input"]),
        Parameter(
          "diagonal", .integer, Wording("0: the main one; above it positive", "0：主对角线；上方为正"),
          default: .number(0)),
      ], examples: [Example("diag([1, 2])", "[[1, 0], [0, 2]]"), Example("diag([[1, 2], [3, 4]])", "[1, 4]")])
  ) { a in try Ops.diag(a.tensor(0), diagonal: a.int(1, default: 0)) }
}

extension Ops {
  /// A vector on a diagonal of a matrix of zeros, or a diagonal of a matrix; above the main one `diagonal` is positive.
  public static func diag(_ x: Variable, diagonal: Int = 0) throws -> Variable {
    let (down, right) = (Swift.max(-diagonal, 0), Swift.max(diagonal, 0))
    switch x.shape.rank {
    case 1:
      let side = try Shape.checked([x.shape[0] + down + right])[0]
      let places = (0..<x.shape[0]).map { Int64(($0 + down) * side + $0 + right) }
      let index = Variable(try Tensor.from(places, [places.count]))
      _ = try Shape.checked([side, side])
      return try reshape(indexAdd(x, index, dim: 0, size: side * side), [side, side])
    case 2:
      let (rows, columns) = (x.shape[0], x.shape[1])
      let length = Swift.max(0, Swift.min(rows - down, columns - right))
      let places = (0..<length).map { Int64(($0 + down) * columns + $0 + right) }
      return try indexSelect(
        reshape(x, [-1]), dim: 0, Variable(try Tensor.from(places, [places.count])))
    default:
      throw BuiltinFailure.expected(Wording("a vector or a matrix", "向量或矩阵"), 0)
    }
  }
}
