import Syntax
import Text

extension Compiler {
  func compileAssign(_ pattern: Pattern, _ value: Expression, at span: Span) throws {
    if case .name(let name, let nameSpan) = pattern, case .register(let register) = scope.place(of: name) {
      guard register != 0 else { throw CompileFailure.badTarget(nameSpan) }
      try compile(value, to: register)
      scope.defined.insert(register)
      if tellsNames { code.emit(.tellName, register, 0, 0, code.constant(name), at: nameSpan) }
      return
    }
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
        let (first, site) = try compile(items, of: object)
        code.emit(.setIndex, target, register, first, at: patternSpan, site: site)
      }
    case .field(let object, let name, let nameSpan):
      try temporarily {
        let target = try operand(object)
        code.emit(
          .setMember, target, register, 0, code.constant(name), at: nameSpan,
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
      let current = Expression(.name(name), nameSpan)
      let result = Expression(.binary(operation, current, value, operatorSpan: span), span)
      try compileAssign(pattern, result, at: span)
    case .tuple(_, let patternSpan): throw CompileFailure.badTarget(patternSpan)
    case .index(let object, let items, let patternSpan):
      let target = scope.temporary()
      try compile(object, to: target)
      let (first, site) = try compile(items, of: object)
      let element = scope.temporary()
      code.emit(.getIndex, element, target, first, at: patternSpan, site: site)
      try combine(element, operation, value, patternSpan, at: span)
      code.emit(.setIndex, target, element, first, at: patternSpan, site: site)
    case .field(let object, let name, let nameSpan):
      let target = scope.temporary()
      try compile(object, to: target)
      let element = scope.temporary()
      let site = Site(operands: [object.span])
      code.emit(.getMember, element, target, 0, code.constant(name), at: nameSpan, site: site)
      try combine(element, operation, value, nameSpan, at: span)
      code.emit(.setMember, target, element, 0, code.constant(name), at: nameSpan, site: site)
    }
  }

  private func combine(
    _ element: Int, _ operation: BinaryOperator, _ value: Expression, _ elementSpan: Span, at span: Span
  ) throws {
    let right = scope.temporary()
    try compile(value, to: right)
    code.emit(
      operation.opcode, element, element, right, at: span, site: Site(operands: [elementSpan, value.span]))
  }
}
