import Catalog
import Tensor
import Text

extension FigureBuiltins {
  static let workedConvolution = Builtin.figure(
    "worked_convolution", "a small convolution written out: window, kernel, sum and feature map",
    [
      Parameter("x", .any, "a matrix of at most 12×12"),
      Parameter("kernel", .any, "a matrix"),
      Parameter("bias", .number, "added to each sum", default: .number(0), keywordOnly: true),
      Parameter("stride", .integer, "step of the window", default: .number(1), keywordOnly: true),
      Parameter("padding", .integer, "zeros around the matrix", default: .number(0), keywordOnly: true),
      at,
    ],
    examples: [
      Example("worked_convolution([[1, 0, 2], [5, 4, 2], [3, 4, 5]], [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])")
    ],
    notes:
      "convolve computes the same; animate(k -> worked_convolution(x, kernel, at=(0, k)), 0..2) slides it."
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
    "worked_pooling", "max and average pooling of a small matrix, window by window",
    [
      Parameter("x", .any, "a matrix of at most 12×12"),
      Parameter(
        "kernel", .integer, "side of the windows", default: .number(2), aliases: ["kernel_size", "size"]),
      Parameter(
        "stride", .integer, "step of the windows; their side when left out", default: Argument.none,
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
    "at", .any, "row and column of the output whose window is shown", default: Argument.none,
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
