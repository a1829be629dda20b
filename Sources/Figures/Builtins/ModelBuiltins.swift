import Catalog
import Glibc
import Tensor
import Text

extension FigureBuiltins {
  static let boundary = Builtin.figure(
    "boundary", Wording("what a classifier says over the plane, with its data", "分类器在平面上的判断（决策边界），连同数据"),
    [
      Parameter(
        "model", .any,
        Wording(
          "takes N×2, gives a probability, a logit or class scores; or a function of x and y",
          "接受 N×2，给出概率、logit 或各类得分；或者 x 和 y 的函数")),
      Parameter(
        "x", .any,
        Wording(
          "the data, N×2, or a dataset or pair (x, y) of them and their classes",
          "数据，N×2；或数据连同类别的数据集、一对 (x, y)"),
        default: Argument.none),
      Parameter("y", .any, Wording("the class of each point", "各点的类别"), default: Argument.none),
      Parameter(
        "logits", .bool,
        Wording(
          "a single output is a logit, not a probability; none looks whether any lies outside 0…1",
          "单个输出是 logit 而不是概率；none 看是否有值在 0…1 之外"),
        default: Argument.none, keywordOnly: true),
    ], examples: [Example("boundary((x, y) -> x > y, [[0, 1], [1, 0]], [0, 1])")]
  ) { arguments, style in
    guard let model = arguments[0].callable else {
      throw FigureFailure.wrongData(
        call: "boundary", wanted: Wording("a model or a function", "模型或函数"), got: arguments[0].describedKind)
    }
    var points: [Curve] = []
    if !arguments[1].isNone {
      let data = arguments[2].isNone ? try LabelledPoints(arguments[1]) : nil
      let (x, y) = try coordinates("boundary", data?.points ?? arguments[1], .none)
      points = try grouped(x, y, data?.classes ?? arguments[2])
    }
    let (across, up) = (around(points.flatMap(\.x), style.xRange), around(points.flatMap(\.y), style.yRange))
    var logits: Bool?
    if case .bool(let wish) = arguments[3] { logits = wish }
    let (field, classes) = try decisions(model, across, up, logits: logits)
    return try Figure.boundary(field, classCount: classes, points: points, style: style)
  }

  private static func around(_ values: [Double], _ wish: ClosedRange<Double>?) -> ClosedRange<Double> {
    if let wish { return wish }
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return -1...1 }
    let room = high > low ? (high - low) * 0.15 : 1
    return (low - room)...(high + room)
  }

  /// Asks the model at every point of a grid: in one batch where it takes a tensor, else point by point.
  private static func decisions(
    _ model: any Callable, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, logits: Bool?
  ) throws -> (Field, Int) {
    let side = 161
    var field = Field(x, y, count: side) { _, _ in 0 }
    var inputs: [Double] = []
    for y in field.ys { for x in field.xs { inputs += [x, y] } }
    let count = side * side
    var outputs: Numbers?
    if model.arity != 2 { outputs = Numbers(try model.call([try Numbers.tensor(inputs, [count, 2])])) }
    let values: [Double]
    var classes = 2
    if let outputs, outputs.values.count == count {
      values = outputs.values
    } else if let outputs, outputs.values.count % count == 0, outputs.values.count > count {
      classes = outputs.values.count / count
      return (winners(outputs.values, classes, field), classes)
    } else if outputs == nil, model.arity == 2 || model.arity == nil {
      values = try (0..<count).map {
        try FunctionArguments.number(model, [inputs[2 * $0], inputs[2 * $0 + 1]])
      }
    } else {
      throw FigureFailure.wrongShape(
        call: "boundary",
        wanted: Wording("a model from N×2 to N, N×1 or N×classes", "从 N×2 到 N、N×1 或 N×类别数的模型"),
        got: outputs?.shape ?? [])
    }
    let isLogit = logits ?? values.contains { $0 < -0.001 || $0 > 1.001 }
    field.values = isLogit ? values.map { 1 / (1 + exp(-$0)) } : values
    return (field, 2)
  }

  /// Two class scores give the probability of class 1; more give the number of the winner.
  private static func winners(_ values: [Double], _ classes: Int, _ field: Field) -> Field {
    var field = field
    field.values = stride(from: 0, to: values.count, by: classes).map { start in
      let scores = values[start..<start + classes]
      if classes == 2 {
        let isProbability = scores.allSatisfy { $0 >= 0 } && abs(scores.reduce(0, +) - 1) < 1e-3
        return isProbability ? values[start + 1] : 1 / (1 + exp(values[start] - values[start + 1]))
      }
      return Double((0..<classes).max { values[start + $0] < values[start + $1] } ?? 0)
    }
    return field
  }

  static let diagram = Builtin.figure(
    "diagram",
    Wording("a network: neurons, feature maps, or boxes with their skip connections", "网络：神经元、特征图，或带跳跃连接的方框"),
    [
      Parameter("model", .any, Wording("a model or layer", "模型或层")),
      Parameter(
        "input", .any,
        Wording(
          "shape of one input without the batch axis: [1, 28, 28]; linear layers know theirs",
          "一个输入的形状，不含批量轴：[1, 28, 28]；线性层自己知道"),
        default: Argument.none),
    ], examples: [Example("diagram(linear(3, 4) >> tanh >> linear(4, 2))")]
  ) { arguments, style in
    guard let described = describing(arguments[0]) else {
      throw FigureFailure.wrongData(
        call: "diagram",
        wanted: Wording("a model, such as linear(3, 4) >> tanh", "模型，如 linear(3, 4) >> tanh"),
        got: arguments[0].describedKind)
    }
    return try Figure.network(
      try described.describeNetwork(inputShape: try shape(arguments[1])), style: style)
  }

  private static func shape(_ argument: Argument) throws -> [Int]? {
    if argument.isNone { return nil }
    guard let sizes = Numbers(argument)?.values.map({ Int(exactly: $0) ?? 0 }), !sizes.isEmpty,
      sizes.allSatisfy({ $0 > 0 })
    else {
      throw FigureFailure.wrongData(
        call: "input=",
        wanted: Wording(
          "the shape of one input without the batch axis, as [1, 28, 28]", "单个输入不含批次轴的形状，如 [1, 28, 28]"),
        got: argument.describedKind)
    }
    return sizes
  }

  private static func describing(_ argument: Argument) -> (any NetworkDescribing)? {
    switch argument {
    case .object(let object): object as? any NetworkDescribing
    case .function(let function): function as? any NetworkDescribing
    default: nil
    }
  }
}
