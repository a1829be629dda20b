import Autograd
import Catalog
import Tensor
import Text

/// Cross-entropy between classes, in its four forms.
enum CrossEntropyLosses {
  static let all: [Builtin] = [crossEntropy, nll, categorical]

  /// The settings that the forms share.
  struct Settings {
    var reduction = LossReduction.mean
    var weight: [Double]?
    var ignored: Int?
    var smoothing = 0.0
  }

  private static let shared: [Parameter] = [
    LossReduction.parameter,
    Parameter("weight", .tensor, Wording("factor of each class", "每个类别的权重"), default: Argument.none),
    Parameter(
      "ignore_index", .integer, Wording("samples with this label do not count", "这个标签的样本不计入"),
      default: .number(-100)),
  ]

  private static let smoothing = Parameter(
    "label_smoothing", .number, Wording("share of the target spread over all classes", "目标中平摊给所有类别的比例"),
    default: .number(0))

  static let crossEntropy = Builtin(
    Descriptor(
      "cross_entropy", .loss,
      Wording(
        "Cross-entropy of logits, with class indices or probabilities",
        "交叉熵损失 (cross-entropy)，输入 logits，目标是类别下标或概率"),
      formula: "-Σ yᵢ log softmax(x)ᵢ",
      parameters: LossInput.parameters + shared + [
        smoothing,
        Parameter(
          "from_logits", .bool, Wording("false: the prediction holds probabilities", "false：预测是概率"),
          default: .bool(true)),
      ], returns: Wording("one number", "一个数"),
      examples: [Example("cross_entropy([[0, 0]], [0])", "0.6931472")],
      notes: Wording(
        "Takes what comes before the softmax; the softmax is part of the loss.",
        "输入 softmax 之前的值；softmax 是这个损失的一部分。"))
  ) { arguments in
    let x = try LossInput.floating(try LossInput.variable(arguments[0], "cross_entropy"))
    let target = try LossInput.variable(arguments[1], "cross_entropy")
    let settings = try read(arguments, smoothing: arguments[5].double ?? 0, "cross_entropy")
    let fromLogits = arguments[6].bool ?? true
    if fromLogits { warnOfSoftmax(x) }
    return .object(try compute(x, target, settings, fromLogits ? .logits : .probabilities, "cross_entropy"))
  }

  static let nll = Builtin(
    Descriptor(
      "nll", .loss,
      Wording(
        "Negative log-likelihood of log-probabilities (after log_softmax)", "负对数似然，输入对数概率（log_softmax 之后）"),
      formula: "-x_y",
      parameters: LossInput.parameters + shared, returns: Wording("one number", "一个数"),
      examples: [Example("nll(log_softmax([[0, 0]]), [0])", "0.6931472")])
  ) { arguments in
    let x = try LossInput.floating(try LossInput.variable(arguments[0], "nll"))
    let target = try LossInput.variable(arguments[1], "nll")
    return .object(try compute(x, target, try read(arguments, smoothing: 0, "nll"), .logProbabilities, "nll"))
  }

  static let categorical = Builtin(
    Descriptor(
      "categorical_cross_entropy", .loss,
      Wording(
        "Cross-entropy of probabilities, as the lecture writes it",
        "多分类交叉熵 (categorical cross-entropy)，输入概率，与课件的公式相同"),
      formula: "-Σᵢ yᵢ log ŷᵢ",
      parameters: LossInput.parameters + shared + [
        smoothing,
        Parameter(
          "from_logits", .bool, Wording("the prediction is what goes into a softmax", "预测是 softmax 之前的值"),
          default: .bool(false)),
      ], returns: Wording("one number, averaged over the samples", "一个数，按样本平均"),
      examples: [Example("categorical_cross_entropy([[0.25, 0.75]], [[0, 1]])", "0.28768206")])
  ) { arguments in
    let name = "categorical_cross_entropy"
    let x = try LossInput.floating(try LossInput.variable(arguments[0], name))
    let target = try LossInput.variable(arguments[1], name)
    let fromLogits = arguments[6].bool ?? false
    let settings = try read(arguments, smoothing: arguments[5].double ?? 0, name)
    return .object(try compute(x, target, settings, fromLogits ? .logits : .probabilities, name))
  }

  enum Scale { case logits, probabilities, logProbabilities }

