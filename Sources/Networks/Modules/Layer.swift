import Autograd
import Catalog
import Text

/// A module of one tensor in and one out, called without boxing.
open class Layer: Module {
  open override var isPlain: Bool { true }

  open override func apply(_ x: Variable) throws -> Variable {
    let y = try LayerTrace.follow(self) { try forward(x) }
    if !observers.isEmpty || Module.tracer != nil { notify(x, y) }
    return y
  }

  private var hasWarnedOfMode = false
  /// Where the session was told of layers that are made anew for each call.
  nonisolated(unsafe) private static weak var toldHost: (any Host)?
  nonisolated(unsafe) private static var toldPlaces: Set<Span> = []

  /// Warns once of a layer that still trains while no gradients are recorded: `eval()` was forgotten.
  func warnOfTrainingMode() {
    guard isTraining, !Executor.isRecordingEnabled, Module.tracer == nil, !hasWarnedOfMode else { return }
    hasWarnedOfMode = true
    if let place, Hosting.current.name(of: self) == nil {
      if Layer.toldHost !== Hosting.current { (Layer.toldHost, Layer.toldPlaces) = (Hosting.current, []) }
      guard Layer.toldPlaces.insert(place).inserted else { return }
    }
    Hosting.current.warn(NetworkWarning.forgottenEvaluation(self))
  }
}
