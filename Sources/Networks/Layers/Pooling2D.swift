import Autograd
import Catalog
import Tensor
import Text

/// Max or average pooling over N×C×H×W; no parameters, the channels stay.
public final class Pool2D: Layer {
  public enum Method { case max, average }
  private let method: Method
  private let kernel: [Int]
  private let stride: [Int]
  private let padding: [Int]
  private let dilation: [Int]
  private let countsPadding: Bool
  private let roundsUp: Bool
  private let divisor: Int?
  private let returnsIndices: Bool

  /// - Parameters:
  ///   - dilation: of max pooling only.
  ///   - countsPadding: of average pooling only.
  ///   - roundsUp: PyTorch's `ceil_mode`.
  ///   - divisor: of average pooling only: what the sums are divided by; nil: the pixels of the window.
  ///   - returnsIndices: of max pooling only: calls give the values and their places in the plane, i64.
  public init(
    _ method: Method, kernel: [Int], stride: [Int], padding: [Int], dilation: [Int] = [1, 1],
    countsPadding: Bool = true, roundsUp: Bool = false, divisor: Int? = nil, returnsIndices: Bool = false
  ) throws {
    let kind = method == .max ? "max_pool2d" : "avg_pool2d"
    guard zip(kernel, padding).allSatisfy({ $1 * 2 <= $0 }) else {
      throw NetworkFailure.poolPadding(kind, kernel: kernel, padding: padding)
    }
    self.method = method
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.countsPadding = countsPadding
    self.roundsUp = roundsUp
    self.divisor = divisor
    self.returnsIndices = returnsIndices
    super.init(kind: kind)
  }

  public override var readable: [(name: String, value: Argument)] {
    [
      ("kernel_size", Sizes.argument(kernel)), ("stride", Sizes.argument(stride)),
      ("padding", Sizes.argument(padding)), ("ceil_mode", .bool(roundsUp)),
    ]
      + (method == .max
        ? [("dilation", Sizes.argument(dilation)), ("return_indices", .bool(returnsIndices))]
        : [("count_include_pad", .bool(countsPadding)), ("divisor_override", Sizes.argument(divisor))])
  }

  public override var detail: String {
    Sizes.text(kernel) + (stride == kernel ? "" : ", stride=" + Sizes.text(stride))
      + (padding == [0, 0] ? "" : ", padding=" + Sizes.text(padding))
      + (dilation == [1, 1] ? "" : ", dilation=" + Sizes.text(dilation))
      + (roundsUp ? ", ceil_mode=true" : "") + (returnsIndices ? ", return_indices=true" : "")
  }

  public override var window: SlidingWindow? {
    SlidingWindow(kernel: kernel, stride: stride, dilation: dilation)
  }

  public override var isPlain: Bool { !returnsIndices }

  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    let values = try super.evaluate(arguments)
    guard returnsIndices, let x = arguments[0].variable else { return values }
    let places = try Ops.maxPoolIndices(
      x.shape.rank == 3 ? Ops.unsqueeze(x, 0) : x, kernel: kernel, stride: stride, padding: padding,
      dilation: dilation, ceilMode: roundsUp)
    return .tuple([values, .object(x.shape.rank == 3 ? try Ops.squeeze(places, [0]) : places)])
  }

  public override func forward(_ x: Variable) throws -> Variable {
    if x.shape.rank == 3 { return try Ops.squeeze(try forward(try Ops.unsqueeze(x, 0)), [0]) }
    guard x.shape.rank == 4 else {
      throw NetworkFailure.imageRank("\(kind)(\(detail))", channels: nil, got: x.shape.array)
    }
    switch method {
    case .max:
      return try Ops.maxPool2d(
        x, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: roundsUp)
    case .average:
      return try Ops.avgPool2d(
        x, kernel: kernel, stride: stride, padding: padding, countIncludePad: countsPadding,
        ceilMode: roundsUp, divisor: divisor)
    }
  }

  public override func flops(input: [Int], output: [Int]) -> Int {
    Sizes.product(output) * Sizes.product(kernel)
  }
}

