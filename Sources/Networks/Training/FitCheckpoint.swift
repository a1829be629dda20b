import Autograd
import Catalog
import Tensor

// A run that was stopped goes on from its last whole epoch, to the same digits.
extension Fit {
  /// Everything that the next epoch depends on.
  func writeCheckpoint(epoch: Int) throws {
    guard let path = options.checkpoint else { return }
    var tensors = try Checkpoint.tensors(participants)
    tensors.append(("epoch", try Tensor.from([Int64(epoch)], [])))
    if let shuffling { tensors.append(("shuffle", try shuffling.state.tensor)) }
    if let best = monitor.best { tensors.append(("best.score", try Tensor.from([best], []))) }
    tensors.append(("best.bad_epochs", try Tensor.from([Int64(monitor.badEpochs)], [])))
    tensors += zip(model.state, monitor.bestState).map { ("best.state.\($0.name)", $1) }
    tensors += try history.stateTensors.map { ("history.\($0.name)", $0.tensor) }
    try Safetensors.write(tensors, to: path)
  }

  /// The epochs that were done before; 0 where there is no checkpoint yet.
  func resume() throws -> Int {
    guard options.resumes, let path = options.checkpoint, FileReader.exists(path) else { return 0 }
    let tensors = try Safetensors.read(path)
    let table = Dictionary(tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
    guard let epoch = table["epoch"]?.ints.first, epoch >= 0, let bad = table["best.bad_epochs"]?.ints.first
    else { throw NetworkFailure.checkpointEntry("epoch") }
    _ = try Checkpoint.restore(participants, tensors, path)
    if let shuffling, shuffling !== RandomGenerator.shared,
      let state = table["shuffle"].flatMap(RandomGenerator.State.init)
    {
      shuffling.state = state
    }
    let state = model.state.compactMap { table["best.state.\($0.name)"] }
    monitor.resume(best: table["best.score"]?.doubles.first, badEpochs: bad, state: state)
    history.restore(Checkpoint.entries(tensors, of: "history"))
    return epoch
  }

  private var participants: [(name: String, value: Argument)] {
    [("model", .object(model)), ("optimizer", .object(optimizer))]
      + options.schedules.enumerated().map { ("schedule.\($0)", .object($1)) }
  }
}

extension History {
  var stateTensors: [(name: String, tensor: Tensor)] {
    get throws {
      [
        ("steps.loss", try Tensor.from(stepLosses, [stepLosses.count])),
        ("steps.lr", try Tensor.from(stepRates, [stepRates.count])),
      ] + (try epochs.map { ("epochs.\($0.name)", try Tensor.from($0.values, [$0.values.count])) })
    }
  }
}
