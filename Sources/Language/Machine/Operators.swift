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
      return Value(Tag.object, owning: Derivative(function))
    }
  }

  /// The gradient of a function with respect to all its arguments.
  func nabla(_ value: Value) throws -> Value {
    guard let function = value.callable else { throw CallFailure.notAFunction(value.typeName) }
    guard let grad = globals.builtin("grad") else { throw CallFailure.notAFunction("grad") }
    var argument = value
    _ = function
    return try grad.reference(BuiltinObject.self).call(&argument, 1, names: [], machine: self)
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

/// The derivative of a function of one argument, elementwise on a tensor.
final class Derivative: Callable {
  private let function: any Callable

  init(_ function: any Callable) { self.function = function }

  var name: String { function.name + "'" }
  var arity: Int? { 1 }

  func call(_ arguments: [Argument]) throws -> Argument {
    guard arguments.count == 1 else {
      throw CallFailure.wrongCount(name: name, parameters: ["x"], required: 1, given: arguments.count)
    }
    let given = try variable(arguments[0])
    return try withRecording {
      // A fresh variable, so that the function's own use of the same tensor does not count.
      let x = try alias(given)
      let result = try function.call([.object(x)])
      guard case .object(let object) = result, let y = object as? Variable, y.requiresGradient else {
        return .object(try Ops.zeros(like: given))
      }
      let total = y.shape.rank == 0 ? y : try Ops.sum(y)
      let isNested = given.requiresGradient
      let gradient = try Gradients.of(total, [x], createGraph: isNested).first ?? nil
      return .object(try gradient ?? Ops.zeros(like: given))
    }
  }

  private func alias(_ x: Variable) throws -> Variable {
    guard x.requiresGradient else {
      let leaf = x.detached()
      leaf.isParameter = true
      return leaf
    }
    return try Ops.add(x, 0)
  }

  private func withRecording<T>(_ body: () throws -> T) rethrows -> T {
    let before = Executor.isRecordingEnabled
    Executor.isRecordingEnabled = true
    defer { Executor.isRecordingEnabled = before }
    return try body()
  }

  private func variable(_ argument: Argument) throws -> Variable {
    switch argument {
    case .number(let value): return try Variable.number(value)
    case .object(let object):
      if let variable = object as? Variable {
        return variable.dtype.isFloating ? variable : try Ops.cast(variable, .f32)
      }
    default: break
    }
    throw CallFailure.message("E0339", "\(name) wants a number or a tensor, not \(argument.literal)", help: [])
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
