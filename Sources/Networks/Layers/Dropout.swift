import Autograd
import Catalog
import Tensor
import Text

/// Zeroes each element with probability p in training. Inverted (PyTorch's form): survivors grow by 1/(1-p) and
/// evaluation is the identity. The lecture's form: survivors stay and evaluation scales by 1-p.
public final class Dropout: Layer {
  private let probability: Double
  private let isInverted: Bool

  public init(_ probability: Double = 0.5, inverted: Bool = true) throws {
    guard probability >= 0, probability <= 1 else { throw NetworkFailure.probability("dropout", probability) }
    self.probability = probability
    isInverted = inverted
    super.init(kind: "dropout")
  }

  public override var readable: [(name: String, value: Argument)] {
    [("p", .number(probability))]
  }

  public override var detail: String {
    Argument.number(probability).literal + (isInverted ? "" : ", inverted=false")
  }

  public override func forward(_ x: Variable) throws -> Variable {
    guard isTraining else {
      return isInverted || probability == 0
        ? x : try Ops.multiply(x, try Ops.scalar(1 - probability, like: x))
    }
    guard probability > 0 else { return x }
    warnOfTrainingMode()
    let scale = isInverted && probability < 1 ? 1 / (1 - probability) : 1
    return try Ops.multiply(x, Variable(try Dropout.mask(x.tensor, probability, scale)))
  }

  /// `scale` with probability 1-p, else 0.
  private static func mask(_ x: Tensor, _ probability: Double, _ scale: Double) throws -> Tensor {
    if x.isHollow { return try .hollow(x.shape, x.dtype) }
    let mask = try RandomGenerator.shared.uniform(x.shape)
    let values = mask.f32
    let threshold = Float(probability)
    let kept = Float(scale)
    for index in 0..<mask.count { values[index] = values[index] >= threshold ? kept : 0 }
    return x.dtype == .f32 ? mask : try mask.cast(to: x.dtype)
  }

  static let builtin = Builtin(
    Descriptor(
      "dropout", .layer,
      Wording(
        "Dropout: zeroes each element with probability p while training",
        "随机失活 (dropout)：训练时以概率 p 把元素置零"),
      formula: "training: h ∘ m / (1-p), m ~ Bernoulli(1-p); testing: h",
      parameters: [
        Parameter("p", .number, Wording("probability of zeroing", "置零的概率"), default: .number(0.5)),
        Parameter(
          "inverted", .bool,
          Wording(
            "false: the lecture's form, h ∘ m in training and h·(1-p) in testing",
            "false：课件的形式，训练时 h ∘ m，测试时 h·(1-p)"),
          default: .bool(true)),
      ],
      returns: Wording("a layer of the input's shape", "层，形状与输入相同"),
      examples: [
        Example("d = dropout(0.5); d.eval(); d([1, 2])", "[1, 2]"),
        Example("d = dropout(0.25, inverted=false); d.eval(); d([4, 8])", "[3, 6]"),
      ],
      notes: Wording(
        "Where it is written within a model's forward, `x |> dropout(0.5)`, it is in the model's mode.",
        "直接写在模型的 forward 里时，如 `x |> dropout(0.5)`，它跟随模型的模式。"))
  ) { arguments in
    let layer = try Dropout(arguments[0].double ?? 0.5, inverted: arguments[1].bool ?? true)
    // `x |> dropout(0.5)` in forward makes one for each call.
    layer.isTraining = Module.currentMode ?? true
    return .object(layer)
  }
}
