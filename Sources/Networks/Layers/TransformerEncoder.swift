import Autograd
import Catalog
import Tensor
import Text

/// A stack of encoder layers, named layers.0, layers.1… as in PyTorch, and a norm after them if wanted.
public final class TransformerEncoder: Module {
  private let layers: [TransformerEncoderLayer]
  private let norm: Module?
  private let isBatchFirst: Bool

  public init(_ settings: TransformerEncoderLayer.Settings, count: Int, norm: Module? = nil) throws {
    try Sizes.positive([settings.width], "transformer_encoder")
    try Sizes.layers(count, "transformer_encoder")
    layers = try (0..<count).map { _ in try TransformerEncoderLayer(settings) }
    self.norm = norm
    isBatchFirst = settings.isBatchFirst
    super.init(kind: "transformer_encoder")
  }

  public override var makesParts: Bool { true }
  public override var detail: String {
    let settings = layers[0].settings
    return "\(settings.features), nhead=\(settings.heads)"
      + (layers.count > 1 ? ", num_layers=\(layers.count)" : "")
  }

  public override var children: [(name: String, module: Module)] {
    layers.enumerated().map { ("layers.\($0)", $1) } + (norm.map { [("norm", $0)] } ?? [])
  }

  public override var arity: Int? { nil }

  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    guard (1...2).contains(arguments.count), let x = arguments[0].variable else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    return .object(
      try encode(x, AttentionMasks(allowed: arguments.count > 1 ? arguments[1].variable : nil)))
  }

  private static let form = Descriptor(
    "transformer_encoder", .layer, .empty,
    parameters: [
      Parameter("x", .tensor, Wording(verbatim: "N×T×d_model"), aliases: ["src"]),
      Parameter(
        "mask", .tensor, Wording("T×T or N×T×T, true where attention is allowed", "T×T 或 N×T×T，true 表示允许注意"),
        default: Argument.none),
      Parameter(
        "lengths", .any, Wording("how many steps of each sequence count", "每个序列有多少步计入"),
        default: Argument.none),
      Parameter(
        "attn_mask", .tensor,
        Wording("T×T or N·heads×T×T, true where it is not", "T×T 或 N·头数×T×T，true 表示不允许"),
        default: Argument.none,
        aliases: ["src_mask"], keywordOnly: true),
      Parameter(
        "src_key_padding_mask", .tensor, Wording("N×T, true where a step does not count", "N×T，true 表示该步不计入"),
        default: Argument.none,
        aliases: ["key_padding_mask"], keywordOnly: true),
      Parameter(
        "is_causal", .bool, Wording("a step sees no later one", "每一步看不到后面的步"), default: .bool(false),
        keywordOnly: true),
    ])

  public override var callDescriptor: Descriptor? { TransformerEncoder.form }

  public override func evaluate(named arguments: [Argument]) throws -> Argument {
    guard let x = arguments[0].variable, x.shape.rank == 3 || arguments[2].isNone else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    var masks = AttentionMasks(
      isCausal: arguments[5].bool ?? false, allowed: arguments[1].variable, excluded: arguments[3].variable,
      padding: arguments[4].variable)
    if x.shape.rank == 3 {
      let batchAxis = isBatchFirst ? 0 : 1
      masks.ends = try SequenceLengths(
        arguments[2], kind, sequences: x.shape[batchAxis], steps: x.shape[1 - batchAxis])
    }
    return .object(try encode(x, masks))
  }

  private func encode(_ x: Variable, _ masks: AttentionMasks) throws -> Variable {
    let result = try layers.reduce(x) { try $1.encode($0, masks) }
    return try norm?.apply(result) ?? result
  }
}

