import Autograd
import Catalog
import Tensor

/// Normalises each sample within groups of channels.
public final class GroupNorm: Layer {
  private let groups: Int
  private let channels: Int
  private let eps: Double
  public let weight: Variable?
  public let bias: Variable?

  public init(_ groups: Int, _ channels: Int, eps: Double = 1e-5, affine: Bool = true) throws {
    try Sizes.positive([groups, channels], "group_norm")
    try Conv2D.checkGroups(groups, channels, channels, "group_norm")
    self.groups = groups
    self.channels = channels
    self.eps = eps
    weight = affine ? try Parameters.filled([channels], 1) : nil
    bias = affine ? try Parameters.filled([channels], 0) : nil
    super.init(kind: "group_norm")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    guard let weight, let bias else { return [] }
    return [("weight", weight), ("bias", bias)]
  }

  public override var detail: String { "\(groups), \(channels)" }

  public override func forward(_ x: Variable) throws -> Variable {
    guard x.shape.rank >= 2, x.shape[1] == channels else {
      throw NetworkFailure.normalizationInput("group_norm(\(detail))", features: channels, got: x.shape.array)
    }
    return try Ops.groupNorm(x, groups: groups, weight: weight, bias: bias, eps: eps)
  }

  public override func flops(input: [Int], output: [Int]) -> Int { 7 * Sizes.product(output) }

  static let builtin = Builtin(
    Descriptor(
      "group_norm", .layer,
      "Group normalization (组归一化): each group of channels of a sample to mean 0, deviation 1",
      parameters: [
        Parameter("groups", .integer, "number of groups", aliases: ["num_groups"]),
        Parameter("channels", .integer, "number of channels", aliases: ["num_channels"]),
        Parameter("eps", .number, "added to the variance", default: .number(1e-5)),
        Parameter("affine", .bool, "learn γ and β per channel", default: .bool(true)),
      ],
      returns: "a layer of the input's shape",
      examples: [Example("shape(group_norm(2, 4)(randn(3, 4, 5, 5)))", "(3, 4, 5, 5)")])
  ) { arguments in
    .object(
      try GroupNorm(
        arguments[0].int ?? 0, arguments[1].int ?? 0, eps: arguments[2].double ?? 1e-5,
        affine: arguments[3].bool ?? true))
  }
}
