import Syntax
import Text

extension Compiler {
  func compileModel(_ model: ModelDefinition) throws {
    let fields = Names.fields(of: model)
    var positions: [String: Int] = [:]
    for (index, field) in fields.enumerated() { positions[field] = index }
    let methodNames = Set(model.methods.compactMap(\.name) + ["forward"])
    func own(_ code: Int) -> Scope {
      let inner = Scope(.model(code: code), parent: scope)
      inner.fields = positions
      inner.methods = methodNames
      return inner
    }
    let initializer = try within(own(0)) { try compileInitializer(model) }
    let forward = try within(own(1)) { try compileBody(model.forward) }
    var methods: [(name: String, prototype: Prototype)] = []
    for (index, method) in model.methods.enumerated() {
      methods.append((method.name ?? "", try within(own(2 + index)) { try compileBody(method) }))
    }
    code.models.append(
      ModelPrototype(
        name: model.name, fields: fields, initializer: initializer, forward: forward, methods: methods))
    let register = scope.temporary()
    code.emit(.makeModel, register, 0, 0, code.models.count - 1, at: model.nameSpan)
    store(model.name, from: register, at: model.nameSpan)
  }

  /// Stores the arguments into fields, runs the statements before `forward` and gives the instance.
  private func compileInitializer(_ model: ModelDefinition) throws -> Prototype {
    let names = Names(model.initializer)
    let first = scope.temporaries(model.parameters.count)
    let locals = scope.mark
    for name in names.assigned where scope.fields[name] == nil && !names.global.contains(name) {
      scope.declare(name, boxed: names.nested.contains(name))
    }
    if scope.mark > locals { code.emit(.clear, locals, scope.mark - locals, at: model.nameSpan) }
    scope.globals = names.global
    compileSelfBox(names, model.nameSpan)
    for name in scope.boxed.sorted() where name != "self" {
      code.emit(.makeBox, scope.declare(name), at: model.nameSpan)
    }
    for (index, parameter) in model.parameters.enumerated() {
      if let fallback = parameter.fallback {
        let given = code.emit(.jumpIfDefined, first + index, at: parameter.span)
        try compile(fallback, to: first + index)
        code.patch(given)
      }
      code.emit(.storeField, first + index, 0, 0, index, at: parameter.span)
    }
    try compile(model.initializer, to: nil)
    let result = scope.temporary()
    code.emit(.move, result, 0, at: model.nameSpan)
    code.emit(.returnValue, result, at: model.nameSpan)
    let parameters = model.parameters.map { CompiledParameter(name: $0.name, isOptional: $0.fallback != nil) }
    return try finish(name: model.name, parameters: parameters, span: model.nameSpan)
  }

  /// A box with the instance, for functions inside the code of a model.
  func compileSelfBox(_ names: Names, _ span: Span) {
    guard case .model = scope.kind else { return }
    let own = Set(scope.fields.keys).union(scope.methods).union(["self"])
    guard !names.nested.isDisjoint(with: own) else { return }
    let register = scope.declare("self", boxed: true)
    code.emit(.move, register, 0, at: span)
    code.emit(.makeBox, register, at: span)
  }
}
