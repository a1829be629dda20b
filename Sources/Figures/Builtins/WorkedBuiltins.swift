import Catalog
import Tensor
import Text

extension FigureBuiltins {
  static let workedConvolution = Builtin.figure(
    "worked_convolution",
    Wording(
      "a small convolution written out: window, kernel, sum and feature map", "写出一个小卷积的计算：窗口、卷积核、求和与特征图"),
    [
      Parameter("x", .any, Wording("a matrix of at most 12×12", "最大 12×12 的矩阵")),
      Parameter("kernel", .any, Wording("a matrix", "矩阵")),
      Parameter(
        "bias", .number, Wording("added to each sum", "加到每个和上的数"), default: .number(0), keywordOnly: true),
      Parameter(
        "stride", .integer, Wording("step of the window", "窗口的步长"), default: .number(1), keywordOnly: true),
      Parameter(
        "padding", .integer, Wording("zeros around the matrix", "矩阵周围填充的零"), default: .number(0),
        keywordOnly: true),
      at,
    ],
    examples: [
      Example("worked_convolution([[1, 0, 2], [5, 4, 2], [3, 4, 5]], [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])")
    ],
    notes:
      Wording(
        "convolve computes the same; animate(k -> worked_convolution(x, kernel, at=(0, k)), 0..2) slides it.",
        "convolve 做同样的计算；animate(k -> worked_convolution(x, kernel, at=(0, k)), 0..2) 让窗口滑动。")
  ) { arguments, style in
    let input = try matrix("worked_convolution", arguments[0], "x")
    let kernel = try matrix("worked_convolution", arguments[1], "the kernel")
    var bias = 0.0
    if case .number(let value) = arguments[2] { bias = value }
    let window = try window(
      "worked_convolution", stride: arguments[3], padding: arguments[4], at: arguments[5], usual: 1)
    return try Figure.workedConvolution(input, kernel: kernel, bias: bias, window: window, style: style)
  }

  static let workedPooling = Builtin.figure(
    "worked_pooling",
    Wording("max and average pooling of a small matrix, window by window", "小矩阵的最大池化和平均池化，逐个窗口"),
    [
      Parameter("x", .any, Wording("a matrix of at most 12×12", "最大 12×12 的矩阵")),
      Parameter(
        "kernel", .integer, Wording("side of the windows", "窗口的边长"), default: .number(2),
        aliases: ["kernel_size", "size"]),
      Parameter(
        "stride", .integer, Wording("step of the windows; their side when left out", "窗口的步长；不写时等于边长"),
        default: Argument.none,
        keywordOnly: true),
      at,
    ], examples: [Example("worked_pooling([[1, 3, 2, 1], [4, 6, 5, 0], [7, 2, 1, 3], [0, 3, 4, 8]], 2)")]
  ) { arguments, style in
    let input = try matrix("worked_pooling", arguments[0], "x")
    var size = 2
    if case .number(let value) = arguments[1] { size = Int(bounded: value) }
    let window = try window(
      "worked_pooling", stride: arguments[2], padding: .number(0), at: arguments[3], usual: size)
    return try Figure.workedPooling(input, size: size, window: window, style: style)
  }

  private static let at = Parameter(
    "at", .any, Wording("row and column of the output whose window is shown", "要显示窗口的那个输出的行和列"),
    default: Argument.none,
    keywordOnly: true)

  private static func matrix(_ call: String, _ argument: Argument, _ what: String) throws -> [[Double]] {
    guard let numbers = Numbers(argument) else {
      throw FigureFailure.wrongData(
        call: call, wanted: Wording("a matrix as \(what)", "\(what) 为矩阵"), got: argument.describedKind)
    }
    guard numbers.shape.count == 2 else {
      throw FigureFailure.wrongShape(
        call: call, wanted: Wording("a matrix as \(what)", "\(what) 为矩阵"), got: numbers.shape)
    }
    return numbers.rows
  }

  private static func window(
    _ call: String, stride: Argument, padding: Argument, at: Argument, usual: Int
  ) throws -> Figure.Window {
    var window = Figure.Window(stride: usual)
    if case .number(let value) = stride { window.stride = Int(bounded: value) }
    if case .number(let value) = padding { window.padding = Int(bounded: value) }
    guard !at.isNone else { return window }
    guard let place = Numbers(at)?.values, place.count == 2 else {
      throw FigureFailure.wrongData(
        call: "at=", wanted: Wording("a row and a column of the output, as (0, 2)", "输出的行和列，如 (0, 2)"),
        got: at.describedKind)
    }
    window.place = (Int(bounded: place[0]), Int(bounded: place[1]))
    return window
  }
}
