import Autograd
import Catalog
import Tensor
import Text

// The dtype of a model's numbers: `net.double()`, `linear(3, 2, dtype=f64)`.
extension Module {
  /// Parameters and buffers of floating dtype become `dtype` here and below, gradients too; each keeps its identity.
  public func convert(to dtype: DType) throws {
    for (_, variable) in state where variable.dtype.isFloating && variable.dtype != dtype {
      variable.assign(try variable.tensor.cast(to: dtype))
      if let gradient = variable.gradient {
        variable.gradient = Variable(try gradient.tensor.cast(to: dtype))
      }
    }
  }

  /// `double()`, `float()`, `to(f64)`; each gives the model back.
  func precisionMethod(_ name: String) -> Closure {
    Closure(name, arity: name == "to" ? 1 : 0) { [self] arguments in
      switch name {
      case "double": try convert(to: .f64)
      case "float": try convert(to: .f32)
      default:
        guard case .dtype(let dtype)? = arguments.first, dtype.isFloating else {
          throw NetworkFailure.notFloatingDType(
            kind,
            got: arguments.first.map { Wording(verbatim: $0.literal) }
              ?? Wording("nothing", "什么也没有"))
        }
        try convert(to: dtype)
      }
      return .object(self)
    }
  }
}

extension Builtin {
  /// The constructor of a layer with parameters, which also takes `dtype=`.
  var withDType: Builtin {
    let old = descriptor
    let parameter = Parameter(
      "dtype", .dtype, Wording("of the parameters: f32 or f64", "参数的类型：f32 或 f64"), default: Argument.none,
      keywordOnly: true)
    let new = Descriptor(
      old.name, old.category, old.summary, formula: old.formula, parameters: old.parameters + [parameter],
      returns: old.returns, examples: old.examples, notes: old.notes)
    return Builtin(new) { [call] arguments in
      let result = try call(Array(arguments.prefix(old.parameters.count)))
      guard arguments.count > old.parameters.count, case .dtype(let dtype)? = arguments.last else {
        return result
      }
      guard dtype.isFloating else {
        throw NetworkFailure.notFloatingDType(old.name, got: Wording(verbatim: dtype.name))
      }
      if case .object(let object) = result { try (object as? Module)?.convert(to: dtype) }
      return result
    }
  }
}
