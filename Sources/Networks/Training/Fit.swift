import Autograd
import Catalog
import Glibc
import Tensor

/// One run of training: epochs of batches of forward, loss, backward, step.
final class Fit {
  struct Options {
    var epochs = 1
    var batch = 64
    var shuffle = true
    var seed: Int?
    /// Batches whose gradients add up before a step.
    var accumulate = 1
    /// The largest norm of all gradients together.
    var clip: Double?
    /// Epochs without improvement after which the run ends.
    var patience: Int?
    var restoresBest = false
    var metrics: [Metric]?
    var callbacks: [any Callable] = []
    var schedules: [Schedule] = []
    /// nil: each schedule's own.
    var cadence: Schedule.Cadence?
  }

  private let model: Module
  private let data: TrainingData
  private let validation: TrainingData?
  private let loss: LossFunction
  private let optimizer: Optimizer
  private let options: Options
  private let history = History()
  private let shuffling: RandomGenerator?
  private var best: (score: Double, state: [Tensor])?
  private var badEpochs = 0

  init(
    _ model: Module, _ data: TrainingData, validation: TrainingData?, loss: LossFunction,
    optimizer: Optimizer,
    _ options: Options
  ) {
    self.model = model
    self.data = data
    self.validation = validation
    self.loss = loss
    self.optimizer = optimizer
    self.options = options
    let generator = options.seed.map { RandomGenerator(seed: UInt64(bitPattern: Int64($0))) }
    shuffling = options.shuffle ? generator ?? RandomGenerator.shared : nil
  }

  /// - Throws: ``Interrupted`` on Ctrl-C; weights and `model.history` keep what was reached.
  func run() throws -> History {
    model.lastHistory = history
    let modes = model.namedModules.map { ($0.module, $0.module.isTraining) }
    model.setTraining(true)
    defer { for (module, mode) in modes { module.isTraining = mode } }
    do {
      for epoch in 1...max(options.epochs, 1) where options.epochs > 0 {
        if try !runEpoch(epoch) { break }
      }
    } catch let interrupted as Interrupted {
      history.wasInterrupted = true
      throw interrupted
    }
    if options.restoresBest, let best {
      for (entry, tensor) in zip(model.state, best.state) { entry.variable.assign(tensor) }
    }
    return history
  }

  /// False when the run should end.
  private func runEpoch(_ epoch: Int) throws -> Bool {
    let steps = data.batchCount(options.batch) ?? 0
    var tally = Tally()
    var meter = ProgressMeter(epoch: epoch, epochs: options.epochs, steps: steps)
    let next = try data.pass(options.batch, shuffle: shuffling)
    var step = 0
    optimizer.zeroGradients()
    while let batch = try next() {
      try Hosting.checkInterruption()
      step += 1
      try runStep(batch, &tally, epoch: epoch, step: step, isLast: step == steps)
      meter.report(step, tally)
    }
    guard step > 0 else { throw NetworkFailure.noSamples }
    var results = tally.results
    if let validation {
      let score = try Evaluation(model, loss, options.metrics, batch: max(options.batch, 256)).run(validation)
      results += score.map { ("val_" + $0.name, $0.value) }
    }
    history.addEpoch(results)
    history.rate = meter.rate(tally.count)
    meter.finish(step, results, tally.count, isLast: false)
    try stepSchedules(.epoch, results)
    try keepBest(results)
    let goesOn = try callBack(epoch, results) && !isOutOfPatience
    if !goesOn { meter.finish(step, results, tally.count, isLast: true) }
    return goesOn
  }

  private func runStep(_ batch: Batch, _ tally: inout Tally, epoch: Int, step: Int, isLast: Bool) throws {
    let output: Argument
    if batch.inputs.count == 1, let x = batch.inputs[0].variable, !(model is ClosureModule), model is Layer {
      output = .object(try model.apply(x))
    } else {
      output = try model.call(batch.inputs)
    }
    let value = try loss.compute(output, batch.target)
    let number = value.tensor.item
    guard number.isFinite else {
      throw NetworkFailure.notFiniteLoss(
        number, epoch: epoch, step: step, origin: NonFinite.origin(of: value), rate: optimizer.lr)
    }
    let metrics = options.metrics ?? Metric.standard(output, batch.target)
    tally.add(number, batch.count)
    for metric in metrics {
      let measured = try Executor.withoutRecording { try metric.measure(output, batch.target) }
      tally.add(metric.name, measured, batch.count)
    }
    let share =
      options.accumulate > 1
      ? try Ops.multiply(value, try Ops.scalar(1 / Double(options.accumulate), like: value)) : value
    try share.backward()
    history.addStep(number, optimizer.lr)
    guard options.accumulate <= 1 || step % options.accumulate == 0 || isLast else { return }
    if let clip = options.clip { _ = try GradientClipping.clip(optimizer.parameters, to: clip) }
    try optimizer.step()
    optimizer.zeroGradients()
    try stepSchedules(.step, [("loss", number)])
  }

