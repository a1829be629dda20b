import Autograd
import Catalog
import Tensor
import Text

/// Cross-correlation over N×C×H×W. Weight is out × in/groups × kernel.
public final class Conv2D: Layer {
  public struct Settings {
    public var kernel: [Int]
    public var stride = [1, 1]
    public var padding = [0, 0]
    public var dilation = [1, 1]
    public var groups = 1
    public var paddingMode = PaddingMode.zeros

    public init(
      kernel: [Int], stride: [Int] = [1, 1], padding: [Int] = [0, 0], dilation: [Int] = [1, 1],
      groups: Int = 1, paddingMode: PaddingMode = .zeros
    ) {
      self.kernel = kernel
      self.stride = stride
      self.padding = padding
      self.dilation = dilation
      self.groups = groups
      self.paddingMode = paddingMode
    }

    var readable: [(name: String, value: Argument)] {
      [
        ("kernel_size", Sizes.argument(kernel)), ("stride", Sizes.argument(stride)),
        ("padding", Sizes.argument(padding)), ("dilation", Sizes.argument(dilation)),
        ("groups", Sizes.argument(groups)),
      ]
    }
  }

  private var inputs: Int?
  private let outputs: Int
  private let settings: Settings
  public let weight: Variable
  public let bias: Variable?

  /// - Parameter inputs: channels; nil leaves them to the first call.
  public init(_ inputs: Int?, _ outputs: Int, _ settings: Settings, bias hasBias: Bool = true) throws {
    try Sizes.positive([inputs ?? 1, outputs, settings.groups], "conv2d")
    try Conv2D.checkGroups(settings.groups, inputs, outputs, "conv2d")
    self.inputs = inputs
    self.outputs = outputs
    self.settings = settings
    if let inputs {
      let (weightShape, fanIn) = Conv2D.weightShape(inputs, outputs, settings)
      weight = try Initialization.standard(weightShape, fanIn: fanIn)
      bias = hasBias ? try Initialization.standard([outputs], fanIn: fanIn) : nil
    } else {
      weight = try Parameters.pending()
      bias = hasBias ? try Parameters.pending() : nil
    }
    super.init(kind: "conv2d")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    [("weight", weight)] + (bias.map { [("bias", $0)] } ?? [])
  }

  public override var readable: [(name: String, value: Argument)] {
    [("in_channels", Sizes.argument(inputs)), ("out_channels", Sizes.argument(outputs))] + settings.readable
      + [("padding_mode", .string(settings.paddingMode.rawValue))]
  }

  public override var detail: String {
    var text =
      (inputs.map { "\($0), \(outputs)" } ?? "out=\(outputs)") + ", kernel=" + Sizes.text(settings.kernel)
    if settings.stride != [1, 1] { text += ", stride=" + Sizes.text(settings.stride) }
    if settings.padding != [0, 0] { text += ", padding=" + Sizes.text(settings.padding) }
    if settings.dilation != [1, 1] { text += ", dilation=" + Sizes.text(settings.dilation) }
    if settings.groups != 1 { text += ", groups=\(settings.groups)" }
    if settings.paddingMode != .zeros { text += ", padding_mode=\"\(settings.paddingMode.rawValue)\"" }
    return text + (bias == nil ? ", bias=false" : "")
  }

  public override var window: SlidingWindow? {
    SlidingWindow(kernel: settings.kernel, stride: settings.stride, dilation: settings.dilation)
  }

  public override func forward(_ x: Variable) throws -> Variable {
    if x.shape.rank == 3, inputs == nil || x.shape[0] == inputs {
      return try Ops.squeeze(try forward(try Ops.unsqueeze(x, 0)), [0])
    }
    guard x.shape.rank == 4 else {
      throw SizeOrigin.fault(
        .imageRank("conv2d(\(detail))", channels: inputs, got: x.shape.array), x, axis: 1, of: self)
    }
    if weight.tensor.count == 0 { try materialize(x.shape[1]) }
    guard x.shape[1] == weight.shape[1] * settings.groups else {
      throw SizeOrigin.fault(
        .imageChannels(
          "conv2d(\(detail))", expected: weight.shape[1] * settings.groups, got: x.shape.array), x, axis: 1,
        of: self)
    }
    let isExtended = settings.paddingMode != .zeros
    return try Ops.conv2d(
      isExtended ? settings.paddingMode.extend(x, by: settings.padding) : x, weight, bias,
      stride: settings.stride, padding: isExtended ? [0, 0] : settings.padding, dilation: settings.dilation,
      groups: settings.groups)
  }

  public override func flops(input: [Int], output: [Int]) -> Int {
    let perOutput = (weight.shape.count == 4 ? weight.shape[1] : 0) * settings.kernel[0] * settings.kernel[1]
    return 2 * Sizes.product(output) * perOutput
  }

