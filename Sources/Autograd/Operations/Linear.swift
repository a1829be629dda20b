import Catalog
import Tensor
import Text

extension Operations {
  static let linear: Operation = Operation(
    Descriptor(
      "linear", .functional, Wording("affine map of the last axis", "对最后一个轴做仿射变换"), formula: "y = x Wᵀ + b",
      parameters: [
        Parameter("x", .tensor, Wording(verbatim: "…×in"), aliases: ["input"]),
        Parameter("weight", .tensor, Wording(verbatim: "out×in")),
        Parameter("bias", .tensor, Wording(verbatim: "out"), default: .some(.none)),
      ], returns: Wording(verbatim: "…×out")),
    prepare: { inputs, attributes in (try Promotion.together(inputs), attributes) },
    shape: { types, _ in
      let bias = types.count > 2 ? types[2].shape : nil
      return [
        TensorType(try LinearAlgebra.linearShape(types[0].shape, types[1].shape, bias), types[0].dtype)
      ]
    },
    forward: { c in
      [try LinearAlgebra.linear(c.inputs[0], c.inputs[1], c.inputs.count > 2 ? c.inputs[2] : nil)]
    },
    gradient: .ternary { g, c in
      if !c.createsGraph, c.shape(0).rank == 2 { return try matrixGradients(g.tensor, c) }
      let dx = c.needs(0) ? try Ops.matmul(g, c.input(1)) : nil
      if c.shape(0).rank == 1 { return try vectorGradients(g, c, dx) }
      let flat = try rows(g)
      let dw = c.needs(1) ? try Ops.matmul(Ops.transpose(flat, 0, 1), rows(c.input(0))) : nil
      return (dx, dw, c.needs(2) ? try Ops.sum(flat, dims: [0]) : nil)
    },
    shortWay: .ternary { _, x, weight, bias in try Ops.linear(x, weight, bias) },
    checks: [.init([[5, 3], [2, 3], [2]]), .init([[2, 3, 4], [5, 4]]), .init([[3], [4, 3], [4]])])

  /// Of a batch of rows, in a pass that is not recorded.
  private static func matrixGradients(
    _ g: Tensor, _ c: BackwardContext
  ) throws -> (Variable?, Variable?, Variable?) {
    let dx = c.needs(0) ? Variable(try LinearAlgebra.matmul(g, c.input(1).tensor)) : nil
    let dw =
      c.needs(1) ? Variable(try LinearAlgebra.matmul(g, c.input(0).tensor, transposeA: true)) : nil
    return (dx, dw, c.needs(2) ? Variable(try LinearAlgebra.columnSums(g)) : nil)
  }

  private static func vectorGradients(
    _ g: Variable, _ c: BackwardContext, _ dx: Variable?
  ) throws -> (Variable?, Variable?, Variable?) {
    (dx, c.needs(1) ? try Ops.matmul(Ops.unsqueeze(g, 1), Ops.unsqueeze(c.input(0), 0)) : nil, g)
  }
}

extension Promotion {
  /// Floating tensors of one dtype.
  static func together(_ inputs: [Variable]) throws -> [Variable] {
    let dtype = inputs[0].dtype
    if dtype.isFloating, inputs.allSatisfy({ $0.dtype == dtype }) { return inputs }
    let target = common(inputs).isFloating ? common(inputs) : .f32
    return try inputs.map { $0.dtype == target ? $0 : try Ops.cast($0, target) }
  }
}

extension Ops {
  /// x Wᵀ + b on the last axis; weight out×in.
  public static func linear(_ x: Variable, _ weight: Variable, _ bias: Variable? = nil) throws -> Variable {
    let dtype = x.dtype
    guard dtype.isFloating, weight.dtype == dtype, bias == nil || bias?.dtype == dtype else {
      return try Executor.single(Operations.linear, bias.map { [x, weight, $0] } ?? [x, weight])
    }
    let result = try LinearAlgebra.linear(x.tensor, weight.tensor, bias?.tensor)
    if let bias { return Executor.record(Operations.linear, x, weight, bias, result) }
    return Executor.record(Operations.linear, x, weight, result)
  }
}
