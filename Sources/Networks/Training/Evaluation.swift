import Autograd
import Catalog
import Tensor

/// Measures a model on data: evaluation mode, nothing recorded, modes restored.
struct Evaluation {
  private let model: Module
  private let loss: LossFunction?
  private let metrics: [Metric]?
  private let batch: Int

  init(_ model: Module, _ loss: LossFunction?, _ metrics: [Metric]?, batch: Int) {
    self.model = model
    self.loss = loss
    self.metrics = metrics
    self.batch = batch
  }

  func run(_ data: TrainingData) throws -> [(name: String, value: Double)] {
    var tally = Tally()
    try forEachBatch(data) { output, batch in
      let value = try loss?.compute(output, batch.target)
      tally.add(value?.total.tensor.item ?? 0, batch.count)
      for part in value?.parts ?? [] { tally.add(part.name, part.value, batch.count) }
      for metric in metrics ?? Metric.standard(output, batch.target) {
        tally.add(metric.name, try metric.measure(output, batch.target), batch.count)
      }
    }
    guard tally.count > 0 else { throw NetworkFailure.noSamples }
    let results = try tally.results()
    return loss == nil ? Array(results.dropFirst()) : results
  }

  /// All outputs, one below the other, and all targets.
  func outputs(_ data: TrainingData) throws -> (outputs: Tensor, targets: Tensor?) {
    var outputs: [Tensor] = []
    var targets: [Tensor] = []
    try forEachBatch(data) { output, batch in
      guard let tensor = output.firstVariable?.tensor else { throw NetworkFailure.givesNoTensor(model.kind) }
      outputs.append(tensor)
      if let target = batch.target.firstVariable?.tensor { targets.append(target) }
    }
    guard let all = try Rows.stack(outputs) else { throw NetworkFailure.noSamples }
    let goals = try Rows.stack(targets)
    guard Hollow.isOn, let count = data.sampleCount else { return (all, goals) }
    return (try all.hollow(rows: count), try goals?.hollow(rows: count))
  }

  private func forEachBatch(_ data: TrainingData, _ body: (Argument, Batch) throws -> Void) throws {
    try Executor.withoutGradients {
      try model.withTraining(false) {
        let next = try data.pass(batch, shuffle: nil)
        while let part = try next() {
          try Hosting.checkInterruption()
          try body(try model.call(part.inputs), part)
          if Hollow.isOn { break }
        }
      }
    }
  }
}
