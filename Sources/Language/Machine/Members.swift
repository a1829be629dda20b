import Autograd
import Catalog
import Networks
import Tensor
import Text

// `a.b`
extension Machine {
  /// The value of a member, owned; a method comes bound to its receiver.
  func member(_ receiver: Value, _ name: String) throws -> Value {
    if let value = try memberIfAny(receiver, name) { return value }
    if receiver.tag == Tag.instance {
      let instance = receiver.reference(ModelInstance.self)
      if let method = instance.method(name) {
        return Value(Tag.object, owning: BoundMethod(instance, method))
      }
    }
    if let builtin = methodBuiltin(receiver, name) {
      let bound = BoundBuiltin(
        receiver: receiver.copied(), builtin: builtin.reference(BuiltinObject.self), machine: self)
      return Value(Tag.object, owning: bound)
    }
    if receiver.tag == Tag.record {
      let record = receiver.reference(RecordObject.self)
      if record.mayHaveMore { throw UnknownShape() }
      throw ValueFailure.noKey(name, known: record.names)
    }
    throw NameFailure.noMember(name, type: receiver.typeName, known: memberNames(receiver))
  }

  /// A field or property, owned; nil when there is none of that name (it may be a method).
  func memberIfAny(_ receiver: Value, _ name: String) throws -> Value? {
    switch receiver.tag {
    case Tag.record: return receiver.reference(RecordObject.self)[name]?.copied()
    case Tag.tensor: return try tensorMember(receiver.reference(Variable.self), name)
    case Tag.instance:
      let instance = receiver.reference(ModelInstance.self)
      if let index = instance.index(of: name) {
        let value = instance.field(index)
        guard !value.isUndefined else { throw NameFailure.unsetField(name) }
        return value.copied()
      }
      return try objectMember(instance, name)
    case Tag.range:
      let range = receiver.reference(RangeObject.self)
      switch name {
      case "from": return Value(range.from)
      case "to": return Value(range.through)
      case "step": return Value(range.step)
      default: return nil
      }
    case Tag.function, Tag.builtin, Tag.model:
      return name == "name" ? Value((receiver.reference(AnyObject.self) as? any Callable)?.name ?? "") : nil
    case Tag.object: return try objectMember(receiver.reference(AnyObject.self), name)
    default: return nil
    }
  }

  private func objectMember(_ object: AnyObject, _ name: String) throws -> Value? {
    guard let provider = object as? any MemberProviding, let member = try provider.member(name) else {
      return nil
    }
    return try Value(member, self)
  }

  private func tensorMember(_ x: Variable, _ name: String) throws -> Value? {
    switch name {
    case "T": return Value(result: try transposed(x))
    case "shape":
      let shape = x.shape
      return Value(tupleOf: shape.rank) { Value(Double(shape[$0])) }
    case "dtype": return Value(x.dtype)
    case "ndim": return Value(Double(x.shape.rank))
    case "grad": return x.gradient.map { Value($0) } ?? Value.none
    case "requires_grad": return Value(x.requiresGradient)
    default: return nil
    }
  }

  func transposed(_ x: Variable) throws -> Variable {
    x.shape.rank < 2 ? x : try Ops.transpose(x, -2, -1)
  }

  func setMember(_ receiver: Value, _ name: String, to value: Value) throws {
    switch receiver.tag {
    case Tag.record: receiver.reference(RecordObject.self).set(name, owned: value.copied())
    case Tag.tensor: try setTensorMember(receiver.reference(Variable.self), name, value)
    case Tag.instance:
      let instance = receiver.reference(ModelInstance.self)
      if let index = instance.index(of: name) {
        try setField(instance, index, name, value)
      } else if try !setObjectMember(instance, name, value) {
        throw NameFailure.noMember(name, type: instance.kind, known: memberNames(receiver))
      }
    case Tag.object:
      let object = receiver.reference(AnyObject.self)
      if try setObjectMember(object, name, value) { return }
      let known = memberNames(receiver)
      guard !known.contains(name) else { throw NameFailure.notAssignable(name, type: receiver.typeName) }
      throw NameFailure.noMember(name, type: receiver.typeName, known: known)
    case Tag.tuple, Tag.string: throw ValueFailure.immutable(receiver.typeName)
    default: throw NameFailure.noMember(name, type: receiver.typeName, known: memberNames(receiver))
    }
  }

