import Catalog
import Glibc
import Text

/// The constructors of the schedules.
enum ScheduleBuiltins {
  static let all: [Builtin] =
    [stepLR, exponentialLR, cosineLR, warmupLR, plateauLR, oneCycleLR] + ComposedSchedules.all

  static let optimizer = Parameter(
    "opt", .object("optimizer"), Wording("its rate is set", "要调节学习率的优化器"), aliases: ["optimizer"])

  private static let lastEpoch = Parameter(
    "last_epoch", .integer,
    Wording(
      "goes on after this step of an earlier run; opt.lr is the rate that run began with; -1: from the start",
      "从先前训练的这一步之后继续，opt.lr 为那次训练的起始学习率；-1：从头开始"),
    default: .number(-1))

  static func make(
    _ name: String, _ summary: Wording, formula: String = "", per cadence: Schedule.Cadence,
    _ parameters: [Parameter], example: String, metric: String = "",
    notes: Wording = .empty,
    curve: @escaping ([Argument]) throws -> Schedule.Curve
  ) -> Builtin {
    let usual =
      cadence == .step ? Wording("after each step", "fit 每步调用一次") : Wording("after each epoch", "fit 每轮调用一次")
    let descriptor = Descriptor(
      name, .schedule, summary, formula: formula,
      parameters: [optimizer] + parameters + (metric.isEmpty ? [lastEpoch] : []),
      returns: Wording("a schedule with step(); fit steps it \(usual)", "带 step() 的调度；\(usual)"),
      examples: [Example("opt = sgd([param([1])], lr=1); s = \(example); s.step(\(metric)); s.steps", "1")],
      notes: notes)
    return Builtin(descriptor) { arguments in
      guard case .object(let object) = arguments[0], let optimizer = object as? Optimizer else {
        throw NetworkFailure.expectsOptimizer(name, got: arguments[0].kindInWords)
      }
      let taken = metric.isEmpty ? (arguments.last?.int ?? -1) + 1 : 0
      return .object(try Schedule(name, optimizer, per: cadence, try curve(arguments), taken: taken))
    }
  }

  private static func steps(_ argument: Argument, _ kind: String, _ name: String) throws -> Int {
    guard let steps = argument.int, steps > 0 else {
      throw NetworkFailure.sizeOutOfRange(kind, name, [argument.int ?? 0], minimum: 1)
    }
    return steps
  }

  static let stepLR = make(
    "step_lr", Wording("The rate falls by gamma every step_size steps", "学习率每 step_size 步乘以 gamma"),
    formula: "α = α₀ γ^⌊t / step_size⌋",
    per: .epoch,
    [
      Parameter("step_size", .integer, Wording("steps between falls", "每隔多少步降低一次")),
      Parameter("gamma", .number, Wording("factor", "倍数"), default: .number(0.1)),
    ], example: "step_lr(opt, 10)"
  ) { arguments in
    let size = try steps(arguments[1], "step_lr", "step_size")
    let gamma = arguments[2].double ?? 0.1
    return .factor { pow(gamma, Double($0 / size)) }
  }

  static let exponentialLR = make(
    "exponential_lr", Wording("The rate falls by gamma every step", "学习率每步乘以 gamma"), formula: "α = α₀ γᵗ",
    per: .epoch,
    [Parameter("gamma", .number, Wording("factor", "倍数"))], example: "exponential_lr(opt, 0.9)"
  ) { arguments in
    let gamma = arguments[1].double ?? 1
    return .factor { pow(gamma, Double($0)) }
  }

  static let cosineLR = make(
    "cosine_lr", Wording("The rate follows half a cosine down to eta_min", "学习率沿半个余弦降到 eta_min"),
    formula: "α = η + (α₀ - η)(1 + cos(π t / T)) / 2", per: .epoch,
    [
      Parameter("steps", .integer, Wording(verbatim: "T"), aliases: ["T_max", "t_max"]),
      Parameter("eta_min", .number, Wording("the lowest rate", "最低的学习率"), default: .number(0)),
    ], example: "cosine_lr(opt, 10)"
  ) { arguments in
    let period = Double(try steps(arguments[1], "cosine_lr", "steps"))
    let lowest = arguments[2].double ?? 0
    return .rate { lowest + ($1 - lowest) * (1 + cos(.pi * Double($0) / period)) / 2 }
  }

