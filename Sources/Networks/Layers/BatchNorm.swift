import Autograd
import Catalog
import Tensor
import Text

/// Normalises each channel over the batch (and the pixels): N×C, N×C×L or N×C×H×W.
///
/// Training uses the batch's mean and biased variance and moves the running statistics (with the unbiased
/// variance) by `momentum`; evaluation uses the running statistics.
public final class BatchNorm: Layer {
  private let features: Int
  private let eps: Double
  /// nil: the plain average over all batches.
  private let momentum: Double?
  public let weight: Variable?
  public let bias: Variable?
  public let runningMean: Variable?
  public let runningVariance: Variable?
  private let batchCount: Variable

  public init(
    _ features: Int, eps: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true, tracks: Bool = true,
    bias hasBias: Bool = true
  ) throws {
    try Sizes.positive([features], "batch_norm")
    self.features = features
    self.eps = eps
    self.momentum = momentum
    weight = affine ? try Parameters.filled([features], 1) : nil
    bias = affine && hasBias ? try Parameters.filled([features], 0) : nil
    runningMean = tracks ? try Parameters.buffer([features], 0) : nil
    runningVariance = tracks ? try Parameters.buffer([features], 1) : nil
    batchCount = Variable(try Tensor.from([Int64(0)], []))
    super.init(kind: "batch_norm")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    (weight.map { [("weight", $0)] } ?? []) + (bias.map { [("bias", $0)] } ?? [])
  }

  public override var buffers: [(name: String, variable: Variable)] {
    guard let runningMean, let runningVariance else { return [] }
    return [
      ("running_mean", runningMean), ("running_var", runningVariance), ("num_batches_tracked", batchCount),
    ]
  }

  public override var readable: [(name: String, value: Argument)] {
    [
      ("num_features", Sizes.argument(features)), ("eps", .number(eps)),
      ("momentum", momentum.map { .number($0) } ?? .none), ("affine", .bool(weight != nil)),
      ("track_running_stats", .bool(runningMean != nil)),
    ]
  }

  public override var detail: String { "\(features)" + (weight == nil ? ", affine=false" : "") }

  public override func forward(_ x: Variable) throws -> Variable {
    let shape = x.shape
    guard (2...4).contains(shape.rank), shape[1] == features else {
      throw SizeOrigin.fault(
        .normalizationInput("batch_norm(\(detail))", features: features, got: shape.array), x, axis: 1,
        of: self)
    }
    if !isTraining, let runningMean, let runningVariance {
      return try Ops.batchNorm(
        x, weight: weight, bias: bias, mean: runningMean, variance: runningVariance, eps: eps)
    }
    let count = shape.elementCount / max(features, 1)
    guard count > 1 else { throw SizeOrigin.placed(NetworkFailure.batchOfOne(shape.array).fault, self) }
    warnOfTrainingMode()
    let result = try Ops.batchNormTraining(x, weight: weight, bias: bias, eps: eps)
    if isTraining { try track(result.mean.tensor, result.variance.tensor, count) }
    return result.output
  }

  public override func flops(input: [Int], output: [Int]) -> Int { 2 * Sizes.product(output) }

  private func track(_ mean: Tensor, _ variance: Tensor, _ count: Int) throws {
    guard let runningMean, let runningVariance else { return }
    let seen = (batchCount.tensor.ints.first ?? 0) &+ 1
    batchCount.assign(try Tensor.from([Int64(seen)], []))
    let share = momentum ?? 1 / Double(seen)
    let unbiased = Double(count) / Double(count - 1)
    runningMean.assign(try BatchNorm.moved(runningMean.tensor, mean, share, scale: 1))
    runningVariance.assign(try BatchNorm.moved(runningVariance.tensor, variance, share, scale: unbiased))
  }

  /// The running statistic, moved by `share` towards the batch's times `scale`.
  private static func moved(_ running: Tensor, _ batch: Tensor, _ share: Double, scale: Double) throws
    -> Tensor
  {
    let result = try running.copy()
    let batch = try batch.cast(to: result.dtype).contiguous()
    if result.dtype == .f64 {
      for channel in 0..<result.count {
        result.f64[channel] += share * (batch.f64[channel] * scale - result.f64[channel])
      }
    } else {
      let (share, scale) = (Float(share), Float(scale))
      for channel in 0..<result.count {
        result.f32[channel] += share * (batch.f32[channel] * scale - result.f32[channel])
      }
    }
    return result
  }

  static let builtin = Builtin(
    Descriptor(
      "batch_norm", .layer,
      Wording(
        "Batch normalization: each channel to mean 0 and deviation 1 over the batch",
        "批归一化 (batch normalization)：每个通道在批量上变为均值 0、标准差 1"),
      formula: "BN(x) = γ (x - μ) / √(σ² + ε) + β",
      parameters: [
        Parameter("features", .integer, Wording("channels", "通道数"), aliases: ["num_features"]),
        Parameter("eps", .number, Wording("added to the variance", "加到方差上的数"), default: .number(1e-5)),
        Parameter(
          "momentum", .either([.number, .nothing]),
          Wording(
            "share of a new batch in the running statistics; none: plain average", "新批量在滑动统计量中的比例；none：普通平均"),
          default: .number(0.1)),
        Parameter("affine", .bool, Wording("learn γ and β", "学习 γ 和 β"), default: .bool(true)),
        Parameter(
          "track_running_stats", .bool, Wording("keep statistics for evaluation", "保留统计量，供评估时使用"),
          default: .bool(true)),
        Parameter("bias", .bool, Wording("learn β", "学习 β"), default: .bool(true), keywordOnly: true),
      ],
      returns: Wording(
        "a layer of the input's shape: N×C, N×C×L or N×C×H×W", "层，形状与输入相同：N×C、N×C×L 或 N×C×H×W"),
      examples: [Example("shape(batch_norm(3)(randn(4, 3, 5, 5)))", "(4, 3, 5, 5)")],
      notes: Wording(
        "1-d or 2-d by the rank of the input. Training needs more than one value per channel.",
        "按输入的轴数区分一维或二维。训练时每个通道要有多于一个值。"))
  ) { arguments in
    .object(
      try BatchNorm(
        arguments[0].int ?? 0, eps: arguments[1].double ?? 1e-5, momentum: arguments[2].double,
        affine: arguments[3].bool ?? true, tracks: arguments[4].bool ?? true,
        bias: arguments[5].bool ?? true))
  }
}
