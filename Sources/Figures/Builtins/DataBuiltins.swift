import Catalog
import Tensor
import Text

extension FigureBuiltins {
  static let scatter = Builtin.figure(
    "scatter", Wording("points in the plane, coloured by class", "平面上的点，按类别着色"),
    [
      Parameter(
        "x", .any,
        Wording(
          "x of the points, an N×2 tensor of both, or a dataset or pair (x, y) of such points and their classes",
          "各点的 x、两个坐标合成的 N×2 张量，或由这样的点及其类别组成的数据集或一对 (x, y)")),
      Parameter("y", .any, Wording("y of the points", "各点的 y"), default: Argument.none),
      Parameter(
        "c", .any, Wording("class of each point, whole numbers", "各点的类别，整数"), default: Argument.none,
        aliases: ["classes"]),
      Parameter(
        "marker_size", .number, Wording("relative to the usual size", "相对于通常的大小"), default: .number(1),
        keywordOnly: true),
    ],
    examples: [
      Example("scatter([1, 2, 3], [3, 1, 2])"), Example("scatter(randn(50, 2), c=randint(0, 2, [50]))"),
      Example("scatter([[0, 1], [2, 0.5]], labels=[\"cat\", \"dog\"])"),
    ]
  ) { arguments, style in
    let data = arguments[1].isNone ? try LabelledPoints(arguments[0]) : nil
    let (x, y) = try coordinates("scatter", data?.points ?? arguments[0], arguments[1])
    var size = 1.0
    if case .number(let value) = arguments[3] { size = min(10, max(0.1, value)) }
    return try Figure.scatter(try grouped(x, y, data?.classes ?? arguments[2]), pointSize: size, style: style)
  }

  /// x and y from two sets of numbers or from one of two columns.
  static func coordinates(_ call: String, _ x: Argument, _ y: Argument) throws -> (x: [Double], y: [Double]) {
    guard let first = Numbers(x) else {
      throw FigureFailure.wrongData(call: call, wanted: Wording("numbers", "数"), got: x.describedKind)
    }
    if y.isNone {
      guard first.shape.count == 2, first.shape[1] == 2 else {
        throw FigureFailure.wrongShape(
          call: call, wanted: Wording("x and y, or an N×2 tensor", "x 和 y，或一个 N×2 张量"), got: first.shape,
          hint: Wording("scatter(x, y), or one point a row: [[x, y], …]", "scatter(x, y)，或每行一个点：[[x, y], …]"))
      }
      return (first.column(0), first.column(1))
    }
    guard let second = Numbers(y) else {
      throw FigureFailure.wrongData(call: call, wanted: Wording("numbers", "数"), got: y.describedKind)
    }
    return (first.values, second.values)
  }

  static func grouped(_ x: [Double], _ y: [Double], _ classes: Argument) throws -> [Curve] {
    guard x.count == y.count else {
      throw FigureFailure.lengthMismatch(what: Wording("x and y", "x 和 y"), first: x.count, second: y.count)
    }
    guard !classes.isNone, let numbers = Numbers(classes) else { return [Curve(x: x, y: y)] }
    guard numbers.values.count == x.count else {
      throw FigureFailure.lengthMismatch(
        what: Wording("points and classes", "点和类别"), first: x.count, second: numbers.values.count)
    }
    let kinds = Array(Set(numbers.values)).sorted()
    guard kinds.count <= 30 else {
      throw FigureFailure.wrongData(
        call: "c=", wanted: Wording("at most 30 classes", "至多 30 个类别"),
        got: Wording(verbatim: "\(kinds.count) different values"))
    }
    return kinds.map { kind in
      let members = x.indices.filter { numbers.values[$0] == kind }
      return Curve(name: Ticks.short(kind), x: members.map { x[$0] }, y: members.map { y[$0] })
    }
  }

  static let bar = Builtin.figure(
    "bar", Wording("upright bars, one set or several side by side", "竖直的柱子，一组或几组并排"),
    [
      Parameter("values", .any, Wording("numbers, or rows of numbers", "一组数，或几行数")),
      Parameter(
        "names", .any, Wording("a name under each bar", "每根柱子下的名字"), default: Argument.none,
        aliases: ["xlabels"]),
    ], examples: [Example("bar([3, 1, 2], [\"a\", \"b\", \"c\"])")]
  ) { arguments, style in
    var (values, names, style) = (arguments[0], arguments[1], style)
    // Names may come first, as elsewhere in the field.
    if values.isTexts, !names.isNone { swap(&values, &names) }
    guard let numbers = Numbers(values), numbers.shape.count <= 2 else {
      throw FigureFailure.wrongData(
        call: "bar", wanted: Wording("numbers or rows of numbers", "数，或若干行数"), got: values.describedKind)
    }
    let rows = numbers.shape.count == 2 ? numbers.rows : [numbers.values]
    var named = names.isNone ? [] : names.texts ?? []
    if named.isEmpty, rows.count == 1, style.labels.count == numbers.values.count {
      named = style.labels
      style.labels = []
    }
    return try Figure.bars(rows.map { ("", $0) }, names: named, style: style)
  }

