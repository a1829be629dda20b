import Catalog

/// A user function with the variables it captured. The dispatch loop reads its first two properties.
final class FunctionObject: Callable {
  let code: UnsafeMutablePointer<Code>
  let captures: [Box]
  let prototype: Prototype
  let machine: Machine

  init(_ prototype: Prototype, captures: [Box], machine: Machine) {
    self.prototype = prototype
    code = prototype.code
    self.captures = captures
    self.machine = machine
    assert(Objects.property(0, of: self) == UInt(bitPattern: code))
    assert(Objects.property(1, of: self) == unsafeBitCast(captures, to: UInt.self))
  }

  var name: String { prototype.name.isEmpty ? prototype.lambdaText : prototype.name }
  var arity: Int? { prototype.parameters.count }

  func call(_ arguments: [Argument]) throws -> Argument {
    let callee = Value(Tag.function, owning: self)
    defer { callee.release() }
    return try machine.call(callee, with: arguments).known()
  }
}

/// A method of an instance, taken from it: `net.forward`.
final class BoundMethod: Callable {
  let instance: ModelInstance
  let prototype: Prototype

  init(_ instance: ModelInstance, _ prototype: Prototype) {
    self.instance = instance
    self.prototype = prototype
  }

  var name: String { "\(instance.kind).\(prototype.name)" }
  var arity: Int? { prototype.parameters.count }

  func call(_ arguments: [Argument]) throws -> Argument {
    let machine = instance.machine
    let values = try arguments.map { try Value($0, machine) }
    let result = try machine.call(instance, prototype.code, owning: values)
    defer { result.release() }
    return try result.argument.known()
  }
}

/// A `model`: calling it makes an instance.
final class ModelObject: Callable {
  let prototype: ModelPrototype
  /// For the initializer, `forward` and each method, in this order.
  let captures: [[Box]]
  let machine: Machine

  init(_ prototype: ModelPrototype, captures: [[Box]], machine: Machine) {
    self.prototype = prototype
    self.captures = captures
    self.machine = machine
  }

  var name: String { prototype.name }
  var arity: Int? { prototype.initializer.parameters.count }

  func call(_ arguments: [Argument]) throws -> Argument {
    let callee = Value(Tag.model, owning: self)
    defer { callee.release() }
    return try machine.call(callee, with: arguments)
  }
}

extension Prototype {
  /// A lambda as the user wrote it, shortened.
  var lambdaText: String {
    let lines = sourceText.split(whereSeparator: \.isNewline)
    let text = lines.first.map(String.init) ?? ""
    if text.count > 40 { return text.prefix(39) + "…" }
    return lines.count > 1 && text.hasSuffix("{") ? text + " … }" : text
  }
}
