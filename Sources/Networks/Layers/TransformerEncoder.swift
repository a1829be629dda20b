import Autograd
import Catalog
import Tensor
import Text

/// Attention and a two-layer network, each with a residual connection and a layer norm.
public final class TransformerEncoderLayer: Module {
  public struct Settings {
    public var features: Int
    public var heads: Int
    public var width = 2048
    public var dropout = 0.1
    public var usesGELU = false
    public var normFirst = false
    public var causal = false

    public init(_ features: Int, heads: Int) {
      self.features = features
      self.heads = heads
    }
  }

  let settings: Settings
  private let attention: Attention
  private let first: Linear
  private let second: Linear
  private let norms: [LayerNorm]
  private let drops: [Dropout]

  public init(_ settings: Settings) throws {
    self.settings = settings
    attention = try Attention(
      settings.features, heads: settings.heads, dropout: settings.dropout, causal: settings.causal)
    first = try Linear(settings.features, settings.width)
    second = try Linear(settings.width, settings.features)
    norms = try (0..<2).map { _ in try LayerNorm([settings.features]) }
    drops = try (0..<3).map { _ in try Dropout(settings.dropout) }
    super.init(kind: "transformer_encoder_layer")
  }

  public override var children: [(name: String, module: Module)] {
    [
      ("self_attn", attention), ("linear1", first), ("dropout", drops[0]), ("linear2", second),
      ("norm1", norms[0]), ("norm2", norms[1]), ("dropout1", drops[1]), ("dropout2", drops[2]),
    ]
  }

  func encode(_ x: Variable, mask: Variable?, _ ends: SequenceLengths? = nil) throws -> Variable {
    guard 2...3 ~= x.shape.rank, x.shape.last == settings.features else {
      throw SizeOrigin.fault(
        .attentionInput(
          "transformer_encoder(\(settings.features), nhead=\(settings.heads))", features: settings.features,
          got: x.shape.array), x,
        axis: x.shape.rank - 1, of: self)
    }
    if settings.normFirst {
      let y = try Ops.add(x, try attend(try norms[0].apply(x), mask, ends))
      return try Ops.add(y, try feed(try norms[1].apply(y)))
    }
    let y = try norms[0].apply(try Ops.add(x, try attend(x, mask, ends)))
    return try norms[1].apply(try Ops.add(y, try feed(y)))
  }

  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    guard (1...2).contains(arguments.count), let x = arguments[0].variable else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    return .object(try encode(x, mask: arguments.count > 1 ? arguments[1].variable : nil))
  }

  private func attend(_ x: Variable, _ mask: Variable?, _ ends: SequenceLengths?) throws -> Variable {
    let mixed = try attention.attend(x, x, x, mask: mask, ends).output
    if attention.isObserved { attention.notify(x, mixed) }
    return try drops[1].apply(mixed)
  }

  private func feed(_ x: Variable) throws -> Variable {
    let hidden = try first.apply(x)
    let active = settings.usesGELU ? try Ops.gelu(hidden) : try Ops.relu(hidden)
    return try drops[2].apply(try second.apply(try drops[0].apply(active)))
  }
}

/// A stack of encoder layers, named layers.0, layers.1… as in PyTorch.
public final class TransformerEncoder: Module {
  private let layers: [TransformerEncoderLayer]

  public init(_ settings: TransformerEncoderLayer.Settings, count: Int) throws {
    try Sizes.positive([settings.width], "transformer_encoder")
    try Sizes.layers(count, "transformer_encoder")
    layers = try (0..<count).map { _ in try TransformerEncoderLayer(settings) }
    super.init(kind: "transformer_encoder")
  }

  public override var makesParts: Bool { true }
  public override var detail: String {
    let settings = layers[0].settings
    return "\(settings.features), nhead=\(settings.heads)"
      + (layers.count > 1 ? ", num_layers=\(layers.count)" : "")
  }

  public override var children: [(name: String, module: Module)] {
    layers.enumerated().map { ("layers.\($0)", $1) }
  }

  public override var arity: Int? { nil }

  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    guard (1...2).contains(arguments.count), var x = arguments[0].variable else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    for layer in layers { x = try layer.encode(x, mask: arguments.count > 1 ? arguments[1].variable : nil) }
    return .object(x)
  }

  private static let form = Descriptor(
    "transformer_encoder", .layer, .empty,
    parameters: [
      Parameter("x", .tensor, Wording(verbatim: "N×T×d_model")),
      Parameter("mask", .tensor, Wording("T×T or N×T×T", "T×T 或 N×T×T"), default: Argument.none),
      Parameter(
        "lengths", .any, Wording("how many steps of each sequence count", "每个序列有多少步计入"),
        default: Argument.none),
    ])

  public override var callDescriptor: Descriptor? { TransformerEncoder.form }

  public override func evaluate(named arguments: [Argument]) throws -> Argument {
    guard var x = arguments[0].variable, x.shape.rank == 3 || arguments[2].isNone else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    let ends =
      x.shape.rank == 3
      ? try SequenceLengths(arguments[2], kind, sequences: x.shape[0], steps: x.shape[1]) : nil
    for layer in layers { x = try layer.encode(x, mask: arguments[1].variable, ends) }
    return .object(x)
  }

  static let builtin = Builtin(
    Descriptor(
      "transformer_encoder", .layer,
      Wording("Transformer encoder: layers of attention and a small network", "Transformer 编码器：由注意力和小网络组成的层"),
      parameters: [
        Parameter("d_model", .integer, Wording("features", "特征数"), aliases: ["dim", "embed_dim"]),
        Parameter(
          "nhead", .integer, Wording("heads of the attention", "注意力的头数"), default: .number(1),
          aliases: ["num_heads", "heads"]),
        Parameter("num_layers", .integer, .empty, default: .number(1), aliases: ["layers"]),
        Parameter(
          "dim_feedforward", .integer, Wording("width of the small network", "小网络的宽度"), default: .number(2048)
        ),
        Parameter("dropout", .number, .empty, default: .number(0.1)),
        Parameter("activation", .choice(["relu", "gelu"]), .empty, default: .string("relu")),
        Parameter(
          "norm_first", .bool, Wording("norms before instead of after", "归一化放在前面而不是后面"), default: .bool(false)
        ),
        Parameter("causal", .bool, Wording("a step sees no later one", "每一步看不到后面的步"), default: .bool(false)),
      ],
      returns: Wording(
        "a layer: N×T×d_model → the same; a mask may follow, as for attention",
        "层：N×T×d_model → 形状不变；后面可以给掩码，与 attention 相同"),
      examples: [
        Example("shape(transformer_encoder(8, 2, dim_feedforward=16)(zeros(2, 5, 8)))", "(2, 5, 8)")
      ],
      notes: Wording(
        """
        Parameters have the names of PyTorch's TransformerEncoder. layer(x, lengths=[5, 3]) leaves out the steps after \
        each sequence's end.
        """,
        """
        参数名与 PyTorch 的 TransformerEncoder 相同。layer(x, lengths=[5, 3]) 略去每个序列结束之后的步。
        """))
  ) { arguments in
    var settings = TransformerEncoderLayer.Settings(arguments[0].int ?? 0, heads: arguments[1].int ?? 1)
    settings.width = arguments[3].int ?? 2048
    settings.dropout = arguments[4].double ?? 0.1
    settings.usesGELU = arguments[5].string == "gelu"
    settings.normFirst = arguments[6].bool ?? false
    settings.causal = arguments[7].bool ?? false
    return .object(try TransformerEncoder(settings, count: arguments[2].int ?? 1))
  }
}
