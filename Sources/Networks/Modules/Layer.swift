import Autograd
import Catalog

/// A module of one tensor in and one out, called without boxing.
open class Layer: Module {
  open override var isPlain: Bool { true }

  open override func apply(_ x: Variable) throws -> Variable {
    let y = try LayerTrace.follow(self) { try forward(x) }
    if !observers.isEmpty || Module.tracer != nil { notify(x, y) }
    return y
  }

  private var hasWarnedOfMode = false

  /// Warns once of a layer that still trains while no gradients are recorded: `eval()` was forgotten.
  func warnOfTrainingMode() {
    guard isTraining, !Executor.isRecordingEnabled, Module.tracer == nil, !hasWarnedOfMode else { return }
    hasWarnedOfMode = true
    Hosting.current.warn(NetworkWarning.forgottenEvaluation(self))
  }
}
