import Autograd
import Catalog

/// Builtins on whole models.
enum ModelBuiltins {
  static let all: [Builtin] = [Summary.builtin, params, freeze, initialize]

  private static let model = Parameter("model", .any, "a layer, a model or a function that captures layers")

  static let params = Builtin(
    Descriptor(
      "params", .model, "The parameters of a model, each once, in order", parameters: [model],
      returns: "a list of tensors", examples: [Example("len(params(linear(3, 2)))", "2")],
      notes: "net.named_parameters gives them with their dotted names.")
  ) { arguments in
    let parameters = try ParameterList.read(arguments[0], "params")
    return .list(parameters.map { .object($0) })
  }

  static let freeze = Builtin(
    Descriptor(
      "freeze", .model, "Takes the parameters of a model out of training, or puts them back",
      parameters: [model, Parameter("frozen", .bool, "false: train again", default: .bool(true))],
      returns: "the model", examples: [Example("summary(freeze(linear(3, 2)), input=[3]).trainable", "0")])
  ) { arguments in
    for parameter in try ParameterList.read(arguments[0], "freeze") {
      parameter.isParameter = arguments[1].bool == false
      if !parameter.isParameter { parameter.gradient = nil }
    }
    return arguments[0]
  }

  static let initialize = Builtin(
    Descriptor(
      "init", .model, "Draws the weights of a model anew; biases become 0, norms stay",
      parameters: [
        model,
        Parameter(
          "method", .string,
          "kaiming (He), xavier (Glorot), *_normal, normal, uniform, orthogonal, zeros, ones",
          default: .string("kaiming")),
        Parameter("gain", .number, "none: √2 for kaiming, 1 elsewhere", default: Argument.none),
        Parameter(
          "scale", .number, "deviation of normal, bound of uniform", default: .number(0.02), aliases: ["std"]),
      ], returns: "the model", examples: [Example("sum(init(linear(3, 2), \"zeros\").weight)", "0")])
  ) { arguments in
    let word = arguments[1].string ?? "kaiming"
    guard let method = Initialization(word: word) else {
      throw NetworkFailure.unknownInitialization(
        word, ["kaiming", "xavier"] + Initialization.allCases.map(\.rawValue))
    }
    let named =
      try arguments[0].module?.namedParameters
      ?? ParameterList.read(arguments[0], "init").map { ("weight", $0) }
    for (name, variable) in named where variable.tensor.count > 0 {
      if variable.shape.rank >= 2 {
        try method.fill(variable, gain: arguments[2].double, scale: arguments[3].double ?? 0.02)
      } else if name.split(separator: ".").last?.hasPrefix("bias") == true {
        try Initialization.zeros.fill(variable)
      }
    }
    return arguments[0]
  }
}
