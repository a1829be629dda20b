import Autograd
import Text

extension Machine {
  /// The dispatch loop: runs until the frame that began here returns.
  ///
  /// Numbers are handled in place; everything else is left to helpers. The loop works on raw memory only, so that
  /// a step costs no counting and no checks.
  func execute(
    _ entryCode: UnsafeMutablePointer<Code>, _ entryBase: UnsafeMutablePointer<Value>
  ) throws -> Value {
    let state = self.state
    let globals = self.globals.slots
    let entryDepth = state.pointee.depth
    var code = entryCode
    var base = entryBase
    var pc = code.pointee.instructions
    var constants = code.pointee.constants
    var budget = 10_000
    state.pointee.top = base + code.pointee.registerCount

    while true {
      do {
        while true {
          let i = pc.pointee
          pc += 1
          let a = base + Int(i.a)
          switch i.operation {
          case .move: assign(a, base[Int(i.b)].copied())
          case .take:
            let value = base[Int(i.b)]
            base[Int(i.b)].tag = Tag.undefined
            assign(a, value)
          case .loadConstant: assign(a, constants[Int(i.d)].copied())
          case .loadNone: assign(a, .none)
          case .loadTrue: assign(a, Value(true))
          case .loadFalse: assign(a, Value(false))
          case .loadUndefined: assign(a, .undefined)
          case .loadGlobal:
            let value = globals[Int(i.d)]
            if value.isUndefined { throw NameFailure.unknown(self.globals.name(of: Int(i.d)), self.globals) }
            assign(a, value.copied())
          case .storeGlobal: assign(globals + Int(i.d), a.pointee.copied())
          case .jumpIfDefined:
            if !a.pointee.isUndefined { pc = code.pointee.instructions + Int(i.d) }

          case .add:
            let l = base[Int(i.b)]
            let r = base[Int(i.c)]
            if l.isNumber && r.isNumber {
              assign(a, Value(l.double + r.double))
            } else {
              assign(a, try binary(.add, l, r))
            }
          case .subtract:
            let l = base[Int(i.b)]
            let r = base[Int(i.c)]
            if l.isNumber && r.isNumber {
              assign(a, Value(l.double - r.double))
            } else {
              assign(a, try binary(.subtract, l, r))
            }
          case .multiply:
            let l = base[Int(i.b)]
            let r = base[Int(i.c)]
            if l.isNumber && r.isNumber {
              assign(a, Value(l.double * r.double))
            } else {
              assign(a, try binary(.multiply, l, r))
            }
          case .divide:
            let l = base[Int(i.b)]
            let r = base[Int(i.c)]
            if l.isNumber && r.isNumber {
              assign(a, Value(l.double / r.double))
            } else {
              assign(a, try binary(.divide, l, r))
            }
          case .addConstant:
            let l = base[Int(i.b)]
            let r = constants[Int(i.d)]
            if l.isNumber {
              assign(a, Value(l.double + r.double))
            } else {
              assign(a, try binary(.add, l, r))
            }
          case .subtractConstant:
            let l = base[Int(i.b)]
            let r = constants[Int(i.d)]
            if l.isNumber {
              assign(a, Value(l.double - r.double))
            } else {
              assign(a, try binary(.subtract, l, r))
            }
          case .multiplyConstant:
            let l = base[Int(i.b)]
            let r = constants[Int(i.d)]
            if l.isNumber {
              assign(a, Value(l.double * r.double))
            } else {
              assign(a, try binary(.multiply, l, r))
            }
          case .divideConstant:
            let l = base[Int(i.b)]
            let r = constants[Int(i.d)]
            if l.isNumber {
              assign(a, Value(l.double / r.double))
            } else {
              assign(a, try binary(.divide, l, r))
            }
          case .floorDivide: assign(a, try binary(.floorDivide, base[Int(i.b)], base[Int(i.c)]))
          case .remainder: assign(a, try binary(.remainder, base[Int(i.b)], base[Int(i.c)]))
          case .power: assign(a, try binary(.power, base[Int(i.b)], base[Int(i.c)]))
          case .matmul: assign(a, try binary(.matmul, base[Int(i.b)], base[Int(i.c)]))

          case .jump: pc = code.pointee.instructions + Int(i.d)
          case .jumpBack:
            pc = code.pointee.instructions + Int(i.d)
            budget &-= 1
            if budget == 0 {
              budget = 10_000
              try poll()
            }
          case .jumpIfFalse:
            let value = a.pointee
            let holds = value.tag == Tag.bool ? value.isTrueBool : try value.truth()
            if !holds { pc = code.pointee.instructions + Int(i.d) }
          case .jumpIfTrue:
            let value = a.pointee
            let holds = value.tag == Tag.bool ? value.isTrueBool : try value.truth()
            if holds { pc = code.pointee.instructions + Int(i.d) }
          case .jumpUnlessLess:
            let r = base[Int(i.b)]
            let holds =
              a.pointee.isNumber && r.isNumber
              ? a.pointee.double < r.double
              : try self.holds(.less, a.pointee, r, isSwapped: i.c == 1)
            if !holds { pc = code.pointee.instructions + Int(i.d) }
          case .jumpUnlessLessEqual:
            let r = base[Int(i.b)]
            let holds =
              a.pointee.isNumber && r.isNumber
              ? a.pointee.double <= r.double
              : try self.holds(.lessEqual, a.pointee, r, isSwapped: i.c == 1)
            if !holds { pc = code.pointee.instructions + Int(i.d) }
          case .jumpUnlessLessConstant:
            let r = constants[Int(i.b)]
            let holds =
              a.pointee.isNumber ? a.pointee.double < r.double : try self.holds(.less, a.pointee, r)
            if !holds { pc = code.pointee.instructions + Int(i.d) }
          case .jumpUnlessLessEqualConstant:
            let r = constants[Int(i.b)]
            let holds =
              a.pointee.isNumber ? a.pointee.double <= r.double : try self.holds(.lessEqual, a.pointee, r)
            if !holds { pc = code.pointee.instructions + Int(i.d) }
          case .jumpUnlessGreaterConstant:
            let r = constants[Int(i.b)]
            let holds =
              a.pointee.isNumber ? a.pointee.double > r.double : try self.holds(.greater, a.pointee, r)
            if !holds { pc = code.pointee.instructions + Int(i.d) }
          case .jumpUnlessGreaterEqualConstant:
            let r = constants[Int(i.b)]
            let holds =
              a.pointee.isNumber ? a.pointee.double >= r.double : try self.holds(.greaterEqual, a.pointee, r)
            if !holds { pc = code.pointee.instructions + Int(i.d) }
          case .jumpUnlessEqualConstant:
            let r = constants[Int(i.b)]
            let holds =
              a.pointee.isNumber ? a.pointee.double == r.double : try self.holds(.equal, a.pointee, r)
            if !holds { pc = code.pointee.instructions + Int(i.d) }

          case .rangeNext:
            let index = a[3].double + 1
            if index < a[1].double {
              a[3] = Value(index)
              assign(base + Int(i.b), Value(a[0].double + index * a[2].double))
              pc = code.pointee.instructions + Int(i.d)
              budget &-= 1
              if budget == 0 {
                budget = 10_000
                try poll()
              }
            }

          case .callGlobal, .call:
            var callee = a.pointee
            if i.operation == .callGlobal {
              callee = globals[Int(i.d)]
              if callee.isUndefined {
                throw NameFailure.unknown(self.globals.name(of: Int(i.d)), self.globals)
              }
            }
            var next: UnsafeMutablePointer<Code>
            if callee.tag == Tag.function {
              let function = Unmanaged<FunctionObject>.fromOpaque(callee.pointer)
              next = function._withUnsafeGuaranteedRef { $0.code }
              let isReady =
                next.pointee.directArity == Int(i.c)
                || i.operation == .call && next.pointee.plainArity == Int(i.c)
              if !isReady {
                if i.operation == .callGlobal { assign(a, callee.copied()) }
                state.pointee.top = base + code.pointee.registerCount
                guard let entered = try enter(a, Int(i.c), site: nil) else { continue }
                next = entered
              }
            } else {
              if i.operation == .callGlobal { assign(a, callee.copied()) }
              state.pointee.callCode = code
              state.pointee.callNext = pc
              state.pointee.callBase = base
              guard let entered = try enter(a, Int(i.c), site: nil) else { continue }
              next = entered
            }
            budget &-= 1
            if budget == 0 {
              budget = 10_000
              try poll()
            }
            let depth = state.pointee.depth
            if depth >= Machine.maximumDepth || a >= state.pointee.limit { throw LimitFailure.tooDeep }
            state.pointee.frames[depth] = Frame(code: code, base: base, next: pc)
            state.pointee.depth = depth + 1
            code = next
            base = a
            pc = next.pointee.instructions
            constants = next.pointee.constants
            state.pointee.top = base + next.pointee.registerCount
          case .callNamed, .callMethod, .pipeCall:
            state.pointee.callCode = code
            state.pointee.callNext = pc
            state.pointee.callBase = base
            guard let next = try enterOther(i, a, code) else { continue }
            let depth = state.pointee.depth
            if depth >= Machine.maximumDepth || a >= state.pointee.limit { throw LimitFailure.tooDeep }
            state.pointee.frames[depth] = Frame(code: code, base: base, next: pc)
            state.pointee.depth = depth + 1
            code = next
            base = a
            pc = next.pointee.instructions
            constants = next.pointee.constants
            state.pointee.top = base + next.pointee.registerCount

          case .returnValue:
            let result = a.pointee
            a.pointee.tag = Tag.undefined
            clear(base, code.pointee.registerCount)
            let depth = state.pointee.depth
            if depth == entryDepth { return result.isUndefined ? .none : result }
            base.pointee = result
            let frame = state.pointee.frames[depth - 1]
            state.pointee.depth = depth - 1
            code = frame.code
            base = frame.base
            pc = frame.next
            constants = code.pointee.constants
            state.pointee.top = base + code.pointee.registerCount

          default:
            let target = try step(i, base, code)
            if target >= 0 { pc = code.pointee.instructions + target }
          }
        }
      } catch {
        // A message may name variables, whatever the instruction.
        state.pointee.callCode = code
        state.pointee.callNext = pc
        state.pointee.callBase = base
        if shapeRun != nil, let next = absorb(error, at: pc - code.pointee.instructions - 1, code, base) {
          pc = next
          state.pointee.top = base + code.pointee.registerCount
          continue
        }
        var raised = Raised(error)
        while true {
          // A jump to the first instruction notices Ctrl-C before anything has run there.
          let index = max(0, pc - code.pointee.instructions - 1)
          let prototype = code.pointee.owner
          raised.complete(at: index, of: prototype, base)
          if let handler = raised.isCatchable ? prototype.handler(at: index) : nil {
            Executor.isRecordingEnabled = base[handler.recording].isTrueBool
            assign(base + handler.register, raised.value)
            pc = code.pointee.instructions + handler.target
            state.pointee.top = base + code.pointee.registerCount
            break
          }
          clear(base, code.pointee.registerCount)
          let depth = state.pointee.depth
          if depth == entryDepth {
            raised.leave(prototype)
            throw raised
          }
          let frame = state.pointee.frames[depth - 1]
          state.pointee.depth = depth - 1
          raised.leave(prototype)
          code = frame.code
          base = frame.base
          pc = frame.next
          constants = code.pointee.constants
        }
      }
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
