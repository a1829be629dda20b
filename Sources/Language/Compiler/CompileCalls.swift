import Syntax
import Text

extension Compiler {
  func compileCall(_ callee: Expression, _ arguments: [CallArgument], to target: Int, at span: Span) throws {
    if case .call(let constructor, let settings) = callee.kind, case .function = scope.kind {
      noteLayer(constructor, settings, isApplied: true, at: callee.span)
    }
    noteLayer(callee, arguments, isApplied: false, at: span)
    if case .field(let object, let name, _) = callee.kind {
      try compileMethodCall(object, name, arguments, to: target, at: span)
      return
    }
    if case .name(let name) = callee.kind, case .method = scope.place(of: name) {
      let own = Expression(.name("self"), callee.span)
      try compileMethodCall(own, name, arguments, to: target, at: span)
      return
    }
    let base = scope.callee(target: target, arguments: arguments.count)
    let site = try site(of: arguments)
    site.callee = callee.span
    if case .name(let name) = callee.kind, case .global = scope.place(of: name), !site.hasNames {
      try compile(
        arguments, from: base + 1, of: global(name), isWide: name == "tensor" && arguments.count > 1)
      code.emit(
        .callGlobal, base, code.cache(), arguments.count, global(name), at: span, site: site)
    } else {
      try compile(callee, to: base)
      try compile(
        arguments, from: base + 1, of: global(callee), isWide: isTensorOfDType(callee, arguments))
      if site.hasNames {
        code.emit(.callNamed, base, 0, arguments.count, code.cache(), at: span, site: site)
      } else {
        code.emit(.call, base, 0, arguments.count, at: span, site: site)
      }
    }
    if base != target { code.emit(.take, target, base, at: span) }
  }

  private func compileMethodCall(
    _ object: Expression, _ name: String, _ arguments: [CallArgument], to target: Int, at span: Span
  ) throws {
    noteExtreme(of: object, name, arguments, at: span)
    let base = scope.callee(target: target, arguments: 1 + arguments.count)
    let site = try site(of: arguments)
    site.operands.insert(object.span, at: 0)
    site.name = name
    try compile(object, to: base + 1)
    try compile(arguments, from: base + 2)
    code.emit(
      .callMethod, base, site.hasNames ? 1 : 0, arguments.count, code.cache(), at: span, site: site)
    if base != target { code.emit(.take, target, base, at: span) }
  }

  /// `x |> f` and `x |> f(a)`.
  func compilePipe(_ value: Expression, _ stage: Expression, to target: Int, at span: Span) throws {
    if case .call(let constructor, let settings) = stage.kind {
      noteLayer(constructor, settings, isApplied: true, at: stage.span)
    }
    guard case .call(let callee, let arguments) = stage.kind else {
      let base = scope.callee(target: target, arguments: 1)
      try compile(value, to: base + 1)
      try compile(stage, to: base)
      code.emit(.call, base, 0, 1, at: span, site: Site(operands: [value.span], names: [nil]))
      if base != target { code.emit(.take, target, base, at: span) }
      return
    }
    let base = scope.callee(target: target, arguments: 1 + arguments.count)
    try compile(value, to: base + 1)
    try compile(callee, to: base)
    try compile(arguments, from: base + 2)
    let site = try site(of: arguments)
    site.operands.insert(value.span, at: 0)
    site.names.insert(nil, at: 0)
    site.nameSpans.insert(nil, at: 0)
    code.emit(.pipeCall, base, 0, arguments.count + 1, at: span, site: site)
    if base != target { code.emit(.take, target, base, at: span) }
  }

  /// The slot of a callee that is a global.
  private func global(_ callee: Expression) -> Int? {
    guard case .name(let name) = callee.kind, case .global = scope.place(of: name) else { return nil }
    return global(name)
  }

  /// - Parameters:
  ///   - callee: its slot, when it is a global.
  ///   - isWide: literals keep their numbers whole, for the dtype that follows.
  private func compile(
    _ arguments: [CallArgument], from first: Int, of callee: Int? = nil, isWide: Bool = false
  ) throws {
    guard arguments.count < 30_000 else { throw CompileFailure.tooLarge(arguments[0].value.span) }
    for (index, argument) in arguments.enumerated() {
      if isWide {
        try compileWide(argument.value, to: first + index)
      } else if index == 0, argument.name == nil, let callee, case .list(let items) = argument.value.kind {
        try compile(items, of: callee, to: first, at: argument.value.span)
      } else {
        try compile(argument.value, to: first + index)
      }
    }
  }

  /// `tensor([0.1, 0.2], dtype=f64)`: f32 on the way would round them.
  private func isTensorOfDType(_ callee: Expression, _ arguments: [CallArgument]) -> Bool {
    guard case .name("tensor") = callee.kind, case .global = scope.place(of: "tensor") else { return false }
    return arguments.contains { $0.name == "dtype" }
  }

  private func compileWide(_ value: Expression, to target: Int) throws {
    guard case .list(let items) = value.kind, items.count < 30_000 else {
      return try compile(value, to: target)
    }
    let first = scope.temporaries(items.count)
    for (index, item) in items.enumerated() { try compileWide(item, to: first + index) }
    code.emit(
      .makeWideList, target, first, items.count, at: value.span, site: Site(operands: items.map(\.span)))
  }

  private func site(of arguments: [CallArgument]) throws -> Site {
    let site = Site()
    var seen: Set<String> = []
    for argument in arguments {
      site.operands.append(argument.value.span)
      site.names.append(argument.name)
      site.nameSpans.append(argument.nameSpan)
      if let name = argument.name {
        let span = argument.nameSpan ?? argument.value.span
        guard seen.insert(name).inserted else { throw CompileFailure.repeatedArgument(name, span) }
      } else if !seen.isEmpty {
        throw CompileFailure.positionalAfterNamed(argument.value.span)
      }
    }
    return site
  }

  // Indexing

  func compileIndex(_ object: Expression, _ items: [IndexItem], to target: Int, at span: Span) throws {
    let register = try operand(object)
    if items.count == 1, case .at(let position) = items[0] {
      let index = try operand(position)
      code.emit(
        .getElement, target, register, index, at: span, site: Site(operands: [object.span, position.span]))
      return
    }
    let (first, site) = try compile(items, of: object)
    code.emit(.getIndex, target, register, first, items.plainSlice, at: span, site: site)
  }

  /// The values between brackets in consecutive registers, and what they mean.
  func compile(_ items: [IndexItem], of object: Expression) throws -> (first: Int, site: Site) {
    let site = Site(operands: [object.span])
    var parts: [Expression] = []
    for item in items {
      switch item {
      case .at(let value):
        parts.append(value)
        site.operands.append(value.span)
        site.items.append(.at)
      case .slice(let from, let to, let step, let span):
        parts += [from, to, step].compactMap { $0 }
        site.operands.append(span)
        site.items.append(.slice(from != nil, to != nil, step != nil))
      case .ellipsis(let span):
        site.operands.append(span)
        site.items.append(.ellipsis)
      }
    }
    let first = scope.temporaries(parts.count)
    for (index, part) in parts.enumerated() { try compile(part, to: first + index) }
    return (first, site)
  }
}

extension [IndexItem] {
  /// For `getIndex`.
  var plainSlice: Int {
    guard count == 1, case .slice(let from, let to, nil, _) = self[0] else { return 0 }
    return 1 + (from == nil ? 0 : 2) + (to == nil ? 0 : 4)
  }
}
