import Autograd
import CMachine
import Catalog
import Networks
import Syntax
import Text

// The instructions that the dispatch loop leaves, one by one.
extension Machine {
  /// Carries out the instruction before the cursor's.
  func perform(_ cursor: inout Cursor) throws {
    let code = cursor.code
    let i = code.pointee.instructions[code.pointee.index(before: cursor.next)]
    let a = cursor.base + Int(i.a)
    if let result = try tensorBinary(i, cursor.base) { return assign(a, result) }
    var next: UnsafeMutablePointer<Code>?
    switch i.operation {
    case .callGlobal:
      let callee = globals.slots[Int(i.d)]
      if callee.isUndefined { throw NameFailure.unknown(globals.name(of: Int(i.d)), globals) }
      noteCall(cursor)
      if callee.tag == Tag.builtin {
        return finish(a, Int(i.c), try call(Unmanaged.fromOpaque(callee.pointer), a + 1, Int(i.c), names: []))
      }
      assign(a, callee.copied())
      next = try enter(a, Int(i.c), site: nil)
    case .call:
      noteCall(cursor)
      next = try enter(a, Int(i.c), site: nil)
    case .callNamed, .callMethod, .pipeCall:
      noteCall(cursor)
      if i.operation == .callMethod, try callRemembered(i, a, code) { return }
      next = try enterOther(i, a, code)
    default:
      let target = try step(i, cursor.base, code)
      if target >= 0 { cursor.next = code.pointee.steps + target }
      return
    }
    if let next, !dls_enter(&cursor, next, a) { throw LimitFailure.tooDeep }
  }

  /// What an operator gives for two tensors, owned; nil for anything else. The registers keep the operands.
  @inline(__always)
  private func tensorBinary(_ i: Instruction, _ base: UnsafeMutablePointer<Value>) throws -> Value? {
    let operation: BinaryOperator
    switch i.operation {
    case .add: operation = .add
    case .subtract: operation = .subtract
    case .multiply: operation = .multiply
    case .divide: operation = .divide
    case .matmul: operation = .matmul
    default: return nil
    }
    let (b, c) = (base[Int(i.b)], base[Int(i.c)])
    guard b.tag == Tag.tensor, c.tag == Tag.tensor else { return nil }
    return try Unmanaged<Variable>.fromOpaque(b.pointer)._withUnsafeGuaranteedRef { left in
      try Unmanaged<Variable>.fromOpaque(c.pointer)._withUnsafeGuaranteedRef { right in
        try tensorBinary(operation, left, right)
      }
    }
  }

  /// A native call may ask where it stands.
  func noteCall(_ cursor: Cursor) {
    state.pointee.callCode = cursor.code
    state.pointee.callNext = cursor.next
    state.pointee.callBase = cursor.base
  }

  /// - Returns: the instruction to go on with, or -1 for the next one.
  private func step(
    _ i: Instruction, _ base: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) throws -> Int {
    let a = base + Int(i.a)
    let b = base[Int(i.b)]
    let c = base[Int(i.c)]
    switch i.operation {
    case .add:
      if i.a == i.b { try add(c, to: a) } else { assign(a, try binary(.add, b, c)) }
    case .subtract: assign(a, try binary(.subtract, b, c))
    case .multiply: assign(a, try binary(.multiply, b, c))
    case .divide: assign(a, try binary(.divide, b, c))
    case .floorDivide: assign(a, try binary(.floorDivide, b, c))
    case .remainder: assign(a, try binary(.remainder, b, c))
    case .power: assign(a, try binary(.power, b, c))
    case .matmul: assign(a, try binary(.matmul, b, c))
    case .getElement: assign(a, try element(b, c))
    case .getMember: assign(a, try member(b, code.pointee.constants[Int(i.d)].text))
    default: return try stepBranching(i, base, code)
    }
    return -1
  }

