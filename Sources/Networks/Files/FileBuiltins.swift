import Autograd
import Catalog
import Tensor

/// `save` and `load` of weights.
enum FileBuiltins {
  static let all: [Builtin] = [save, load]

  static let save = Builtin(
    Descriptor(
      "save", .file, "Writes a model's weights (or an optimizer's state, or tensors) as safetensors",
      parameters: [
        Parameter(
          "value", .any, "a model, an optimizer, a tensor or a record of tensors", aliases: ["model"]),
        Parameter("path", .string, "\"model.safetensors\""),
      ], returns: "nothing", examples: [],
      notes:
        "Names are dotted as in PyTorch's state_dict. A kill at any moment leaves the old file or the new one."
    )
  ) { arguments in
    guard let path = arguments[1].string else { throw FileFailure.badPath("") }
    try Safetensors.write(try tensors(arguments[0], path), to: path)
    return .none
  }

  private static func tensors(_ argument: Argument, _ path: String) throws -> [(name: String, tensor: Tensor)]
  {
    if case .object(let object) = argument, let optimizer = object as? Optimizer {
      return optimizer.stateTensors
    }
    if let model = argument.module { return model.state.map { ($0.name, $0.variable.tensor) } }
    if let tensor = argument.variable?.tensor { return [("tensor", tensor)] }
    guard case .record(let fields) = argument else { throw FileFailure.cannotSave(argument.kindInWords) }
    return try fields.map { name, value in
      guard let tensor = value.variable?.tensor else {
        throw FileFailure.cannotSave("a record with \(value.kindInWords)")
      }
      return (name, tensor)
    }
  }

  static let load = Builtin(
    Descriptor(
      "load", .file,
      "Reads weights into a model (or state into an optimizer), or a file as a record of tensors",
      parameters: [
        Parameter("target", .any, "a model or an optimizer; or the path alone", aliases: ["model"]),
        Parameter("path", .string, "\"model.safetensors\"", default: Argument.none),
        Parameter("strict", .bool, "every name must match", default: .bool(true)),
      ], returns: "the model or optimizer; of a path alone, a record of tensors")
  ) { arguments in
    if let path = arguments[0].string {
      return .record(try Safetensors.read(path).map { ($0.name, .object(Variable($0.tensor))) })
    }
    guard let path = arguments[1].string else { throw FileFailure.badPath("") }
    let tensors = try Safetensors.read(path)
    if case .object(let object) = arguments[0], let optimizer = object as? Optimizer {
      try optimizer.restore(tensors)
      return arguments[0]
    }
    try fill(try arguments[0].requireModule("load"), tensors, path, strict: arguments[2].bool ?? true)
    return arguments[0]
  }

  /// All shapes are checked before the first parameter changes.
  private static func fill(
    _ model: Module, _ tensors: [(name: String, tensor: Tensor)], _ path: String, strict: Bool
  ) throws {
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
    for (name, variable) in state {
      if let tensor = table[name] { try Parameters.copy(tensor, into: variable, name: name) }
    }
  }
}
