import Autograd
import Catalog
import Tensor

/// `fit`, `evaluate`, `predict`, `accuracy`, `confusion_matrix`, `watch`.
enum TrainingBuiltins {
  static let all: [Builtin] = [fit, evaluate, predict, accuracy, confusionMatrix, watch]

  private static let model = Parameter("model", .any, "a layer, a model or a function that captures layers")
  private static let data = Parameter("data", .any, "a dataset, (x, y), or batches of (x, y)")

  static let fit = Builtin(
    Descriptor(
      "fit", .training, "Trains a model: forward, loss, backward and step, batch by batch",
      formula: "θ = θ - α ∇J(θ), over mini-batches",
      parameters: [
        model, data,
        Parameter(
          "loss", .any, "loss(output, target), its name, or a list with one per output; none: by the targets",
          default: Argument.none),
        Parameter(
          "optimizer", .any, "an optimizer; none: adam(model)", default: Argument.none, aliases: ["opt"]),
        Parameter("epochs", .integer, "passes over the data", default: .number(1)),
        Parameter("batch", .integer, "samples a step", default: .number(64), aliases: ["batch_size"]),
        Parameter("validation", .any, "data measured after each epoch", default: Argument.none),
        Parameter(
          "metrics", .any, "\"accuracy\", or functions metric(output, target)", default: Argument.none),
        Parameter("schedule", .any, "a schedule, or a list of them", default: Argument.none),
        Parameter(
          "callbacks", .any, "called with a record of each epoch; false ends the run", default: Argument.none),
        Parameter("shuffle", .bool, "a new order each epoch", default: .bool(true)),
        Parameter("seed", .integer, "of the order", default: Argument.none),
        Parameter(
          "accumulate", .integer, "batches whose gradients add up", default: .number(1), keywordOnly: true),
        Parameter("clip", .number, "largest gradient norm", default: Argument.none, keywordOnly: true),
        Parameter(
          "patience", .integer, "epochs without improvement before stopping", default: Argument.none,
          keywordOnly: true),
        Parameter(
          "restore_best", .bool, "end with the best weights", default: .bool(false), keywordOnly: true),
        Parameter(
          "loss_weights", .any, "factors of a list of losses", default: Argument.none, keywordOnly: true),
        Parameter(
          "schedule_per", .choice(["auto", "step", "epoch"]), "how often the schedule steps",
          default: .string("auto"), keywordOnly: true),
      ],
      returns:
        "a history: history.loss, history.accuracy, history.val_loss per epoch, history.steps.loss per step",
      examples: [
        Example(
          "seed(1); net = linear(1, 1); h = fit(net, ([[0], [1]], [[1], [3]]), loss=mse, optimizer=sgd(net, lr=0.5), epochs=100); h.loss[-1] < 0.001",
          "true")
      ],
      notes: "Ctrl-C ends the run and keeps the weights; model.history holds what was measured.")
  ) { arguments in
    let model = try arguments[0].requireModule("fit")
    let options = try options(arguments)
    let validation = arguments[6].isNone ? nil : try TrainingData(arguments[6], "fit")
    let run = Fit(
      model, try TrainingData(arguments[1], "fit"), validation: validation,
      loss: try LossFunction(arguments[2], weights: arguments[16]),
      optimizer: try optimizer(arguments[3], model), options)
    return .object(try run.run())
  }

  private static func options(_ arguments: [Argument]) throws -> Fit.Options {
    var options = Fit.Options()
    options.epochs = try count(arguments[4], "epochs", minimum: 0)
    options.batch = try count(arguments[5], "batch", minimum: 1)
    options.metrics = try Metric.list(arguments[7])
    options.schedules = try (arguments[8].items ?? (arguments[8].isNone ? [] : [arguments[8]])).map {
      guard case .object(let object) = $0, let schedule = object as? Schedule else {
        throw NetworkFailure.expectsSchedule(got: $0.kindInWords)
      }
      return schedule
    }
    options.callbacks = try (arguments[9].items ?? (arguments[9].isNone ? [] : [arguments[9]])).map {
      guard let callback = $0.callable else { throw NetworkFailure.notAFunction("callbacks", $0.kindInWords) }
      return callback
    }
    options.shuffle = arguments[10].bool ?? true
    options.seed = arguments[11].int
    options.accumulate = try count(arguments[12], "accumulate", minimum: 1)
    options.clip = arguments[13].double
    options.patience = arguments[14].int
    options.restoresBest = arguments[15].bool ?? false
    options.cadence = arguments[17].string == "step" ? .step : arguments[17].string == "epoch" ? .epoch : nil
    return options
  }

  private static func count(_ argument: Argument, _ name: String, minimum: Int) throws -> Int {
    guard let value = argument.int, value >= minimum else {
      throw NetworkFailure.sizeOutOfRange("fit", name, [argument.int ?? 0], minimum: minimum)
    }
    return value
  }

  /// An optimizer as it is; a constructor (or its name) called on the model; none means Adam.
  private static func optimizer(_ argument: Argument, _ model: Module) throws -> Optimizer {
    if case .object(let object) = argument, let optimizer = object as? Optimizer { return optimizer }
    if let word = argument.isNone ? "adam" : argument.string {
      guard let builtin = OptimizerBuiltins.all.first(where: { $0.descriptor.name == word }),
        case .object(let made) = try builtin.callWithDefaults([.object(model)]),
        let optimizer = made as? Optimizer
      else { throw NetworkFailure.unknownOptimizer(word) }
      return optimizer
    }
    if let constructor = argument.callable, case .object(let made) = try constructor.call([.object(model)]),
      let optimizer = made as? Optimizer
    {
      return optimizer
    }
    throw NetworkFailure.expectsOptimizer("fit", got: argument.kindInWords)
  }

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
    let evaluation = Evaluation(
      model, try LossFunction(arguments[2]), try Metric.list(arguments[3]),
      batch: try count(arguments[4], "batch", minimum: 1))
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
      guard x.rank > 0 else { throw NetworkFailure.notTrainingData("predict", got: "a number") }
      data = .arrays(inputs: [x], targets: [x], isTuple: false)
    } else {
      data = try TrainingData(arguments[1], "predict")
    }
    let evaluation = Evaluation(model, nil, nil, batch: try count(arguments[2], "batch", minimum: 1))
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