  /// Arithmetic with a constant.
  private func stepConstant(
    _ i: Instruction, _ base: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) throws -> Bool {
    let b = base[Int(i.b)]
    // Other instructions' `d` is no place among the constants.
    var k: Value { code.pointee.constants[Int(i.d)] }
    let result: Value
    switch i.operation {
    case .addConstant: result = try binary(.add, b, k)
    case .subtractConstant: result = try binary(.subtract, b, k)
    case .multiplyConstant: result = try binary(.multiply, b, k)
    case .divideConstant: result = try binary(.divide, b, k)
    case .remainderConstant: result = try binary(.remainder, b, k)
    case .powerConstant: result = try binary(.power, b, k)
    case .constantMultiply: result = try binary(.multiply, k, b)
    default: return false
    }
    assign(base + Int(i.a), result)
    return true
  }

  /// Comparisons that jump.
  ///
  /// - Returns: nil for other instructions.
  private func stepComparing(
    _ i: Instruction, _ base: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) throws -> Bool? {
    let a = base[Int(i.a)]
    var b: Value { base[Int(i.b)] }
    var k: Value { code.pointee.constants[Int(i.b)] }
    switch i.operation {
    case .jumpIfFalse: return try a.truth()
    case .jumpIfTrue: return try !a.truth()
    case .jumpUnlessLess: return try holds(.less, a, b, isSwapped: i.c == 1)
    case .jumpUnlessLessEqual: return try holds(.lessEqual, a, b, isSwapped: i.c == 1)
    case .jumpUnlessEqual: return try holds(.equal, a, b)
    case .jumpUnlessLessConstant: return try holds(.less, a, k)
    case .jumpUnlessLessEqualConstant: return try holds(.lessEqual, a, k)
    case .jumpUnlessGreaterConstant: return try holds(.greater, a, k)
    case .jumpUnlessGreaterEqualConstant: return try holds(.greaterEqual, a, k)
    case .jumpUnlessEqualConstant: return try holds(.equal, a, k)
    case .jumpUnlessComparison: return try holds(ComparisonOperator(code: Int(i.c)), a, b)
    default: return nil
    }
  }

  private func stepBranching(
    _ i: Instruction, _ base: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) throws -> Int {
    if try stepConstant(i, base, code) { return -1 }
    if let holds = try stepComparing(i, base, code) { return holds ? -1 : Int(i.d) }
    let a = base + Int(i.a)
    let b = base[Int(i.b)]
    let c = base[Int(i.c)]
    switch i.operation {
    case .addGlobal: try addGlobal(i, base)
    case .loadGlobal:
      let name = globals.name(of: Int(i.d))
      throw base.pointee.hides(name) ?? NameFailure.unknown(name, globals)
    case .negate: assign(a, try negated(b))
    case .plus: assign(a, try unchanged(b))
    case .not: assign(a, Value(!(try b.truth())))
    case .compare:
      assign(a, try compare(ComparisonOperator(code: Int(i.d)), b, c))
    case .truth: assign(a, Value(try b.truth()))
    case .chainJump: if a.pointee.tag == Tag.bool, !a.pointee.isTrueBool { return Int(i.d) }
    case .chainAnd: assign(a, try both(b, c))
    case .interpolate:
      assign(a, try interpolated(base + Int(i.b), Int(i.c), code.pointee.owner.sites[Int(i.site)].formats))
    case .rangePrepare: return try prepareRange(a, base + Int(i.b)) ? -1 : Int(i.d)
    case .iteratePrepare:
      let iterator = try Iteration.make(a.pointee, self, paired: i.c == 2)
      assign(a, Value(Tag.iterator, owning: iterator))
    case .iterateNext:
      try Hosting.checkInterruption()
      guard let next = try b.reference(Iteration.self).next() else { return Int(i.d) }
      assign(a, next)
    case .makeBox:
      let box = Box(owning: a.pointee)
      a.pointee = Value(Tag.box, owning: box)
    case .loadCapture: assign(a, capture(Int(i.c), of: base.pointee, owner: Int(i.b)).value.copied())
    case .loadField: assign(a, b.reference(ModelInstance.self).field(Int(i.d)).copied())
    case .storeField:
      b.reference(ModelInstance.self).setField(Int(i.d), owned: a.pointee.copied())
    case .round:
      let loop = Int(i.d)
      guard let shapeRun,
        shapeRun.round(loop, code.pointee.owner, base, counter: a, iteration: b, self)
      else { break }
      return code.pointee.owner.loops[loop].end
    case .visit: shapeRun?.visited.insert(ObjectIdentifier(code.pointee.owner))
    case .checkDefined:
      if a.pointee.isUndefined { throw NameFailure.unsetField(code.pointee.constants[Int(i.d)].text) }
    case .checkAugmented:
      let name = code.pointee.constants[Int(i.d)].text
      if a.pointee.isUndefined { throw base.pointee.hides(name) ?? NameFailure.notLocal(name) }
    case .keepParameter: try keepParameter(b, updated: a, name: code.pointee.constants[Int(i.d)].text)
    default: try stepMaking(i, base, code)
    }
    return -1
  }

