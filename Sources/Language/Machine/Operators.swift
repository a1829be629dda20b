import Autograd
import Catalog
import Networks
import Tensor

// `f'`, `∇f`, `f >> g`
extension Machine {
  /// The transpose of a tensor, the derivative of a function.
  func primed(_ value: Value) throws -> Value {
    switch value.tag {
    case Tag.tensor: return Value(result: try transposed(value.reference(Variable.self)))
    case Tag.number: return value
    default:
      guard let function = value.callable else { throw CallFailure.notAFunction(value.typeName) }
      if let arity = function.arity, arity != 1, !(function is BuiltinObject) {
        throw CallFailure.message(
          "E0338", "′ wants a function of one argument; \(function.name) takes \(arity)",
          help: ["∇\(function.name) gives the gradient with respect to every argument"])
      }
      return Value(Tag.object, owning: Transforms.derivative(function))
    }
  }

  /// The gradient of a function with respect to all its arguments.
  func nabla(_ value: Value) throws -> Value {
    guard let function = value.callable else { throw CallFailure.notAFunction(value.typeName) }
    return Value(Tag.object, owning: Transforms.gradient(function))
  }

  /// One after the other: `x |> f |> g`.
  func composed(_ f: Value, _ g: Value) throws -> Value {
    guard f.callable != nil else { throw CallFailure.notAFunction(f.typeName) }
    guard g.callable != nil else { throw CallFailure.notAFunction(g.typeName) }
    let parts = try (f.parts + g.parts).map { try $0.stage(self) }
    return Value(Tag.object, owning: Composition(parts))
  }
}

extension Value {
  /// Anything that can be called.
  var callable: (any Callable)? {
    switch tag {
    case Tag.function: reference(FunctionObject.self)
    case Tag.builtin: reference(BuiltinObject.self)
    case Tag.model: reference(ModelObject.self)
    case Tag.instance: reference(ModelInstance.self)
    case Tag.object: reference(AnyObject.self) as? any Callable
    default: nil
    }
  }

  fileprivate var parts: [any Callable] {
    if tag == Tag.object, let composition = reference(AnyObject.self) as? Composition { return composition.parts }
    return callable.map { [$0] } ?? []
  }
}

extension Callable {
  /// As a stage of a sequential model: an activation stands for its layer.
  fileprivate func stage(_ machine: Machine) throws -> any Callable {
    guard let builtin = self as? BuiltinObject, let layer = try builtin.activationLayer() else { return self }
    return layer
  }
}

/// `f >> g`: a sequential model of layers, models and functions.
final class Composition: Module, Displayable {
  let parts: [any Callable]

  init(_ parts: [any Callable]) {
    self.parts = parts
    super.init(kind: "sequential")
  }

  override var children: [(name: String, module: Module)] {
    parts.enumerated().flatMap { index, part in
      part.reachedModules.count == 1 && part is Module
        ? [("\(index)", part.reachedModules[0])]
        : part.reachedModules.enumerated().map { ("\(index).\($0)", $1) }
    }
  }

  override var arity: Int? { parts.first?.arity }

  override func forward(_ x: Variable) throws -> Variable {
    guard case .object(let object) = try call([.object(x)]), let y = object as? Variable else {
      throw CallFailure.forwardGivesNoTensor(kind)
    }
    return y
  }

  override func call(_ arguments: [Argument]) throws -> Argument {
    var current = arguments
    for part in parts { current = [try part.call(current)] }
    return current.first ?? .none
  }

  var typeName: String { parts.contains { $0 is Module } ? "model" : "function" }
  var displayText: String {
    parts.map { part in
      let value = Value(object: part)
      defer { value.release() }
      return part is Module ? value.shown : part.name
    }.joined(separator: " >> ")
  }
}
