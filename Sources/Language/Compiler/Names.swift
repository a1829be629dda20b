import Syntax

/// Which names a function assigns, declares global and reads; nested functions count by what they read freely.
struct Names {
  private(set) var assigned: [String] = []
  private(set) var global: Set<String> = []
  private(set) var read: Set<String> = []
  /// Read by functions inside, and not their own.
  private(set) var nested: Set<String> = []
  /// Bound by loops, handlers and functions rather than by `=`.
  private(set) var bound: Set<String> = []
  private var known: Set<String> = []

  init(_ block: Block) { add(block) }

  init(_ function: FunctionBody) {
    for parameter in function.parameters { add(parameter) }
    add(function.body)
  }

  /// What a function takes from outside.
  static func free(_ function: FunctionBody) -> Set<String> {
    let names = Names(function)
    var own = Set(function.parameters.map(\.name)).union(letters(function))
    own.formUnion(names.assigned.filter { !names.global.contains($0) })
    return names.read.union(names.nested).subtracting(own)
  }

  /// The letters of the annotated shapes, in order of their first use, with the parameter that binds each.
  static func letters(_ function: FunctionBody) -> [String] {
    var result: [String] = []
    for parameter in function.parameters {
      for case .letter(let letter, _) in parameter.shape ?? [] where !result.contains(letter) {
        result.append(letter)
      }
    }
    return result
  }

  private mutating func assign(_ name: String) {
    if known.insert(name).inserted { assigned.append(name) }
  }

  private mutating func add(_ parameter: FunctionParameter) {
    if let fallback = parameter.fallback { add(fallback) }
    for case .computed(let size) in parameter.shape ?? [] { add(size) }
  }

  mutating func add(_ block: Block) {
    for statement in block.statements { add(statement) }
  }

  private mutating func add(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value): add(value)
    case .assign(let pattern, let value), .augmentedAssign(let pattern, _, let value):
      add(value)
      add(pattern)
    case .function(let function):
      if let name = function.name { assign(name) }
      nested.formUnion(Names.free(function))
    case .model(let model):
      assign(model.name)
      nested.formUnion(Names.free(model))
    case .for(let pattern, let sequence, let body):
      add(sequence)
      add(pattern)
      Names.names(of: pattern) { bound.insert($0) }
      add(body)
    case .while(let condition, let body):
      add(condition)
      add(body)
    case .noGrad(let body): add(body)
    case .try(let body, let name, let handler):
      add(body)
      assign(name)
      bound.insert(name)
      add(handler)
    case .assert(let condition, let message):
      add(condition)
      if let message { add(message) }
    case .return(let value): if let value { add(value) }
    case .global(let names): global.formUnion(names)
    case .break, .continue, .use: break
    }
  }

  private mutating func add(_ pattern: Pattern) {
    switch pattern {
    case .name(let name, _): assign(name)
    case .tuple(let parts, _): for part in parts { add(part) }
    case .index(let object, let items, _):
      add(object)
      for item in items { add(item) }
    case .field(let object, _, _): add(object)
    }
  }

  private mutating func add(_ item: IndexItem) {
    switch item {
    case .at(let value): add(value)
    case .slice(let from, let to, let step, _):
      for case let part? in [from, to, step] { add(part) }
    case .ellipsis: break
    }
  }

  mutating func add(_ expression: Expression) {
    // Deeper than this the compiler refuses the program.
    guard NativeStack.hasRoom else { return }
    switch expression.kind {
    case .name(let name): read.insert(name)
    case .lambda(let function): nested.formUnion(Names.free(function))
    case .block(let block): add(block)
    case .if(let condition, let then, let otherwise):
      add(condition)
      add(then)
      if let otherwise { add(otherwise) }
    default: expression.forEachPart { add($0) }
    }
  }

  static func names(of pattern: Pattern, _ body: (String) -> Void) {
    switch pattern {
    case .name(let name, _): body(name)
    case .tuple(let parts, _): for part in parts { names(of: part, body) }
    case .index, .field: break
    }
  }

  /// What the functions of a model take from outside.
  static func free(_ model: ModelDefinition) -> Set<String> {
    let fields = Set(Names.fields(of: model)).union(["self"])
    var names = Names(model.initializer)
    for parameter in model.parameters { names.add(parameter) }
    var result = names.read.union(names.nested).subtracting(names.bound)
    for function in [model.forward] + model.methods { result.formUnion(free(function)) }
    return result.subtracting(fields).subtracting(model.methods.compactMap(\.name))
  }

  /// Parameters, then what the initializer assigns, in order.
  static func fields(of model: ModelDefinition) -> [String] {
    let names = Names(model.initializer)
    var fields = model.parameters.map(\.name)
    for name in names.assigned where !fields.contains(name) && !names.bound.contains(name) {
      if !names.global.contains(name) { fields.append(name) }
    }
    return fields
  }
}

extension Expression {
  /// Visits the direct parts of an expression that opens no scope and holds no block.
  func forEachPart(_ visit: (Expression) -> Void) {
    switch kind {
    case .interpolation(let parts): for case .value(let value, _) in parts { visit(value) }
    case .list(let items), .tuple(let items), .comparison(let items, _): items.forEach(visit)
    case .record(let fields): for field in fields { visit(field.value) }
    case .range(let from, let through, let step):
      visit(from)
      visit(through)
      if let step { visit(step) }
    case .unary(_, let value), .prime(let value), .nabla(let value), .field(let value, _, _): visit(value)
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right),
      .pipe(let left, let right), .compose(let left, let right):
      visit(left)
      visit(right)
    case .call(let callee, let arguments):
      visit(callee)
      for argument in arguments { visit(argument.value) }
    case .index(let object, let items):
      visit(object)
      for item in items { item.forEachPart(visit) }
    case .number, .string, .bool, .none, .name, .missing, .lambda, .if, .block: break
    }
  }

  /// Running it may call something of the user's, which may assign a variable of the session.
  var mayCall: Bool {
    switch kind {
    case .number, .string, .bool, .none, .name: return false
    case .interpolation, .binary, .unary, .field:
      var result = false
      forEachPart { result = result || $0.mayCall }
      return result
    default: return true
    }
  }

  /// Running it may assign a variable of the same function.
  var mayAssign: Bool {
    switch kind {
    case .if, .block: return true
    case .number, .string, .bool, .none, .name, .missing, .lambda: return false
    default:
      var result = false
      forEachPart { result = result || $0.mayAssign }
      return result
    }
  }
}

extension IndexItem {
  func forEachPart(_ visit: (Expression) -> Void) {
    switch self {
    case .at(let value): visit(value)
    case .slice(let from, let to, let step, _): for case let part? in [from, to, step] { visit(part) }
    case .ellipsis: break
    }
  }
}
