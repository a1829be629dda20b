import Tensor

/// The gradients of (x − mean)/√(variance + ε)·scale + shift, written with differentiable operations: what the
/// fused kernels of the three norms compute, in the form that can be differentiated again.
enum NormGradient {
  /// - Parameters:
  ///   - axes: those the statistics are taken over.
  ///   - scale: broadcastable to x; nil: 1.
  static func composed(
    _ g: Variable, _ x: Variable, scale: Variable?, axes: [Int], epsilon: Double
  ) throws -> (input: Variable, normalized: Variable) {
    let centred = try Ops.subtract(x, Ops.mean(x, dims: axes, keepDims: true))
    let variance = try Ops.mean(Ops.multiply(centred, centred), dims: axes, keepDims: true)
    let rstd = try Ops.divide(Ops.scalar(1, like: x), Ops.sqrt(Ops.add(variance, epsilon)))
    let normalized = try Ops.multiply(centred, rstd)
    let h = try scale.map { try Ops.multiply(g, $0) } ?? g
    let along = try Ops.mean(Ops.multiply(h, normalized), dims: axes, keepDims: true)
    let rest = try Ops.subtract(h, Ops.mean(h, dims: axes, keepDims: true))
    let input = try Ops.multiply(Ops.subtract(rest, Ops.multiply(normalized, along)), rstd)
    return (input, normalized)
  }

  /// Scale and shift have one element for each of `size` places.
  static func check(_ types: [TensorType], from first: Int, shape: Shape, _ name: String) throws {
    for (index, parameter) in ["weight", "bias"].enumerated() where first + index < types.count {
      let got = types[first + index].shape
      guard got == shape else {
        throw NeuralFailure.parameterSize(name, parameter, expected: shape, got: got)
      }
    }
  }
}
