import Catalog
import Glibc

/// The constructors of the schedules.
enum ScheduleBuiltins {
  static let all: [Builtin] =
    [stepLR, exponentialLR, cosineLR, warmupLR, plateauLR, oneCycleLR] + ComposedSchedules.all

  static let optimizer = Parameter(
    "opt", .object("optimizer"), "its rate is set", aliases: ["optimizer"])

  static func make(
    _ name: String, _ summary: String, formula: String = "", per cadence: Schedule.Cadence,
    _ parameters: [Parameter], example: String, metric: String = "",
    notes: String = "",
    curve: @escaping ([Argument]) throws -> Schedule.Curve
  ) -> Builtin {
    let usual = cadence == .step ? "after each step" : "after each epoch"
    let descriptor = Descriptor(
      name, .schedule, summary, formula: formula, parameters: [optimizer] + parameters,
      returns: "a schedule with step(); fit steps it \(usual)",
      examples: [Example("opt = sgd([param([1])], lr=1); s = \(example); s.step(\(metric)); s.steps", "1")],
      notes: notes)
    return Builtin(descriptor) { arguments in
      guard case .object(let object) = arguments[0], let optimizer = object as? Optimizer else {
        throw NetworkFailure.expectsOptimizer(name, got: arguments[0].kindInWords)
      }
      return .object(try Schedule(name, optimizer, per: cadence, try curve(arguments)))
    }
  }

  private static func steps(_ argument: Argument, _ kind: String, _ name: String) throws -> Int {
    guard let steps = argument.int, steps > 0 else {
      throw NetworkFailure.sizeOutOfRange(kind, name, [argument.int ?? 0], minimum: 1)
    }
    return steps
  }

  static let stepLR = make(
    "step_lr", "The rate falls by gamma every step_size steps", formula: "α = α₀ γ^⌊t / step_size⌋",
    per: .epoch,
    [
      Parameter("step_size", .integer, "steps between falls"),
      Parameter("gamma", .number, "factor", default: .number(0.1)),
    ], example: "step_lr(opt, 10)"
  ) { arguments in
    let size = try steps(arguments[1], "step_lr", "step_size")
    let gamma = arguments[2].double ?? 0.1
    return .factor { pow(gamma, Double($0 / size)) }
  }

  static let exponentialLR = make(
    "exponential_lr", "The rate falls by gamma every step", formula: "α = α₀ γᵗ", per: .epoch,
    [Parameter("gamma", .number, "factor")], example: "exponential_lr(opt, 0.9)"
  ) { arguments in
    let gamma = arguments[1].double ?? 1
    return .factor { pow(gamma, Double($0)) }
  }

  static let cosineLR = make(
    "cosine_lr", "The rate follows half a cosine down to eta_min",
    formula: "α = η + (α₀ - η)(1 + cos(π t / T)) / 2", per: .epoch,
    [
      Parameter("steps", .integer, "T", aliases: ["T_max", "t_max"]),
      Parameter("eta_min", .number, "the lowest rate", default: .number(0)),
    ], example: "cosine_lr(opt, 10)"
  ) { arguments in
    let period = Double(try steps(arguments[1], "cosine_lr", "steps"))
    let lowest = arguments[2].double ?? 0
    return .rate { lowest + ($1 - lowest) * (1 + cos(.pi * Double($0) / period)) / 2 }
  }

  static let warmupLR = make(
    "warmup_lr", "The rate rises linearly to its full value over so many steps",
    formula: "α = α₀ (s + (1-s) min(t / steps, 1))", per: .step,
    [
      Parameter("steps", .integer, "length of the rise", aliases: ["total_iters"]),
      Parameter("start_factor", .number, "s, the share of the rate at the start", default: .number(1.0 / 3)),
    ], example: "warmup_lr(opt, 10)", notes: "PyTorch's LinearLR."
  ) { arguments in
    let length = Double(try steps(arguments[1], "warmup_lr", "steps"))
    let start = arguments[2].double ?? 1.0 / 3
    return .factor { start + (1 - start) * min(Double($0) / length, 1) }
  }

  static let plateauLR = make(
    "plateau_lr", "The rate falls by factor when step(metric) has stopped improving", per: .epoch,
    [
      Parameter("mode", .choice(["min", "max"]), "which way is better", default: .string("min")),
      Parameter("factor", .number, "by which the rate falls", default: .number(0.1)),
      Parameter("patience", .integer, "steps without improvement that are borne", default: .number(10)),
      Parameter("threshold", .number, "what counts as improvement", default: .number(1e-4)),
      Parameter("threshold_mode", .choice(["rel", "abs"]), "", default: .string("rel")),
      Parameter("cooldown", .integer, "steps of rest after a fall", default: .number(0)),
      Parameter("min_lr", .number, "the lowest rate", default: .number(0)),
      Parameter("eps", .number, "smaller falls are not made", default: .number(1e-8)),
    ], example: "plateau_lr(opt)", metric: "0.5",
    notes: "PyTorch's ReduceLROnPlateau. fit passes the validation loss, or the loss where there is none."
  ) { arguments in
    var settings = Plateau.Settings()
    settings.isMaximum = arguments[1].string == "max"
    settings.factor = arguments[2].double ?? 0.1
    settings.patience = arguments[3].int ?? 10
    settings.threshold = arguments[4].double ?? 1e-4
    settings.isRelative = arguments[5].string != "abs"
    settings.cooldown = arguments[6].int ?? 0
    settings.minimum = arguments[7].double ?? 0
    settings.eps = arguments[8].double ?? 1e-8
    return .plateau(Plateau(settings))
  }

  static let oneCycleLR = make(
    "one_cycle_lr", "The rate rises to max_lr and falls far below its start, once", per: .step,
    [
      Parameter("max_lr", .number, "the peak"),
      Parameter("total_steps", .integer, "length of the cycle"),
      Parameter("pct_start", .number, "share of the cycle that rises", default: .number(0.3)),
      Parameter("anneal_strategy", .choice(["cos", "linear"]), "", default: .string("cos")),
      Parameter("cycle_momentum", .bool, "momentum goes the other way", default: .bool(true)),
      Parameter("base_momentum", .number, "its lowest value", default: .number(0.85)),
      Parameter("max_momentum", .number, "its highest value", default: .number(0.95)),
      Parameter("div_factor", .number, "the start is max_lr / div_factor", default: .number(25)),
      Parameter(
        "final_div_factor", .number, "the end is the start / final_div_factor", default: .number(1e4)),
      Parameter(
        "three_phase", .bool, "down to the start as slowly as it rose, then to the end", default: .bool(false)
      ),
    ], example: "one_cycle_lr(opt, 1, 10)", notes: "PyTorch's OneCycleLR."
  ) { arguments in
    let total = try steps(arguments[2], "one_cycle_lr", "total_steps")
    var settings = OneCycle.Settings(largest: arguments[1].double ?? 0.1, steps: total)
    settings.rise = arguments[3].double ?? 0.3
    settings.isLinear = arguments[4].string == "linear"
    settings.cyclesMomentum = arguments[5].bool ?? true
    settings.smallestMomentum = arguments[6].double ?? 0.85
    settings.largestMomentum = arguments[7].double ?? 0.95
    settings.division = arguments[8].double ?? 25
    settings.finalDivision = arguments[9].double ?? 1e4
    settings.isThreePhase = arguments[10].bool ?? false
    return .cycle(OneCycle(settings))
  }
}
