import Autograd
import Catalog
import Tensor

/// One run of training: epochs of batches of forward, loss, backward, step.
final class Fit {
  let model: Module
  let optimizer: Optimizer
  let options: FitOptions
  let history = History()
  var monitor: Monitor
  let shuffling: RandomGenerator?
  private let data: TrainingData
  private let validation: TrainingData?
  private let loss: LossFunction
  /// Batches and samples whose gradients wait for a step.
  private var waiting = (batches: 0, samples: 0)

  init(
    _ model: Module, _ data: TrainingData, validation: TrainingData?, loss: LossFunction,
    optimizer: Optimizer, _ options: FitOptions
  ) {
    self.model = model
    self.data = data
    self.validation = validation
    self.loss = loss
    self.optimizer = optimizer
    self.options = options
    monitor = Monitor(options)
    let generator = options.seed.map { RandomGenerator(seed: UInt64(bitPattern: Int64($0))) }
    shuffling = options.shuffle ? generator ?? RandomGenerator.shared : nil
  }

  /// - Throws: ``Interrupted`` on Ctrl-C; weights and `model.history` keep what was reached.
  func run() throws -> History {
    try checkParameters()
    model.lastHistory = history
    let modes = model.namedModules.map { ($0.module, $0.module.isTraining) }
    model.setTraining(true)
    defer { for (module, mode) in modes { module.isTraining = mode } }
    try Schedule.link(options.schedules)
    do {
      var epoch = try resume() + 1
      while epoch <= options.epochs, !monitor.isOutOfPatience, try runEpoch(epoch) {
        epoch += 1
        if Hollow.isOn {
          history.extend(epochs: options.epochs, steps: data.batchCount(options.batch) ?? 1)
          return history
        }
      }
    } catch let interrupted as Interrupted {
      history.wasInterrupted = true
      throw interrupted
    }
    if options.restoresBest { try monitor.restore(model) }
    return history
  }

  /// The optimizer moves the model's parameters, and at least one of them may move.
  private func checkParameters() throws {
    let own = Set(model.allParameters.map(ObjectIdentifier.init))
    guard !own.isEmpty else { return }
    let shared = optimizer.parameters.filter { own.contains(ObjectIdentifier($0)) }
    if shared.isEmpty { throw NetworkFailure.foreignOptimizer(optimizer.rule.rawValue) }
    if !shared.contains(where: \.isParameter) { throw NetworkFailure.allFrozen }
  }

  /// False when the run should end.
  private func runEpoch(_ epoch: Int) throws -> Bool {
    let steps = data.batchCount(options.batch) ?? 0
    var tally = Tally()
    var meter = ProgressMeter(
      epoch: epoch, epochs: options.epochs, steps: steps, live: options.isLive ? history : nil)
    let next = try data.pass(options.batch, shuffle: shuffling)
    var step = 0
    optimizer.zeroGradients()
    waiting = (0, 0)
    var goesOn = true
    while goesOn, let batch = try next() {
      try Hosting.checkInterruption()
      step += 1
      goesOn = try runStep(batch, &tally, epoch: epoch, step: step)
      try meter.report(step, tally)
      if Hollow.isOn { break }
    }
    guard step > 0 else { throw NetworkFailure.noSamples }
    try update()
    var results = try tally.results()
    if let validation {
      let score = try Evaluation(model, loss, options.metrics, batch: max(options.batch, 256)).run(validation)
      results += score.map { ("val_" + $0.name, $0.value) }
    }
    history.addEpoch(results)
    history.rate = meter.rate(tally.count)
    meter.finish(step, results, tally.count, isLast: false)
    try stepSchedules(.epoch, results)
    try monitor.note(results, model)
    goesOn = try callBack(\.epochEnd, epoch, results) && goesOn && !monitor.isOutOfPatience
    try writeCheckpoint(epoch: epoch)
    if !goesOn { meter.finish(step, results, tally.count, isLast: true) }
    return goesOn
  }

  /// False when a callback ends the run.
  private func runStep(_ batch: Batch, _ tally: inout Tally, epoch: Int, step: Int) throws -> Bool {
    let output: Argument
    if batch.inputs.count == 1, let x = batch.inputs[0].variable, !(model is ClosureModule), model is Layer {
      output = .object(try model.apply(x))
    } else {
      output = try model.call(batch.inputs)
    }
    let value = try loss.compute(output, batch.target)
    let number = value.total.tensor.item
    guard number.isFinite else {
      throw NetworkFailure.notFiniteLoss(
        number, epoch: epoch, step: step, origin: NonFinite.origin(of: value.total), rate: optimizer.lr)
    }
    tally.add(number, batch.count)
    for part in value.parts { tally.add(part.name, part.value, batch.count) }
    for metric in options.metrics ?? Metric.standard(output, batch.target) {
      let measured = try Executor.withoutRecording { try metric.measure(output, batch.target) }
      tally.add(metric.name, measured, batch.count)
    }
    try addGradients(value.total, batch.count)
    history.addStep(number, optimizer.lr)
    if waiting.batches >= options.accumulate { try update() }
    return try callBack(\.stepEnd, epoch, [("loss", number)], step: step)
  }

  /// Each batch counts by its samples, so that accumulated gradients are those of one large batch.
  private func addGradients(_ loss: Variable, _ count: Int) throws {
    guard options.accumulate > 1 else {
      try loss.backward()
      waiting = (1, count)
      return
    }
    try Ops.multiply(loss, try Ops.scalar(Double(count), like: loss)).backward()
    waiting = (waiting.batches + 1, waiting.samples + count)
  }

  /// A step with the gradients that wait for one, if any do.
  private func update() throws {
    guard waiting.batches > 0 else { return }
    if options.accumulate > 1 {
      try GradientClipping.scale(optimizer.parameters, by: 1 / Double(waiting.samples))
    }
    waiting = (0, 0)
    if let clip = options.clip { _ = try GradientClipping.clip(optimizer.parameters, to: clip) }
    try optimizer.step()
    optimizer.zeroGradients()
    try stepSchedules(.step, history.stepLosses.last.map { [("loss", $0)] } ?? [])
  }

  private func stepSchedules(_ cadence: Schedule.Cadence, _ results: [(name: String, value: Double)]) throws {
    for schedule in options.schedules where (options.cadence ?? schedule.cadence) == cadence {
      let watched = results.first { $0.name == "val_loss" } ?? results.first { $0.name == "loss" }
      try schedule.step(metric: watched?.value)
    }
  }

  /// Callbacks get a record; one that gives false ends the run.
  private func callBack(
    _ moment: KeyPath<FitOptions, [any Callable]>, _ epoch: Int, _ results: [(name: String, value: Double)],
    step: Int? = nil
  ) throws -> Bool {
    let callbacks = options[keyPath: moment]
    guard !callbacks.isEmpty else { return true }
    let record = Argument.record(
      [("epoch", .number(Double(epoch)))] + (step.map { [("step", .number(Double($0)))] } ?? [])
        + results.map { ($0.name, .number($0.value)) }
        + [("lr", .number(optimizer.lr)), ("model", .object(model)), ("history", .object(history))])
    var goesOn = true
    for callback in callbacks {
      let answer = try callback.call(callback.arity == 0 ? [] : [record])
      if answer.bool == false { goesOn = false }
    }
    return goesOn
  }
}