extension Pool2D {
  static let maxBuiltin = Builtin(
    Descriptor(
      "max_pool2d", .layer,
      Wording("Max pooling: the largest value of each window", "最大池化 (max pooling)：每个窗口的最大值"),
      formula: "output size = ⌊(input size - kernel size + 2·padding) / stride⌋ + 1",
      parameters: windowParameters + [
        Parameter(
          "dilation", .integers, Wording("spacing of the window's points", "窗口各点的间距（膨胀）"), default: .number(1)
        ), ceilMode,
        Parameter(
          "return_indices", .bool,
          Wording(
            "calls give (values, places): where in its plane each value stood, row · W + column",
            "调用时给出（值, 位置）：每个值在其平面中的位置，行 · W + 列"), default: .bool(false)),
      ], returns: Wording("a layer: N×C×H×W → N×C×H'×W'", "层：N×C×H×W → N×C×H'×W'"),
      examples: [
        Example("shape(max_pool2d(2)(zeros(1, 8, 28, 28)))", "(1, 8, 14, 14)"),
        Example("max_pool2d(2, return_indices=true)([[[[1, 3], [2, 0]]]])", "([[[[3]]]], [[[[1]]]])"),
      ])
  ) { .object(try make(.max, $0)) }

  static let averageBuiltin = Builtin(
    Descriptor(
      "avg_pool2d", .layer,
      Wording("Average pooling: the mean of each window", "平均池化 (average pooling)：每个窗口的平均值"),
      formula: "output size = ⌊(input size - kernel size + 2·padding) / stride⌋ + 1",
      parameters: windowParameters + [
        Parameter(
          "count_include_pad", .bool, Wording("padding counts in the mean", "填充计入平均"), default: .bool(true)),
        ceilMode,
        Parameter(
          "divisor_override", .integer,
          Wording(
            "what the sums are divided by; the pixels of the window when left out", "求和后除以的数；不写时是窗口的像素数"),
          default: Argument.none),
      ], returns: Wording("a layer: N×C×H×W → N×C×H'×W'", "层：N×C×H×W → N×C×H'×W'"),
      examples: [Example("shape(avg_pool2d(2)(zeros(1, 8, 28, 28)))", "(1, 8, 14, 14)")])
  ) { .object(try make(.average, $0)) }

  private static let windowParameters: [Parameter] = [
    Parameter(
      "kernel", .integers, Wording("side, or (height, width)", "边长，或（高, 宽）"), aliases: ["kernel_size"]),
    Parameter(
      "stride", .integers, Wording("pixels per step; the kernel's size when left out", "步长，以像素计；不写时等于窗口大小"),
      default: Argument.none),
    Parameter("padding", .integers, Wording("border added on each side", "每边填充的边框"), default: .number(0)),
  ]

  private static let ceilMode = Parameter(
    "ceil_mode", .bool,
    Wording("rounds the output size up: a last window may reach beyond the padding", "输出大小向上取整：最后一个窗口可以超出填充"),
    default: .bool(false))

  private static func make(_ method: Method, _ arguments: [Argument]) throws -> Pool2D {
    let kind = method == .max ? "max_pool2d" : "avg_pool2d"
    let kernel = try Sizes.pair(arguments[0], kind, "kernel", minimum: 1)
    return try Pool2D(
      method, kernel: kernel,
      stride: arguments[1].isNone ? kernel : try Sizes.pair(arguments[1], kind, "stride", minimum: 1),
      padding: try Sizes.pair(arguments[2], kind, "padding", minimum: 0),
      dilation: method == .max ? try Sizes.pair(arguments[3], kind, "dilation", minimum: 1) : [1, 1],
      countsPadding: method == .max || arguments[3].bool != false, roundsUp: arguments[4].bool == true,
      divisor: method == .max ? nil : arguments[5].int,
      returnsIndices: method == .max && arguments[5].bool == true)
  }
}
