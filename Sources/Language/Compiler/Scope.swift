import Syntax
import Text

/// One function while it is compiled: its variables, its code, its loops.
final class Scope {
  enum Kind {
    /// A top-level statement: names are globals.
    case session
    case function
    /// The initializer (code 0), `forward` (1) or a method of a model.
    case model(code: Int)
  }

  let kind: Kind
  let parent: Scope?
  let builder = CodeBuilder()
  /// Registers of variables.
  private(set) var registers: [String: Int] = [:]
  /// Variables that functions inside share: their registers hold boxes.
  private(set) var boxed: Set<String> = []
  /// Fields of the model that is being compiled, by name.
  var fields: [String: Int] = [:]
  var methods: Set<String> = []
  /// Declared with `global`.
  var globals: Set<String> = []
  /// Registers that hold a value on every path to here.
  var defined: Set<Int> = []
  var loops: [Loop] = []
  /// Registers that keep the recording flag, one for each `no_grad` around.
  var noGrads: [Int] = []
  private var captures: [String: Int] = [:]
  private var next = 1
  /// Registers from here on hold no variables.
  private var firstTemporary = 1

  struct Loop {
    var breaks: [Int] = []
    var continues: [Int] = []
    var noGradDepth: Int
  }

  init(_ kind: Kind, parent: Scope?) {
    self.kind = kind
    self.parent = parent
    builder.isFunction = !isSession
    if case .model(let code) = kind { builder.captureOwner = 1 + code }
  }

  var isSession: Bool { if case .session = kind { true } else { false } }

  /// Where a name lives, seen from here.
  enum Place {
    case register(Int)
    case box(Int)
    case capture(Int)
    case field(Int)
    /// A field or method of the instance in a captured box.
    case capturedMember(capture: Int)
    /// A method of the instance that runs.
    case method
    case global
  }

  func place(of name: String) -> Place {
    if !globals.contains(name) {
      if name == "self", case .model = kind { return .register(0) }
      if let register = registers[name] {
        return boxed.contains(name) ? .box(register) : .register(register)
      }
      if let index = fields[name] { return .field(index) }
      if methods.contains(name) { return .method }
      if let place = outerPlace(of: name) { return place }
    }
    return .global
  }

  private func outerPlace(of name: String) -> Place? {
    var outer = parent
    while let scope = outer, !scope.globals.contains(name) {
      if scope.boxed.contains(name) { return capture(name).map { .capture($0) } }
      if scope.fields[name] != nil || scope.methods.contains(name) {
        return capture("self").map { .capturedMember(capture: $0) }
      }
      outer = scope.parent
    }
    return nil
  }

  /// The index of a captured variable of an enclosing function; nil when none has it.
  private func capture(_ name: String) -> Int? {
    if let index = captures[name] { return index }
    guard let parent else { return nil }
    let source: Capture
    if let register = parent.registers[name], parent.boxed.contains(name) {
      source = .register(register)
    } else if let index = parent.capture(name) {
      source = .capture(index)
    } else {
      return nil
    }
    builder.captures.append(source)
    builder.captureNames.append(name)
    captures[name] = builder.captures.count - 1
    return builder.captures.count - 1
  }

  // Registers

  var locals: [(name: String, register: Int)] {
    let own = registers.map { (name: $0.key, register: $0.value) }.sorted { $0.register < $1.register }
    if case .model = kind { return own + [("self", 0)] }
    return own
  }

  @discardableResult
  func declare(_ name: String, boxed isBoxed: Bool = false) -> Int {
    if let register = registers[name] { return register }
    let register = temporary()
    registers[name] = register
    firstTemporary = next
    if isBoxed { boxed.insert(name) }
    return register
  }

  /// The next free register; give it back by resetting ``mark``.
  func temporary() -> Int { temporaries(1) }

  func temporaries(_ count: Int) -> Int {
    let first = next
    next += count
    builder.use(registersBelow: next)
    return first
  }

  /// A register for a callee, with room for arguments after it: the target itself when it is the last temporary.
  func callee(target: Int, arguments count: Int) -> Int {
    guard target == next - 1, target >= firstTemporary else { return temporaries(1 + count) }
    _ = temporaries(count)
    return target
  }

  var mark: Int {
    get { next }
    set { next = newValue }
  }
}
