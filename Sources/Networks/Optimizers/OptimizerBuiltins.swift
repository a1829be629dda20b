import Autograd
import Catalog

/// The constructors of the optimizers: descriptor, defaults and groups.
enum OptimizerBuiltins {
  static let all: [Builtin] = [sgd, momentum, adagrad, rmsprop, adam, adamw]

  private static func make(
    _ rule: UpdateRule, _ summary: String, formula: String, lr: Double,
    _ parameters: [Parameter], notes: String = ""
  ) -> Builtin {
    let all =
      [
        Parameter(
          "model", .any, "a model, a list of parameters, or of records {params: …, lr: …} for groups",
          aliases: ["params", "model_or_params"]),
        Parameter("lr", .number, "learning rate α", default: .number(lr)),
      ] + parameters + [
        Parameter(
          "weight_decay", .number, "L2 pull towards zero", default: .number(rule == .adamw ? 0.01 : 0)),
        Parameter("maximize", .bool, "go up instead of down", default: .bool(false), keywordOnly: true),
      ]
    let descriptor = Descriptor(
      rule.rawValue, .optimizer, summary, formula: formula, parameters: all,
      returns: "an optimizer with step(), zero_grad(), lr",
      examples: [Example("w = param([1, 2]); opt = \(rule.rawValue)([w], lr=0.1); opt.lr", "0.1")],
      notes: notes)
    return Builtin(descriptor) { arguments in
      var settings = OptimizerSettings()
      for (parameter, argument) in zip(all, arguments).dropFirst() {
        try read(parameter.name, argument, into: &settings)
      }
      try check(settings, rule)
      return .object(try Optimizer(rule, try groups(arguments[0], settings, rule)))
    }
  }

  private static func read(_ name: String, _ argument: Argument, into settings: inout OptimizerSettings)
    throws
  {
    if name == "betas" {
      guard let betas = argument.doubles, betas.count == 2 else {
        throw NetworkFailure.notBetas(argument.literal)
      }
      (settings.beta1, settings.beta2) = (betas[0], betas[1])
    } else if let value = argument.double {
      _ = settings.set(name, value)
    }
  }

  private static func check(_ settings: OptimizerSettings, _ rule: UpdateRule) throws {
    guard settings.lr >= 0, settings.lr.isFinite else { throw NetworkFailure.rate(settings.lr) }
    for beta in [settings.beta1, settings.beta2] where !(beta >= 0 && beta < 1) {
      throw NetworkFailure.beta(beta)
    }
    if rule == .momentum, !(settings.momentum >= 0 && settings.momentum < 1) {
      throw NetworkFailure.beta(settings.momentum)
    }
    guard !settings.nesterov || (settings.momentum > 0 && settings.dampening == 0) else {
      throw NetworkFailure.nesterov
    }
  }

  /// One group from a model or a list of parameters; several from a list of records.
  private static func groups(
    _ argument: Argument, _ settings: OptimizerSettings, _ rule: UpdateRule
  ) throws -> [ParameterGroup] {
    if let items = argument.items, case .record? = items.first {
      return try items.map { try group($0, settings, rule) }
    }
    if case .record = argument, try recordField(argument, "params") != nil {
      return [try group(argument, settings, rule)]
    }
    return [ParameterGroup(try ParameterList.read(argument, rule.rawValue), settings)]
  }

  private static func group(
    _ argument: Argument, _ settings: OptimizerSettings, _ rule: UpdateRule
  ) throws -> ParameterGroup {
    guard case .record(let fields) = argument, let params = try recordField(argument, "params") else {
      throw NetworkFailure.notAGroup(got: argument.kindInWords)
    }
    var own = settings
    for (name, value) in fields where name != "params" {
      if name == "betas" {
        try read(name, value, into: &own)
      } else {
        guard let number = value.double, own.set(name, number) else {
          throw NetworkFailure.groupSetting(name, rule.memberNames + ["lr"])
        }
      }
    }
    try check(own, rule)
    return ParameterGroup(try ParameterList.read(params, rule.rawValue), own)
  }

