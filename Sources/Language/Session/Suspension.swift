import Autograd
import Networks
import Text

/// A run that stands still between two of its steps.
public struct Suspension {
  fileprivate let state: MachineState
  fileprivate let isRecording: Bool
  fileprivate let function: Module?
  /// Where the run stands, when a call tells.
  public let place: Span?
}

extension Session {
  /// Sets the run aside that waits in ``Host/interrupt()`` on a thread of its own; the session is then free to run
  /// other sources.
  public func suspend() -> Suspension {
    let place = machine.callSpan
    defer {
      Executor.record(true)
      Module.runningFunction = nil
    }
    return Suspension(
      state: machine.setAside(), isRecording: Executor.isRecordingEnabled,
      function: Module.runningFunction, place: place)
  }

  /// Call before the run goes on, while nothing else runs.
  public func takeUp(_ suspension: Suspension) {
    machine.takeUp(suspension.state)
    Executor.record(suspension.isRecording)
    Module.runningFunction = suspension.function
  }
}