  private func stepMaking(
    _ i: Instruction, _ base: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) throws {
    let a = base + Int(i.a)
    let b = base[Int(i.b)]
    let c = base[Int(i.c)]
    switch i.operation {
    case .makeList: assign(a, try list(base + Int(i.b), Int(i.c), callee: Int(i.d)))
    case .makeWideList: assign(a, try Value.listLiteral(base + Int(i.b), Int(i.c), .f64))
    case .makeTuple:
      assign(a, Value(tuple: (0..<Int(i.c)).map { base[Int(i.b) + $0].copied() }))
    case .makeRecord: assign(a, record(i, base + Int(i.b), code))
    case .makeRange: assign(a, try madeRange(base + Int(i.b)))
    case .makeFunction:
      let prototype = code.pointee.owner.functions[Int(i.d)]
      let captures = boxes(prototype.captures, base, code)
      assign(a, Value(Tag.function, owning: FunctionObject(prototype, captures: captures, machine: self)))
    case .makeModel:
      let model = code.pointee.owner.models[Int(i.d)]
      let codes = [model.initializer, model.forward] + model.methods.map(\.prototype)
      let captures = codes.map { boxes($0.captures, base, code) }
      assign(a, Value(Tag.model, owning: ModelObject(model, captures: captures, machine: self)))
    case .unpack: try unpack(b, into: a, Int(i.c))
    case .setMember: try setMember(a.pointee, code.pointee.constants[Int(i.d)].text, to: b)
    case .setElement: try setIndexed(a.pointee, [.at(b)], to: c)
    case .getIndex:
      assign(a, try indexed(b, items(base + Int(i.c), site(i, code))))
    case .setIndex:
      try setIndexed(a.pointee, items(base + Int(i.c), site(i, code)), to: b)
    case .prime: assign(a, try primed(b))
    case .nabla: assign(a, try nabla(b))
    case .compose: assign(a, try composed(base + Int(i.b), Int(i.c)))
    default: try stepStatement(i, base, code)
    }
  }

  /// A list literal, owned. One of tensors stays a list for a builtin that would take their tensor apart again.
  ///
  /// - Parameter callee: 1 + the slot of the global that is called with it, or 0.
  private func list(_ first: UnsafeMutablePointer<Value>, _ count: Int, callee: Int) throws -> Value {
    if callee > 0, globals.slots[callee - 1].tag == Tag.builtin,
      globals.slots[callee - 1].reference(BuiltinObject.self).takesTensors
    {
      let items = UnsafeBufferPointer(start: first, count: count)
      if items.allSatisfy(\.isWholeTensor) { return Value(list: Array(items).owned) }
    }
    return try Value.listLiteral(first, count)
  }

