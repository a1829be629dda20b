import Catalog
import Tensor
import Text

extension Operations {
  static let matmul: Operation = Operation(
    Descriptor(
      "matmul", .linearAlgebra, Wording("matrix product, written `a @ b`", "矩阵乘积，写作 `a @ b`"),
      formula: "Cᵢⱼ = Σₖ Aᵢₖ Bₖⱼ",
      parameters: [
        Parameter("a", .tensor, Wording("M×K, K, or a batch …×M×K", "M×K、K，或一批 …×M×K"), aliases: ["input"]),
        Parameter("b", .tensor, Wording("K×N, K, or a batch …×K×N", "K×N、K，或一批 …×K×N"), aliases: ["other"]),
      ], returns: Wording("M×N; a vector's axis is dropped", "M×N；向量的轴会去掉"),
      examples: [
        Example("[[1, 2], [3, 4]] @ [[5, 6], [7, 8]]", "[[19, 22], [43, 50]]"),
        Example("matmul([1, 2], [3, 4])", "11"),
      ], notes: Wording("Leading axes are batches and broadcast as in PyTorch.", "前面的轴是批量，按 PyTorch 的规则广播。")),
    symbol: "@",
    prepare: { inputs, attributes in
      let (a, b) = try Promotion.promoted(inputs[0], inputs[1], floating: false)
      if a.dtype == .bool { return ([try Ops.cast(a, .i64), try Ops.cast(b, .i64)], attributes) }
      return ([a, b], attributes)
    },
    shape: { types, _ in
      [TensorType(try LinearAlgebra.productShape(types[0].shape, types[1].shape), types[0].dtype)]
    },
    forward: { [try LinearAlgebra.matmul($0.inputs[0], $0.inputs[1])] },
    gradient: .binary { g, c in
      if !c.createsGraph, c.rank(0) <= 2, c.rank(1) <= 2, c.rank(0) + c.rank(1) > 2 {
        return try matrixGradients(g.tensor, c)
      }
      return (
        c.needs(0) ? try leftGradient(g, c.shape(0), c.input(1)) : nil,
        c.needs(1) ? try rightGradient(g, c.input(0), c.shape(1)) : nil
      )
    },
    shortWay: .binary { _, a, b in try Ops.matmul(a, b) },
    checks: [
      .init([[3, 5], [5, 2]]), .init([[4], [4]]), .init([[3, 4], [4]]), .init([[3], [3, 2]]),
      .init([[2, 3, 4], [4, 5]]), .init([[2, 1, 3, 2], [3, 2, 1]]), .init([[4], [2, 4, 3]]),
      .init([[3, 2, 4], [4]]),
    ])

  /// Of two matrices, or a matrix and a vector, in a pass that is not recorded.
  private static func matrixGradients(
    _ g: Tensor, _ c: BackwardContext
  ) throws -> (Variable?, Variable?) {
    if c.rank(1) == 1 {
      return (
        c.needs(0) ? Variable(try outer(g, c.input(1).tensor)) : nil,
        c.needs(1) ? Variable(try LinearAlgebra.matmul(g, c.input(0).tensor)) : nil
      )
    }
    let da =
      c.needs(0)
      ? try c.withInput(1) { Variable(try LinearAlgebra.matmul(g, $0.tensor, transposeB: true)) } : nil
    guard c.needs(1) else { return (da, nil) }
    let a = c.input(0).tensor
    if a.rank == 2 { return (da, Variable(try LinearAlgebra.matmul(a, g, transposeA: true))) }
    return (da, Variable(try outer(a, g)))
  }

  private static func outer(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try LinearAlgebra.matmul(a.unsqueezed(1), b.unsqueezed(0))
  }

  /// dA = g·Bᵀ, summed over the batches A was repeated for.
  private static func leftGradient(_ g: Variable, _ a: Shape, _ b: Variable) throws -> Variable {
    let column = b.shape.rank == 1
    var g = column ? try Ops.unsqueeze(g, -1) : g
    if a.rank == 1 { g = try Ops.unsqueeze(g, -2) }
    let b = try column ? Ops.unsqueeze(b, 0) : Ops.transpose(b, -1, -2)
    return try folded(try Ops.matmul(g, b), to: a)
  }

  /// dB = Aᵀ·g, summed over the batches B was repeated for.
  private static func rightGradient(_ g: Variable, _ a: Variable, _ b: Shape) throws -> Variable {
    var g = b.rank == 1 ? try Ops.unsqueeze(g, -1) : g
    if a.shape.rank == 1 { g = try Ops.unsqueeze(g, -2) }
    var a = a
    // One tall product instead of a batch of products that are then added.
    if b.rank <= 2, a.shape.rank > 2 {
      a = try rows(a)
      g = try rows(g)
    }
    let left = try a.shape.rank == 1 ? Ops.unsqueeze(a, -1) : Ops.transpose(a, -1, -2)
    return try folded(try Ops.matmul(left, g), to: b)
  }

  /// All axes but the last as one.
  static func rows(_ x: Variable) throws -> Variable {
    let size = x.shape[x.shape.rank - 1]
    if x.shape.rank == 2 { return x }
    return try Ops.reshape(x, [size == 0 ? 0 : x.shape.elementCount / size, size])
  }

  private static func folded(_ x: Variable, to shape: Shape) throws -> Variable {
    if x.shape == shape { return x }
    // A vector's product still has the axis that was added.
    var wanted = shape
    if shape.rank == 1 {
      let isRow = x.shape[x.shape.rank - 1] == shape[0] && x.shape[x.shape.rank - 2] == 1
      wanted = isRow ? [1, shape[0]] : [shape[0], 1]
    }
    let summed = x.shape == wanted ? x : try Ops.sum(x, to: wanted)
    return wanted == shape ? summed : try Ops.reshape(summed, shape.array)
  }
}

extension Ops {
  /// PyTorch's `matmul`, vectors and batches included.
  public static func matmul(_ a: Variable, _ b: Variable) throws -> Variable {
    guard a.dtype == b.dtype, a.dtype.isFloating else {
      return try Executor.single(Operations.matmul, [a, b])
    }
    let result = try a.withTensor { x in try b.withTensor { y in try LinearAlgebra.matmul(x, y) } }
    return Executor.record(Operations.matmul, a, b, result)
  }
}
