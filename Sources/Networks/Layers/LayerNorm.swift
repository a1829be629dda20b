import Autograd
import Catalog
import Tensor

/// Normalises each sample over its last axes.
public final class LayerNorm: Layer {
  private let shape: [Int]
  private let eps: Double
  public let weight: Variable?
  public let bias: Variable?

  public init(_ shape: [Int], eps: Double = 1e-5, affine: Bool = true, bias hasBias: Bool = true) throws {
    try Sizes.positive(shape, "layer_norm")
    self.shape = shape
    self.eps = eps
    weight = affine ? try Parameters.filled(shape, 1) : nil
    bias = affine && hasBias ? try Parameters.filled(shape, 0) : nil
    super.init(kind: "layer_norm")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    (weight.map { [("weight", $0)] } ?? []) + (bias.map { [("bias", $0)] } ?? [])
  }

  public override var detail: String { shape.count == 1 ? "\(shape[0])" : "\(shape)" }

  public override func forward(_ x: Variable) throws -> Variable {
    guard x.shape.rank >= shape.count, Array(x.shape.suffix(shape.count)) == shape else {
      throw NetworkFailure.layerNormInput("layer_norm(\(detail))", expected: shape, got: x.shape.array)
    }
    return try Ops.layerNorm(x, normalizedShape: shape, weight: weight, bias: bias, eps: eps)
  }

  public override func flops(input: [Int], output: [Int]) -> Int { 7 * Sizes.product(output) }

  static let builtin = Builtin(
    Descriptor(
      "layer_norm", .layer, "Layer normalization (层归一化): each sample to mean 0 and deviation 1",
      formula: "y = γ (x - μ) / √(σ² + ε) + β, over the last axes",
      parameters: [
        Parameter(
          "shape", .integers, "the axes normalised over: one size or several", aliases: ["normalized_shape"]),
        Parameter("eps", .number, "added to the variance", default: .number(1e-5)),
        Parameter("affine", .bool, "learn γ and β", default: .bool(true), aliases: ["elementwise_affine"]),
        Parameter("bias", .bool, "learn β", default: .bool(true)),
      ],
      returns: "a layer of the input's shape",
      examples: [Example("shape(layer_norm(8)(randn(2, 5, 8)))", "(2, 5, 8)")])
  ) { arguments in
    .object(
      try LayerNorm(
        arguments[0].ints ?? [], eps: arguments[1].double ?? 1e-5, affine: arguments[2].bool ?? true,
        bias: arguments[3].bool ?? true))
  }
}
