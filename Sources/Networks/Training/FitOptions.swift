import Catalog

/// How `fit` runs; see the builtin's parameters.
struct FitOptions {
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
  /// What is watched for improvement; nil: the validation loss, or the loss where there is none.
  var monitor: String?
  /// nil: up for accuracies and the like, down for everything else.
  var isMaximum: Bool?
  /// A smaller change is no improvement.
  var minimumChange = 0.0
  var metrics: [Metric]?
  /// Called with a record after each epoch and after each step.
  var epochEnd: [any Callable] = []
  var stepEnd: [any Callable] = []
  var schedules: [Schedule] = []
  /// nil: each schedule's own.
  var cadence: Schedule.Cadence?
  /// Written after each epoch.
  var checkpoint: String?
  var resumes = false
  /// The host draws the curves while the run goes on.
  var isLive = false
}

extension FitOptions {
  /// Functions are called after each epoch; a record {epoch: f, step: g} says when.
  mutating func addCallbacks(_ argument: Argument) throws {
    if argument.isNone { return }
    for item in argument.items ?? [argument] {
      if case .record(let fields) = item {
        for (name, value) in fields { try addCallback(value, at: name) }
      } else {
        try addCallback(item, at: "epoch")
      }
    }
  }

  private mutating func addCallback(_ argument: Argument, at moment: String) throws {
    guard let callback = argument.callable else {
      throw NetworkFailure.notAFunction("callbacks", argument.kindInWords)
    }
    switch moment {
    case "epoch": epochEnd.append(callback)
    case "step": stepEnd.append(callback)
    default: throw NetworkFailure.callbackMoment(moment)
    }
  }
}
