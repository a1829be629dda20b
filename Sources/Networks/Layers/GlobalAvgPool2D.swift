import Autograd
import Catalog
import Tensor
import Text

/// The mean of each channel: N×C×H×W → N×C.
public final class GlobalAvgPool2D: Layer {
  public init() { super.init(kind: "global_avg_pool2d") }

  public override var window: SlidingWindow? {
    SlidingWindow(kernel: [-1, -1], stride: [1, 1], dilation: [1, 1])
  }

  public override func forward(_ x: Variable) throws -> Variable {
    guard x.shape.rank == 4 || x.shape.rank == 3 else {
      throw NetworkFailure.imageRank("global_avg_pool2d()", channels: nil, got: x.shape.array)
    }
    return try Ops.mean(x, dims: [x.shape.rank - 2, x.shape.rank - 1], keepDims: false)
  }

  public override func flops(input: [Int], output: [Int]) -> Int { Sizes.product(input) }

  static let builtin = Builtin(
    Descriptor(
      "global_avg_pool2d", .layer,
      Wording(
        "Global average pooling: the mean of each channel",
        "全局平均池化 (global average pooling)：每个通道的平均值"),
      parameters: [
        Parameter("x", .tensor, Wording("applies at once when given", "给出时立即作用于它"), default: Argument.none)
      ],
      returns: Wording("a layer: N×C×H×W → N×C", "层：N×C×H×W → N×C"),
      examples: [Example("shape(global_avg_pool2d()(zeros(2, 8, 7, 7)))", "(2, 8)")])
  ) { arguments in
    let layer = GlobalAvgPool2D()
    return .object(try arguments[0].variable.map(layer.apply) ?? layer)
  }
}
