import Syntax
import Text

/// Walks a program for names that nothing defines and calls that cannot fit. A name counts as defined when it is
/// assigned anywhere in its scope, so that there are no false alarms.
struct Checker {
  private(set) var faults: [Fault] = []
  private var scopes: [Set<String>]
  /// Functions defined exactly once, by what they take.
  private var functions: [String: CheckedParameters] = [:]
  private var usesFiles = false
  private let builtin: (String) -> CheckedParameters?

  init(known: Set<String>, builtin: @escaping (String) -> CheckedParameters?) {
    scopes = [known]
    self.builtin = builtin
  }

  mutating func check(program: Block) {
    let names = Names(program)
    var assigned = Set(names.assigned)
    assigned.formUnion(Checker.globals(in: program))
    usesFiles = program.statements.contains { if case .use = $0.kind { true } else { false } }
    note(functionsOf: program, names)
    scopes.append(assigned)
    check(program)
  }

  /// Functions and models that are defined once and never reassigned.
  private mutating func note(functionsOf program: Block, _ names: Names) {
    var count: [String: Int] = [:]
    program.forEachAssignment { count[$0, default: 0] += 1 }
    for statement in program.statements {
      switch statement.kind {
      case .function(let function):
        if let name = function.name, count[name] == 1 {
          functions[name] = CheckedParameters(function.parameters)
        }
      case .model(let model):
        if count[model.name] == 1 { functions[model.name] = CheckedParameters(model.parameters) }
      default: break
      }
    }
    for name in count.keys where functions[name] == nil {
      functions[name] = CheckedParameters(names: [], required: 0, maximum: nil)
      hidden.insert(name)
    }
  }

  /// Variables that may be anything.
  private var hidden: Set<String> = []

  /// Names that functions declare global.
  private static func globals(in block: Block) -> Set<String> {
    var result: Set<String> = []
    block.forEachStatement { if case .global(let names) = $0.kind { result.formUnion(names) } }
    return result
  }

  private mutating func check(_ block: Block) {
    for statement in block.statements { check(statement) }
  }

  private mutating func check(_ statement: Statement) {
    if case .error? = statement.expectation { return }
    switch statement.kind {
    case .expression(let value): check(value)
    case .assign(let pattern, let value), .augmentedAssign(let pattern, _, let value):
      check(value)
      check(pattern)
    case .function(let function): check(function)
    case .model(let model): check(model)
    case .for(let pattern, let sequence, let body):
      check(sequence)
      check(pattern)
      check(body)
    case .while(let condition, let body):
      check(condition)
      check(body)
    case .noGrad(let body): check(body)
    case .try(_, _, let handler): check(handler)
    case .assert(let condition, let message):
      check(condition)
      if let message { check(message) }
    case .return(let value): if let value { check(value) }
    case .break, .continue, .use, .global: break
    }
  }

  private mutating func check(_ pattern: Pattern) {
    switch pattern {
    case .name: break
    case .tuple(let parts, _): for part in parts { check(part) }
    case .index(let object, let items, _):
      check(object)
      for item in items { item.forEachPart { check($0) } }
    case .field(let object, _, _): check(object)
    }
  }

  private mutating func check(_ function: FunctionBody, fields: Set<String> = []) {
    let names = Names(function)
    var own = Set(function.parameters.map(\.name)).union(Names.letters(function)).union(fields)
    own.formUnion(names.assigned)
    scopes.append(own)
    defer { scopes.removeLast() }
    for parameter in function.parameters { if let fallback = parameter.fallback { check(fallback) } }
    check(function.body)
  }

  private mutating func check(_ model: ModelDefinition) {
    let names = Names(model.initializer)
    var fields = Set(Names.fields(of: model)).union(["self", "forward"]).union(names.assigned)
    fields.formUnion(model.methods.compactMap(\.name))
    scopes.append(fields)
    defer { scopes.removeLast() }
    for parameter in model.parameters { if let fallback = parameter.fallback { check(fallback) } }
    check(model.initializer)
    for function in [model.forward] + model.methods { check(function, fields: fields) }
  }

  private mutating func check(_ expression: Expression) {
    // What lies too deep to look at is left to the run.
    guard NativeStack.hasRoom else { return }
    switch expression.kind {
    case .name(let name): check(name, at: expression.span)
    case .lambda(let function): check(function)
    case .block(let block): check(block)
    case .if(let condition, let then, let otherwise):
      check(condition)
      check(then)
      if let otherwise { check(otherwise) }
    case .call(let callee, let arguments):
      if case .name(let name) = callee.kind { check(call: name, arguments, at: expression.span) }
      expression.forEachPart { check($0) }
    case .pipe(let value, let stage):
      check(value)
      guard case .call(let callee, let arguments) = stage.kind else {
        check(stage)
        return
      }
      check(callee)
      if case .name(let name) = callee.kind { check(argumentsOf: name, arguments) }
      for argument in arguments { check(argument.value) }
    default: expression.forEachPart { check($0) }
    }
  }

