import Catalog
import Tensor
import Text

extension FigureBuiltins {
  static let plot = Builtin.figure(
    "plot",
    Wording(
      "lines: of functions over a range, of data, of a training history, of what a watcher saw",
      "曲线：函数在区间上的、数据的、训练记录的、训练监视看到的"),
    [
      Parameter(
        "data", .any,
        Wording(
          "functions and a range; y; x and y; a list of ys; a history; a watcher and what to draw",
          "函数和区间；y；x 和 y；几个 y 的列表；训练记录；训练监视和要画的内容"),
        variadic: true)
    ],
    examples: [
      Example("plot(x -> x^2, -2..2)"), Example("plot([1, 4, 9], title=\"squares\")"),
      Example("plot([0, 1, 2], [[1, 2, 3], [3, 2, 1]], labels=[\"up\", \"down\"])"),
    ],
    notes:
      Wording(
        """
        Functions are sampled more densely where they bend and break at poles. A watcher takes "activations", \
        "gradients" or "means".
        """,
        "函数在弯曲处取点更密，在极点处断开。训练监视可以画 \"activations\"、\"gradients\" 或 \"means\"。")
  ) { arguments, style in
    let data = items(arguments[0])
    guard let first = data.first else {
      throw FigureFailure.nothingToDraw(
        call: "plot",
        hint: Wording(
          "try plot(x -> x^2, -2..2) or plot([1, 4, 9])", "试试 plot(x -> x^2, -2..2) 或 plot([1, 4, 9])"))
    }
    if case .object(let object) = first {
      if let watcher = object as? any WatchProviding {
        var what = "activations"
        if data.count > 1, case .string(let word) = data[1] { what = word }
        return try Figure.watched(watcher.layers, what, style: style)
      }
      if let drawn = object as? any CurveProviding { return try Figure.curves(drawn.curves, style) }
      if let history = object as? any SeriesProviding {
        return try Figure.history(history.series, style: style)
      }
      if let description = object as? any NetworkDescribing, !(object is any Callable) {
        return try Figure.network(try description.describeNetwork(inputShape: nil), style: style)
      }
    }
    if first.callable != nil { return try functions(data, style) }
    if data.count == 1, case .number = first {
      throw FigureFailure.wrongData(
        call: "plot", wanted: Wording("several values, as plot([1, 4, 9])", "若干个值，如 plot([1, 4, 9])"),
        got: first.describedKind)
    }
    return try Figure.lines(try curves(data), style: style)
  }

  private static func functions(_ data: [Argument], _ style: Style) throws -> Figure {
    var functions: [PlottedFunction] = []
    var range: ClosedRange<Double>?
    for argument in data {
      if let function = argument.callable {
        functions.append(FunctionArguments.plotted(function))
      } else if range == nil, let ends = try? FigureOptions.range(argument, "range") {
        range = ends
      } else {
        throw FigureFailure.wrongData(
          call: "plot",
          wanted: Wording(
            "functions followed by one range such as -6..6, its lower end first", "函数，后面跟一个区间，如 -6..6（小的一端在前）"
          ),
          got: argument.describedKind)
      }
    }
    return try Figure.functions(functions, over: range ?? style.xRange ?? -5...5, style: style)
  }

  /// `y`, `x, y`, `[y1, y2]`, `x, [y1, y2]`, a matrix whose rows are curves.
  private static func curves(_ data: [Argument]) throws -> [Curve] {
    if data.count == 1, case .list(let sets) = data[0], let curves = separate(sets) { return curves }
    let numbers = try data.map { argument in
      guard let numbers = Numbers(argument) else {
        throw FigureFailure.wrongData(
          call: "plot",
          wanted: Wording("numbers, functions with a range, a history or a watcher", "数、带区间的函数、训练历史或观察器"),
          got: argument.describedKind)
      }
      return numbers
    }
    guard numbers.count <= 2, let last = numbers.last else {
      throw FigureFailure.wrongData(
        call: "plot", wanted: Wording("y, or x and y", "y，或 x 和 y"),
        got: Wording(
          verbatim: "\(numbers.count) sets of numbers; several curves go in a list: plot(x, [y1, y2])"))
    }
    let x = numbers.count == 2 ? numbers[0] : nil
    guard last.shape.count <= 2, (x?.shape.count ?? 1) == 1 else {
      throw FigureFailure.wrongShape(
        call: "plot", wanted: Wording("one axis of values, or rows of them", "一列数，或若干行数"),
        got: last.shape.count > 2 ? last.shape : x?.shape ?? [])
    }
    let rows = last.shape.count == 2 ? last.rows : [last.values]
    return rows.map { row in Curve(x: x?.values ?? row.indices.map(Double.init), y: row) }
  }

  /// Sets of different lengths, each a curve of its own.
  private static func separate(_ sets: [Argument]) -> [Curve]? {
    let numbers = sets.compactMap { Numbers($0) }
    guard numbers.count == sets.count, numbers.contains(where: { $0.shape.count == 1 }),
      numbers.allSatisfy({ $0.shape.count == 1 })
    else { return nil }
    return numbers.map { Curve(x: $0.values.indices.map(Double.init), y: $0.values) }
  }
}
