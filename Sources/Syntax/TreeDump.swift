import Text

/// A program as an s-expression, one statement a line, without spans: for tests and for looking at.
public func dump(_ block: Block) -> String {
  block.statements.map { TreeDump.statement($0) }.joined(separator: "\n")
}

private enum TreeDump {
  static func form(_ head: String, _ parts: [String]) -> String {
    "(" + ([head] + parts).joined(separator: " ") + ")"
  }

  static func block(_ block: Block) -> String {
    form("block", block.statements.map { statement($0) })
  }

  static func statement(_ statement: Statement) -> String {
    var result = kind(statement.kind)
    if statement.isSilent { result += ";" }
    switch statement.expectation {
    case .value(let value, let tolerance, _)?:
      result += " #=> \(value)" + (tolerance.map { " ± \(formatNumber($0))" } ?? "")
    case .error(let message, _)?: result += " #=> error: \(message)"
    case nil: break
    }
    return result
  }

  private static func kind(_ kind: Statement.Kind) -> String {
    switch kind {
    case .expression(let value): return expression(value)
    case .assign(let target, let value): return form("=", [pattern(target), expression(value)])
    case .augmentedAssign(let target, let operation, let value):
      return form("\(operation.rawValue)=", [pattern(target), expression(value)])
    case .function(let body): return function("fn", body)
    case .model(let definition): return model(definition)
    case .for(let target, let sequence, let body):
      return form("for", [pattern(target), expression(sequence), block(body)])
    case .while(let condition, let body): return form("while", [expression(condition), block(body)])
    case .break: return "(break)"
    case .continue: return "(continue)"
    case .return(let value): return form("return", value.map { [expression($0)] } ?? [])
    case .noGrad(let body): return form("no_grad", [block(body)])
    case .try(let body, let name, let handler):
      return form("try", [block(body), name, block(handler)])
    case .assert(let condition, let message):
      return form("assert", [expression(condition)] + (message.map { [expression($0)] } ?? []))
    case .use(let path, _): return form("use", [quoted(path)])
    case .global(let names): return form("global", names)
    }
  }

  private static func model(_ definition: ModelDefinition) -> String {
    form(
      "model",
      [definition.name, parameters(definition.parameters), block(definition.initializer)]
        + ([definition.forward] + definition.methods).map { function("fn", $0) })
  }

  private static func function(_ head: String, _ function: FunctionBody) -> String {
    form(head, [function.name, parameters(function.parameters), block(function.body)].compactMap { $0 })
  }

  private static func parameters(_ parameters: [FunctionParameter]) -> String {
    let texts = parameters.map { parameter in
      var text = parameter.name
      if let shape = parameter.shape { text += ":" + form("shape", shape.map(shapeItem)) }
      if let fallback = parameter.fallback { text += "=" + expression(fallback) }
      return text
    }
    return "(" + texts.joined(separator: " ") + ")"
  }

  private static func shapeItem(_ item: ShapeItem) -> String {
    switch item {
    case .letter(let name, _): return name
    case .size(let size, _): return String(size)
    case .computed(let value): return expression(value)
    }
  }

  private static func pattern(_ pattern: Pattern) -> String {
    switch pattern {
    case .name(let name, _): return name
    case .tuple(let parts, _): return form("tuple", parts.map { TreeDump.pattern($0) })
    case .index(let owner, let items, _): return form("index", [expression(owner)] + items.map(indexItem))
    case .field(let owner, let name, _): return form("field", [expression(owner), name])
    }
  }

  private static func indexItem(_ item: IndexItem) -> String {
    switch item {
    case .at(let value): return expression(value)
    case .slice(let from, let to, let step, _):
      return form("slice", [from, to, step].map { $0.map(expression) ?? "_" })
    case .ellipsis: return "..."
    }
  }

  private static func list(_ head: String, _ parts: [Expression]) -> String {
    form(head, parts.map(expression))
  }

  static func expression(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let value): return formatNumber(value)
    case .string(let text): return quoted(text)
    case .interpolation(let parts): return form("f-string", parts.map(interpolationPart))
    case .bool(let value): return value ? "true" : "false"
    case .none: return "none"
    case .name(let name): return name
    case .list(let elements): return list("list", elements)
    case .tuple(let elements): return list("tuple", elements)
    case .record(let fields):
      return form("record", fields.map { $0.name + ":" + self.expression($0.value) })
    case .range(let from, let through, let step):
      return list("..", [from, through] + (step.map { [$0] } ?? []))
    case .unary(let operation, let operand): return list(operation.rawValue, [operand])
    case .binary(let operation, let left, let right, _): return list(operation.rawValue, [left, right])
    default: return compound(expression)
    }
  }

  private static func compound(_ expression: Expression) -> String {
    switch expression.kind {
    case .comparison(let operands, let operators):
      var parts: [String] = []
      for (index, operand) in operands.enumerated() {
        if index > 0 { parts.append(operators[index - 1].rawValue) }
        parts.append(self.expression(operand))
      }
      return form("compare", parts)
    case .and(let left, let right): return list("and", [left, right])
    case .or(let left, let right): return list("or", [left, right])
    case .pipe(let left, let right): return list("|>", [left, right])
    case .compose(let left, let right): return list(">>", [left, right])
    case .call(let function, let arguments):
      let texts = arguments.map { ($0.name.map { $0 + "=" } ?? "") + self.expression($0.value) }
      return form("call", [self.expression(function)] + texts)
    case .index(let owner, let items):
      return form("index", [self.expression(owner)] + items.map(indexItem))
    case .field(let owner, let name, _): return form("field", [self.expression(owner), name])
    case .prime(let operand): return list("prime", [operand])
    case .nabla(let operand): return list("∇", [operand])
    case .lambda(let body): return function("lambda", body)
    case .if(let condition, let then, let otherwise):
      return form(
        "if", [self.expression(condition), block(then)] + (otherwise.map { [block($0)] } ?? []))
    case .block(let body): return block(body)
    default: return "<missing>"
    }
  }

  private static func interpolationPart(_ part: InterpolationPart) -> String {
    switch part {
    case .text(let text): return quoted(text)
    case .value(let value, let format): return form("show", [expression(value), quoted(format)])
    }
  }
}
