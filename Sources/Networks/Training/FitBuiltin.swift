import Autograd
import Catalog
import Tensor
import Text

/// `fit`: its parameters, and how they are read.
enum FitBuiltin {
  private static let parameters = [
    TrainingBuiltins.model, TrainingBuiltins.data,
    Parameter(
      "loss", .any,
      Wording(
        "loss(output, target), its name, or a list or record with one per output; none: by the targets",
        "loss(output, target)、损失的名字，或每个输出一个的列表或记录；none：由目标决定"),
      default: Argument.none),
    Parameter(
      "optimizer", .any, Wording("an optimizer; none: adam(model)", "优化器；none：adam(model)"),
      default: Argument.none, aliases: ["opt"]),
    Parameter("epochs", .integer, Wording("passes over the data", "遍历数据的轮数"), default: .number(1)),
    Parameter(
      "batch", .integer, Wording("samples a step", "每步的样本数（批量大小）"), default: .number(64),
      aliases: ["batch_size"]),
    Parameter(
      "validation", .any, Wording("data measured after each epoch", "每一轮之后用来测量的数据（验证集）"),
      default: Argument.none,
      aliases: ["validation_data"]),
    Parameter(
      "metrics", .any,
      Wording(
        "\"accuracy\", \"f1\" and the like, or functions metric(output, target); of named outputs a record",
        "\"accuracy\"、\"f1\" 等，或函数 metric(output, target)；输出有名字时用记录"),
      default: Argument.none),
    Parameter(
      "schedule", .any, Wording("a schedule, or a list of them: their factors multiply", "一个调度，或几个的列表：倍数相乘"),
      default: Argument.none),
    Parameter(
      "callbacks", .any,
      Wording(
        "called with a record of each epoch, or {epoch: f, step: g}; one that gives false ends the run",
        "每一轮以一个记录调用；或 {epoch: f, step: g}；返回 false 就结束训练"),
      default: Argument.none),
    Parameter("shuffle", .bool, Wording("a new order each epoch", "每一轮都重新打乱"), default: .bool(true)),
    Parameter("seed", .integer, Wording("of the order", "打乱顺序用的种子"), default: Argument.none),
    option(
      "accumulate", .integer, Wording("batches whose gradients add up to a step", "累积多少个批量的梯度才更新一步"),
      .number(1)),
    option("clip", .number, Wording("largest gradient norm", "梯度范数的上限")),
    option("class_weight", .any, Wording("a factor per class, or \"balanced\"", "每个类别的权重，或 \"balanced\"")),
    option("loss_weights", .any, Wording("factors of several losses", "几个损失的权重")),
    option("patience", .integer, Wording("epochs without improvement before stopping", "多少轮没有改善就停止")),
    option(
      "monitor", .string,
      Wording("what should improve; none: val_loss, or loss", "看什么有没有改善；none：val_loss，没有则 loss")),
    option(
      "mode", .choice(["auto", "min", "max"]),
      Wording("which way is better; auto: up for accuracies and the like", "哪个方向算更好；auto：准确率等越高越好"),
      .string("auto")
    ),
    option("min_delta", .number, Wording("the least improvement that counts", "至少多大的变化才算改善"), .number(0)),
    option("restore_best", .bool, Wording("end with the best weights", "结束时取回最好的权重"), .bool(false)),
    option(
      "schedule_per", .choice(["auto", "step", "epoch"]), Wording("how often the schedule steps", "多久调用一次调度"),
      .string("auto")),
    option("checkpoint", .string, Wording("a file written after each epoch", "每一轮之后写入的文件")),
    option(
      "resume", .bool, Wording("go on from the checkpoint where there is one", "有检查点时从那里继续"), .bool(false)),
    option("live", .bool, Wording("draw the curves while the run goes on", "训练时实时画出曲线"), .bool(false)),
  ]

  private static func option(
    _ name: String, _ kind: Parameter.Kind, _ summary: Wording, _ fallback: Argument = .none
  ) -> Parameter {
    Parameter(name, kind, summary, default: fallback, keywordOnly: true)
  }

  static let builtin = Builtin(
    Descriptor(
      "fit", .training,
      Wording(
        "Trains a model: forward, loss, backward and step, batch by batch", "训练模型：前向传播、损失、反向传播、更新参数，逐批进行"),
      formula: "θ = θ - α ∇J(θ), over mini-batches", parameters: parameters,
      returns:
        Wording(
          "a history: history.loss, history.accuracy, history.val_loss per epoch, history.steps.loss per step",
          "训练记录：history.loss、history.accuracy、history.val_loss 每轮一个，history.steps.loss 每步一个"),
      examples: [
        Example(
          "seed(1); net = linear(1, 1); h = fit(net, ([[0], [1]], [[1], [3]]), loss=mse, optimizer=sgd(net, lr=0.5), epochs=100); h.loss[-1] < 0.001",
          "true")
      ],
      notes: Wording(
        """
        Ctrl-C ends the run and keeps the weights; model.history holds what was measured. With resume=true, epochs \
        counts those before the stop too, and the digits are those of a run that was never stopped.
        """,
        """
        Ctrl-C 结束训练并保留权重；model.history 存有测得的结果。\
        resume=true 时，epochs 把中断前的轮数也算在内，得到的每一位数字都与从未中断的训练相同。
        """))
  ) { arguments in
    let given = GivenArguments(parameters, arguments)
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

  private static func options(_ given: GivenArguments, outputs: [String]) throws -> FitOptions {
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
