import Autograd
import Catalog
import Tensor

/// `fit`, `evaluate`, `predict`, `accuracy`, `confusion_matrix`, `watch`.
enum TrainingBuiltins {
  static let all: [Builtin] = [FitBuiltin.builtin, evaluate, predict, accuracy, confusionMatrix, watch]

  static let model = Parameter("model", .any, "a layer, a model or a function that captures layers")
  static let data = Parameter("data", .any, "a dataset, (x, y), or batches of (x, y)")

  static let evaluate = Builtin(
    Descriptor(
      "evaluate", .training, "Measures a model on data, in evaluation mode",
      parameters: [
        model, data, Parameter("loss", .any, "as in fit", default: Argument.none),
        Parameter("metrics", .any, "as in fit", default: Argument.none),
        Parameter("batch", .integer, "samples at a time", default: .number(256), aliases: ["batch_size"]),
      ], returns: "a record: loss, accuracy…",
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
      "predict", .training, "What a model gives for data, in evaluation mode, nothing recorded",
      parameters: [
        model, Parameter("data", .any, "a tensor of inputs, a dataset or (x, y)"),
        Parameter("batch", .integer, "samples at a time", default: .number(256), aliases: ["batch_size"]),
      ], returns: "a tensor: the outputs, one below the other",
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

  private static let judged = [
    Parameter("model", .any, "a model, or predictions", aliases: ["predictions"]),
    Parameter("data", .any, "data for the model, or targets", aliases: ["targets", "target"]),
  ]

  static let accuracy = Builtin(
    Descriptor(
      "accuracy", .training, "Share of samples whose class is right (准确率)", parameters: judged,
      returns: "a number", examples: [Example("accuracy([[0.9, 0.1], [0.2, 0.8]], [0, 0])", "0.5")],
      notes: "Scores N×C count by their largest, single scores as probabilities at ½ (or logits at 0).")
  ) { arguments in
    let (predictions, targets) = try compared(arguments, "accuracy")
    return .number(try Scores.accuracy(predictions, targets))
  }

  static let confusionMatrix = Builtin(
    Descriptor(
      "confusion_matrix", .training, "How often each class was taken for each (混淆矩阵); rows are targets",
      parameters: judged + [Parameter("classes", .integer, "their number", default: Argument.none)],
      returns: "C×C whole numbers",
      examples: [Example("confusion_matrix([0, 1, 1], [0, 0, 1])", "[[1, 1], [0, 1]]")])
  ) { arguments in
    let (predictions, targets) = try compared(arguments, "confusion_matrix")
    return .object(
      Variable(try Scores.confusion(predictions, targets, classes: arguments[2].int)))
  }

  private static func compared(_ arguments: [Argument], _ caller: String) throws -> (Tensor, Tensor) {
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
      "watch", .training, "Records activations and gradients of each layer while a model trains",
      parameters: [model], returns: "a watch for plot(watch, \"activations\") and plot(watch, \"gradients\")",
      examples: [Example("w = watch(linear(2, 1)); w.steps", "0")])
  ) { arguments in .object(Watch(try arguments[0].requireModule("watch"))) }
}
