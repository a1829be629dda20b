import Autograd
import Tensor

/// Which parameters of a model are out of training, for checkpoints: one value per parameter, in their order.
enum Frozen {
  /// No field can have it.
  static let name = "*frozen"

  static func tensors(_ model: Module) throws -> [(name: String, tensor: Tensor)] {
    let parameters = model.allParameters
    return [(name, try Tensor.from(parameters.map { !$0.isParameter }, [parameters.count]))]
  }

  /// What freezes and thaws parameters as a checkpoint says.
  static func restoring(_ model: Module, _ tensor: Tensor) throws -> () throws -> Void {
    let parameters = model.allParameters
    let values = tensor.doubles
    guard tensor.dtype == .bool, values.count == parameters.count else {
      throw NetworkFailure.checkpointEntry(name)
    }
    return {
      for (parameter, value) in zip(parameters, values) where parameter.isParameter == (value != 0) {
        parameter.isParameter = value == 0
        if value != 0 { parameter.gradient = nil }
      }
    }
  }
}
