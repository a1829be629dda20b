import Autograd
import Catalog
import Tensor
import Text

/// `save` and `load` of weights.
enum FileBuiltins {
  static let all: [Builtin] = [save, load]

  static let save = Builtin(
    Descriptor(
      "save", .file,
      "Writes a model's weights (or an optimizer's state, or tensors, or a checkpoint of all) as safetensors",
      parameters: [
        Parameter(
          "value", .any, "a model, an optimizer, a tensor or a record of these and of numbers",
          aliases: ["model"]),
        Parameter("path", .string, "\"model.safetensors\""),
      ], returns: "nothing", examples: [],
      notes: """
        Names are dotted as in PyTorch's state_dict. A kill at any moment leaves the old file or the new one. A record \
        with a model or an optimizer is a checkpoint: save({net: net, opt: opt, schedule: s, epoch: 3}, path) keeps the \
        state of the random numbers too, and load of such a record goes on to the same digits.
        """)
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
    return try Checkpoint.tensors(fields)
  }

  static let load = Builtin(
    Descriptor(
      "load", .file,
      "Reads weights into a model (or state into an optimizer, or a checkpoint), or a file as a record of tensors",
      parameters: [
        Parameter(
          "target", .any, "a model, an optimizer or a record of what was saved; or the path alone",
          aliases: ["model"]),
        Parameter("path", .string, "\"model.safetensors\"", default: Argument.none),
        Parameter("strict", .bool, "every name must match", default: .bool(true)),
      ],
      returns: "the target, of a record with the file's numbers in it; of a path alone, a record of tensors")
  ) { arguments in
    if let path = arguments[0].string {
      return .record(try Safetensors.read(path).map { ($0.name, .object(Variable($0.tensor))) })
    }
    guard let path = arguments[1].string else { throw FileFailure.badPath("") }
    let tensors = try Safetensors.read(path)
    if case .object(let object) = arguments[0], let optimizer = object as? Optimizer {
      try optimizer.restoring(tensors)()
      return arguments[0]
    }
    if case .record(let fields) = arguments[0] {
      return .record(try Checkpoint.restore(fields, tensors, path))
    }
    let model = try arguments[0].requireModule("load")
    try Weights.filling(model, tensors, path, strict: arguments[2].bool ?? true)()
    return arguments[0]
  }
}
