import Catalog
import Tensor
import Text

extension Operations {
  static let solve: Operation = Operation(
    Descriptor(
      "solve", .linearAlgebra, Wording("solves the linear equations A x = b", "解线性方程组 A x = b"),
      formula: "x = A⁻¹ b",
      parameters: [
        Parameter("a", .tensor, Wording(verbatim: "n×n"), aliases: ["A"]),
        Parameter("b", .tensor, Wording("n or n×m", "n 或 n×m"), aliases: ["B"]),
      ], returns: Wording("the shape of b", "形状与 b 相同"),
      examples: [
        Example("solve([[2, 0], [0, 4]], [2, 2])", "[1, 0.5]"),
        Example("solve([[0, 1], [1, 0]], eye(2))", "[[0, 1], [1, 0]]"),
      ], notes: Wording("solve(A, eye(n)) is the inverse of A.", "solve(A, eye(n)) 就是 A 的逆矩阵。")),
    prepare: { inputs, attributes in
      let (a, b) = try Promotion.promoted(inputs[0], inputs[1], floating: true)
      return ([a, b], attributes)
    },
    shape: { types, _ in
      _ = try LinearAlgebra.solvableSize(types[0].shape, types[1].shape)
      return [types[1]]
    },
    forward: { [try LinearAlgebra.solve($0.inputs[0], $0.inputs[1])] },
    gradient: .rule { c in
      guard let g = c.gradient else { return [] }
      // db = A⁻ᵀ g, dA = -db xᵀ.
      let right = try Ops.solve(Ops.transpose(c.input(0), 0, 1), g)
      guard c.needs(0) else { return [nil, right] }
      let x = try Ops.solve(c.input(0), c.input(1))
      let isVector = x.shape.rank == 1
      let column = try isVector ? Ops.unsqueeze(right, 1) : right
      let row = try isVector ? Ops.unsqueeze(x, 0) : Ops.transpose(x, 0, 1)
      return [try Ops.negate(Ops.matmul(column, row)), right]
    },
    checks: [.init([[3, 3], [3]]), .init([[2, 2], [2, 3]]), .init([[1, 1], [1]], range: 1...2)])
}

extension Ops {
  /// x of A x = b.
  public static func solve(_ a: Variable, _ b: Variable) throws -> Variable {
    try Executor.single(Operations.solve, [a, b])
  }
}