  private func materialize(_ channels: Int) throws {
    try Conv2D.checkGroups(settings.groups, channels, outputs, "conv2d")
    inputs = channels
    let (weightShape, fanIn) = Conv2D.weightShape(channels, outputs, settings)
    try Initialization.materialize(weight, weightShape, fanIn: fanIn)
    if let bias { try Initialization.materialize(bias, [outputs], fanIn: fanIn) }
  }

  private static func weightShape(_ inputs: Int, _ outputs: Int, _ settings: Settings) -> ([Int], fanIn: Int)
  {
    let perGroup = inputs / settings.groups
    return ([outputs, perGroup] + settings.kernel, perGroup * Sizes.product(settings.kernel))
  }

  static func checkGroups(_ groups: Int, _ inputs: Int?, _ outputs: Int, _ kind: String) throws {
    guard outputs % groups == 0, (inputs ?? groups) % groups == 0 else {
      throw NetworkFailure.groups(kind, groups: groups, inputs: inputs, outputs: outputs)
    }
  }
}

extension Conv2D {
  static let builtin = Builtin(
    Descriptor(
      "conv2d", .layer,
      Wording(
        "2-D convolution layer: slides learned kernels over an image", "二维卷积层：让可学习的卷积核（滤波器）在图像上滑动，得到特征图"),
      formula: "output size = ⌊(input size - kernel size + 2·padding) / stride⌋ + 1",
      parameters: [
        Parameter(
          "in", .integer,
          Wording("input channels; leave out to take them from the first call", "输入通道数；不写则由第一次调用决定"),
          default: Argument.none,
          aliases: ["in_channels"]),
        Parameter(
          "out", .integer, Wording("output channels", "输出通道数"), default: Argument.none,
          aliases: ["out_channels"]),
        Parameter(
          "kernel", .integers, Wording("side, or (height, width)", "边长，或（高, 宽）"), default: Argument.none,
          aliases: ["kernel_size"]),
      ] + windowParameters + [
        Parameter("bias", .bool, Wording("add a learned b", "加上可学习的偏置 b"), default: .bool(true)),
        Parameter(
          "padding_mode", .choice(PaddingMode.allCases.map(\.rawValue)),
          Wording("what the padding is filled with", "填充用什么值"),
          default: .string("zeros")),
      ],
      returns: Wording("a layer: N×in×H×W → N×out×H'×W'", "层：N×in×H×W → N×out×H'×W'"),
      examples: [
        Example("shape(conv2d(1, 32, kernel=3, padding=1)(zeros(2, 1, 28, 28)))", "(2, 32, 28, 28)")
      ],
      notes:
        Wording(
          "Cross-correlation, as everywhere in deep learning. Weights and bias start uniform in ±1/√fan_in.",
          "互相关，深度学习中都是如此。权重和偏置的初值在 ±1/√fan_in 之间均匀分布。"))
  ) { arguments in
    let first = arguments[0].int
    let second = arguments[1].int
    guard let outputs = second ?? first else { throw NetworkFailure.missingSize("conv2d", "out") }
    let kernel = try Sizes.pair(arguments[2], "conv2d", "kernel", minimum: 1)
    let dilation = try Sizes.pair(arguments[5], "conv2d", "dilation", minimum: 1)
    let stride = try Sizes.pair(arguments[3], "conv2d", "stride", minimum: 1)
    let settings = Settings(
      kernel: kernel, stride: stride, padding: try padding(arguments[4], kernel, stride, dilation),
      dilation: dilation, groups: arguments[6].int ?? 1,
      paddingMode: arguments[8].string.flatMap(PaddingMode.init) ?? .zeros)
    return .object(
      try Conv2D(second == nil ? nil : first, outputs, settings, bias: arguments[7].bool ?? true))
  }

  private static let windowParameters: [Parameter] = [
    Parameter("stride", .integers, Wording("pixels per step", "步长，以像素计"), default: .number(1)),
    Parameter(
      "padding", .either([.integers, .choice(["same", "valid"])]),
      Wording("pixels added on each side, or \"same\"", "每边填充的像素数，或 \"same\""),
      default: .number(0)),
    Parameter(
      "dilation", .integers, Wording("spacing of the kernel's points", "卷积核各点的间距（膨胀）"), default: .number(1)),
    Parameter(
      "groups", .integer, Wording("channels are split into so many independent groups", "把通道分成多少个互相独立的组"),
      default: .number(1)),
  ]

  private static func padding(
    _ argument: Argument, _ kernel: [Int], _ stride: [Int], _ dilation: [Int]
  ) throws -> [Int] {
    guard let word = argument.string else { return try Sizes.pair(argument, "conv2d", "padding", minimum: 0) }
    guard word == "same" else { return [0, 0] }
    let total = zip(kernel, dilation).map { ($0 - 1) * $1 }
    guard stride == [1, 1], total.allSatisfy({ $0 % 2 == 0 }) else { throw NetworkFailure.samePadding }
    return total.map { $0 / 2 }
  }
}
