import Syntax
import Text

extension Compiler {
  /// Puts a new closure into a register.
  func compileFunction(_ function: FunctionBody, to target: Int) throws {
    let inner = Scope(.function, parent: scope)
    let prototype = try within(inner) { try compileBody(function) }
    code.functions.append(prototype)
    code.emit(.makeFunction, target, 0, 0, code.functions.count - 1, at: function.span)
  }

  func within<T>(_ inner: Scope, _ body: () throws -> T) rethrows -> T {
    let outer = scope
    scope = inner
    defer { scope = outer }
    return try body()
  }

  /// Compiles a function in the current scope, which is its own.
  func compileBody(_ function: FunctionBody) throws -> Prototype {
    let names = Names(function)
    let letters = Names.letters(function)
    scope.globals = names.global
    for parameter in function.parameters {
      scope.declare(parameter.name, boxed: names.nested.contains(parameter.name))
    }
    if tracksShapes { code.emit(.visit, at: function.span) }
    let first = scope.mark
    for letter in letters { scope.declare(letter, boxed: names.nested.contains(letter)) }
    for name in names.assigned where !names.global.contains(name) {
      scope.declare(name, boxed: names.nested.contains(name))
    }
    if scope.mark > first { code.emit(.clear, first, scope.mark - first, at: function.span) }
    compileSelfBox(names, function.span)
    let plain = Set(function.parameters.map(\.name))
    for parameter in function.parameters { try compileParameter(parameter) }
    for name in scope.boxed.sorted() where !plain.contains(name) && name != "self" && !letters.contains(name)
    {
      code.emit(.makeBox, scope.declare(name), at: function.span)
    }
    try compileShapes(function)
    let result = scope.temporary()
    try compile(function.body, to: result)
    code.emit(.returnValue, result, at: function.body.span)
    let parameters = function.parameters.map {
      CompiledParameter(name: $0.name, isOptional: $0.fallback != nil)
    }
    return try finish(name: function.name ?? "", parameters: parameters, span: function.span)
  }

  private func compileParameter(_ parameter: FunctionParameter) throws {
    let register = scope.declare(parameter.name)
    if let fallback = parameter.fallback {
      let given = code.emit(.jumpIfDefined, register, at: parameter.span)
      try temporarily {
        let value = scope.temporary()
        try compile(fallback, to: value)
        code.emit(.take, register, value, at: parameter.span)
      }
      code.patch(given)
    }
    if scope.boxed.contains(parameter.name) { code.emit(.makeBox, register, at: parameter.span) }
    scope.defined.insert(register)
  }

  // Annotated shapes

  private func compileShapes(_ function: FunctionBody) throws {
    var origins: [String: String] = [:]
    for parameter in function.parameters {
      guard let shape = parameter.shape else { continue }
      try temporarily { try compileShape(shape, of: parameter, &origins) }
    }
    for letter in Names.letters(function) {
      let register = scope.declare(letter)
      if scope.boxed.contains(letter) { code.emit(.makeBox, register, at: function.span) }
      scope.defined.insert(register)
    }
  }

  private func compileShape(
    _ shape: [ShapeItem], of parameter: FunctionParameter, _ origins: inout [String: String]
  ) throws {
    var value = scope.declare(parameter.name)
    if scope.boxed.contains(parameter.name) {
      let register = scope.temporary()
      code.emit(.loadBox, register, value, at: parameter.span)
      value = register
    }
    let text = "[" + shape.map(\.text).joined(separator: ", ") + "]"
    code.emit(
      .checkRank, value, shape.count, at: parameter.span, site: Site(name: parameter.name, note: text))
    for (axis, item) in shape.enumerated() {
      switch item {
      case .letter(let letter, let span):
        let site = Site(names: [parameter.name, origins[letter]], name: letter, note: text)
        code.emit(.checkLetter, value, axis, scope.declare(letter), at: span, site: site)
        if origins[letter] == nil { origins[letter] = parameter.name }
      case .size(let size, let span):
        try checkSize(value, axis, Expression(.number(Double(size)), span), parameter, text)
      case .computed(let size):
        for letter in origins.keys { scope.defined.insert(scope.declare(letter)) }
        try checkSize(value, axis, size, parameter, text)
      }
    }
  }

  private func checkSize(
    _ value: Int, _ axis: Int, _ size: Expression, _ parameter: FunctionParameter, _ text: String
  ) throws {
    let register = scope.temporary()
    try compile(size, to: register)
    code.emit(
      .checkSize, value, axis, register, at: size.span, site: Site(names: [parameter.name], note: text))
  }
}

extension ShapeItem {
  fileprivate var text: String {
    switch self {
    case .letter(let letter, _): letter
    case .size(let size, _): String(size)
    case .computed(let size): String(Sources[size.span.source][size.span])
    }
  }
}