  private func setObjectMember(_ object: AnyObject, _ name: String, _ value: Value) throws -> Bool {
    try (object as? any MemberProviding)?.setMember(name, to: value.argument) ?? false
  }

  private func setField(_ instance: ModelInstance, _ index: Int, _ name: String, _ value: Value) throws {
    let old = instance.field(index)
    guard old.tag == Tag.tensor, old.reference(Variable.self).isParameter, let new = try value.dataVariable()
    else {
      instance.setField(index, owned: value.copied())
      return
    }
    try fill(old.reference(Variable.self), with: new, name)
  }

  /// `w -= e` where nothing is recorded: a parameter stays the parameter it is, with other contents.
  func keepParameter(_ old: Value, updated: UnsafeMutablePointer<Value>, name: String) throws {
    guard old.tag == Tag.tensor, old.reference(Variable.self).isParameter,
      let new = try updated.pointee.dataVariable()
    else { return }
    try fill(old.reference(Variable.self), with: new, name)
    assign(updated, old.copied())
  }

  private func fill(_ parameter: Variable, with new: Variable, _ name: String) throws {
    guard parameter.shape == new.shape else {
      throw CallFailure.message(
        "E0306",
        Wording(
          "`\(name)` has shape \(parameter.shape.text), the new value \(new.shape.text)",
          "`\(name)` 的形状是 \(parameter.shape.text)，新值的形状是 \(new.shape.text)"),
        help: [
          Wording(
            "a parameter keeps its shape: its contents are copied into it", "参数的形状不变：新值会复制进去")
        ])
    }
    parameter.warnOfForgottenGradient()
    parameter.assign(try new.tensor.cast(to: parameter.dtype).copy())
  }

  private func setTensorMember(_ x: Variable, _ name: String, _ value: Value) throws {
    switch name {
    case "grad" where value.tag == Tag.none: x.gradient = nil
    case "grad" where value.tag == Tag.tensor: x.gradient = value.reference(Variable.self)
    case "requires_grad" where value.tag == Tag.bool && x.node == nil: x.isParameter = value.isTrueBool
    default: throw NameFailure.notAssignable(name, type: "tensor")
    }
  }

  /// For messages and completion.
  func memberNames(_ receiver: Value) -> [String] {
    switch receiver.tag {
    case Tag.record: return receiver.reference(RecordObject.self).names
    case Tag.tensor: return Registry.shared.tensorMembers
    case Tag.range: return Properties.range.map(\.name) + Registry.shared.methodNames("range")
    case Tag.instance:
      return receiver.reference(ModelInstance.self).memberNames
    case Tag.object:
      return (receiver.reference(AnyObject.self) as? any MemberProviding)?.memberNames ?? []
    default: return Registry.shared.methodNames(receiver.typeName)
    }
  }

  /// The builtin that `x.name(…)` calls with x as its first argument, borrowed.
  func methodBuiltin(_ receiver: Value, _ name: String) -> Value? {
    if let method = Registry.shared.method(receiver.typeName, name) { return method }
    guard receiver.tag == Tag.tensor else { return nil }
    return Registry.shared.tensorMethod(name)
  }
}

/// A method taken from its receiver: `xs.append`.
final class BoundBuiltin: NamedCallable {
  private let receiver: Value
  private let builtin: BuiltinObject
  private let machine: Machine

  /// - Parameter receiver: given away.
  init(receiver: Value, builtin: BuiltinObject, machine: Machine) {
    self.receiver = receiver
    self.builtin = builtin
    self.machine = machine
  }

  deinit { receiver.release() }

  var name: String { builtin.name }
  var arity: Int? { builtin.arity.map { $0 - 1 } }

  func call(_ arguments: [Argument]) throws -> Argument {
    var values = try arguments.map { try Value($0, machine) }
    defer { for value in values { value.release() } }
    let result = try values.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else {
        var none = Value.none
        return try call(&none, 0, names: [], machine: machine)
      }
      return try call(base, $0.count, names: [], machine: machine)
    }
    defer { result.release() }
    return try result.argument
  }

  func call(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, names: [String?], machine: Machine
  ) throws -> Value {
    var all = [receiver] + (0..<count).map { arguments[$0] }
    return try all.withUnsafeMutableBufferPointer {
      try builtin.call($0.baseAddress.unsafelyUnwrapped, count + 1, names: [nil] + names, machine: machine)
    }
  }
}
