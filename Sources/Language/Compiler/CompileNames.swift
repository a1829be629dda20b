import Syntax
import Text

// Reading and writing variables.
extension Compiler {
  func load(_ name: String, to target: Int, at span: Span) {
    switch scope.place(of: name) {
    case .register(let register):
      if register == 0 || scope.defined.contains(register) {
        if register != target { code.emit(.move, target, register, at: span) }
      } else {
        loadPossiblyUndefined(name, to: target, at: span) {
          code.emit(.move, target, register, at: span)
        }
      }
    case .box(let register):
      if scope.defined.contains(register) {
        code.emit(.loadBox, target, register, at: span)
      } else {
        loadPossiblyUndefined(name, to: target, at: span) {
          code.emit(.loadBox, target, register, at: span)
        }
      }
    case .capture(let index):
      loadPossiblyUndefined(name, to: target, at: span) {
        code.emit(.loadCapture, target, captureOwner, index, at: span)
      }
    case .capturedMember(let index):
      code.emit(.loadCapture, target, captureOwner, index, at: span)
      code.emit(.getMember, target, target, code.cache(), code.constant(name), at: span)
    case .field(let index):
      code.emit(.loadField, target, 0, 0, index, at: span)
      code.emit(.checkDefined, target, 0, 0, code.constant(name), at: span)
    case .method: code.emit(.getMember, target, 0, code.cache(), code.constant(name), at: span)
    case .global: code.emit(.loadGlobal, target, 0, 0, global(name), at: span)
    }
  }

  /// A variable that has no value yet gives way to the session's.
  private func loadPossiblyUndefined(_ name: String, to target: Int, at span: Span, _ load: () -> Void) {
    load()
    let defined = code.emit(.jumpIfDefined, target, at: span)
    code.emit(.loadGlobal, target, 0, 0, global(name), at: span)
    code.patch(defined)
  }

  /// Which code's captures the running function has: 0 a closure's, or 1 + the code of a model.
  var captureOwner: Int { code.captureOwner }

  /// The register of a variable that surely has a value; nil when it has none, or lives elsewhere.
  func register(of expression: Expression) -> Int? {
    guard case .name(let name) = expression.kind, case .register(let register) = scope.place(of: name),
      register == 0 || scope.defined.contains(register)
    else { return nil }
    return register
  }

  func store(_ name: String, from register: Int, at span: Span) {
    switch scope.place(of: name) {
    case .register(let target):
      if target != register { code.emit(.move, target, register, at: span) }
      scope.defined.insert(target)
      code.noteDefinition(of: target, at: span)
    case .box(let target):
      code.emit(.storeBox, register, target, at: span)
      scope.defined.insert(target)
      code.noteDefinition(of: target, at: span)
    case .field(let index): code.emit(.storeField, register, 0, 0, index, at: span)
    case .capture, .capturedMember, .method, .global:
      globals.noteAssignment(name, at: span)
      code.emit(.storeGlobal, register, 0, 0, global(name), at: span)
    }
  }

  /// Before `x += e`: x must have a value here already.
  func checkAugmented(_ name: String, at span: Span) {
    switch scope.place(of: name) {
    case .register(let register) where !scope.defined.contains(register):
      code.emit(.checkAugmented, register, 0, 0, code.constant(name), at: span)
      scope.defined.insert(register)
    case .box(let register) where !scope.defined.contains(register):
      temporarily {
        let target = scope.temporary()
        code.emit(.loadBox, target, register, at: span)
        code.emit(.checkAugmented, target, 0, 0, code.constant(name), at: span)
      }
    default: break
    }
  }
}
