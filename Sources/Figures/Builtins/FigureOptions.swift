import Catalog
import Text

/// The keyword parameters every figure has, in one place.
enum FigureOptions {
  static let parameters: [Parameter] = [
    option("title", .string, Wording("title above the figure", "图上方的标题")),
    option("xlabel", .string, Wording("label of the x axis", "x 轴的标签")),
    option("ylabel", .string, Wording("label of the y axis", "y 轴的标签")),
    option(
      "labels", .any,
      Wording(
        "names of the series, a list of strings; in a scatter of one class also of the points",
        "各条曲线的名字，字符串列表；只有一类的散点图中也可以是各点的名字")),
    option(
      "log", .any,
      Wording(
        "logarithmic axes: true or \"y\", \"x\", \"xy\"; false keeps both linear",
        "对数轴：true 或 \"y\"、\"x\"、\"xy\"；false 让两轴都是线性")),
    option("xlim", .any, Wording("range of x: a..b or (a, b)", "x 的范围：a..b 或 (a, b)")),
    option("ylim", .any, Wording("range of y: a..b or (a, b)", "y 的范围：a..b 或 (a, b)")),
    option("size", .any, Wording("width and height in pixels: (1200, 750)", "宽和高，以像素计：(1200, 750)")),
    option(
      "color", .string,
      Wording(
        "a colour for a single series: \"blue\", \"vermilion\", \"#0072b2\"",
        "单条曲线的颜色：\"blue\"、\"vermilion\"、\"#0072b2\"")),
    option(
      "style", .string,
      Wording("line, dashed, steps, points or linespoints", "line、dashed、steps、points 或 linespoints")),
    option(
      "palette", .string,
      Wording("viridis, gray, ink, blues or diverging", "viridis、gray、ink、blues 或 diverging")),
  ]

  private static func option(_ name: String, _ kind: Parameter.Kind, _ summary: Wording) -> Parameter {
    Parameter(name, kind, summary, default: Argument.none, keywordOnly: true)
  }

  /// Reads the values of ``parameters``, which stand last among the arguments.
  static func style(_ arguments: [Argument]) throws -> Style {
    let values = Array(arguments.suffix(parameters.count))
    guard values.count == parameters.count else { return Style() }
    var style = Style()
    if case .string(let text) = values[0] { style.title = text }
    if case .string(let text) = values[1] { style.xLabel = text }
    if case .string(let text) = values[2] { style.yLabel = text }
    if !values[3].isNone {
      guard let labels = values[3].texts else {
        throw FigureFailure.wrongData(
          call: "labels=", wanted: Wording("a list of strings", "字符串的列表"), got: values[3].describedKind)
      }
      style.labels = labels
    }
    (style.logX, style.logY) = try logs(values[4])
    style.xRange = try range(values[5], "xlim")
    style.yRange = try range(values[6], "ylim")
    style.size = try size(values[7])
    if case .string(let text) = values[8] {
      guard let color = Color(parsing: text) else {
        throw FigureFailure.unknownOption(
          option: "color", given: text, known: Color.named.map(\.name) + ["#rrggbb"])
      }
      style.color = color
    }
    if case .string(let text) = values[9] {
      let known = ["line", "dashed", "steps", "points", "linespoints"]
      guard known.contains(text) else {
        throw FigureFailure.unknownOption(option: "style", given: text, known: known)
      }
      style.form = text
    }
    if case .string(let text) = values[10] {
      guard let palette = Palette.all.first(where: { $0.name == text }) else {
        throw FigureFailure.unknownOption(option: "palette", given: text, known: Palette.all.map(\.name))
      }
      style.palette = palette
    }
    return style
  }

  private static func logs(_ argument: Argument) throws -> (Bool?, Bool?) {
    switch argument {
    case .none: return (nil, nil)
    case .bool(let isOn): return isOn ? (nil, true) : (false, false)
    case .string("x"): return (true, nil)
    case .string("y"): return (nil, true)
    case .string("xy"), .string("both"): return (true, true)
    case .string(let text):
      throw FigureFailure.unknownOption(option: "log", given: text, known: ["x", "y", "xy"])
    default:
      throw FigureFailure.wrongData(
        call: "log=", wanted: Wording("true, \"x\", \"y\" or \"xy\"", "true、\"x\"、\"y\" 或 \"xy\""),
        got: argument.describedKind)
    }
  }

  static func range(_ argument: Argument, _ name: String) throws -> ClosedRange<Double>? {
    if argument.isNone { return nil }
    var ends: [Double]?
    if case .range(let from, let through, _) = argument {
      ends = [from, through]
    } else {
      ends = Numbers(argument)?.values
    }
    guard let ends, ends.count == 2, ends[0].isFinite, ends[1].isFinite, ends[0] < ends[1] else {
      throw FigureFailure.wrongData(
        call: name + "=", wanted: Wording("a range a..b with a < b", "区间 a..b，其中 a < b"),
        got: argument.describedKind)
    }
    return ends[0]...ends[1]
  }

  private static func size(_ argument: Argument) throws -> (width: Int, height: Int)? {
    if argument.isNone { return nil }
    guard let sides = Numbers(argument)?.values, sides.count == 2,
      let width = Int(exactly: sides[0].rounded()), let height = Int(exactly: sides[1].rounded()),
      (100...5000).contains(width), (100...5000).contains(height)
    else {
      throw FigureFailure.wrongData(
        call: "size=",
        wanted: Wording(
          "a width and a height from 100 to 5000 pixels, as (1200, 750)", "100 到 5000 像素的宽和高，如 (1200, 750)"),
        got: argument.describedKind)
    }
    return (width, height)
  }
}

extension Builtin {
  /// A figure builtin: its own parameters, then ``FigureOptions/parameters``.
  static func figure(
    _ name: String, _ summary: Wording, _ parameters: [Parameter], examples: [Example] = [],
    notes: Wording = .empty,
    draw: @escaping ([Argument], Style) throws -> Figure
  ) -> Builtin {
    Builtin(
      Descriptor(
        name, .figure, summary, parameters: parameters + FigureOptions.parameters,
        returns: Wording("figure", "图"),
        examples: examples, notes: notes)
    ) { arguments in
      let style = try FigureOptions.style(arguments)
      let texts = [style.title, style.xLabel ?? "", style.yLabel ?? ""] + style.labels
      return .object(try Words.matching(texts) { try draw(arguments, style) })
    }
  }
}

/// The items of a variadic parameter.
func items(_ argument: Argument) -> [Argument] {
  if case .list(let items) = argument { return items }
  return argument.isNone ? [] : [argument]
}
