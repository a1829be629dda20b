import Autograd
import CMachine
import Catalog
import Figures
import Glibc
import Text

/// Runs prototypes: a register file, a stack of frames, the globals.
///
/// A function's registers begin at the slot of its callee: register 0 is what was called, 1… its arguments. No slot
/// above the running frame owns a reference, so a call clears nothing on entry.
final class Machine {
  static let maximumDepth = Int(DLS_MAXIMUM_DEPTH)
  static let stackCapacity = 1 << 20
  /// The machine of the session that runs.
  nonisolated(unsafe) static weak var current: Machine?

  let globals: Globals
  let state: UnsafeMutablePointer<MachineState>
  /// Keeps what runs alive, forever.
  private var prototypes: [Prototype] = []
  var output: (String) -> Void = { _ in }
  /// Called for each statement that carries an expectation.
  var onExpectation: ((ExpectedStatement) -> Void)?
  var onFigure: ((Figure) -> Void)?
  /// Set while a program runs on shapes alone.
  var shapeRun: ShapeRun?
  /// Runs `use "…"`.
  var useHandler: ((String, Span) throws -> Void)?

  init(globals: Globals) {
    self.globals = globals
    state = UnsafeMutablePointer<MachineState>.allocate(capacity: 1)
    state.initialize(to: MachineState.make())
    precondition(Objects.areKnown)
  }

  deinit {
    state.pointee.free()
    state.deallocate()
  }

  /// Sets what runs aside, frames and all, so that something else can run.
  func setAside() -> MachineState {
    let running = state.pointee
    state.pointee = MachineState.make()
    return running
  }

  /// Goes back to what was set aside. Nothing else may be running.
  func takeUp(_ running: MachineState) {
    state.pointee.free()
    state.pointee = running
  }

  func keep(_ prototype: Prototype) { prototypes.append(prototype) }

  /// Runs a top-level statement.
  /// - Returns: its value, owned.
  func run(_ prototype: Prototype) throws -> Value {
    keep(prototype)
    return try start(prototype.code, at: state.pointee.top)
  }

  /// Calls a value from native code.
  /// - Parameters: the callee is borrowed, the arguments are given away.
  func call(_ callee: Value, owning arguments: [Value], names: [String?] = []) throws -> Value {
    let slot = state.pointee.top
    try place(callee.copied(), arguments, at: slot)
    defer { state.pointee.top = slot }
    let entered: UnsafeMutablePointer<Code>?
    do {
      entered = try enter(slot, arguments.count, site: names.isEmpty ? nil : Site(names: names))
    } catch {
      clear(slot, 1 + arguments.count)
      throw error
    }
    guard let code = entered else {
      let result = slot.pointee
      slot.pointee = .undefined
      return result
    }
    return try start(code, at: slot)
  }

  func call(_ callee: Value, with arguments: [Argument]) throws -> Argument {
    let result = try call(callee, owning: try arguments.map { try Value($0, self) })
    defer { result.release() }
    return try result.argument
  }

  /// Runs a method.
  func call(_ instance: ModelInstance, _ code: UnsafeMutablePointer<Code>, owning arguments: [Value]) throws
    -> Value
  {
    let slot = state.pointee.top
    try place(Value(Tag.instance, owning: instance), arguments, at: slot)
    defer { state.pointee.top = slot }
    do {
      try arrange(code, slot, arguments.count, site: nil)
    } catch {
      clear(slot, 1 + arguments.count)
      throw error
    }
    return try start(code, at: slot)
  }

  /// Runs code whose parameters take the arguments as they come.
  /// - Parameter fill: puts each argument, given away, after the slot of the callee.
  func run(
    _ code: UnsafeMutablePointer<Code>, _ callee: Value, _ fill: (UnsafeMutablePointer<Value>) -> Void
  ) throws -> Value {
    let slot = state.pointee.top
    fill(slot)
    let needsCallee = code.pointee.directArity < 0
    slot.pointee = needsCallee ? callee.copied() : .undefined
    guard slot + code.pointee.registerCount + 1 < state.pointee.limit else {
      clear(slot, code.pointee.parameterCount + 1)
      throw LimitFailure.tooDeep
    }
    return try start(code, at: slot)
  }

  private func place(_ callee: Value, _ arguments: [Value], at slot: UnsafeMutablePointer<Value>) throws {
    guard slot + arguments.count + 1 < state.pointee.limit, arguments.count < 60_000 else {
      callee.release()
      for argument in arguments { argument.release() }
      throw LimitFailure.tooDeep
    }
    slot.pointee = callee
    for (index, argument) in arguments.enumerated() { slot[1 + index] = argument }
    state.pointee.top = slot + 1 + arguments.count
  }

  /// Runs code whose callee and arguments stand at `slot`, until it returns.
  private func start(
    _ code: UnsafeMutablePointer<Code>, at slot: UnsafeMutablePointer<Value>
  ) throws -> Value {
    let before = state.pointee.top
    let caller = state.pointee
    guard NativeStack.hasRoom else {
      clear(slot, code.pointee.parameterCount + 1)
      throw LimitFailure.tooDeep
    }
    defer {
      state.pointee.top = before
      state.pointee.callCode = caller.callCode
      state.pointee.callNext = caller.callNext
      state.pointee.callBase = caller.callBase
    }
    return try execute(code, slot)
  }

  func clear(_ slot: UnsafeMutablePointer<Value>, _ count: Int) { dls_clear(slot, count) }

  /// Where the native call that runs stands.
  var callSpan: Span? {
    guard let code = state.pointee.callCode, let next = state.pointee.callNext else { return nil }
    let index = code.pointee.index(before: next)
    let spans = code.pointee.owner.spans
    return spans.indices.contains(index) ? spans[index] : nil
  }

  /// Now and then while running: Ctrl-C, and memory that runs out.
  func poll() throws {
    // A loop that calls nothing stands nowhere in particular.
    if Hosting.current.isInterrupted { state.pointee.callCode = nil }
    try Hosting.checkInterruption()
    state.pointee.polls &+= 1
    if state.pointee.polls & 0x3F == 0, MemoryBudget.isExhausted { throw LimitFailure.outOfMemory }
  }
}

/// In raw memory, so that access costs a load.
typealias MachineState = DLSMachineState

extension MachineState {
  /// With an empty stack.
  static func make() -> MachineState {
    let capacity = Machine.stackCapacity
    let stack =
      calloc(capacity, MemoryLayout<Value>.stride)?.bindMemory(to: Value.self, capacity: capacity)
      ?? UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    return MachineState(
      stack: stack, limit: stack + (capacity - 70_000), top: stack,
      frames: UnsafeMutablePointer<DLSFrame>.allocate(capacity: Machine.maximumDepth + 1), depth: 0,
      polls: 0, operations: 0, callCode: nil, callNext: nil, callBase: nil)
  }

  func free() {
    Glibc.free(stack)
    frames.deallocate()
  }
}

/// A statement with an expectation, as it ran.
struct ExpectedStatement {
  var site: Site
  var span: Span
  /// Borrowed; nil when it raised ``fault``.
  var value: Value?
  var fault: Fault?
}