  private func stepStatement(
    _ i: Instruction, _ base: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) throws {
    let a = base + Int(i.a)
    switch i.operation {
    case .enterNoGrad:
      assign(a, Value(Executor.isRecordingEnabled))
      Executor.record(false)
    case .leaveNoGrad: Executor.record(a.pointee.isTrueBool)
    case .saveRecording: assign(a, Value(Executor.isRecordingEnabled))
    case .assertion:
      if shapeRun != nil { break }
      let message =
        i.c == 0
        ? Wording("assertion failed: \(sourceText(i, code))", "断言不成立：\(sourceText(i, code))")
        : Wording(verbatim: base[Int(i.b)].printed)
      throw ValueFailure.assertion(message)
    case .tellName:
      if a.pointee.tag == Tag.tensor {
        VariableNames.note(code.pointee.constants[Int(i.d)].text, a.pointee.reference(Variable.self))
      }
    case .use: try useHandler?(code.pointee.constants[Int(i.d)].text, span(i, code))
    case .checkRank: try checkRank(a.pointee, Int(i.b), site(i, code))
    case .checkLetter:
      try checkLetter(a.pointee, Int(i.b), base + Int(i.c), site(i, code))
    case .checkSize: try checkSize(a.pointee, Int(i.b), base[Int(i.c)], site(i, code))
    case .expectValue:
      onExpectation?(
        ExpectedStatement(site: site(i, code), span: span(i, code), value: a.pointee, fault: nil))
    case .expectFault: try expectFault(a.pointee, site(i, code), span(i, code))
    default: break
    }
  }

  private func addGlobal(_ i: Instruction, _ base: UnsafeMutablePointer<Value>) throws {
    let slot = globals.slots + Int(i.d)
    if slot.pointee.isUndefined { throw NameFailure.unknown(globals.name(of: Int(i.d)), globals) }
    do {
      try add(base[Int(i.b)], to: slot)
    } catch {
      // So that a message can tell about it.
      assign(base + Int(i.a), slot.pointee.copied())
      throw error
    }
  }

  /// `{name: value}` from its values; the layout is remembered.
  private func record(
    _ i: Instruction, _ first: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) -> Value {
    let names = site(i, code).names.map { $0 ?? "" }
    let record = RecordObject.make(names, owning: (0..<Int(i.c)).map { first[$0].copied() })
    if i.d > 0, record.layout.pointee.isShared, record.count == names.count {
      code.pointee.caches[Int(i.d)].layout = UnsafeRawPointer(record.layout)
    }
    return Value(Tag.record, owning: record)
  }

  private func boxes(
    _ captures: [Capture], _ base: UnsafeMutablePointer<Value>, _ code: UnsafeMutablePointer<Code>
  ) -> [Box] {
    captures.map { capture in
      switch capture {
      case .register(let register):
        if base[register].tag != Tag.box {
          base[register] = Value(Tag.box, owning: Box(owning: base[register]))
        }
        return base[register].reference(Box.self)
      case .capture(let index):
        return self.capture(index, of: base.pointee, owner: code.pointee.owner.captureOwner)
      }
    }
  }

  /// - Parameter owner: 0 for a closure, or 1 + the code of the model.
  private func capture(_ index: Int, of callee: Value, owner: Int) -> Box {
    if owner == 0 { return callee.reference(FunctionObject.self).captures[index] }
    return callee.reference(ModelInstance.self).model.captures[owner - 1][index]
  }

  private func expectFault(_ error: Value, _ site: Site, _ span: Span) throws {
    let raised = error.reference(CaughtError.self).raised
    if shapeRun != nil, case .error? = site.expectation { return }
    if let onExpectation {
      // Whoever checks expectations wants to hear of those after this one too.
      return onExpectation(ExpectedStatement(site: site, span: span, value: nil, fault: raised.fault))
    }
    guard case .error(let text, _)? = site.expectation, raised.fault.mentions(text) else { throw raised }
  }

  private static let noSite = Site()

  func site(_ i: Instruction, _ code: UnsafeMutablePointer<Code>) -> Site {
    i.site < 0 ? Machine.noSite : code.pointee.owner.sites[Int(i.site)]
  }

  private func span(_ i: Instruction, _ code: UnsafeMutablePointer<Code>) -> Span {
    site(i, code).span ?? code.pointee.owner.span
  }

  private func sourceText(_ i: Instruction, _ code: UnsafeMutablePointer<Code>) -> String {
    let span = span(i, code)
    return String(Sources[span.source][span])
  }
}