  static let hist = Builtin.figure(
    "hist", Wording("how often values fall into equal bins", "值落入各等宽区间的次数（直方图）"),
    [
      Parameter(
        "values", .any, Wording("numbers of any shape, or a list of several such sets", "任意形状的数，或几组这样的数的列表")),
      Parameter(
        "bins", .integer,
        Wording(
          "number of bins; none chooses by Freedman and Diaconis", "分箱的个数；none 按 Freedman 与 Diaconis 的规则选取"),
        default: Argument.none),
      Parameter("density", .bool, Wording("scale to area 1", "缩放到面积为 1"), default: .bool(false)),
    ], examples: [Example("hist(randn(1000))")]
  ) { arguments, style in
    var bins: Int?
    if case .number(let count) = arguments[1] {
      guard count >= 1, count <= 2000 else {
        throw FigureFailure.wrongData(
          call: "bins=", wanted: Wording("1 to 2000 bins", "1 到 2000 个分组"),
          got: Wording(verbatim: Ticks.short(count)))
      }
      bins = Int(count)
    }
    var density = false
    if case .bool(let wish) = arguments[2] { density = wish }
    let sets = try numberSets("hist", arguments[0], rowCount: style.labels.count)
    return try Figure.histogram(sets, bins: bins, density: density, style: style)
  }

  static let ridgeline = Builtin.figure(
    "ridgeline", Wording("the distributions of several sets, one above the other", "几组数的分布，上下排列（山脊图）"),
    [Parameter("sets", .any, Wording("a list of tensors, or a record of them", "张量的列表，或由张量组成的记录"))],
    examples: [Example("ridgeline([randn(500), 2 * randn(500)], labels=[\"a\", \"b\"])")]
  ) { arguments, style in
    if case .object(let object) = arguments[0], let watcher = object as? any WatchProviding {
      return try Figure.watched(watcher.layers, "activations", style: style)
    }
    let sets = try numberSets("ridgeline", arguments[0])
    return try Figure.ridges(
      sets.enumerated().map { ($1.name.isEmpty ? "\($0 + 1)" : $1.name, $1.values) }, style: style)
  }

  /// One set, or several in a list, in a record, or in the rows of a matrix: a list of tensors of one shape is a
  /// matrix by the time it comes here, so as many labels as rows tell that rows are sets.
  static func numberSets(
    _ call: String, _ argument: Argument, rowCount: Int = 0
  ) throws -> [(name: String, values: [Double])] {
    var sets: [(name: String, values: [Double])] = []
    if case .record(let fields) = argument {
      for field in fields {
        if let numbers = Numbers(field.value) { sets.append((field.name, numbers.values)) }
      }
    } else if case .list(let parts) = argument, let first = parts.first, let probe = Numbers(first),
      !probe.shape.isEmpty
    {
      sets = parts.compactMap { Numbers($0) }.map { ("", $0.values) }
    } else if let numbers = Numbers(argument) {
      sets =
        numbers.shape.count == 2 && (call == "ridgeline" || rowCount == numbers.shape[0])
        ? numbers.rows.map { ("", $0) } : [("", numbers.values)]
    }
    guard !sets.isEmpty else {
      throw FigureFailure.wrongData(
        call: call, wanted: Wording("numbers or a list of tensors", "数，或张量的列表"), got: argument.describedKind)
    }
    guard sets.contains(where: { !$0.values.isEmpty }) else {
      throw FigureFailure.emptyData(what: Wording("the data", "数据"))
    }
    return sets
  }

  static let heatmap = Builtin.figure(
    "heatmap",
    Wording(
      "a matrix by colour; up to 20×20 with its values, a matrix of counts as a confusion matrix",
      "用颜色表示的矩阵；不超过 20×20 时写出数值，计数矩阵画成混淆矩阵"),
    [
      Parameter("matrix", .any, Wording("rows × columns", "行 × 列")),
      Parameter(
        "xlabels", .any, Wording("a name for each column", "每一列的名字"), default: Argument.none,
        keywordOnly: true),
      Parameter(
        "ylabels", .any, Wording("a name for each row", "每一行的名字"), default: Argument.none, keywordOnly: true),
    ], examples: [Example("heatmap([[1, 2], [3, 4]], xlabels=[\"a\", \"b\"])")]
  ) { arguments, style in
    guard let numbers = Numbers(arguments[0]) else {
      throw FigureFailure.wrongData(
        call: "heatmap", wanted: Wording("a matrix", "矩阵"), got: arguments[0].describedKind)
    }
    let shape = numbers.shape.count == 1 ? [1] + numbers.shape : numbers.shape
    guard shape.count == 2 else {
      throw FigureFailure.wrongShape(
        call: "heatmap", wanted: Wording("a matrix", "矩阵"), got: shape,
        hint: Wording("take one of them: x[0]", "取其中一个：x[0]"))
    }
    var (xNames, yNames, style) = (arguments[1].texts ?? [], arguments[2].texts ?? [], style)
    if !style.labels.isEmpty, xNames.isEmpty, yNames.isEmpty {
      (xNames, yNames) = (style.labels, style.labels)
      style.labels = []
    }
    return try Figure.heatmap(
      numbers.values, rows: shape[0], columns: shape[1], xNames: xNames, yNames: yNames, style: style)
  }
}

extension Argument {
  /// Texts, and no numbers.
  var isTexts: Bool {
    switch self {
    case .string: true
    case .list(let items), .tuple(let items):
      !items.isEmpty && items.allSatisfy { if case .string = $0 { true } else { false } }
    default: false
    }
  }
}