  private mutating func check(_ name: String, at span: Span) {
    if usesFiles || isFull || scopes.contains(where: { $0.contains(name) }) { return }
    let known = scopes.reduce(into: Set()) { $0.formUnion($1) }
    let foreign = Advice.foreignName(at: span)
    let builtins = known.filter { Registry.shared.builtins[$0] != nil }
    report(
      Fault(
        "E0301", Wording("unknown name `\(name)`", "名字 `\(name)` 没有定义"), at: foreign?.span ?? span,
        help: foreign.map { [$0.help] }
          ?? Advice.name(name, own: known.subtracting(builtins), among: builtins)))
  }

  /// What a name takes; nil when that is not certain.
  private func parameters(of name: String, _ arguments: [CallArgument]) -> CheckedParameters? {
    guard !hidden.contains(name), !scopes.dropFirst(2).contains(where: { $0.contains(name) }),
      let parameters = functions[name] ?? builtin(name)
    else { return nil }
    if let first = arguments.first, first.name == nil, case .number = first.value.kind {
      return parameters.layer.first ?? parameters
    }
    return parameters
  }

  /// Unknown named arguments.
  private mutating func check(argumentsOf name: String, _ arguments: [CallArgument]) {
    guard let parameters = parameters(of: name, arguments) else { return }
    for argument in arguments {
      guard let given = argument.name, !parameters.names.contains(given), !parameters.aliases.contains(given)
      else { continue }
      var fault = CallFailure.unknownArgument(given, function: name, valid: parameters.names).fault
      fault.span = argument.nameSpan ?? argument.value.span
      report(fault)
    }
  }

  private mutating func check(call name: String, _ arguments: [CallArgument], at span: Span) {
    check(argumentsOf: name, arguments)
    guard let parameters = parameters(of: name, arguments) else { return }
    let count = arguments.count
    if let maximum = parameters.maximum, count > maximum {
      fail(
        .wrongCount(name: name, parameters: parameters.names, required: parameters.required, given: count),
        span)
    } else if count < parameters.required {
      fail(
        .wrongCount(name: name, parameters: parameters.names, required: parameters.required, given: count),
        span)
    }
  }

  private mutating func fail(_ failure: CallFailure, _ span: Span) {
    var fault = failure.fault
    fault.span = span
    report(fault)
  }

  // More than anyone reads.
  private var isFull: Bool { faults.count >= 100 }

  private mutating func report(_ fault: Fault) {
    if !isFull { faults.append(fault) }
  }
}

extension CheckedParameters {
  fileprivate init(_ parameters: [FunctionParameter]) {
    self.init(
      names: parameters.map(\.name), required: parameters.filter { $0.fallback == nil }.count,
      maximum: parameters.count)
  }
}

extension Block {
  /// Every statement in it, in functions too.
  func forEachStatement(_ visit: (Statement) -> Void) {
    for statement in statements {
      visit(statement)
      switch statement.kind {
      case .function(let function): function.body.forEachStatement(visit)
      case .model(let model):
        model.initializer.forEachStatement(visit)
        for function in [model.forward] + model.methods { function.body.forEachStatement(visit) }
      case .for(_, _, let body), .while(_, let body), .noGrad(let body): body.forEachStatement(visit)
      case .try(let body, _, let handler):
        body.forEachStatement(visit)
        handler.forEachStatement(visit)
      case .expression(let value): value.forEachBlock { $0.forEachStatement(visit) }
      default: break
      }
    }
  }

  /// Every name that is bound somewhere in it, as often as it is.
  func forEachAssignment(_ visit: (String) -> Void) {
    forEachStatement { statement in
      switch statement.kind {
      case .assign(let pattern, _), .augmentedAssign(let pattern, _, _), .for(let pattern, _, _):
        Names.names(of: pattern, visit)
      case .function(let function): if let name = function.name { visit(name) }
      case .model(let model): visit(model.name)
      case .try(_, let name, _): visit(name)
      default: break
      }
    }
  }
}

extension Expression {
  /// The blocks of `if` and of braces in it.
  func forEachBlock(_ visit: (Block) -> Void) {
    guard NativeStack.hasRoom else { return }
    switch kind {
    case .block(let block): visit(block)
    case .if(_, let then, let otherwise):
      visit(then)
      if let otherwise { visit(otherwise) }
    case .lambda(let function): visit(function.body)
    default: forEachPart { $0.forEachBlock(visit) }
    }
  }
}
