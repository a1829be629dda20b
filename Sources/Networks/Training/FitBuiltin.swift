import Autograd
import Catalog
import Tensor

/// `fit`: its parameters, and how they are read.
enum FitBuiltin {
  private static let parameters = [
    TrainingBuiltins.model, TrainingBuiltins.data,
    Parameter(
      "loss", .any,
      "loss(output, target), its name, or a list or record with one per output; none: by the targets",
      default: Argument.none),
    Parameter("optimizer", .any, "an optimizer; none: adam(model)", default: Argument.none, aliases: ["opt"]),
    Parameter("epochs", .integer, "passes over the data", default: .number(1)),
    Parameter("batch", .integer, "samples a step", default: .number(64), aliases: ["batch_size"]),
    Parameter(
      "validation", .any, "data measured after each epoch", default: Argument.none,
      aliases: ["validation_data"]),
    Parameter(
      "metrics", .any, "\"accuracy\", or functions metric(output, target); of named outputs a record",
      default: Argument.none),
    Parameter(
      "schedule", .any, "a schedule, or a list of them: their factors multiply", default: Argument.none),
    Parameter(
      "callbacks", .any,
      "called with a record of each epoch, or {epoch: f, step: g}; one that gives false ends the run",
      default: Argument.none),
    Parameter("shuffle", .bool, "a new order each epoch", default: .bool(true)),
    Parameter("seed", .integer, "of the order", default: Argument.none),
    option("accumulate", .integer, "batches whose gradients add up to a step", .number(1)),
    option("clip", .number, "largest gradient norm"),
    option("class_weight", .any, "a factor per class, or \"balanced\""),
    option("loss_weights", .any, "factors of several losses"),
    option("patience", .integer, "epochs without improvement before stopping"),
    option("monitor", .string, "what should improve; none: val_loss, or loss"),
    option(
      "mode", .choice(["auto", "min", "max"]), "which way is better; auto: up for accuracies", .string("auto")
    ),
    option("min_delta", .number, "the least improvement that counts", .number(0)),
    option("restore_best", .bool, "end with the best weights", .bool(false)),
    option(
      "schedule_per", .choice(["auto", "step", "epoch"]), "how often the schedule steps", .string("auto")),
    option("checkpoint", .string, "a file written after each epoch"),
    option("resume", .bool, "go on from the checkpoint where there is one", .bool(false)),
    option("live", .bool, "draw the curves while the run goes on", .bool(false)),
  ]

  private static func option(
    _ name: String, _ kind: Parameter.Kind, _ summary: String, _ fallback: Argument = .none
  ) -> Parameter {
    Parameter(name, kind, summary, default: fallback, keywordOnly: true)
  }

  static let builtin = Builtin(
    Descriptor(
      "fit", .training, "Trains a model: forward, loss, backward and step, batch by batch",
      formula: "θ = θ - α ∇J(θ), over mini-batches", parameters: parameters,
      returns:
        "a history: history.loss, history.accuracy, history.val_loss per epoch, history.steps.loss per step",
      examples: [
        Example(
          "seed(1); net = linear(1, 1); h = fit(net, ([[0], [1]], [[1], [3]]), loss=mse, optimizer=sgd(net, lr=0.5), epochs=100); h.loss[-1] < 0.001",
          "true")
      ],
      notes: """
        Ctrl-C ends the run and keeps the weights; model.history holds what was measured. With resume=true, epochs \
        counts those before the stop too, and the digits are those of a run that was never stopped.
        """)
  ) { arguments in
    let given = Given(arguments)
    let model = try given["model"].requireModule("fit")
    let data = try TrainingData(given["data"], "fit")
    let weights = try ClassWeights.read(given["class_weight"], data)
    let loss =
      try weights.map { try LossFunction(given["loss"], classWeights: $0) }
      ?? LossFunction(given["loss"], weights: given["loss_weights"])
    let run = Fit(
      model, data,
      validation: given["validation"].isNone ? nil : try TrainingData(given["validation"], "fit"), loss: loss,
      optimizer: try optimizer(given["optimizer"], model), try options(given, outputs: loss.outputNames))
    return .object(try run.run())
  }

  /// The arguments by name.
  private struct Given {
    private let arguments: [String: Argument]

    init(_ arguments: [Argument]) {
      self.arguments = Dictionary(
        zip(FitBuiltin.parameters.map(\.name), arguments), uniquingKeysWith: { first, _ in first })
    }

    subscript(_ name: String) -> Argument { arguments[name] ?? .none }
  }

  private static func options(_ given: Given, outputs: [String]) throws -> FitOptions {
    var options = FitOptions()
    options.epochs = try count(given["epochs"], "epochs", minimum: 0)
    options.batch = try count(given["batch"], "batch", minimum: 1)
    options.metrics = try Metric.list(given["metrics"], outputs: outputs)
    options.schedules = try schedules(given["schedule"])
    try options.addCallbacks(given["callbacks"])
    options.shuffle = given["shuffle"].bool ?? true
    options.seed = given["seed"].int
    options.accumulate = try count(given["accumulate"], "accumulate", minimum: 1)
    options.clip = given["clip"].double
    options.patience = given["patience"].isNone ? nil : try count(given["patience"], "patience", minimum: 1)
    options.monitor = given["monitor"].string
    options.isMaximum = ["min": false, "max": true][given["mode"].string ?? ""]
    options.minimumChange = given["min_delta"].double ?? 0
    options.restoresBest = given["restore_best"].bool ?? false
    options.cadence = ["step": .step, "epoch": .epoch][given["schedule_per"].string ?? ""]
    options.checkpoint = Hollow.isOn ? nil : given["checkpoint"].string
    options.resumes = given["resume"].bool ?? false
    options.isLive = given["live"].bool ?? false
    guard !options.resumes || given["checkpoint"].string != nil else { throw NetworkFailure.resumeNeedsFile }
    return options
  }

  private static func schedules(_ argument: Argument) throws -> [Schedule] {
    try (argument.items ?? (argument.isNone ? [] : [argument])).map {
      guard case .object(let object) = $0, let schedule = object as? Schedule else {
        throw NetworkFailure.expectsSchedule(got: $0.kindInWords)
      }
      return schedule
    }
  }

  static func count(_ argument: Argument, _ name: String, minimum: Int) throws -> Int {
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
}
