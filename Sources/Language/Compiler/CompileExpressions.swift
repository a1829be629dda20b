import CMachine
import Syntax
import Text

extension Compiler {
  /// Puts the value of an expression into a register.
  func compile(_ expression: Expression, to target: Int) throws {
    try nested(expression.span) { try temporarily { try compileKind(expression, to: target) } }
  }

  private func compileKind(_ expression: Expression, to target: Int) throws {
    let span = expression.span
    switch expression.kind {
    case .number(let value): code.emit(.loadConstant, target, 0, 0, code.constant(value), at: span)
    case .string(let text): code.emit(.loadConstant, target, 0, 0, code.constant(text), at: span)
    case .bool(let value): code.emit(value ? .loadTrue : .loadFalse, target, at: span)
    case .none: code.emit(.loadNone, target, at: span)
    case .name(let name): load(name, to: target, at: span)
    case .missing: throw CompileFailure.missing(span)
    case .interpolation(let parts): try compile(parts, to: target, at: span)
    case .list(let items): try compile(items, .makeList, to: target, at: span)
    case .tuple(let items): try compile(items, .makeTuple, to: target, at: span)
    case .record(let fields): try compile(fields, to: target, at: span)
    case .range(let from, let through, let step):
      try compileRange(from, through, step, to: target, at: span)
    case .unary(let operation, let value): try compile(operation, value, to: target, at: span)
    case .binary(let operation, let left, let right, let operatorSpan):
      try compile(operation, left, right, to: target, at: span, operatorSpan)
    case .comparison(let operands, let operators):
      try compile(operands, operators, to: target, at: span)
    case .and(let left, let right): try compileShort(.jumpIfFalse, left, right, to: target)
    case .or(let left, let right): try compileShort(.jumpIfTrue, left, right, to: target)
    default: try compileOther(expression, to: target)
    }
  }

  private func compileOther(_ expression: Expression, to target: Int) throws {
    let span = expression.span
    switch expression.kind {
    case .call(let callee, let arguments): try compileCall(callee, arguments, to: target, at: span)
    case .pipe(let value, let stage): try compilePipe(value, stage, to: target, at: span)
    case .index(let object, let items): try compileIndex(object, items, to: target, at: span)
    case .field(let object, let name, let nameSpan):
      let register = try operand(object)
      code.emit(
        .getMember, target, register, code.cache(), code.constant(name), at: nameSpan,
        site: Site(operands: [object.span], name: name))
    case .prime(let value): try compile(.prime, value, to: target, at: span)
    case .nabla(let value): try compile(.nabla, value, to: target, at: span)
    case .compose: try compile(expression.stages, .compose, to: target, at: span)
    case .lambda(let function): try compileFunction(function, to: target)
    case .if(let condition, let then, let otherwise):
      try compileIf(condition, then, otherwise, to: target)
    case .block(let block): try compile(block, to: target)
    default: throw CompileFailure.missing(span)
    }
  }

  /// A register that holds the value: the variable's own, or a temporary.
  func operand(_ expression: Expression) throws -> Int {
    if let register = register(of: expression) { return register }
    let register = scope.temporary()
    try compile(expression, to: register)
    return register
  }

  func operands(_ left: Expression, _ right: Expression) throws -> (Int, Int) {
    if right.mayAssign {
      let a = scope.temporary()
      try compile(left, to: a)
      return (a, try operand(right))
    }
    let a = try operand(left)
    return (a, try operand(right))
  }

  private func compile(_ operation: Opcode, _ value: Expression, to target: Int, at span: Span) throws {
    let register = try operand(value)
    code.emit(operation, target, register, at: span, site: Site(operands: [value.span]))
  }

  private func compile(_ operation: UnaryOperator, _ value: Expression, to target: Int, at span: Span) throws
  {
    if case .number(let number) = value.kind, operation == .minus {
      code.emit(.loadConstant, target, 0, 0, code.constant(-number), at: span)
      return
    }
    let opcode: Opcode =
      switch operation {
      case .minus: .negate
      case .plus: .plus
      case .not: .not
      }
    try compile(opcode, value, to: target, at: span)
  }

