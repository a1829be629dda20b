import Catalog
import Tensor
import Text

extension FigureBuiltins {
  private static let fieldParameters: [Parameter] = [
    Parameter(
      "z", .any,
      Wording("a function of x and y, or a matrix whose rows go upward in y", "x 和 y 的函数，或一个矩阵，它的行沿 y 向上排列")),
    Parameter("x", .any, Wording("range of x", "x 的范围"), default: Argument.none, aliases: ["xrange"]),
    Parameter(
      "y", .any, Wording("range of y; that of x when left out", "y 的范围；不写时与 x 相同"), default: Argument.none,
      aliases: ["yrange"]),
    Parameter(
      "path", .any,
      Wording(
        "points to join, N×2: an optimizer's steps; or a list of such paths", "要连起来的点，N×2：优化器的各步；或几条这样的路径的列表"),
      default: Argument.none,
      keywordOnly: true, ),
  ]

  static let contour = Builtin.figure(
    "contour", Wording("level lines of a function of two numbers, with paths over them", "两个数的函数的等高线，上面可画路径"),
    fieldParameters,
    examples: [Example("contour((x, y) -> 0.05*x^2 + y^2, -10..4, -3..3)")]
  ) { arguments, style in
    let field = try field("contour", arguments, count: 121)
    return try Figure.contour(field, paths: try paths(arguments[3]), style: style)
  }

  static let surface = Builtin.figure(
    "surface", Wording("a function of two numbers as a surface", "两个数的函数画成曲面"), fieldParameters,
    examples: [Example("surface((x, y) -> x^2 - y^2, -2..2, -2..2)")]
  ) { arguments, style in
    let field = try field("surface", arguments, count: 45)
    let lifted = try paths(arguments[3]).map { path -> (x: [Double], y: [Double], z: [Double]) in
      guard let function = arguments[0].callable else { return (path.x, path.y, path.x.map { _ in 0 }) }
      let heights = try zip(path.x, path.y).map { try FunctionArguments.number(function, [$0, $1]) }
      return (path.x, path.y, heights)
    }
    return try Figure.surface(field, paths: lifted, style: style)
  }

  private static func field(_ call: String, _ arguments: [Argument], count: Int) throws -> Field {
    let x = try FigureOptions.range(arguments[1], "x")
    let y = try FigureOptions.range(arguments[2], "y")
    if let function = arguments[0].callable {
      try FunctionArguments.checkPlane(call, function)
      let across = x ?? -5...5
      return try FunctionArguments.field(function, across, y ?? across, count: count)
    }
    guard let numbers = Numbers(arguments[0]) else {
      throw FigureFailure.wrongData(
        call: call, wanted: Wording("a function of x and y or a matrix", "x 和 y 的函数，或矩阵"),
        got: arguments[0].describedKind)
    }
    guard numbers.shape.count == 2, numbers.shape[0] > 1, numbers.shape[1] > 1 else {
      throw FigureFailure.wrongShape(
        call: call, wanted: Wording("a matrix of at least 2×2", "至少 2×2 的矩阵"), got: numbers.shape)
    }
    func places(_ range: ClosedRange<Double>?, _ count: Int) -> [Double] {
      let range = range ?? 0...Double(count - 1)
      return (0..<count).map {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(count - 1)
      }
    }
    return Field(xs: places(x, numbers.shape[1]), ys: places(y, numbers.shape[0]), values: numbers.values)
  }

  private static func paths(_ argument: Argument) throws -> [Curve] {
    if argument.isNone { return [] }
    var sets: [(String, Numbers)] = []
    if let numbers = Numbers(argument), numbers.shape.count == 2 {
      sets = [("", numbers)]
    } else if let numbers = Numbers(argument), numbers.shape.count == 3 {
      sets = (0..<numbers.shape[0]).map { ("", numbers.row($0)) }
    } else if case .record(let fields) = argument {
      sets = fields.compactMap { field in Numbers(field.value).map { (field.name, $0) } }
    } else if case .list(let parts) = argument {
      sets = parts.compactMap { Numbers($0).map { ("", $0) } }
    }
    guard !sets.isEmpty, sets.allSatisfy({ $0.1.shape.count == 2 && $0.1.shape[1] == 2 }) else {
      throw FigureFailure.wrongData(
        call: "path=", wanted: Wording("an N×2 tensor or a list of them", "N×2 张量，或它们的列表"),
        got: argument.describedKind)
    }
    return sets.map { Curve(name: $0.0, x: $0.1.column(0), y: $0.1.column(1)) }
  }

  static let quiver = Builtin.figure(
    "quiver", Wording("arrows: of a vector field, or at given points", "箭头：向量场的，或给定点处的"),
    [
      Parameter(
        "x", .any, Wording("a function (x, y) -> (u, v), or x of the points", "函数 (x, y) -> (u, v)，或各点的 x")),
      Parameter(
        "y", .any, Wording("range of x for a function, or y of the points", "函数的 x 范围，或各点的 y"),
        default: Argument.none),
      Parameter(
        "u", .any, Wording("range of y for a function, or x parts of the arrows", "函数的 y 范围，或各箭头的 x 分量"),
        default: Argument.none),
      Parameter("v", .any, Wording("y parts of the arrows", "各箭头的 y 分量"), default: Argument.none),
    ], examples: [Example("quiver((x, y) -> (-y, x), -2..2, -2..2)")]
  ) { arguments, style in
    if let function = arguments[0].callable { return try fieldArrows(function, arguments, style) }
    let sets = try arguments.prefix(4).map { argument in
      guard let numbers = Numbers(argument) else {
        throw FigureFailure.wrongData(
          call: "quiver", wanted: Wording("x, y, u and v", "x、y、u 和 v"), got: argument.describedKind)
      }
      return numbers.values
    }
    return try Figure.quiver(x: sets[0], y: sets[1], u: sets[2], v: sets[3], style: style)
  }

  private static func fieldArrows(_ function: any Callable, _ arguments: [Argument], _ style: Style) throws
    -> Figure
  {
    try FunctionArguments.checkPlane("quiver", function)
    let across = try FigureOptions.range(arguments[1], "x") ?? -5...5
    let up = try FigureOptions.range(arguments[2], "y") ?? across
    let count = 13
    var (x, y, u, v): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for row in 0..<count {
      for column in 0..<count {
        let a =
          across.lowerBound + (across.upperBound - across.lowerBound) * Double(column) / Double(count - 1)
        let b = up.lowerBound + (up.upperBound - up.lowerBound) * Double(row) / Double(count - 1)
        let result = try function.call([.number(a), .number(b)])
        guard let numbers = Numbers(result), numbers.values.count == 2 else {
          throw FigureFailure.functionFailed(
            name: function.name, x: "(\(Ticks.short(a)), \(Ticks.short(b)))", got: result.describedKind,
            wanted: Wording("a pair of numbers", "一对数"),
            hint: Wording("quiver wants (x, y) -> (u, v), or ∇f", "quiver 要的是 (x, y) -> (u, v)，或 ∇f"))
        }
        x.append(a)
        y.append(b)
        u.append(numbers.values[0])
        v.append(numbers.values[1])
      }
    }
    return try Figure.quiver(x: x, y: y, u: u, v: v, style: style)
  }
}
