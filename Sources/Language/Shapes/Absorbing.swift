import Autograd
import CMachine
import Tensor
import Text

// In a run on shapes, an instruction that fails for want of a value gives an unknown one instead.
extension Machine {
  /// The instruction to go on with after an error; nil when it is an error all the same.
  func absorb(
    _ error: any Error, at index: Int, _ code: UnsafeMutablePointer<Code>,
    _ base: UnsafeMutablePointer<Value>
  ) -> UnsafeMutablePointer<DLSStep>? {
    let instruction = code.pointee.instructions[index]
    let prototype = code.pointee.owner
    guard isForWantOfValue(error, instruction, prototype, base) else { return nil }
    let next = code.pointee.steps + index + 1
    let a = base + Int(instruction.a)
    switch instruction.operation {
    case .jumpIfFalse, .jumpIfTrue, .jumpUnlessLess, .jumpUnlessLessEqual, .jumpUnlessLessConstant,
      .jumpUnlessLessEqualConstant, .jumpUnlessGreaterConstant, .jumpUnlessGreaterEqualConstant,
      .jumpUnlessEqualConstant, .jumpUnlessEqual, .jumpUnlessComparison:
      return branch(at: index, prototype, base)
    case .call, .callGlobal, .callNamed, .callMethod, .pipeCall:
      clear(a + 1, Int(instruction.c) + (instruction.operation == .callMethod ? 1 : 0))
      assign(a, .unknown)
    case .unpack: for slot in 0..<Int(instruction.c) { assign(a + slot, .unknown) }
    case .rangePrepare:
      for slot in 0..<4 { assign(a + slot, Value(slot == 3 ? 0 : 1)) }
      assign(base + Int(instruction.b), .unknown)
    case .checkLetter:
      let letter = base + Int(instruction.c)
      if letter.pointee.isUndefined { assign(letter, .unknown) }
    case .setIndex, .setElement: addUnknown(to: a.pointee)
    case .addGlobal: assign(globals.slots + Int(instruction.d), .unknown)
    case .setMember, .checkRank, .checkSize, .checkAugmented, .assertion, .expectFault: break
    case .iteratePrepare: assign(a, Value(Tag.iterator, owning: Iteration.unknown))
    case .iterateNext: return code.pointee.steps + Int(instruction.d)
    default: assign(a, .unknown)
    }
    return next
  }

  /// Something was put somewhere into a container.
  private func addUnknown(to container: Value) {
    switch container.tag {
    case Tag.list: container.reference(ListObject.self).items.append(.unknown)
    case Tag.record:
      container.reference(RecordObject.self).set(UnknownValue.shared.displayText, owned: .unknown)
    default: break
    }
  }

  /// Where to go on when nobody knows whether a condition holds: after everything that hangs on it, whose
  /// variables are unknown then.
  private func branch(
    at index: Int, _ prototype: Prototype, _ base: UnsafeMutablePointer<Value>
  ) -> UnsafeMutablePointer<DLSStep> {
    let steps = prototype.code.pointee.steps
    let instruction = prototype.code.pointee.instructions[index]
    guard let branch = prototype.branches[index] else {
      // `and`, `or`: the operand stands for the whole.
      if instruction.operation == .jumpIfFalse || instruction.operation == .jumpIfTrue {
        assign(base + Int(instruction.a), .unknown)
      }
      return steps + Int(instruction.d)
    }
    for place in branch.places { forget(place, base) }
    if branch.returns {
      assign(base, .unknown)
      return dls_returning()
    }
    if let result = branch.result { assign(base + result, .unknown) }
    return steps + branch.end
  }

  private func isForWantOfValue(
    _ error: any Error, _ instruction: Instruction, _ prototype: Prototype,
    _ base: UnsafeMutablePointer<Value>
  ) -> Bool {
    if error is UnknownShape { return true }
    // What rose from a call was looked at where it arose.
    guard !(error is Raised), let failure = error as? any Failure else { return false }
    let code = failure.fault.code
    guard code != "E0301" else { return false }
    let operands = instruction.operands(prototype).filter { $0 < prototype.registerCount }
    if operands.contains(where: { base[$0].holdsUnknown }) { return true }
    // A number is wanted, and this tensor has none to give.
    return ["E0336", "E0346", "E0347", "E0353", "E0356", "E0374"].contains(code)
      && operands.contains { base[$0].isHollowNumber }
  }
}

extension Instruction {
  /// The registers it reads.
  fileprivate func operands(_ prototype: Prototype) -> [Int] {
    let (a, b, c) = (Int(a), Int(b), Int(c))
    switch operation {
    case .add, .subtract, .multiply, .divide, .floorDivide, .remainder, .power, .matmul, .compare,
      .chainAnd, .getElement:
      return [b, c]
    case .call, .callGlobal, .callNamed, .pipeCall: return Array(a...a + c)
    case .callMethod: return Array(a...a + 1 + c)
    case .makeList, .makeTuple, .makeRecord, .interpolate, .compose: return Array(b..<b + c)
    case .makeRange: return [b, b + 1, b + 2]
    case .rangePrepare: return [a, a + 1, a + 2]
    case .getIndex: return [b] + Array(c..<c + indexCount(prototype))
    case .setIndex: return [a, b] + Array(c..<c + indexCount(prototype))
    case .setElement: return [a, b, c]
    case .jumpUnlessLess, .jumpUnlessLessEqual, .jumpUnlessEqual, .jumpUnlessComparison, .setMember,
      .addGlobal:
      return [a, b]
    case .remainderConstant, .powerConstant, .constantMultiply: return [b]
    case .checkLetter, .checkSize: return [a, c]
    case .addConstant, .subtractConstant, .multiplyConstant, .divideConstant, .negate, .plus, .not, .truth,
      .getMember, .unpack, .prime, .nabla:
      return [b]
    case .jumpIfFalse, .jumpIfTrue, .jumpUnlessLessConstant, .jumpUnlessLessEqualConstant,
      .jumpUnlessGreaterConstant, .jumpUnlessGreaterEqualConstant, .jumpUnlessEqualConstant, .chainJump,
      .iteratePrepare, .checkRank:
      return [a]
    default: return []
    }
  }

  /// How many registers the items between brackets take.
  private func indexCount(_ prototype: Prototype) -> Int {
    guard prototype.sites.indices.contains(Int(site)) else { return 0 }
    return prototype.sites[Int(site)].items.reduce(0) { count, item in
      switch item {
      case .at: count + 1
      case .slice(let from, let to, let step): count + [from, to, step].filter { $0 }.count
      case .ellipsis: count
      }
    }
  }
}
