import Syntax
import Text

extension Compiler {
  func compileWhile(_ condition: Expression, _ body: Block, at span: Span) throws {
    let counter = beginCounting(at: span)
    let start = code.here
    let loop = countRound(counter, over: body, at: span)
    let jumps = try compileCondition(condition)
    let defined = scope.defined
    try compileLoopBody(body, continueTo: start, at: span)
    scope.defined = defined
    code.emit(.jumpBack, 0, 0, 0, start, at: span)
    for jump in jumps { code.patch(jump) }
    endLoop()
    note(branch: jumps, over: [body], result: nil)
    endCounting(loop)
  }

  func compileFor(_ pattern: Pattern, _ sequence: Expression, _ body: Block, at span: Span) throws {
    let defined = scope.defined
    defer { scope.defined = defined }
    if case .range(let from, let through, let step) = sequence.kind {
      let range = try rangeOperands(from, through, step)
      try compileCounting(pattern, range, sequence, body, at: span)
      return
    }
    let iteration = scope.temporary()
    try compile(sequence, to: iteration)
    code.emit(
      .iteratePrepare, iteration, 0, pattern.partCount, at: sequence.span,
      site: Site(operands: [sequence.span]))
    let element = elementRegister(pattern)
    let counter = beginCounting(at: span)
    let start = code.emit(.iterateNext, element, iteration, at: sequence.span)
    let loop = countRound(counter, over: body, pattern, iteration: iteration, at: span)
    try assign(pattern, from: element, at: span)
    try compileLoopBody(body, continueTo: start, at: span)
    code.emit(.jumpBack, 0, 0, 0, start, at: span)
    code.patch(start)
    let isWhole = !body.mayReturn && scope.loops.last?.breaks.isEmpty == true
    endLoop()
    endCounting(loop, isWhole: isWhole)
    code.emit(.loadUndefined, iteration, at: span)
  }

  private func compileCounting(
    _ pattern: Pattern, _ range: Int, _ sequence: Expression, _ body: Block, at span: Span
  ) throws {
    let element = elementRegister(pattern)
    let counter = beginCounting(at: span)
    let prepare = code.emit(
      .rangePrepare, range, element, at: sequence.span, site: Site(operands: [sequence.span]))
    let start = code.here
    let loop = countRound(counter, over: body, pattern, at: span)
    try assign(pattern, from: element, at: span)
    scope.loops.append(Scope.Loop(noGradDepth: scope.noGrads.count))
    try compile(body, to: nil)
    for jump in scope.loops.last?.continues ?? [] { code.patch(jump) }
    code.emit(.rangeNext, range, element, 0, start, at: span)
    code.patch(prepare)
    let isWhole = !body.mayReturn && scope.loops.last?.breaks.isEmpty == true
    endLoop()
    // A range is prepared as from, count, step and index.
    endCounting(loop, isWhole: isWhole, total: range + 1)
  }

  /// Where each element goes first: the variable's own register when it has one.
  private func elementRegister(_ pattern: Pattern) -> Int {
    if case .name(let name, _) = pattern, case .register(let register) = scope.place(of: name), register != 0
    {
      return register
    }
    return scope.temporary()
  }

  private func compileLoopBody(_ body: Block, continueTo start: Int, at span: Span) throws {
    scope.loops.append(Scope.Loop(noGradDepth: scope.noGrads.count))
    try compile(body, to: nil)
    for jump in scope.loops.last?.continues ?? [] { code.patch(jump, to: start) }
  }

  private func endLoop() {
    for jump in scope.loops.popLast()?.breaks ?? [] { code.patch(jump) }
  }

  func compileJump(_ word: String, at span: Span, _ note: (Int, Int) -> Void) throws {
    guard let loop = scope.loops.last else { throw CompileFailure.outsideLoop(word, span) }
    if loop.noGradDepth < scope.noGrads.count {
      code.emit(.leaveNoGrad, scope.noGrads[loop.noGradDepth], at: span)
    }
    note(scope.loops.count - 1, code.emit(word == "continue" ? .jumpBack : .jump, at: span))
  }

  // Conditions

  /// Falls through when the condition holds.
  /// - Returns: the jumps taken when it does not.
  func compileCondition(_ condition: Expression) throws -> [Int] {
    switch condition.kind {
    case .comparison(let operands, let operators) where operators.count == 1 && operands.count == 2:
      return [try compileCompareJump(operands[0], operands[1], operators[0], at: condition.span)]
    case .and(let left, let right):
      let jumps = try compileCondition(left)
      let defined = scope.defined
      let more = try compileCondition(right)
      scope.defined = defined
      return jumps + more
    case .unary(.not, let value):
      return [try compileTruthJump(.jumpIfTrue, value)]
    default: return [try compileTruthJump(.jumpIfFalse, condition)]
    }
  }

  private func compileTruthJump(_ jump: Opcode, _ value: Expression) throws -> Int {
    try temporarily {
      let register = try operand(value)
      return code.emit(jump, register, at: value.span, site: Site(operands: [value.span]))
    }
  }

  private func compileCompareJump(
    _ left: Expression, _ right: Expression, _ operation: ComparisonOperator, at span: Span
  ) throws -> Int {
    try temporarily {
      let site = Site(operands: [left.span, right.span])
      if case .number(let number) = right.kind, let opcode = operation.constantJump {
        let constant = code.constant(number)
        if constant < 60_000 {
          let a = try operand(left)
          return code.emit(opcode, a, constant, at: span, site: site)
        }
      }
      let (a, b) = try operands(left, right)
      switch operation {
      case .less: return code.emit(.jumpUnlessLess, a, b, at: span, site: site)
      case .lessEqual: return code.emit(.jumpUnlessLessEqual, a, b, at: span, site: site)
      case .greater: return code.emit(.jumpUnlessLess, b, a, 1, at: span, site: site)
      case .greaterEqual: return code.emit(.jumpUnlessLessEqual, b, a, 1, at: span, site: site)
      case .equal: return code.emit(.jumpUnlessEqual, a, b, at: span, site: site)
      default: return code.emit(.jumpUnlessComparison, a, b, operation.code, at: span, site: site)
      }
    }
  }
}

extension ComparisonOperator {
  /// The jump with a number on the right.
  fileprivate var constantJump: Opcode? {
    switch self {
    case .less: .jumpUnlessLessConstant
    case .lessEqual: .jumpUnlessLessEqualConstant
    case .greater: .jumpUnlessGreaterConstant
    case .greaterEqual: .jumpUnlessGreaterEqualConstant
    case .equal: .jumpUnlessEqualConstant
    default: nil
    }
  }
}

extension Pattern {
  /// How many names an element comes apart into; 0 when it stays whole.
  fileprivate var partCount: Int {
    if case .tuple(let parts, _) = self { return parts.count }
    return 0
  }
}