  private func compile(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, to target: Int, at span: Span,
    _ operatorSpan: Span
  ) throws {
    if operation == .multiply, case .number(let number) = left.kind {
      let b = try operand(right)
      code.emit(
        .constantMultiply, target, b, 0, code.constant(number), at: operatorSpan,
        site: Site(operands: [left.span, right.span]))
      return
    }
    guard case .binary = left.kind else {
      let a = right.mayAssign ? try copied(left) : try operand(left)
      try apply(operation, a, left.span, right, to: target, operatorSpan)
      return
    }
    // A chain `a + b + c…` is compiled from its left end without recursion.
    var links = [(operation, left.span, right, operatorSpan)]
    var start = left
    while case .binary(let operation, let left, let right, let operatorSpan) = start.kind {
      links.append((operation, left.span, right, operatorSpan))
      start = left
    }
    let result = scope.temporary()
    for (index, link) in links.dropFirst().reversed().enumerated() {
      let (operation, leftSpan, right, operatorSpan) = link
      try temporarily {
        if index > 0 {
          try apply(operation, result, leftSpan, right, to: result, operatorSpan)
        } else {
          try compile(operation, start, right, to: result, at: leftSpan.union(right.span), operatorSpan)
        }
      }
    }
    try apply(operation, result, left.span, right, to: target, operatorSpan)
  }

  private func copied(_ expression: Expression) throws -> Int {
    let register = scope.temporary()
    try compile(expression, to: register)
    return register
  }

  /// The operator on a register and an expression.
  private func apply(
    _ operation: BinaryOperator, _ a: Int, _ leftSpan: Span, _ right: Expression, to target: Int,
    _ operatorSpan: Span
  ) throws {
    let site = Site(operands: [leftSpan, right.span])
    if case .number(let number) = right.kind, let opcode = operation.constantOpcode {
      code.emit(opcode, target, a, 0, code.constant(number), at: operatorSpan, site: site)
      return
    }
    let shortcut = memberShortcut(operation, a, right, to: target, operatorSpan)
    let b = try operand(right)
    code.emit(operation.opcode, target, a, b, at: operatorSpan, site: site)
    if let shortcut { code.patch(shortcut) }
  }

  /// The short way of `x * r.field` with numbers, around the two instructions that follow.
  private func memberShortcut(
    _ operation: BinaryOperator, _ a: Int, _ right: Expression, to target: Int, _ operatorSpan: Span
  ) -> Int? {
    guard case .field(let object, _, _) = right.kind, register(of: object) != nil,
      let opcode = operation.memberOpcode
    else { return nil }
    return code.emit(opcode, target, a, at: operatorSpan)
  }

  private func compileShort(_ jump: Opcode, _ left: Expression, _ right: Expression, to target: Int) throws {
    let result = scope.temporary()
    try compile(left, to: result)
    let end = code.emit(jump, result, at: left.span, site: Site(operands: [left.span]))
    let defined = scope.defined
    try compile(right, to: result)
    scope.defined = defined
    code.patch(end)
    code.emit(.take, target, result, at: left.span)
  }

  private func compile(
    _ operands: [Expression], _ operators: [ComparisonOperator], to target: Int, at span: Span
  ) throws {
    guard operands.count == operators.count + 1, operands.count >= 2 else {
      throw CompileFailure.missing(span)
    }
    if operators.count == 1 {
      let (a, b) = try self.operands(operands[0], operands[1])
      code.emit(
        .compare, target, a, b, operators[0].code, at: span,
        site: Site(operands: [operands[0].span, operands[1].span]))
      return
    }
    var left = scope.temporary()
    try compile(operands[0], to: left)
    let result = scope.temporary()
    var ends: [Int] = []
    for (index, operation) in operators.enumerated() {
      let right = scope.temporary()
      try compile(operands[index + 1], to: right)
      let site = Site(operands: [operands[index].span, operands[index + 1].span])
      let pair = operands[index].span.union(operands[index + 1].span)
      if index == 0 {
        code.emit(.compare, result, left, right, operation.code, at: pair, site: site)
      } else {
        code.emit(.compare, left, left, right, operation.code, at: pair, site: site)
        code.emit(.chainAnd, result, result, left, at: span)
      }
      if index < operators.count - 1 { ends.append(code.emit(.chainJump, result, at: pair)) }
      left = right
    }
    for end in ends { code.patch(end) }
    code.emit(.move, target, result, at: span)
  }

