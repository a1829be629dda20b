import Syntax
import Text

// The walk over statements and expressions.
extension IndexBuilder {
  mutating func add(_ block: Block) {
    for statement in block.statements { add(statement) }
  }

  private mutating func add(_ statement: Statement) {
    switch statement.kind {
    case .expression(let value): add(value)
    case .assign(let pattern, let value):
      add(value)
      add(pattern, whole: statement.span, value: value)
    case .augmentedAssign(let pattern, _, let value):
      add(value)
      add(pattern, whole: statement.span, value: nil)
    case .function(let function):
      let symbol = function.name.flatMap { name in
        function.nameSpan.flatMap { bindFunction(name, function, at: $0) }
      }
      add(function, named: symbol)
    case .model(let model): add(model, whole: statement.span)
    case .for(let pattern, let sequence, let body):
      add(sequence)
      add(pattern, whole: pattern.place, value: nil)
      add(body)
    case .while(let condition, let body):
      add(condition)
      add(body)
    case .noGrad(let body): add(body)
    case .try(let body, let name, let handler):
      add(body)
      if let place = place(of: name, from: body.span.end, to: handler.span.start) {
        bind(name, at: place, whole: place)
      }
      add(handler)
    case .assert(let condition, let message):
      add(condition)
      if let message { add(message) }
    case .return(let value): if let value { add(value) }
    case .global(let names): add(global: names, in: statement.span)
    case .use(let path, let span): uses.append((path, span))
    case .break, .continue: break
    }
  }

  private mutating func add(global names: [String], in span: Span) {
    var start = span.start + "global".utf8.count
    for name in names {
      guard let place = place(of: name, from: start, to: span.end) else { continue }
      note(name, place, .read, resolve(name))
      start = place.end
    }
  }

  private mutating func add(_ pattern: Pattern, whole: Span, value: Expression?) {
    switch pattern {
    case .name(let name, let span): bind(name, at: span, whole: whole, value: value)
    case .tuple(let parts, _): for part in parts { add(part, whole: whole, value: nil) }
    case .index(let object, let items, _):
      add(object)
      for item in items { item.forEachPart { add($0) } }
    case .field(let object, let name, let span):
      add(object)
      pending.append(PendingName(name: name, span: span, scope: current, kind: .member(of: object)))
    }
  }

  mutating func add(_ expression: Expression) {
    guard NativeStack.hasRoom else { return }
    switch expression.kind {
    case .name(let name): note(name, expression.span, .read, resolve(name))
    case .lambda(let function): add(function, named: nil)
    case .block(let block): add(block)
    case .if(let condition, let then, let otherwise):
      add(condition)
      add(then)
      if let otherwise { add(otherwise) }
    case .field(let object, let name, let span):
      add(object)
      pending.append(PendingName(name: name, span: span, scope: current, kind: .member(of: object)))
    case .call(let callee, let arguments):
      add(callee)
      for argument in arguments {
        if let name = argument.name, let span = argument.nameSpan {
          pending.append(PendingName(name: name, span: span, scope: current, kind: .argument(of: callee)))
        }
        add(argument.value)
      }
    default: expression.forEachPart { add($0) }
    }
  }
}

/// A name whose symbol depends on an expression: a member of its value, or an argument of its call.
struct PendingName {
  enum Kind { case member(of: Expression), argument(of: Expression) }

  var name: String
  var span: Span
  var scope: Int
  var kind: Kind
}

extension IndexBuilder {
  mutating func settlePending() {
    for item in pending {
      current = item.scope
      switch item.kind {
      case .member(let object):
        let symbol = model(of: object).flatMap { model in
          symbols[model].members.first { symbols[$0].name == item.name }
        }
        note(item.name, item.span, .member, symbol)
      case .argument(let callee):
        var function: Int?
        var name = ""
        if case .name(let called) = callee.kind {
          function = resolve(called)
          name = called
        }
        let symbol = function.flatMap { function in
          symbols[function].bindings == 1
            ? symbols[function].parameters.first { symbols[$0].name == item.name } : nil
        }
        note(item.name, item.span, .argument(of: name), symbol)
      }
    }
  }

  /// The model whose instance an expression is, where the text tells.
  private func model(of object: Expression) -> Int? {
    guard case .name(let name) = object.kind else { return nil }
    if name == "self" { return enclosingModel() }
    guard let symbol = resolve(name), symbols[symbol].bindings == 1, let value = symbols[symbol].value,
      case .call(let callee, _) = value.kind, case .name(let maker) = callee.kind,
      let model = scopes[0].names[maker], symbols[model].kind == .model, symbols[model].bindings == 1
    else { return nil }
    return model
  }

  private func enclosingModel() -> Int? {
    var scope: Int? = current
    while let index = scope {
      let owner = symbols.indices.first {
        symbols[$0].kind == .model && symbols[$0].whole == scopes[index].span
      }
      if let owner { return owner }
      scope = scopes[index].parent
    }
    return nil
  }
}

extension Pattern {
  var place: Span {
    switch self {
    case .name(_, let span), .tuple(_, let span), .index(_, _, let span), .field(_, _, let span): span
    }
  }
}
