import Autograd
import Catalog
import Tensor
import Text

/// Normalises each sample within groups of channels.
public final class GroupNorm: Layer {
  private let groups: Int
  private let channels: Int
  private let eps: Double
  public let weight: Variable?
  public let bias: Variable?

  public init(
    _ groups: Int, _ channels: Int, eps: Double = 1e-5, affine: Bool = true, bias hasBias: Bool = true
  )
    throws
  {
    try Sizes.positive([groups, channels], "group_norm")
    try Conv2D.checkGroups(groups, channels, channels, "group_norm")
    self.groups = groups
    self.channels = channels
    self.eps = eps
    weight = affine ? try Parameters.filled([channels], 1) : nil
    bias = affine && hasBias ? try Parameters.filled([channels], 0) : nil
    super.init(kind: "group_norm")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    (weight.map { [("weight", $0)] } ?? []) + (bias.map { [("bias", $0)] } ?? [])
  }

  public override var readable: [(name: String, value: Argument)] {
    [
      ("num_groups", Sizes.argument(groups)), ("num_channels", Sizes.argument(channels)),
      ("eps", .number(eps)), ("affine", .bool(weight != nil)),
    ]
  }

  public override var detail: String { "\(groups), \(channels)" }

  public override func forward(_ x: Variable) throws -> Variable {
    guard x.shape.rank >= 2, x.shape[1] == channels else {
      throw SizeOrigin.fault(
        .normalizationInput("group_norm(\(detail))", features: channels, got: x.shape.array), x, axis: 1,
        of: self)
    }
    return try Ops.groupNorm(x, groups: groups, weight: weight, bias: bias, eps: eps)
  }

  public override func flops(input: [Int], output: [Int]) -> Int { 7 * Sizes.product(output) }

  static let builtin = Builtin(
    Descriptor(
      "group_norm", .layer,
      Wording(
        "Group normalization: each group of channels of a sample to mean 0, deviation 1",
        "组归一化 (group normalization)：样本的每组通道变为均值 0、标准差 1"),
      parameters: [
        Parameter("groups", .integer, Wording("number of groups", "组数"), aliases: ["num_groups"]),
        Parameter("channels", .integer, Wording("number of channels", "通道数"), aliases: ["num_channels"]),
        Parameter("eps", .number, Wording("added to the variance", "加到方差上的数"), default: .number(1e-5)),
        Parameter(
          "affine", .bool, Wording("learn γ and β per channel", "每个通道学习 γ 和 β"), default: .bool(true)),
        Parameter("bias", .bool, Wording("learn β", "学习 β"), default: .bool(true), keywordOnly: true),
      ],
      returns: Wording("a layer of the input's shape", "层，形状与输入相同"),
      examples: [Example("shape(group_norm(2, 4)(randn(3, 4, 5, 5)))", "(3, 4, 5, 5)")])
  ) { arguments in
    .object(
      try GroupNorm(
        arguments[0].int ?? 0, arguments[1].int ?? 0, eps: arguments[2].double ?? 1e-5,
        affine: arguments[3].bool ?? true, bias: arguments[4].bool ?? true))
  }
}