  static func compute(
    _ x: Variable, _ target: Variable, _ settings: Settings, _ scale: Scale, _ loss: String
  ) throws -> Variable {
    if scale == .logits {
      if target.shape == x.shape { warnOfOneClass(x) }
      return try fused(x, target, settings, loss)
    }
    if x.shape == target.shape, x.shape.rank > 0 {
      return try soft(x, try LossInput.cast(target, x.dtype), settings, scale, loss)
    }
    let (rows, labels, classes) = try ClassRows.of(x, loss)
    guard target.shape.array == labels else {
      throw NetworkFailure.labelShape(
        loss, prediction: x.shape.array, expected: labels, got: target.shape.array)
    }
    try checkWeight(settings.weight, classes, loss)
    let coefficients = Coefficients(
      classWeight: settings.weight, smoothing: settings.smoothing, ignored: settings.ignored)
    let matrix = try coefficients.matrix(
      target.tensor, classes: classes, x.dtype, normalized: settings.reduction == .mean, loss: loss)
    let terms = try Ops.multiply(try logs(rows, 1, scale, loss), Variable(matrix))
    if labels.contains(0), settings.reduction == .mean { return try Ops.mean(terms) }
    guard settings.reduction == .none else { return try Ops.negate(try Ops.sum(terms)) }
    return try Ops.reshape(try Ops.negate(try Ops.sum(terms, dims: [1])), labels)
  }

  /// On logits, softmax and loss in one kernel.
  private static func fused(
    _ x: Variable, _ target: Variable, _ settings: Settings, _ loss: String
  ) throws -> Variable {
    let classes = x.shape.rank > 1 ? x.shape[1] : x.shape.first ?? 0
    try checkWeight(settings.weight, classes, loss)
    return try Ops.crossEntropy(
      x, target,
      weight: try settings.weight.map { Variable(try Tensor.from($0, [classes]).cast(to: x.dtype)) },
      ignoreIndex: settings.ignored ?? -100, reduction: settings.reduction.rawValue,
      labelSmoothing: settings.smoothing)
  }

  /// Targets that are probabilities, of the prediction's shape.
  private static func soft(
    _ x: Variable, _ target: Variable, _ settings: Settings, _ scale: Scale, _ loss: String
  ) throws -> Variable {
    let axis = x.shape.rank == 1 ? 0 : 1
    let classes = x.shape[axis]
    try checkWeight(settings.weight, classes, loss)
    var shares = target
    if settings.smoothing > 0 {
      let kept = try Ops.multiply(target, try Ops.scalar(1 - settings.smoothing, like: target))
      shares = try Ops.add(kept, try Ops.scalar(settings.smoothing / Double(classes), like: target))
    }
    if let weight = settings.weight {
      let factors = try Tensor.from(weight, [classes]).cast(to: x.dtype)
      let shape = (0..<x.shape.rank).map { $0 == axis ? classes : 1 }
      shares = try Ops.multiply(shares, Variable(try factors.reshaped(Shape(shape))))
    }
    let losses = try Ops.negate(
      try Ops.sum(try Ops.multiply(shares, try logs(x, axis, scale, loss)), dims: [axis]))
    return try settings.reduction.apply(losses)
  }

  private static func logs(_ x: Variable, _ axis: Int, _ scale: Scale, _ loss: String) throws -> Variable {
    switch scale {
    case .logits, .logProbabilities: return x
    case .probabilities:
      try LossInput.requireProbabilities(x, loss)
      return try LossInput.safeLog(x)
    }
  }

  private static func read(_ arguments: [Argument], smoothing: Double, _ loss: String) throws -> Settings {
    guard smoothing >= 0, smoothing <= 1 else {
      throw NetworkFailure.probability("label_smoothing", smoothing)
    }
    return Settings(
      reduction: LossReduction(arguments[2]), weight: arguments[3].variable?.tensor.doubles,
      ignored: arguments[4].int, smoothing: smoothing)
  }

  private static func checkWeight(_ weight: [Double]?, _ classes: Int, _ loss: String) throws {
    if let weight, weight.count != classes {
      throw NetworkFailure.classWeight(loss, expected: classes, got: weight.count)
    }
  }

  /// The session that was told of a softmax: once is enough.
  nonisolated(unsafe) private static weak var warnedHost: (any Host)?

  static func warnOfSoftmax(_ x: Variable) {
    guard warnedHost !== Hosting.current, x.node?.operation.name == "softmax" else { return }
    warnedHost = Hosting.current
    Hosting.current.warn(NetworkWarning.softmaxBeforeCrossEntropy)
  }

  /// The session that was told of a single class.
  nonisolated(unsafe) private static weak var toldHost: (any Host)?

  private static func warnOfOneClass(_ x: Variable) {
    guard x.shape.rank > 1, x.shape[1] == 1, toldHost !== Hosting.current else { return }
    toldHost = Hosting.current
    Hosting.current.warn(NetworkWarning.oneClass(x.shape.array))
  }
}
