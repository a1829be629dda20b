import Catalog
import Text

/// Tells warnings from the floors below where in the program they arose.
final class PlacingHost: Host {
  private let host: any Host
  /// Outlives its session where nobody has set another host.
  private weak var machine: Machine?

  init(_ host: any Host, _ machine: Machine) {
    self.host = host
    self.machine = machine
  }

  func warn(_ fault: Fault) {
    var fault = fault
    if fault.span == nil { fault.span = place }
    host.warn(fault)
  }

  var place: Span? { machine?.callSpan }
  func name(of object: AnyObject) -> String? { machine?.known(object)?.name }
  func owner(of object: AnyObject) -> AnyObject? { machine?.known(object)?.layer }
  var model: AnyObject? { machine?.runningModel }

  func progress(_ progress: Progress) { host.progress(progress) }
  var isInterrupted: Bool { host.isInterrupted }
  func interrupt() throws { try host.interrupt() }
  var isQuick: Bool { host.isQuick }
}