  /// - Parameter callee: of a list that a call takes first, 1 + the slot of the global that is called.
  func compile(
    _ items: [Expression], _ opcode: Opcode, callee: Int = 0, to target: Int, at span: Span
  ) throws {
    guard items.count < 30_000 else { throw CompileFailure.tooLarge(span) }
    let first = scope.temporaries(items.count)
    for (index, item) in items.enumerated() { try compile(item, to: first + index) }
    code.emit(opcode, target, first, items.count, callee, at: span, site: Site(operands: items.map(\.span)))
  }

  /// A list that the call of a global takes first.
  func compile(_ items: [Expression], of callee: Int, to target: Int, at span: Span) throws {
    try nested(span) {
      try temporarily { try compile(items, .makeList, callee: 1 + callee, to: target, at: span) }
    }
  }

  private func compile(_ fields: [RecordField], to target: Int, at span: Span) throws {
    guard fields.count < 30_000 else { throw CompileFailure.tooLarge(span) }
    let first = scope.temporaries(fields.count)
    for (index, field) in fields.enumerated() { try compile(field.value, to: first + index) }
    code.emit(
      .makeRecord, target, first, fields.count, code.cache(), at: span,
      site: Site(names: fields.map(\.name)))
  }

  private func compileRange(
    _ from: Expression, _ through: Expression, _ step: Expression?, to target: Int, at span: Span
  ) throws {
    let first = try rangeOperands(from, through, step)
    var operands = [from.span, through.span]
    if let step { operands.append(step.span) }
    code.emit(.makeRange, target, first, at: span, site: Site(operands: operands))
  }

  /// From, through and step, and room for a counter.
  func rangeOperands(_ from: Expression, _ through: Expression, _ step: Expression?) throws -> Int {
    let first = scope.temporaries(4)
    try compile(from, to: first)
    try compile(through, to: first + 1)
    if let step {
      try compile(step, to: first + 2)
    } else {
      code.emit(.loadConstant, first + 2, 0, 0, code.constant(1), at: through.span)
    }
    return first
  }

  private func compile(_ parts: [InterpolationPart], to target: Int, at span: Span) throws {
    let first = scope.temporaries(parts.count)
    let site = Site()
    for (index, part) in parts.enumerated() {
      switch part {
      case .text(let text):
        code.emit(.loadConstant, first + index, 0, 0, code.constant(text), at: span)
        site.formats.append(nil)
        site.operands.append(span)
      case .value(let value, let format):
        try compile(value, to: first + index)
        site.formats.append(format)
        site.operands.append(value.span)
      }
    }
    let isPlain = site.formats.allSatisfy { $0?.isEmpty ?? true }
    let formats = isPlain ? 0 : code.constants(site.formats) + 1
    code.emit(.interpolate, target, first, parts.count, formats, at: span, site: site)
  }
}

extension Expression {
  /// `f >> g >> h` as one list.
  fileprivate var stages: [Expression] {
    var stages: [Expression] = []
    var rest = self
    while case .compose(let left, let right) = rest.kind {
      stages.append(right)
      rest = left
    }
    return (stages + [rest]).reversed()
  }
}

extension BinaryOperator {
  var opcode: Opcode {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .floorDivide: .floorDivide
    case .remainder: .remainder
    case .matmul: .matmul
    case .power: .power
    }
  }

  /// The form with a field of a record on the right, where there is one.
  fileprivate var memberOpcode: Opcode? {
    switch self {
    case .add: .addWithMember
    case .subtract: .subtractWithMember
    case .multiply: .multiplyWithMember
    case .divide: .divideWithMember
    default: nil
    }
  }

  /// The form with a number on the right, where there is one.
  var constantOpcode: Opcode? {
    switch self {
    case .add: .addConstant
    case .subtract: .subtractConstant
    case .multiply: .multiplyConstant
    case .divide: .divideConstant
    case .remainder: .remainderConstant
    case .power: .powerConstant
    default: nil
    }
  }
}

extension ComparisonOperator {
  private var machines: DLSComparison {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessEqual: .lessEqual
    case .greater: .greater
    case .greaterEqual: .greaterEqual
    case .in: .in
    }
  }

  /// In an instruction.
  var code: Int { Int(machines.rawValue) }

  init(code: Int) {
    switch DLSComparison(rawValue: UInt8(truncatingIfNeeded: code)) {
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessEqual: self = .lessEqual
    case .greater: self = .greater
    case .greaterEqual: self = .greaterEqual
    case .in: self = .in
    case .equal, nil: self = .equal
    }
  }
}
