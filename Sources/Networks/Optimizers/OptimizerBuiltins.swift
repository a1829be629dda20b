import Autograd
import Catalog
import Text

/// The constructors of the optimizers: descriptor, defaults and groups.
enum OptimizerBuiltins {
  static let all: [Builtin] = [sgd, momentum, adagrad, rmsprop, adam, adamw]

  private static func make(
    _ rule: UpdateRule, _ summary: Wording, formula: String, lr: Double,
    _ parameters: [Parameter], notes: Wording = .empty
  ) -> Builtin {
    let all =
      [
        Parameter(
          "model", .any,
          Wording(
            "a model, a list of parameters, or of records {params: …, lr: …} for groups",
            "模型、参数的列表，或记录 {params: …, lr: …} 的列表（分组）"),
          aliases: ["params", "model_or_params"]),
        Parameter("lr", .number, Wording("learning rate α", "学习率 α"), default: .number(lr)),
      ] + parameters + [
        Parameter(
          "weight_decay", .number, Wording("L2 pull towards zero", "向零的 L2 拉力（权重衰减）"),
          default: .number(rule == .adamw ? 0.01 : 0)),
        Parameter(
          "maximize", .bool, Wording("go up instead of down", "向上走而不是向下"), default: .bool(false),
          keywordOnly: true),
      ]
    let descriptor = Descriptor(
      rule.rawValue, .optimizer, summary, formula: formula, parameters: all,
      returns: Wording("an optimizer with step(), zero_grad(), lr", "优化器，有 step()、zero_grad()、lr"),
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
    "eps_inside", .bool, Wording("ε under the root, as the lecture writes it", "ε 放在根号内，与课件写法相同"),
    default: .bool(false),
    keywordOnly: true)

  private static let betas = Parameter(
    "betas", .any, Wording("decay of the two averages", "两个移动平均的衰减系数"),
    default: .tuple([.number(0.9), .number(0.999)]))

  static let sgd = make(
    .sgd,
    Wording("Gradient descent, stochastic or with momentum", "梯度下降法 (gradient descent)：批量、随机或小批量，也可带动量"),
    formula: "θ = θ - α ∇J(θ)", lr: 1e-3,
    [
      Parameter("momentum", .number, Wording(verbatim: "v = momentum·v + ∇J"), default: .number(0)),
      Parameter(
        "dampening", .number, Wording("share of ∇J withheld from v", "∇J 中不计入 v 的比例"), default: .number(0)),
      Parameter("nesterov", .bool, Wording("look ahead along v", "沿 v 向前多看一步"), default: .bool(false)),
    ],
    notes: Wording(
      "PyTorch's momentum adds the whole gradient; the lecture's is `momentum`.",
      "PyTorch 的动量加上整个梯度；课件的动量法是 `momentum`。"))

  static let momentum = make(
    .momentum, Wording("Momentum, the lecture's form", "动量法 (momentum)，课件的形式"),
    formula: "v = βv + (1-β)∇J(θ); θ = θ - αv", lr: 1e-3,
    [
      Parameter(
        "beta", .number, Wording("share of the past velocity", "保留过去速度的比例（动量系数）"), default: .number(0.9),
        aliases: ["momentum"])
    ])

  static let adagrad = make(
    .adagrad,
    Wording(
      "AdaGrad: a rate per parameter from its accumulated squared gradient", "AdaGrad：每个参数的学习率由累积的梯度平方决定"),
    formula: "s = s + g²; θ = θ - α g / (√s + ε)", lr: 0.01,
    [
      Parameter(
        "lr_decay", .number,
        Wording("rate falls as 1 / (1 + steps·lr_decay)", "学习率按 1 / (1 + 步数·lr_decay) 下降"),
        default: .number(0)),
      Parameter("eps", .number, Wording(verbatim: "ε"), default: .number(1e-10)),
      Parameter(
        "initial_accumulator_value", .number, Wording("s at the start", "s 的初值"), default: .number(0)),
      epsInside,
    ],
    notes: Wording("eps_inside=true is the lecture's α g / √(s + ε).", "eps_inside=true 是课件的 α g / √(s + ε)。")
  )

  static let rmsprop = make(
    .rmsprop,
    Wording(
      "RMSProp: a rate per parameter from a moving average of its squared gradient",
      "RMSProp：每个参数的学习率由梯度平方的移动平均决定"),
    formula: "v = αv + (1-α) g²; θ = θ - lr·g / (√v + ε)", lr: 0.01,
    [
      Parameter("alpha", .number, Wording("decay of the average", "移动平均的衰减系数"), default: .number(0.99)),
      Parameter("eps", .number, Wording(verbatim: "ε"), default: .number(1e-8)),
      Parameter("momentum", .number, Wording("decay of the velocity", "速度的衰减系数"), default: .number(0)),
      Parameter(
        "centered", .bool, Wording("subtract the squared mean gradient", "减去梯度均值的平方"), default: .bool(false)),
      epsInside,
    ])

  private static let adamFormula =
    "m = β₁m + (1-β₁)g; v = β₂v + (1-β₂)g²; m̂ = m/(1-β₁ᵗ); v̂ = v/(1-β₂ᵗ); θ = θ - α m̂ / (√v̂ + ε)"

  private static let adamParameters = [
    betas, Parameter("eps", .number, Wording(verbatim: "ε"), default: .number(1e-8)),
    Parameter("amsgrad", .bool, Wording("use the largest v̂ so far", "使用迄今最大的 v̂"), default: .bool(false)),
    epsInside,
  ]

  static let adam = make(
    .adam,
    Wording(
      "Adam: momentum and a rate per parameter, both corrected for their start",
      "Adam：动量加上每个参数自己的学习率，两者都对起始阶段作了修正"), formula: adamFormula,
    lr: 1e-3,
    adamParameters + [
      Parameter(
        "decoupled_weight_decay", .bool,
        Wording("decay apart from the gradient, as in adamw", "权重衰减与梯度分开，与 adamw 相同"), default: .bool(false),
        keywordOnly: true)
    ],
    notes: Wording("eps_inside=true is the lecture's α m̂ / √(v̂ + ε).", "eps_inside=true 是课件的 α m̂ / √(v̂ + ε)。")
  )

  static let adamw = make(
    .adamw, Wording("Adam with weight decay apart from the gradient", "权重衰减与梯度分开的 Adam"),
    formula: adamFormula + " - α λ θ", lr: 1e-3,
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
