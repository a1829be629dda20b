import Autograd
import Tensor

/// Making and filling parameters.
enum Parameters {
  /// A parameter whose shape the first call will tell: it holds no elements until then.
  static func pending() throws -> Variable {
    Variable(try Tensor(empty: [0]), isParameter: true)
  }

  static func filled(_ shape: [Int], _ value: Double) throws -> Variable {
    Variable(try Tensor.full(try Shape.checked(shape), value, .f32), isParameter: true)
  }

  static func buffer(_ shape: [Int], _ value: Double) throws -> Variable {
    Variable(try Tensor.full(try Shape.checked(shape), value, .f32))
  }

  /// Copies values into a parameter or buffer, which keeps its identity and dtype.
  static func copy(_ source: Tensor, into target: Variable, name: String) throws {
    let isPending = target.tensor.count == 0
    guard isPending || source.shape == target.shape else {
      throw NetworkFailure.parameterShape(name, expected: target.shape.array, got: source.shape.array)
    }
    let converted = source.dtype == target.dtype ? source : try source.cast(to: target.dtype)
    target.assign(try converted.copy())
  }
}