  static let warmupLR = make(
    "warmup_lr",
    Wording("The rate rises linearly to its full value over so many steps", "学习率在若干步内线性升到全值（预热）"),
    formula: "α = α₀ (s + (e-s) min(t / steps, 1))", per: .step,
    [
      Parameter(
        "steps", .integer, Wording("length of the rise", "上升段的长度"), default: .number(5),
        aliases: ["total_iters"]),
      Parameter(
        "start_factor", .number, Wording("s, the share of the rate at the start", "s，开始时占学习率的比例"),
        default: .number(1.0 / 3)),
      Parameter(
        "end_factor", .number, Wording("e, the share at the end", "e，结束时的比例"), default: .number(1)),
    ], example: "warmup_lr(opt, 10)", notes: Wording("PyTorch's LinearLR.", "相当于 PyTorch 的 LinearLR。")
  ) { arguments in
    let length = Double(try steps(arguments[1], "warmup_lr", "steps"))
    let start = arguments[2].double ?? 1.0 / 3
    let end = arguments[3].double ?? 1
    return .factor { start + (end - start) * min(Double($0) / length, 1) }
  }

  static let plateauLR = make(
    "plateau_lr",
    Wording(
      "The rate falls by factor when step(metric) has stopped improving", "step(metric) 不再改善时，学习率乘以 factor"),
    per: .epoch,
    [
      Parameter(
        "mode", .choice(["min", "max"]), Wording("which way is better", "哪个方向算更好"), default: .string("min")),
      Parameter("factor", .number, Wording("by which the rate falls", "每次降低的倍数"), default: .number(0.1)),
      Parameter(
        "patience", .integer, Wording("steps without improvement that are borne", "容忍多少步没有改善"),
        default: .number(10)),
      Parameter(
        "threshold", .number, Wording("what counts as improvement", "多大的变化才算改善"), default: .number(1e-4)),
      Parameter("threshold_mode", .choice(["rel", "abs"]), .empty, default: .string("rel")),
      Parameter(
        "cooldown", .integer, Wording("steps of rest after a fall", "降低之后休息的步数"), default: .number(0)),
      Parameter("min_lr", .number, Wording("the lowest rate", "最低的学习率"), default: .number(0)),
      Parameter("eps", .number, Wording("smaller falls are not made", "比这更小的降低不做"), default: .number(1e-8)),
    ], example: "plateau_lr(opt)", metric: "0.5",
    notes: Wording(
      "PyTorch's ReduceLROnPlateau. fit passes the validation loss, or the loss where there is none.",
      "相当于 PyTorch 的 ReduceLROnPlateau。fit 传入验证损失；没有验证集时传入训练损失。")
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
    "one_cycle_lr",
    Wording("The rate rises to max_lr and falls far below its start, once", "学习率升到 max_lr 一次，再降到远低于起点"),
    per: .step,
    [
      Parameter("max_lr", .number, Wording("the peak", "最高点")),
      Parameter(
        "total_steps", .integer,
        Wording(
          "length of the cycle; none: epochs · steps_per_epoch", "一个周期的长度；none：epochs · steps_per_epoch"),
        default: Argument.none),
      Parameter(
        "pct_start", .number, Wording("share of the cycle that rises", "周期中上升段的比例"), default: .number(0.3)),
      Parameter("anneal_strategy", .choice(["cos", "linear"]), .empty, default: .string("cos")),
      Parameter(
        "cycle_momentum", .bool, Wording("momentum goes the other way", "动量反方向变化"), default: .bool(true)),
      Parameter("base_momentum", .number, Wording("its lowest value", "它的最小值"), default: .number(0.85)),
      Parameter("max_momentum", .number, Wording("its highest value", "它的最大值"), default: .number(0.95)),
      Parameter(
        "div_factor", .number, Wording("the start is max_lr / div_factor", "起点是 max_lr / div_factor"),
        default: .number(25)),
      Parameter(
        "final_div_factor", .number,
        Wording("the end is the start / final_div_factor", "终点是 起点 / final_div_factor"), default: .number(1e4)
      ),
      Parameter(
        "three_phase", .bool,
        Wording("down to the start as slowly as it rose, then to the end", "先以上升的速度降回起点，再降到终点"),
        default: .bool(false)
      ),
      Parameter(
        "epochs", .integer, Wording("of the run", "训练的轮数"), default: Argument.none, keywordOnly: true),
      Parameter(
        "steps_per_epoch", .integer, Wording("batches of an epoch", "每轮的批量数"), default: Argument.none,
        keywordOnly: true),
    ], example: "one_cycle_lr(opt, 1, 10)",
    notes: Wording("PyTorch's OneCycleLR.", "相当于 PyTorch 的 OneCycleLR。")
  ) { arguments in
    let total =
      arguments[2].isNone && !arguments[11].isNone
      ? try steps(arguments[11], "one_cycle_lr", "epochs")
        * steps(arguments[12], "one_cycle_lr", "steps_per_epoch")
      : try steps(arguments[2], "one_cycle_lr", "total_steps")
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
