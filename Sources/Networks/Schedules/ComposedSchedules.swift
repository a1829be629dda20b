import Catalog
import Glibc
import Text

/// Schedules made of a function or of other schedules.
enum ComposedSchedules {
  static let all: [Builtin] = [multiStepLR, lambdaLR, sequentialLR, chainedLR]

  static let multiStepLR = ScheduleBuiltins.make(
    "multi_step_lr", Wording("The rate falls by gamma at each milestone", "学习率在每个里程碑处乘以 gamma"),
    formula: "α = α₀ γ^#{m ≤ t}", per: .epoch,
    [
      Parameter("milestones", .integers, Wording("steps at which it falls", "降低的时刻（步数）")),
      Parameter("gamma", .number, Wording("factor", "倍数"), default: .number(0.1)),
    ], example: "multi_step_lr(opt, [30, 80])"
  ) { arguments in
    let milestones = try milestones(arguments[1], "multi_step_lr")
    let gamma = arguments[2].double ?? 0.1
    return .factor { step in pow(gamma, Double(milestones.filter { $0 <= step }.count)) }
  }

  static let lambdaLR = ScheduleBuiltins.make(
    "lambda_lr", Wording("The rate follows a function of the step", "学习率是步数的函数"), formula: "α = α₀ f(t)",
    per: .epoch,
    [
      Parameter(
        "factor", .function, Wording("t -> factor of the first rate", "t -> 初始学习率的倍数"), aliases: ["lr_lambda"]
      )
    ],
    example: "lambda_lr(opt, t -> 0.9^t)", notes: Wording("PyTorch's LambdaLR.", "相当于 PyTorch 的 LambdaLR。")
  ) { arguments in
    guard let function = arguments[1].callable else {
      throw NetworkFailure.notAFunction("lambda_lr", arguments[1].kindInWords)
    }
    return .factor { step in
      guard let factor = try function.call([.number(Double(step))]).double, factor.isFinite, factor >= 0
      else {
        throw NetworkFailure.scheduleParts(
          "lambda_lr", Wording("its function gives a number of at least 0", "它的函数要给出不小于 0 的数"))
      }
      return factor
    }
  }

  static let sequentialLR = Builtin(
    Descriptor(
      "sequential_lr", .schedule,
      Wording("One schedule after the other, each from its own step 0", "一个接一个的调度，每个从自己的第 0 步开始"),
      parameters: [
        ScheduleBuiltins.optimizer,
        Parameter("schedules", .any, Wording("in order", "按先后次序"), aliases: ["schedulers"]),
        Parameter("milestones", .integers, Wording("the steps at which the next one begins", "下一个调度开始的步数")),
      ],
      returns: Wording(
        "a schedule with step(); fit steps it as often as its first part", "带 step() 的调度；fit 按第一个调度的频率调用它"),
      examples: [
        Example(
          "opt = sgd([param([1])], lr=1); s = sequential_lr(opt, [warmup_lr(opt, 2), cosine_lr(opt, 8)], [2]); s.step(); s.step(); opt.lr",
          "1")
      ],
      notes:
        Wording(
          "PyTorch's SequentialLR. Warm-up and decay in one: milestones=[5] ends the warm-up after 5 steps.",
          "相当于 PyTorch 的 SequentialLR。预热和衰减合在一起：milestones=[5] 在 5 步后结束预热。"))
  ) { arguments in
    let parts = try parts(arguments[1], "sequential_lr")
    let milestones = try milestones(arguments[2], "sequential_lr")
    guard milestones.count == parts.count - 1, milestones == milestones.sorted() else {
      throw NetworkFailure.scheduleParts(
        "sequential_lr",
        Wording(
          "\(parts.count) schedules need \(parts.count - 1) milestones, in rising order",
          "\(parts.count) 个调度需要 \(parts.count - 1) 个递增的里程碑"))
    }
    return .object(
      try compose("sequential_lr", parts) { step, base in
        let index = milestones.filter { $0 <= step }.count
        return try parts[index].curve.rate(step - (index > 0 ? milestones[index - 1] : 0), base: base)
      })
  }

  static let chainedLR = Builtin(
    Descriptor(
      "chained_lr", .schedule, Wording("Several schedules at once: their factors multiply", "几个调度同时作用：倍数相乘"),
      formula: "α = α₀ Π fᵢ(t)",
      parameters: [
        Parameter("schedules", .any, Wording("of one optimizer", "属于同一个优化器"), aliases: ["schedulers"])
      ],
      returns: Wording(
        "a schedule with step(); fit steps it as often as its first part", "带 step() 的调度；fit 按第一个调度的频率调用它"),
      examples: [
        Example(
          "opt = sgd([param([1])], lr=1); s = chained_lr([step_lr(opt, 1, gamma=0.5), exponential_lr(opt, 0.5)]); s.step(); opt.lr",
          "0.25")
      ], notes: Wording("PyTorch's ChainedScheduler.", "相当于 PyTorch 的 ChainedScheduler。"))
  ) { arguments in
    let parts = try parts(arguments[0], "chained_lr")
    return .object(
      try compose("chained_lr", parts) { step, base in
        guard base > 0 else { return base }
        return try parts.reduce(base) { try $0 * $1.curve.rate(step, base: base) / base }
      })
  }

  /// The parts have moved the rate when they were made, so the first one's base is where the whole begins.
  private static func compose(
    _ name: String, _ parts: [Schedule], _ rate: @escaping (Int, Double) throws -> Double
  ) throws -> Schedule {
    try Schedule(name, parts[0].optimizer, per: parts[0].cadence, .rate(rate), bases: parts[0].bases)
  }

  private static func parts(_ argument: Argument, _ caller: String) throws -> [Schedule] {
    let parts = try (argument.items ?? []).map { item -> Schedule in
      guard case .object(let object) = item, let schedule = object as? Schedule else {
        throw NetworkFailure.expectsSchedule(got: item.kindInWords)
      }
      guard schedule.curve.isFormula else {
        throw NetworkFailure.scheduleParts(
          caller,
          Wording(
            "\(schedule.kind) cannot be a part: it follows no formula of the step",
            "\(schedule.kind) 不能作为一部分：它不由步数的公式决定"))
      }
      return schedule
    }
    guard let first = parts.first, parts.allSatisfy({ $0.optimizer === first.optimizer }) else {
      throw NetworkFailure.scheduleParts(
        caller, Wording("it takes a list of schedules of one optimizer", "需要同一优化器的调度列表"))
    }
    return parts
  }

  private static func milestones(_ argument: Argument, _ caller: String) throws -> [Int] {
    guard let steps = argument.ints, steps.allSatisfy({ $0 > 0 }) else {
      throw NetworkFailure.scheduleParts(
        caller, Wording("milestones are steps of at least 1", "里程碑是不小于 1 的步数"))
    }
    return steps
  }
}