  private func stepSchedules(_ cadence: Schedule.Cadence, _ results: [(name: String, value: Double)]) throws {
    for schedule in options.schedules where (options.cadence ?? schedule.cadence) == cadence {
      let watched = results.first { $0.name == "val_loss" } ?? results.first { $0.name == "loss" }
      try schedule.step(metric: watched?.value)
    }
  }

  private func keepBest(_ results: [(name: String, value: Double)]) throws {
    guard options.restoresBest || options.patience != nil else { return }
    let score = (results.first { $0.name == "val_loss" } ?? results[0]).value
    if score < best?.score ?? .infinity {
      best = (score, options.restoresBest ? try model.state.map { try $0.variable.tensor.copy() } : [])
      badEpochs = 0
    } else {
      badEpochs += 1
    }
  }

  private var isOutOfPatience: Bool { options.patience.map { badEpochs > 0 && badEpochs >= $0 } ?? false }

  /// Callbacks get a record of the epoch; one that gives false ends the run.
  private func callBack(_ epoch: Int, _ results: [(name: String, value: Double)]) throws -> Bool {
    guard !options.callbacks.isEmpty else { return true }
    let record = Argument.record(
      [("epoch", .number(Double(epoch)))] + results.map { ($0.name, .number($0.value)) }
        + [("model", .object(model)), ("history", .object(history))])
    var goesOn = true
    for callback in options.callbacks {
      let answer = try callback.call(callback.arity == 0 ? [] : [record])
      if answer.bool == false { goesOn = false }
    }
    return goesOn
  }
}

/// Sums of an epoch, weighted by the size of each batch.
struct Tally {
  private(set) var count = 0
  private var loss = 0.0
  private var metrics: [(name: String, sum: Double, count: Int)] = []

  mutating func add(_ loss: Double, _ count: Int) {
    self.loss += loss * Double(count)
    self.count += count
  }

  mutating func add(_ name: String, _ value: Double, _ count: Int) {
    if let index = metrics.firstIndex(where: { $0.name == name }) {
      metrics[index].sum += value * Double(count)
      metrics[index].count += count
    } else {
      metrics.append((name, value * Double(count), count))
    }
  }

  var results: [(name: String, value: Double)] {
    [("loss", loss / Double(max(count, 1)))] + metrics.map { ($0.name, $0.sum / Double(max($0.count, 1))) }
  }
}

/// Tells the host where a run stands, at most some twenty times a second.
struct ProgressMeter {
  private let epoch: Int
  private let epochs: Int
  private let steps: Int
  private let start = ProgressMeter.now()
  private var isEndReported = false
  /// When any run last said something: short epochs share one allowance.
  nonisolated(unsafe) private static var lastReport = 0.0
  nonisolated(unsafe) private static var lastEnd = 0.0

  init(epoch: Int, epochs: Int, steps: Int) {
    self.epoch = epoch
    self.epochs = epochs
    self.steps = steps
  }

  func rate(_ samples: Int) -> Double { Double(samples) / max(ProgressMeter.now() - start, 1e-9) }

  mutating func report(_ step: Int, _ tally: Tally) {
    let time = ProgressMeter.now()
    guard time - ProgressMeter.lastReport >= 0.05, step != steps else { return }
    ProgressMeter.lastReport = time
    send(step, tally.results, tally.count, isEnd: false)
  }

  /// Short epochs report their ends once a second; the last one of a run always does.
  mutating func finish(
    _ step: Int, _ results: [(name: String, value: Double)], _ samples: Int, isLast: Bool
  ) {
    let time = ProgressMeter.now()
    guard !isEndReported, isLast || epoch == epochs || time - ProgressMeter.lastEnd >= 1 else { return }
    isEndReported = true
    ProgressMeter.lastEnd = time
    send(step, results, samples, isEnd: true)
  }

  private func send(_ step: Int, _ results: [(name: String, value: Double)], _ samples: Int, isEnd: Bool) {
    Hosting.current.progress(
      Progress(
        epoch: epoch, epochs: epochs, step: step, steps: max(steps, step), metrics: results,
        rate: rate(samples), isEpochEnd: isEnd))
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
