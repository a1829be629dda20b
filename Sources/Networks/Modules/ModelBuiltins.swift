import Autograd
import Catalog
import Text

/// Builtins on whole models.
enum ModelBuiltins {
  static let all: [Builtin] = [Summary.builtin, params, freeze, initialize]

  private static let model = Parameter(
    "model", .any, Wording("a layer, a model or a function that captures layers", "层、模型，或捕获了层的函数"))

  static let params = Builtin(
    Descriptor(
      "params", .model, Wording("The parameters of a model, each once, in order", "模型的参数，每个一次，按次序"),
      parameters: [model],
      returns: Wording("a list of tensors", "张量的列表"), examples: [Example("len(params(linear(3, 2)))", "2")],
      notes: Wording(
        "net.named_parameters gives them with their dotted names.", "net.named_parameters 给出带点号名字的参数。"))
  ) { arguments in
    let parameters = try ParameterList.read(arguments[0], "params")
    return .list(parameters.map { .object($0) })
  }

  static let freeze = Builtin(
    Descriptor(
      "freeze", .model,
      Wording("Takes the parameters of a model out of training, or puts them back", "让模型的参数不再参与训练（冻结），或恢复训练"),
      parameters: [
        model,
        Parameter("frozen", .bool, Wording("false: train again", "false：重新参与训练"), default: .bool(true)),
      ],
      returns: Wording("the model", "模型"),
      examples: [Example("summary(freeze(linear(3, 2)), input=[3]).trainable", "0")])
  ) { arguments in
    for parameter in try ParameterList.read(arguments[0], "freeze") {
      parameter.isParameter = arguments[1].bool == false
      if !parameter.isParameter { parameter.gradient = nil }
    }
    return arguments[0]
  }

  static let initialize = Builtin(
    Descriptor(
      "init", .model,
      Wording("Draws the weights of a model anew; biases become 0, norms stay", "重新抽取模型的权重；偏置变为 0，归一化层不变"),
      parameters: [
        model,
        Parameter(
          "method", .string,
          Wording(
            "kaiming (He), xavier (Glorot), *_normal, normal, uniform, orthogonal, zeros, ones",
            "kaiming（He）、xavier（Glorot）、*_normal、normal、uniform、orthogonal、zeros、ones"),
          default: .string("kaiming")),
        Parameter(
          "gain", .number, Wording("none: √2 for kaiming, 1 elsewhere", "none：kaiming 用 √2，其余用 1"),
          default: Argument.none),
        Parameter(
          "scale", .number, Wording("deviation of normal, bound of uniform", "normal 的标准差，uniform 的界"),
          default: .number(0.02), aliases: ["std"]),
      ], returns: Wording("the model", "模型"),
      examples: [Example("sum(init(linear(3, 2), \"zeros\").weight)", "0")])
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
