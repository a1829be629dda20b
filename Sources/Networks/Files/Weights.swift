import Tensor

/// Weights of a file for a model.
enum Weights {
  /// What puts saved weights into a model; it is found to fit before anything changes.
  static func filling(
    _ model: Module, _ tensors: [(name: String, tensor: Tensor)], _ path: String, strict: Bool
  ) throws -> () throws -> Void {
    let table = Dictionary(tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
    let state = model.state
    let names = Set(state.map(\.name))
    if strict {
      let missing = state.map(\.name).filter { table[$0] == nil }
      guard missing.isEmpty else { throw FileFailure.missing(path, missing) }
      let unexpected = tensors.map(\.name).filter { !names.contains($0) }
      guard unexpected.isEmpty else { throw FileFailure.unexpected(path, unexpected) }
    }
    for (name, variable) in state {
      guard let tensor = table[name], variable.tensor.count > 0, tensor.shape != variable.shape else {
        continue
      }
      throw NetworkFailure.parameterShape(
        "\(name) in \"\(path)\"", expected: variable.shape.array, got: tensor.shape.array)
    }
    return {
      for (name, variable) in state {
        if let tensor = table[name] { try Parameters.copy(tensor, into: variable, name: name) }
      }
    }
  }
}
