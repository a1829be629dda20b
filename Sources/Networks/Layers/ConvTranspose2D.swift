import Autograd
import Catalog
import Tensor
import Text

/// The adjoint of ``Conv2D``, which enlarges. Weight is in × out/groups × kernel.
public final class ConvTranspose2D: Layer {
  private let settings: Conv2D.Settings
  private let outputPadding: [Int]
  private let inputs: Int
  private let outputs: Int
  public let weight: Variable
  public let bias: Variable?

  public init(
    _ inputs: Int, _ outputs: Int, _ settings: Conv2D.Settings, outputPadding: [Int] = [0, 0],
    bias hasBias: Bool = true
  ) throws {
    try Sizes.positive([inputs, outputs, settings.groups], "conv_transpose2d")
    try Conv2D.checkGroups(settings.groups, inputs, outputs, "conv_transpose2d")
    self.settings = settings
    self.outputPadding = outputPadding
    self.inputs = inputs
    self.outputs = outputs
    let perGroup = outputs / settings.groups
    // PyTorch counts the second axis as fan-in here too.
    let fanIn = perGroup * Sizes.product(settings.kernel)
    weight = try Initialization.standard([inputs, perGroup] + settings.kernel, fanIn: fanIn)
    bias = hasBias ? try Initialization.standard([outputs], fanIn: fanIn) : nil
    super.init(kind: "conv_transpose2d")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    [("weight", weight)] + (bias.map { [("bias", $0)] } ?? [])
  }

  public override var readable: [(name: String, value: Argument)] {
    [("in_channels", Sizes.argument(inputs)), ("out_channels", Sizes.argument(outputs))] + settings.readable
      + [("output_padding", Sizes.argument(outputPadding))]
  }

  public override var detail: String {
    var text = "\(inputs), \(outputs), kernel=" + Sizes.text(settings.kernel)
    if settings.stride != [1, 1] { text += ", stride=" + Sizes.text(settings.stride) }
    if settings.padding != [0, 0] { text += ", padding=" + Sizes.text(settings.padding) }
    if outputPadding != [0, 0] { text += ", output_padding=" + Sizes.text(outputPadding) }
    return text + (bias == nil ? ", bias=false" : "")
  }

  public override func forward(_ x: Variable) throws -> Variable {
    if x.shape.rank == 3, x.shape[0] == inputs {
      return try Ops.squeeze(try forward(try Ops.unsqueeze(x, 0)), [0])
    }
    guard x.shape.rank == 4 else {
      throw SizeOrigin.fault(
        .imageRank("conv_transpose2d(\(detail))", channels: inputs, got: x.shape.array), x, axis: 1, of: self)
    }
    guard x.shape[1] == inputs else {
      throw SizeOrigin.fault(
        .imageChannels("conv_transpose2d(\(detail))", expected: inputs, got: x.shape.array), x, axis: 1,
        of: self)
    }
    return try Ops.convTranspose2d(
      x, weight, bias, stride: settings.stride, padding: settings.padding, outputPadding: outputPadding,
      dilation: settings.dilation, groups: settings.groups)
  }

  public override func flops(input: [Int], output: [Int]) -> Int {
    2 * Sizes.product(input) * weight.shape[1] * Sizes.product(settings.kernel)
  }
}

extension ConvTranspose2D {
  static let builtin = Builtin(
    Descriptor(
      "conv_transpose2d", .layer,
      Wording(
        "Transposed convolution: the adjoint of conv2d, which enlarges an image", "转置卷积：conv2d 的伴随运算，把图像放大"),
      formula:
        "output size = (input size - 1)·stride - 2·padding + dilation·(kernel - 1) + output_padding + 1",
      parameters: [
        Parameter("in", .integer, Wording("input channels", "输入通道数"), aliases: ["in_channels"]),
        Parameter("out", .integer, Wording("output channels", "输出通道数"), aliases: ["out_channels"]),
        Parameter(
          "kernel", .integers, Wording("side, or (height, width)", "边长，或（高, 宽）"), aliases: ["kernel_size"]),
        Parameter(
          "stride", .integers, Wording("pixels per step of the output", "输出每步的像素数"), default: .number(1)),
        Parameter("padding", .integers, Wording("pixels cut off each side", "每边裁掉的像素"), default: .number(0)),
        Parameter(
          "output_padding", .integers, Wording("pixels added at the far side", "远端增加的像素"), default: .number(0)
        ),
        Parameter(
          "groups", .integer, Wording("independent groups of channels", "互相独立的通道组数"), default: .number(1)),
        Parameter("bias", .bool, Wording("add a learned b", "加上可学习的偏置 b"), default: .bool(true)),
        Parameter(
          "dilation", .integers, Wording("spacing of the kernel's points", "卷积核各点的间距（膨胀）"),
          default: .number(1)),
      ],
      returns: Wording("a layer: N×in×H×W → N×out×H'×W'", "层：N×in×H×W → N×out×H'×W'"),
      examples: [
        Example("shape(conv_transpose2d(8, 4, kernel=2, stride=2)(zeros(1, 8, 7, 7)))", "(1, 4, 14, 14)")
      ])
  ) { arguments in
    let kind = "conv_transpose2d"
    let settings = Conv2D.Settings(
      kernel: try Sizes.pair(arguments[2], kind, "kernel", minimum: 1),
      stride: try Sizes.pair(arguments[3], kind, "stride", minimum: 1),
      padding: try Sizes.pair(arguments[4], kind, "padding", minimum: 0),
      dilation: try Sizes.pair(arguments[8], kind, "dilation", minimum: 1), groups: arguments[6].int ?? 1)
    return .object(
      try ConvTranspose2D(
        arguments[0].int ?? 0, arguments[1].int ?? 0, settings,
        outputPadding: try Sizes.pair(arguments[5], kind, "output_padding", minimum: 0),
        bias: arguments[7].bool ?? true))
  }
}
