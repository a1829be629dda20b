import Autograd
import CMachine
import Text

typealias Cursor = DLSCursor

extension Machine {
  /// Runs until the frame that begins here returns: the dispatch loop does what concerns plain numbers, and all else
  /// is done here.
  func execute(
    _ entryCode: UnsafeMutablePointer<Code>, _ entryBase: UnsafeMutablePointer<Value>
  ) throws -> Value {
    state.pointee.top = entryBase + entryCode.pointee.registerCount
    var cursor = Cursor(
      state: state, globals: globals.slots, code: entryCode, base: entryBase,
      next: entryCode.pointee.steps, entryDepth: state.pointee.depth, budget: Int(DLS_POLL_BUDGET),
      isDirect: shapeRun == nil,
      result: .undefined, firstFrame: nil, lastFrame: nil, limit: nil)
    while true {
      do {
        while true {
          switch dls_run(&cursor) {
          case .instruction: try perform(&cursor)
          case .finished: return cursor.result
          case .poll: try poll()
          case .tooDeep: throw LimitFailure.tooDeep
          }
        }
      } catch {
        // A message may name variables, whatever the instruction.
        noteCall(cursor)
        let index = cursor.code.pointee.index(before: cursor.next)
        if shapeRun != nil, let next = absorb(error, at: index, cursor.code, cursor.base) {
          cursor.next = next
          continue
        }
        try handle(error, &cursor)
      }
    }
  }

  /// Goes on with the handler of an error, if there is one in this run of the loop.
  private func handle(_ error: any Error, _ cursor: inout Cursor) throws {
    var raised = Raised(error)
    let isSilent = raised.isCatchable && catchesSilently(cursor)
    while true {
      let code = cursor.code
      // A jump to the first instruction notices Ctrl-C before anything has run there.
      let index = max(0, code.pointee.index(before: cursor.next))
      let prototype = code.pointee.owner
      raised.pass(prototype, at: index, cursor.base)
      if !isSilent { raised.tell() }
      if let handler = raised.isCatchable ? prototype.handler(at: index) : nil {
        Executor.record(cursor.base[handler.recording].isTrueBool)
        assign(cursor.base + handler.register, raised.value)
        cursor.next = code.pointee.steps + handler.target
        return
      }
      let isLast = !dls_leave(&cursor)
      raised.leave(prototype)
      if isLast { throw raised }
    }
  }

  /// Whether `try` catches what fails here in this run of the loop, rather than an expectation, which reads all of it.
  private func catchesSilently(_ cursor: Cursor) -> Bool {
    var (code, next, depth) = (cursor.code, cursor.next, state.pointee.depth)
    while true {
      if let handler = code.pointee.owner.handler(at: max(0, code.pointee.index(before: next))) {
        return code.pointee.instructions[handler.target].operation != .expectFault
      }
      guard depth > cursor.entryDepth else { return false }
      depth -= 1
      (code, next) = (state.pointee.frames[depth].code, state.pointee.frames[depth].next)
    }
  }

  /// Replaces what a slot owns.
  @inline(__always)
  func assign(_ slot: UnsafeMutablePointer<Value>, _ value: Value) {
    let old = slot.pointee
    slot.pointee = value
    if old.isReference { old.release() }
  }
}
