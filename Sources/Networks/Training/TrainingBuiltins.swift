import Autograd
import Catalog
import Tensor
import Text

/// `fit`, `evaluate`, `predict`, `accuracy`, `confusion_matrix`, `watch`; the scores of classes stand beside.
enum TrainingBuiltins {
  static let all: [Builtin] =
    [FitBuiltin.builtin, evaluate, predict, accuracy, confusionMatrix, watch] + ClassScoreBuiltins.all

  static let model = Parameter(
    "model", .any, Wording("a layer, a model or a function that captures layers", "层、模型，或捕获了层的函数"))
  static let data = Parameter(
    "data", .any, Wording("a dataset, (x, y), or batches of (x, y)", "数据集、(x, y)，或若干批 (x, y)"))

  static let evaluate = Builtin(
    Descriptor(
      "evaluate", .training, Wording("Measures a model on data, in evaluation mode", "在评估模式下用数据测量模型"),
      parameters: [
        model, data, Parameter("loss", .any, Wording("as in fit", "与 fit 相同"), default: Argument.none),
        Parameter("metrics", .any, Wording("as in fit", "与 fit 相同"), default: Argument.none),
        Parameter(
          "batch", .integer, Wording("samples at a time", "一次处理的样本数"), default: .number(256),
          aliases: ["batch_size"]),
      ], returns: Wording("a record: loss, accuracy…", "记录：loss、accuracy…"),
      examples: [Example("evaluate(linear(2, 1), (zeros(4, 2), zeros(4, 1)), loss=mse).loss >= 0", "true")])
  ) { arguments in
    let model = try arguments[0].requireModule("evaluate")
    let loss = try LossFunction(arguments[2])
    let evaluation = Evaluation(
      model, loss, try Metric.list(arguments[3], outputs: loss.outputNames),
      batch: try FitBuiltin.count(arguments[4], "batch", minimum: 1))
    let results = try evaluation.run(try TrainingData(arguments[1], "evaluate"))
    return .record(results.map { ($0.name, .number($0.value)) })
  }

  static let predict = Builtin(
    Descriptor(
      "predict", .training,
      Wording("What a model gives for data, in evaluation mode, nothing recorded", "模型对数据的输出，评估模式，不记录梯度"),
      parameters: [
        model,
        Parameter("data", .any, Wording("a tensor of inputs, a dataset or (x, y)", "输入的张量、数据集或 (x, y)")),
        Parameter(
          "batch", .integer, Wording("samples at a time", "一次处理的样本数"), default: .number(256),
          aliases: ["batch_size"]),
      ], returns: Wording("a tensor: the outputs, one below the other", "张量：各输出上下排列"),
      examples: [Example("shape(predict(linear(2, 3), zeros(5, 2)))", "(5, 3)")])
  ) { arguments in
    let model = try arguments[0].requireModule("predict")
    let data: TrainingData
    if let x = arguments[1].variable?.tensor {
      guard x.rank > 0 else { throw NetworkFailure.notTrainingData("predict", got: TypeNoun.one("number")) }
      data = .arrays(inputs: [x], targets: [x], isTuple: false)
    } else {
      data = try TrainingData(arguments[1], "predict")
    }
    let evaluation = Evaluation(
      model, nil, nil, batch: try FitBuiltin.count(arguments[2], "batch", minimum: 1))
    return .object(Variable(try evaluation.outputs(data).outputs))
  }

  static let judged = [
    Parameter("model", .any, Wording("a model, or predictions", "模型，或预测结果"), aliases: ["predictions"]),
    Parameter(
      "data", .any, Wording("data for the model, or targets", "给模型的数据，或目标"), aliases: ["targets", "target"]),
  ]

  static let accuracy = Builtin(
    Descriptor(
      "accuracy", .training,
      Wording("Share of samples whose class is right", "类别判断正确的样本比例：准确率 (accuracy)"),
      parameters: judged + [
        Parameter(
          "k", .integer,
          Wording("right is a class among the k with the largest scores", "类别在得分最高的 k 个之内就算正确"),
          default: .number(1))
      ],
      returns: Wording("a number", "数"),
      examples: [Example("accuracy([[0.9, 0.1], [0.2, 0.8]], [0, 0])", "0.5")],
      notes: Wording(
        """
        Scores N×C count by their largest, single scores as probabilities at ½ (or logits at 0). In fit and evaluate: \
        metrics=["accuracy"], or "top5_accuracy" for k = 5.
        """,
        """
        N×C 的得分取最大者；单个得分按概率以 ½ 为界（logit 以 0 为界）。在 fit 和 evaluate 中：metrics=["accuracy"]，k = 5 时为 \
        "top5_accuracy"。
        """))
  ) { arguments in
    let (predictions, targets) = try compared(arguments, "accuracy")
    return .number(try Scores.accuracy(predictions, targets, top: arguments[2].int ?? 1))
  }

  static let confusionMatrix = Builtin(
    Descriptor(
      "confusion_matrix", .training,
      Wording(
        "How often each class was taken for each; rows are targets",
        "混淆矩阵 (confusion matrix)：每个类别被判为各类别的次数；行是目标"),
      parameters: judged + [
        Parameter("classes", .integer, Wording("their number", "类别数"), default: Argument.none)
      ],
      returns: Wording("C×C whole numbers", "C×C 个整数"),
      examples: [Example("confusion_matrix([0, 1, 1], [0, 0, 1])", "[[1, 1], [0, 1]]")])
  ) { arguments in
    let (predictions, targets) = try compared(arguments, "confusion_matrix")
    return .object(
      Variable(try Scores.confusion(predictions, targets, classes: arguments[2].int)))
  }

  static func compared(_ arguments: [Argument], _ caller: String) throws -> (Tensor, Tensor) {
    if let predictions = try tensor(arguments[0]) {
      guard let targets = try tensor(arguments[1]) else {
        throw NetworkFailure.expectsTensors(caller, got: arguments[1].kindInWords)
      }
      return (predictions, targets)
    }
    let model = try arguments[0].requireModule(caller)
    let (outputs, targets) = try Evaluation(model, nil, nil, batch: 256).outputs(
      try TrainingData(arguments[1], caller))
    guard let targets else { throw NetworkFailure.notTrainingData(caller, got: arguments[1].kindInWords) }
    return (outputs, targets)
  }

  /// A tensor, or a list of numbers as one.
  private static func tensor(_ argument: Argument) throws -> Tensor? {
    if let variable = argument.variable { return variable.tensor }
    guard argument.items != nil, let values = argument.doubles else { return nil }
    return try Tensor.from(values, [values.count])
  }

  static let watch = Builtin(
    Descriptor(
      "watch", .training,
      Wording("Records activations and gradients of each layer while a model trains", "在训练过程中记录每一层的激活值和梯度"),
      parameters: [model],
      returns: Wording(
        "a watch for plot(watch, \"activations\") and plot(watch, \"gradients\")",
        "训练监视，用 plot(watch, \"activations\") 和 plot(watch, \"gradients\") 画出"),
      examples: [Example("w = watch(linear(2, 1)); w.steps", "0")])
  ) { arguments in .object(Watch(try arguments[0].requireModule("watch"))) }
}
