import Autograd
import Catalog
import Networks
import Tensor
import Text

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
          "E0338",
          Wording(
            "′ wants a function of one argument; \(function.name) takes \(arity)",
            "′ 用于一元函数；\(function.name) 有 \(arity) 个自变量"),
          help: [
            Wording(
              "∇\(function.name) gives the gradient with respect to every argument",
              "∇\(function.name) 给出对每个自变量的梯度")
          ])
      }
      return Value(Tag.object, owning: Transforms.derivative(function))
    }
  }

  /// The gradient of a function with respect to all its arguments.
  func nabla(_ value: Value) throws -> Value {
    guard let function = value.callable else {
      let failure = CallFailure.notAFunction(value.typeName)
      guard value.tag == Tag.tuple else { throw failure }
      throw CallFailure.message(failure.fault.code, failure.fault.message, help: [.write("∇(f)(x)")])
    }
    return Value(Tag.object, owning: Transforms.gradient(function))
  }

  /// One after the other: `x |> f |> g`.
  func composed(_ first: UnsafeMutablePointer<Value>, _ count: Int) throws -> Value {
    let stages = try (0..<count).map { index -> Argument in
      guard let stage = first[index].callable else { throw CallFailure.notAFunction(first[index].typeName) }
      // An activation stands for its layer.
      if let layer = try (stage as? BuiltinObject)?.activationLayer() { return .object(layer) }
      return try first[index].argument
    }
    return Value(Tag.object, owning: try Sequential(composing: stages))
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
}
