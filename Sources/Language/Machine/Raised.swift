import Autograd
import Catalog
import Tensor
import Text

/// An error on its way up: the fault, and the calls it left.
struct Raised: Failure {
  private var inner: Fault
  /// Ctrl-C and `exit` pass as they are.
  private let signal: (any Error)?
  private(set) var isCatchable: Bool
  /// Functions left, innermost first, and where each was called.
  private var path: [(name: String, call: Span?)] = []
  private var omitted = 0

  init(_ error: any Error) {
    if let raised = error as? Raised {
      self = raised
      return
    }
    signal = error is Interrupted || error is ExitRequest ? error : nil
    isCatchable = signal == nil
    inner = (error as? any Failure)?.fault ?? Fault("E0999", "\(error)")
  }

  /// Gives a fault the place and the operands of the instruction that raised it.
  mutating func complete(at index: Int, of prototype: Prototype) {
    if let last = path.indices.last, path[last].call == nil { path[last].call = prototype.spans[index] }
    guard inner.span == nil else { return }
    let site = prototype.site(at: index)
    inner.span = prototype.spans[index]
    guard let site else { return }
    for label in inner.argumentLabels where site.operands.indices.contains(label.index) {
      inner.labels.append(Fault.Label(site.operands[label.index], label.text))
    }
    inner.argumentLabels = []
  }

  /// Notes that a function was left.
  mutating func leave(_ prototype: Prototype) {
    guard prototype.isFunction else { return }
    if path.count >= 8 {
      omitted += 1
      return
    }
    let name = prototype.name.isEmpty ? prototype.lambdaText : prototype.name
    path.append((name, nil))
  }

  /// What the session throws.
  var underlying: any Error { signal ?? fault }

  var fault: Fault {
    var fault = inner
    for (name, call) in path {
      guard let call else { continue }
      fault.notes.append("in \(name), called at line \(Sources[call.source].position(of: call.start).line)")
    }
    if omitted > 0 { fault.notes.append("and \(omitted) more calls") }
    return fault
  }

  /// What `catch err` binds, owned.
  var value: Value { Value(Tag.object, owning: CaughtError(self)) }
}

/// `err` in `catch err`.
final class CaughtError: MemberProviding, Displayable {
  let raised: Raised

  init(_ raised: Raised) { self.raised = raised }

  var memberNames: [String] { ["message", "code"] }

  func member(_ name: String) throws -> Argument? {
    switch name {
    case "message": .string(raised.fault.message)
    case "code": .string(raised.fault.code)
    default: nil
    }
  }

  func setMember(_ name: String, to value: Argument) throws -> Bool { false }

  var typeName: String { "error" }
  var displayText: String { raised.fault.message }
}
