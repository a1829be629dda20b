import Syntax
import Text

extension Compiler {
  func compileAssign(_ pattern: Pattern, _ value: Expression, at span: Span) throws {
    if case .name(let name, let nameSpan) = pattern, case .register(let register) = scope.place(of: name) {
      guard register != 0 else { throw CompileFailure.badTarget(nameSpan) }
      try compile(value, to: register)
      scope.defined.insert(register)
      code.noteDefinition(of: register, at: nameSpan)
      if tellsNames { code.emit(.tellName, register, 0, 0, code.constant(name), at: nameSpan) }
      return
    }
    if case .tuple(let parts, _) = pattern, case .tuple(let items) = value.kind, parts.count == items.count {
      // All values first, as they may be of the same variables.
      let first = scope.temporaries(items.count)
      for (index, item) in items.enumerated() { try compile(item, to: first + index) }
      for (index, part) in parts.enumerated() { try assign(part, from: first + index, at: span) }
      return
    }
    noteExtremeUnpacked(pattern, value)
    let register = scope.temporary()
    try compile(value, to: register)
    try assign(pattern, from: register, at: span)
  }

  /// Puts the value of a register into what a pattern names.
  func assign(_ pattern: Pattern, from register: Int, at span: Span) throws {
    switch pattern {
    case .name(let name, let nameSpan):
      if case .register(0) = scope.place(of: name) { throw CompileFailure.badTarget(nameSpan) }
      store(name, from: register, at: nameSpan)
    case .tuple(let parts, let patternSpan):
      try temporarily {
        let first = scope.temporaries(parts.count)
        code.emit(.unpack, first, register, parts.count, at: patternSpan)
        for (index, part) in parts.enumerated() { try assign(part, from: first + index, at: span) }
      }
    case .index(let object, let items, let patternSpan):
      try temporarily {
        let target = try operand(object)
        if items.count == 1, case .at(let position) = items[0] {
          let index = try operand(position)
          let site = Site(operands: [object.span, position.span])
          code.emit(.setElement, target, index, register, at: patternSpan, site: site)
          return
        }
        let (first, site) = try compile(items, of: object)
        code.emit(.setIndex, target, register, first, at: patternSpan, site: site)
      }
    case .field(let object, let name, let nameSpan):
      try temporarily {
        let target = try operand(object)
        code.emit(
          .setMember, target, register, code.cache(), code.constant(name), at: nameSpan,
          site: Site(operands: [object.span]))
      }
    }
  }

  /// `x += e`.
  func compileAugmented(
    _ pattern: Pattern, _ operation: BinaryOperator, _ value: Expression, at span: Span
  ) throws {
    switch pattern {
    case .name(let name, let nameSpan):
      checkAugmented(name, at: nameSpan)
      if !scope.noGrads.isEmpty {
        try compileUpdate(name, nameSpan, operation, value, at: span)
        return
      }
      if operation == .add, !tellsNames, case .global = scope.place(of: name), !value.mayCall {
        try compileGlobalSum(name, value, nameSpan, at: span)
        return
      }
      let current = Expression(.name(name), nameSpan)
      let result = Expression(.binary(operation, current, value, operatorSpan: span), span)
      try compileAssign(pattern, result, at: span)
    case .tuple(_, let patternSpan): throw CompileFailure.badTarget(patternSpan)
    case .index(let object, let items, let patternSpan):
      let target = try kept(object, during: value)
      if items.count == 1, case .at(let position) = items[0] {
        let index = try kept(position, during: value)
        let site = Site(operands: [object.span, position.span])
        let element = scope.temporary()
        code.emit(.getElement, element, target, index, at: patternSpan, site: site)
        try combine(element, operation, value, patternSpan, at: span)
        code.emit(.setElement, target, index, element, at: patternSpan, site: site)
        return
      }
      let (first, site) = try compile(items, of: object)
      let element = scope.temporary()
      code.emit(.getIndex, element, target, first, at: patternSpan, site: site)
      try combine(element, operation, value, patternSpan, at: span)
      code.emit(.setIndex, target, element, first, at: patternSpan, site: site)
    case .field(let object, let name, let nameSpan):
      let target = try kept(object, during: value)
      let site = Site(operands: [object.span])
      let cache = code.cache()
      if let change = operation.memberChange, !value.mayCall {
        let right = try operand(value)
        let element = scope.temporary()
        let done = code.emit(change, target, right, cache, at: span)
        code.emit(.getMember, element, target, cache, code.constant(name), at: nameSpan, site: site)
        combine(element, operation, right, value.span, nameSpan, at: span)
        code.emit(.setMember, target, element, code.cache(), code.constant(name), at: nameSpan, site: site)
        code.patch(done)
        return
      }
      let element = scope.temporary()
      code.emit(.getMember, element, target, cache, code.constant(name), at: nameSpan, site: site)
      try combine(element, operation, value, nameSpan, at: span)
      code.emit(.setMember, target, element, code.cache(), code.constant(name), at: nameSpan, site: site)
    }
  }

  /// `w -= e` inside `no_grad`, which leaves a parameter one.
  private func compileUpdate(
    _ name: String, _ nameSpan: Span, _ operation: BinaryOperator, _ value: Expression, at span: Span
  ) throws {
    let current = Expression(.name(name), nameSpan)
    let old = scope.temporary()
    try compile(current, to: old)
    let new = scope.temporary()
    try compile(Expression(.binary(operation, current, value, operatorSpan: span), span), to: new)
    code.emit(.keepParameter, new, old, 0, code.constant(name), at: span)
    store(name, from: new, at: nameSpan)
  }

  /// `x += e` of a session's variable, whose old value nobody else holds: a string can grow in place.
  private func compileGlobalSum(_ name: String, _ value: Expression, _ nameSpan: Span, at span: Span) throws {
    globals.noteAssignment(name, at: nameSpan)
    let current = scope.temporary()
    let right = try operand(value)
    code.emit(
      .addGlobal, current, right, 0, global(name), at: span, site: Site(operands: [nameSpan, value.span]))
  }

  /// A register that holds the value until after another expression was evaluated.
  private func kept(_ expression: Expression, during other: Expression) throws -> Int {
    if !other.mayAssign, let register = register(of: expression) { return register }
    let register = scope.temporary()
    try compile(expression, to: register)
    return register
  }

  private func combine(
    _ element: Int, _ operation: BinaryOperator, _ value: Expression, _ elementSpan: Span, at span: Span
  ) throws {
    combine(element, operation, try operand(value), value.span, elementSpan, at: span)
  }

  private func combine(
    _ element: Int, _ operation: BinaryOperator, _ right: Int, _ rightSpan: Span, _ elementSpan: Span,
    at span: Span
  ) {
    code.emit(
      operation.opcode, element, element, right, at: span, site: Site(operands: [elementSpan, rightSpan]))
  }
}

extension BinaryOperator {
  /// The short way of `r.field += number`.
  fileprivate var memberChange: Opcode? {
    switch self {
    case .add: .addToMember
    case .subtract: .subtractFromMember
    default: nil
    }
  }
}
