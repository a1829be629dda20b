import Autograd
import Catalog
import Tensor
import Text

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

  public override var readable: [(name: String, value: Argument)] {
    [
      ("normalized_shape", .tuple(shape.map { Sizes.argument($0) })), ("eps", .number(eps)),
      ("elementwise_affine", .bool(weight != nil)),
    ]
  }

  public override var detail: String { shape.count == 1 ? "\(shape[0])" : "\(shape)" }

  public override func forward(_ x: Variable) throws -> Variable {
    guard x.shape.rank >= shape.count, Array(x.shape.suffix(shape.count)) == shape else {
      let axis = zip(x.shape.array.reversed(), shape.reversed()).prefix { $0 == $1 }.count + 1
      throw SizeOrigin.fault(
        .layerNormInput("layer_norm(\(detail))", expected: shape, got: x.shape.array), x,
        axis: x.shape.rank - axis, of: self)
    }
    return try Ops.layerNorm(x, normalizedShape: shape, weight: weight, bias: bias, eps: eps)
  }

  public override func flops(input: [Int], output: [Int]) -> Int { 7 * Sizes.product(output) }

  static let builtin = Builtin(
    Descriptor(
      "layer_norm", .layer,
      Wording(
        "Layer normalization: each sample to mean 0 and deviation 1",
        "层归一化 (layer normalization)：每个样本变为均值 0、标准差 1"),
      formula: "y = γ (x - μ) / √(σ² + ε) + β, over the last axes",
      parameters: [
        Parameter(
          "shape", .integers, Wording("the axes normalised over: one size or several", "归一化的轴的大小：一个或几个"),
          aliases: ["normalized_shape"]),
        Parameter("eps", .number, Wording("added to the variance", "加到方差上的数"), default: .number(1e-5)),
        Parameter(
          "affine", .bool, Wording("learn γ and β", "学习 γ 和 β"), default: .bool(true),
          aliases: ["elementwise_affine"]),
        Parameter("bias", .bool, Wording("learn β", "学习 β"), default: .bool(true)),
      ],
      returns: Wording("a layer of the input's shape", "层，形状与输入相同"),
      examples: [Example("shape(layer_norm(8)(randn(2, 5, 8)))", "(2, 5, 8)")])
  ) { arguments in
    .object(
      try LayerNorm(
        arguments[0].ints ?? [], eps: arguments[1].double ?? 1e-5, affine: arguments[2].bool ?? true,
        bias: arguments[3].bool ?? true))
  }
}
