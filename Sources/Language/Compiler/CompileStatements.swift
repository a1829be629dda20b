import Catalog
import Syntax
import Text

extension Compiler {
  /// A block's value is that of its last expression, or none.
  func compile(_ block: Block, to target: Int?) throws {
    guard let last = block.statements.last else {
      if let target { code.emit(.loadNone, target, at: block.span) }
      return
    }
    for statement in block.statements.dropLast() { try compile(statement, to: nil) }
    try compile(last, to: target)
  }

  /// - Parameter target: gets the statement's value; nil: nobody wants it.
  func compile(_ statement: Statement, to target: Int?) throws {
    try nested(statement.span) {
      try temporarily {
        if let expectation = statement.expectation {
          try compile(statement, expecting: expectation, to: target ?? scope.temporary())
        } else {
          try compileKind(statement, to: target)
        }
      }
    }
  }

  /// `e  #=> value`: whoever runs the session is told what became of it.
  private func compile(_ statement: Statement, expecting expectation: Expectation, to target: Int) throws {
    let site = Site(expectation: expectation)
    let recording = scope.temporary()
    let error = scope.temporary()
    let defined = scope.defined
    code.emit(.saveRecording, recording, at: statement.span)
    let start = code.here
    try compileKind(statement, to: target)
    let end = code.emit(.jump, at: statement.span)
    code.handlers.append(
      Handler(start: start, end: code.here, target: code.here, register: error, recording: recording))
    code.emit(.expectFault, error, at: statement.span, site: site)
    code.emit(.loadNone, target, at: statement.span)
    let done = code.emit(.jump, at: statement.span)
    code.patch(end)
    var shown = target
    if let (name, span) = statement.assignedName {
      shown = scope.temporary()
      try compile(Expression(.name(name), span), to: shown)
    }
    code.emit(.expectValue, shown, at: statement.span, site: site)
    code.patch(done)
    if case .error = expectation { scope.defined = defined }
  }

  private func compileKind(_ statement: Statement, to target: Int?) throws {
    let span = statement.span
    if case .expression(let value) = statement.kind {
      try compileExpressionStatement(value, to: target)
      return
    }
    switch statement.kind {
    case .noGrad(let body):
      try compileNoGrad(body, to: target, at: span)
      return
    case .try(let body, let name, let handler):
      try compileTry(body, name, handler, to: target, at: span)
      return
    case .assign(let pattern, let value): try compileAssign(pattern, value, at: span)
    case .augmentedAssign(let pattern, let operation, let value):
      try compileAugmented(pattern, operation, value, at: span)
    case .function(let function):
      let register = scope.temporary()
      try compileFunction(function, to: register)
      store(function.name ?? "", from: register, at: function.nameSpan ?? function.span)
    case .model(let model): try compileModel(model)
    case .for(let pattern, let sequence, let body): try compileFor(pattern, sequence, body, at: span)
    case .while(let condition, let body): try compileWhile(condition, body, at: span)
    case .break: try compileJump("break", at: span) { scope.loops[$0].breaks.append($1) }
    case .continue: try compileJump("continue", at: span) { scope.loops[$0].continues.append($1) }
    case .return(let value): try compileReturn(value, at: span)
    case .assert(let condition, let message): try compileAssert(condition, message, at: span)
    case .use(let path, let pathSpan):
      code.emit(.use, 0, 0, 0, code.constant(path), at: pathSpan, site: Site())
    case .global(let names): if !scope.isSession { scope.globals.formUnion(names) }
    default: break
    }
    if let target { code.emit(.loadNone, target, at: span) }
  }

