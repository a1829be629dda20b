import Catalog
import Tensor
import Text

extension Operations {
  enum Triangle { case lower, upper }

  static let lowerTriangle = triangle(.lower)
  static let upperTriangle = triangle(.upper)

  private static func triangle(_ part: Triangle) -> Operation {
    let name = part == .lower ? "tril" : "triu"
    return Operation(
      Descriptor(
        name, .linearAlgebra,
        Wording(
          "the \(part == .lower ? "lower" : "upper") triangle of a matrix, 0 elsewhere",
          "矩阵的\(part == .lower ? "下" : "上")三角部分，其余为 0"),
        parameters: [
          Parameter(
            "x", .tensor, Wording("at least two axes; the last two are the matrix", "至少两个轴；最后两个轴是矩阵"),
            aliases: ["input"]),
          Parameter(
            "diagonal", .integer, Wording("0 the main one, above it positive", "0 是主对角线，往上为正"),
            default: .number(0), aliases: ["k"]),
        ], returns: Wording("the shape of x", "形状与 x 相同"),
        examples: [
          Example("\(name)([[1, 2], [3, 4]])", part == .lower ? "[[1, 0], [3, 4]]" : "[[1, 2], [0, 4]]")
        ]),
      shape: { types, _ in
        guard types[0].shape.rank >= 2 else {
          throw AutogradFailure.wrongRank(name, expected: Wording("a matrix", "矩阵"), types[0].shape)
        }
        return types
      },
      forward: { c in
        let diagonal = c.attributes.int(0, default: 0)
        return [part == .lower ? try c.inputs[0].tril(diagonal) : try c.inputs[0].triu(diagonal)]
      },
      gradient: .unary { g, c in
        try Executor.single(part == .lower ? lowerTriangle : upperTriangle, [g], c.attributes)
      },
      checks: [.init([[3, 4]]), .init([[2, 4, 3]], [.int(1)]), .init([[5, 5]], [.int(-2)])])
  }
}

extension Ops {
  /// The lower triangle of the last two axes, 0 above the given diagonal.
  public static func tril(_ x: Variable, diagonal: Int = 0) throws -> Variable {
    try Executor.single(Operations.lowerTriangle, [x], [.int(diagonal)])
  }

  /// The upper triangle of the last two axes, 0 below the given diagonal.
  public static func triu(_ x: Variable, diagonal: Int = 0) throws -> Variable {
    try Executor.single(Operations.upperTriangle, [x], [.int(diagonal)])
  }
}