  private static func recordField(_ argument: Argument, _ name: String) throws -> Argument? {
    guard case .record(let fields) = argument else { return nil }
    return fields.first { $0.name == name }?.value
  }

  private static let epsInside = Parameter(
    "eps_inside", .bool, "ε under the root, as the lecture writes it", default: .bool(false),
    keywordOnly: true)

  private static let betas = Parameter(
    "betas", .any, "decay of the two averages", default: .tuple([.number(0.9), .number(0.999)]))

  static let sgd = make(
    .sgd, "Gradient descent (梯度下降法), stochastic or with momentum", formula: "θ = θ - α ∇J(θ)", lr: 1e-3,
    [
      Parameter("momentum", .number, "v = momentum·v + ∇J", default: .number(0)),
      Parameter("dampening", .number, "share of ∇J withheld from v", default: .number(0)),
      Parameter("nesterov", .bool, "look ahead along v", default: .bool(false)),
    ], notes: "PyTorch's momentum adds the whole gradient; the lecture's is `momentum`.")

  static let momentum = make(
    .momentum, "Momentum (动量法), the lecture's form", formula: "v = βv + (1-β)∇J(θ); θ = θ - αv", lr: 1e-3,
    [Parameter("beta", .number, "share of the past velocity", default: .number(0.9), aliases: ["momentum"])])

  static let adagrad = make(
    .adagrad, "AdaGrad: a rate per parameter from its accumulated squared gradient",
    formula: "s = s + g²; θ = θ - α g / (√s + ε)", lr: 0.01,
    [
      Parameter("lr_decay", .number, "rate falls as 1 / (1 + steps·lr_decay)", default: .number(0)),
      Parameter("eps", .number, "ε", default: .number(1e-10)),
      Parameter("initial_accumulator_value", .number, "s at the start", default: .number(0)), epsInside,
    ], notes: "eps_inside=true is the lecture's α g / √(s + ε).")

  static let rmsprop = make(
    .rmsprop, "RMSProp: a rate per parameter from a moving average of its squared gradient",
    formula: "v = αv + (1-α) g²; θ = θ - lr·g / (√v + ε)", lr: 0.01,
    [
      Parameter("alpha", .number, "decay of the average", default: .number(0.99)),
      Parameter("eps", .number, "ε", default: .number(1e-8)),
      Parameter("momentum", .number, "decay of the velocity", default: .number(0)),
      Parameter("centered", .bool, "subtract the squared mean gradient", default: .bool(false)), epsInside,
    ])

  private static let adamFormula =
    "m = β₁m + (1-β₁)g; v = β₂v + (1-β₂)g²; m̂ = m/(1-β₁ᵗ); v̂ = v/(1-β₂ᵗ); θ = θ - α m̂ / (√v̂ + ε)"

  private static let adamParameters = [
    betas, Parameter("eps", .number, "ε", default: .number(1e-8)),
    Parameter("amsgrad", .bool, "use the largest v̂ so far", default: .bool(false)), epsInside,
  ]

  static let adam = make(
    .adam, "Adam: momentum and a rate per parameter, both corrected for their start", formula: adamFormula,
    lr: 1e-3, adamParameters, notes: "eps_inside=true is the lecture's α m̂ / √(v̂ + ε).")

  static let adamw = make(
    .adamw, "Adam with weight decay apart from the gradient", formula: adamFormula + " - α λ θ", lr: 1e-3,
    adamParameters)
}

/// The parameters meant by a model, a parameter or a list of either.
enum ParameterList {
  static func read(_ argument: Argument, _ caller: String) throws -> [Variable] {
    if let module = argument.module { return module.allParameters }
    if let variable = argument.variable {
      guard variable.isParameter else { throw NetworkFailure.notAParameter(caller, variable.shape.array) }
      return [variable]
    }
    if case .record(let fields) = argument { return try fields.flatMap { try read($0.value, caller) } }
    guard let items = argument.items else {
      throw NetworkFailure.expectsModel(caller, got: argument.kindInWords)
    }
    return try items.flatMap { try read($0, caller) }
  }
}