  private func compileExpressionStatement(_ value: Expression, to target: Int?) throws {
    switch value.kind {
    case .if(let condition, let then, let otherwise):
      try compileIf(condition, then, otherwise, to: target)
    case .block(let block): try compile(block, to: target)
    case .field(_, let name, let nameSpan) where target == nil && Compiler.methodsToCall.contains(name):
      Hosting.current.warn(CallFailure.notCalled(value, name, at: nameSpan))
      try compile(value, to: scope.temporary())
    case .comparison(let operands, let operators) where target == nil && operators == [.equal]:
      Hosting.current.warn(CallFailure.comparedForNothing(operands[0], operands[1], at: value.span))
      try compile(value, to: scope.temporary())
    default: try compile(value, to: target ?? scope.temporary())
    }
  }

  func compileIf(_ condition: Expression, _ then: Block, _ otherwise: Block?, to target: Int?) throws {
    let jumps = try compileCondition(condition)
    let defined = scope.defined
    try compile(then, to: target)
    let definedThen = scope.defined
    scope.defined = defined
    guard otherwise != nil || target != nil else {
      for jump in jumps { code.patch(jump) }
      note(branch: jumps, over: [then], result: nil)
      return
    }
    let end = code.emit(.jump, at: then.span)
    for jump in jumps { code.patch(jump) }
    if let otherwise {
      try compile(otherwise, to: target)
      if then.alwaysLeaves {
        // What holds afterwards is what the other branch leaves.
      } else if otherwise.alwaysLeaves {
        scope.defined = definedThen
      } else {
        scope.defined.formIntersection(definedThen)
      }
    } else if let target {
      code.emit(.loadNone, target, at: then.span)
    }
    code.patch(end)
    note(branch: jumps, over: [then] + [otherwise].compactMap { $0 }, result: target)
  }

  private func compileNoGrad(_ body: Block, to target: Int?, at span: Span) throws {
    let register = scope.temporary()
    code.emit(.enterNoGrad, register, at: span)
    scope.noGrads.append(register)
    try compile(body, to: target)
    scope.noGrads.removeLast()
    code.emit(.leaveNoGrad, register, at: span)
  }

  private func compileTry(
    _ body: Block, _ name: String, _ handler: Block, to target: Int?, at span: Span
  ) throws {
    let recording = scope.temporary()
    let error = scope.temporary()
    code.emit(.saveRecording, recording, at: span)
    let defined = scope.defined
    let start = code.here
    try compile(body, to: target)
    let end = code.emit(.jump, at: span)
    code.handlers.append(
      Handler(start: start, end: code.here, target: code.here, register: error, recording: recording))
    scope.defined = defined
    if !name.isEmpty { store(name, from: error, at: span) }
    try compile(handler, to: target)
    scope.defined = defined
    code.patch(end)
  }

  private func compileReturn(_ value: Expression?, at span: Span) throws {
    guard !scope.isSession else { throw CompileFailure.outsideFunction(span) }
    let register = scope.temporary()
    if let value { try compile(value, to: register) } else { code.emit(.loadNone, register, at: span) }
    if let outer = scope.noGrads.first { code.emit(.leaveNoGrad, outer, at: span) }
    code.emit(.returnValue, register, at: span)
  }

  private func compileAssert(_ condition: Expression, _ message: Expression?, at span: Span) throws {
    let register = scope.temporary()
    try compile(condition, to: register)
    code.emit(.truth, register, register, at: condition.span, site: Site(operands: [condition.span]))
    let done = code.emit(.jumpIfTrue, register, at: condition.span)
    if let message { try compile(message, to: register) }
    code.emit(.assertion, 0, register, message == nil ? 0 : 1, at: condition.span, site: Site())
    code.patch(done)
  }
}

extension Block {
  /// Ends in `return`, `break` or `continue`.
  var alwaysLeaves: Bool {
    switch statements.last?.kind {
    case .return, .break, .continue: true
    default: false
    }
  }
}

extension Statement {
  /// The name that `x = e` or `x += e` gives a value.
  fileprivate var assignedName: (String, Span)? {
    switch kind {
    case .assign(.name(let name, let span), _), .augmentedAssign(.name(let name, let span), _, _):
      (name, span)
    default: nil
    }
  }
}
