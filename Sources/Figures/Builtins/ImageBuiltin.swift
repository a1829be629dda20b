import Catalog
import Tensor
import Text

extension FigureBuiltins {
  static let imshow = Builtin.figure(
    "imshow", Wording("images, kernels or feature maps, tiled when there are several", "图像、卷积核或特征图，有几幅时平铺"),
    [
      Parameter(
        "images", .any,
        Wording(
          "H×W, C×H×W, N×H×W or N×C×H×W; three channels are red, green and blue, unless each has a label",
          "H×W、C×H×W、N×H×W 或 N×C×H×W；三个通道是红、绿、蓝，除非每个通道有自己的标签")),
      Parameter(
        "correct", .any, Wording("one bool an image; false frames it in vermilion", "每幅图像一个布尔值；false 用朱红色框出"),
        default: Argument.none,
        keywordOnly: true),
      Parameter(
        "columns", .integer, Wording("images side by side", "并排的图像数"), default: Argument.none,
        keywordOnly: true),
    ], examples: [Example("imshow(randn(16, 1, 5, 5), title=\"kernels\")")],
    notes:
      Wording(
        """
        Values of both signs that lie around zero are drawn blue below and red above it, kernels of up to 11×11 \
        share one range; other images have a range each.
        """,
        "在零附近有正有负的值，零以下画成蓝色，零以上画成红色；不超过 11×11 的卷积核共用一个范围，其他图像各有自己的范围。")
  ) { arguments, style in
    guard let numbers = Numbers(arguments[0]) else {
      throw FigureFailure.wrongData(
        call: "imshow", wanted: Wording("a tensor of images", "图像的张量"), got: arguments[0].describedKind)
    }
    var pictures = try pictures(numbers, labelCount: style.labels.count)
    guard pictures.count <= 400 else {
      throw FigureFailure.wrongShape(
        call: "imshow", wanted: Wording("at most 400 images", "至多 400 幅图像"), got: numbers.shape)
    }
    var style = style
    try name(&pictures, style.labels, arguments[1])
    if pictures.count == 1, let label = style.labels.first, style.title.isEmpty { style.title = label }
    style.labels = []
    var columns: Int?
    if case .number(let wish) = arguments[2] { columns = Int(min(400, max(1, wish))) }
    return try Figure.images(pictures, shading: shading(pictures), columns: columns, style: style)
  }

  /// The pictures in a tensor of two to four axes.
  private static func pictures(_ numbers: Numbers, labelCount: Int) throws -> [Picture] {
    let shape = numbers.shape
    let wrong = FigureFailure.wrongShape(
      call: "imshow", wanted: Wording("H×W, C×H×W, N×H×W or N×C×H×W", "H×W、C×H×W、N×H×W 或 N×C×H×W"),
      got: shape,
      hint: Wording(
        "give a flat picture its rows and columns first: reshape(x, 28, 28)", "先给展平的图像行和列：reshape(x, 28, 28)")
    )
    guard shape.count >= 2, shape.count <= 4 else { throw wrong }
    guard !shape.contains(0) else { throw FigureFailure.emptyData(what: Wording("the image", "图像")) }
    let (rows, columns) = (shape[shape.count - 2], shape[shape.count - 1])
    if shape.count == 3, shape[2] == 3 || shape[2] == 1, shape[0] > 3, shape[1] > 3 {
      return [interleaved(numbers)]
    }
    let plane = rows * columns
    let channels = shape.count == 4 ? shape[1] : shape.count == 3 && shape[0] == 3 && labelCount != 3 ? 3 : 1
    let isColored = channels == 3 && rows > 8
    let step = isColored ? 3 * plane : plane
    return stride(from: 0, to: numbers.values.count, by: step).map { start in
      Picture(
        rows: rows, columns: columns, values: Array(numbers.values[start..<start + step]),
        isColored: isColored)
    }
  }

  /// H×W×C, as picture files have it.
  private static func interleaved(_ numbers: Numbers) -> Picture {
    let (rows, columns, channels) = (numbers.shape[0], numbers.shape[1], numbers.shape[2])
    var values: [Double] = []
    for channel in 0..<channels {
      for index in 0..<rows * columns { values.append(numbers.values[index * channels + channel]) }
    }
    return Picture(rows: rows, columns: columns, values: values, isColored: channels == 3)
  }

  private static func name(_ pictures: inout [Picture], _ labels: [String], _ correct: Argument) throws {
    if !labels.isEmpty, labels.count != pictures.count {
      throw FigureFailure.lengthMismatch(
        what: Wording("images and labels", "图像和标签"), first: pictures.count, second: labels.count)
    }
    var marks: [Double] = []
    if !correct.isNone {
      guard let numbers = Numbers(correct), numbers.values.count == pictures.count else {
        throw FigureFailure.lengthMismatch(
          what: Wording("images and correct", "图像和 correct"), first: pictures.count,
          second: Numbers(correct)?.values.count ?? 0)
      }
      marks = numbers.values
    }
    for index in pictures.indices {
      if index < labels.count { pictures[index].label = labels[index] }
      if index < marks.count { pictures[index].isCorrect = marks[index] != 0 }
    }
  }

  /// Small windows with both signs are weights; several unlabelled maps of at least zero are features.
  private static func shading(_ pictures: [Picture]) -> Figure.Shading {
    guard let first = pictures.first, !first.isColored else { return .photograph }
    let values = pictures.lazy.flatMap(\.values).filter(\.isFinite)
    let low = values.min() ?? 0
    if first.rows <= 11, first.columns <= 11, low < 0 { return .weights }
    let isNamed = pictures.contains { !$0.label.isEmpty }
    let peak = values.max() ?? 0
    let isUnitRange = low >= -1.001 && peak <= 1.001 && low < -0.5
    return pictures.count > 1 && !isNamed && !isUnitRange && low >= 0 && peak != 1 ? .features : .photograph
  }
}