extension TransformerEncoder {
  private static let parameters = [
    Parameter("d_model", .integer, Wording("features", "特征数"), aliases: ["dim", "embed_dim"]),
    Parameter(
      "nhead", .integer, Wording("heads of the attention", "注意力的头数"), default: .number(1),
      aliases: ["num_heads", "heads"]),
    Parameter("num_layers", .integer, .empty, default: .number(1), aliases: ["layers"]),
    Parameter(
      "dim_feedforward", .integer, Wording("width of the small network", "小网络的宽度"), default: .number(2048)),
    Parameter("dropout", .number, .empty, default: .number(0.1)),
    Parameter(
      "activation", .either([.choice(["relu", "gelu"]), .function]),
      Wording("of the small network", "小网络的激活函数"),
      default: .string("relu")),
    Parameter(
      "norm_first", .bool, Wording("norms before instead of after", "归一化放在前面而不是后面"), default: .bool(false)),
    Parameter("causal", .bool, Wording("a step sees no later one", "每一步看不到后面的步"), default: .bool(false)),
    Parameter(
      "layer_norm_eps", .number, Wording("of the norms", "归一化的 ε"), default: .number(1e-5), keywordOnly: true),
    Parameter(
      "bias", .bool, Wording("add learned b everywhere", "处处加上可学习的 b"), default: .bool(true),
      keywordOnly: true),
    Parameter(
      "norm", .any, Wording("a layer after the last one", "最后一层之后的层"), default: Argument.none,
      keywordOnly: true),
    Parameter(
      "batch_first", .bool, Wording("false: sequences are T×N×E", "false：序列的形状是 T×N×E"), default: .bool(true),
      keywordOnly: true),
  ]

  static let builtin = Builtin(
    Descriptor(
      "transformer_encoder", .layer,
      Wording("Transformer encoder: layers of attention and a small network", "Transformer 编码器：由注意力和小网络组成的层"),
      parameters: parameters,
      returns: Wording(
        "a layer: N×T×d_model → the same; a mask may follow, as for attention",
        "层：N×T×d_model → 形状不变；后面可以给掩码，与 attention 相同"),
      examples: [
        Example("shape(transformer_encoder(8, 2, dim_feedforward=16)(zeros(2, 5, 8)))", "(2, 5, 8)")
      ],
      notes: Wording(
        """
        Parameters have the names of PyTorch's TransformerEncoder. layer(x, lengths=[5, 3]) leaves out the steps after \
        each sequence's end; attn_mask=, src_key_padding_mask= and is_causal= are as for attention.
        """,
        """
        参数名与 PyTorch 的 TransformerEncoder 相同。layer(x, lengths=[5, 3]) 略去每个序列结束之后的步；\
        attn_mask=、src_key_padding_mask= 和 is_causal= 与 attention 相同。
        """))
  ) { arguments in
    let given = GivenArguments(parameters, arguments)
    var settings = TransformerEncoderLayer.Settings(given["d_model"].int ?? 0, heads: given["nhead"].int ?? 1)
    settings.width = given["dim_feedforward"].int ?? 2048
    settings.dropout = given["dropout"].double ?? 0.1
    settings.activation = activation(given["activation"])
    settings.normFirst = given["norm_first"].bool ?? false
    settings.causal = given["causal"].bool ?? false
    settings.normEps = given["layer_norm_eps"].double ?? 1e-5
    settings.hasBias = given["bias"].bool ?? true
    settings.isBatchFirst = given["batch_first"].bool ?? true
    let norm = given["norm"].isNone ? nil : try given["norm"].requireModule("transformer_encoder")
    return .object(try TransformerEncoder(settings, count: given["num_layers"].int ?? 1, norm: norm))
  }

  private static func activation(_ argument: Argument) -> ((Variable) throws -> Variable)? {
    if argument.string == "gelu" { return { try Ops.gelu($0) } }
    guard let function = argument.callable else { return nil }
    return { x in
      guard let y = try function.call([.object(x)]).variable else {
        throw NetworkFailure.givesNoTensor(function.name)
      }
      return y
    }
  }
}
