import Autograd
import Catalog
import Tensor
import Text

/// Multi-head attention over N×T×E; gives a tensor.
public final class Attention: Module {
  public struct Settings {
    public var features: Int
    public var heads: Int
    public var dropout = 0.0
    public var hasBias = true
    public var isCausal = false
    /// One more key and value, which are learned.
    public var addsLearnedKey = false
    /// One more key and value of zeros.
    public var addsZeroKey = false
    /// Features of keys and values; nil: those of the queries.
    public var keyFeatures: Int?
    public var valueFeatures: Int?
    /// Sequences are N×T×E; else T×N×E.
    public var isBatchFirst = true

    public init(_ features: Int, heads: Int) {
      self.features = features
      self.heads = heads
    }
  }

  private let settings: Settings
  private let projection: AttentionProjection
  private let output: Linear
  private let dropping: Dropout?
  /// The learned key and value, 1×1×E.
  private let learned: (key: Variable, value: Variable)?

  public init(_ settings: Settings) throws {
    let features = settings.features
    try Sizes.positive(
      [features, settings.heads, settings.keyFeatures ?? 1, settings.valueFeatures ?? 1], "attention")
    guard features % settings.heads == 0 else { throw NetworkFailure.headCount(features, settings.heads) }
    self.settings = settings
    projection = try AttentionProjection(settings)
    output = try Linear(features, features, bias: settings.hasBias)
    if let outBias = output.bias { try Initialization.zeros.fill(outBias) }
    dropping = settings.dropout > 0 ? try Dropout(settings.dropout) : nil
    learned =
      settings.addsLearnedKey
      ? (try Attention.learnedStep(features), try Attention.learnedStep(features)) : nil
    super.init(kind: "attention")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    projection.parameters + (learned.map { [("bias_k", $0.key), ("bias_v", $0.value)] } ?? [])
  }

  public override var children: [(name: String, module: Module)] { [("out_proj", output)] }
  public override var makesParts: Bool { true }
  public override var arity: Int? { nil }

  public override var readable: [(name: String, value: Argument)] {
    [
      ("embed_dim", Sizes.argument(settings.features)), ("num_heads", Sizes.argument(settings.heads)),
      ("dropout", .number(settings.dropout)), ("kdim", Sizes.argument(projection.keyFeatures)),
      ("vdim", Sizes.argument(projection.valueFeatures)), ("batch_first", .bool(settings.isBatchFirst)),
    ]
  }

  public override var detail: String {
    "\(settings.features), num_heads=\(settings.heads)" + (settings.isCausal ? ", causal=true" : "")
      + (settings.isBatchFirst ? "" : ", batch_first=false")
  }

  /// (query), (query, key, value) or either with a mask: true or 1 where attention is allowed, T×S or N×T×S; a
  /// floating mask is added to the scores.
  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    let tensors = arguments.filter { !$0.isNone }.compactMap(\.variable)
    guard (1...4).contains(tensors.count), tensors.count == arguments.filter({ !$0.isNone }).count else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    let query = tensors[0]
    let key = tensors.count >= 3 ? tensors[1] : query
    let value = tensors.count >= 3 ? tensors[2] : key
    let masks = AttentionMasks(allowed: tensors.count % 2 == 0 ? tensors.last : nil)
    return .object(try attend(query, key, value, masks).output)
  }

  private static let form = Descriptor(
    "attention", .layer, .empty,
    parameters: [
      Parameter("query", .tensor, Wording(verbatim: "N×T×E"), aliases: ["x"]),
      Parameter(
        "key", .tensor, Wording("N×S×E; none: the query", "N×S×E；none：与 query 相同"), default: Argument.none),
      Parameter(
        "value", .tensor, Wording("N×S×E; none: the key", "N×S×E；none：与 key 相同"), default: Argument.none),
      Parameter(
        "mask", .tensor, Wording("T×S or N×T×S, true where attention is allowed", "T×S 或 N×T×S，true 表示允许注意"),
        default: Argument.none),
      Parameter(
        "lengths", .any, Wording("how many keys of each sequence count", "每个序列有多少个键计入"),
        default: Argument.none),
      Parameter("need_weights", .bool, Wording("give the weights too", "同时给出注意力权重"), default: .bool(false)),
      Parameter(
        "attn_mask", .tensor,
        Wording("T×S or N·heads×T×S, true where it is not", "T×S 或 N·头数×T×S，true 表示不允许"),
        default: Argument.none,
        keywordOnly: true),
      Parameter(
        "key_padding_mask", .tensor, Wording("N×S, true where a key does not count", "N×S，true 表示该键不计入"),
        default: Argument.none,
        keywordOnly: true),
      Parameter(
        "average_attn_weights", .bool, Wording("over the heads", "对各头取平均"), default: .bool(true),
        keywordOnly: true),
      Parameter(
        "is_causal", .bool, Wording("a step sees no later one", "每一步看不到后面的步"), default: .bool(false),
        keywordOnly: true),
    ])

  public override var callDescriptor: Descriptor? { Attention.form }

  /// With `need_weights` a pair: the output, and the weights N×T×S, the mean over the heads, or N×heads×T×S.
  public override func evaluate(named arguments: [Argument]) throws -> Argument {
    guard let query = arguments[0].variable else {
      throw NetworkFailure.expectsOneTensor(kind, got: Array(arguments.prefix(1)))
    }
    let key = arguments[1].variable ?? query
    let value = arguments[2].variable ?? key
    let batchAxis = settings.isBatchFirst ? 0 : 1
    let isSingle = key.shape.rank != 3
    var masks = AttentionMasks(
      isCausal: arguments[9].bool ?? false, allowed: arguments[3].variable, excluded: arguments[6].variable,
      padding: arguments[7].variable)
    masks.ends = try SequenceLengths(
      arguments[4], kind, sequences: isSingle ? 1 : key.shape[batchAxis],
      steps: isSingle ? key.shape.first ?? 0 : key.shape[1 - batchAxis])
    let (output, weights) = try attend(query, key, value, masks)
    guard arguments[5].bool == true else { return .object(output) }
    let shown = arguments[8].bool == false ? weights : try Ops.mean(weights, dims: [1])
    return .tuple([.object(output), .object(query.shape.rank == 3 ? shown : try Ops.squeeze(shown, [0]))])
  }

  /// The output, and the weights N×heads×T×S before dropout.
  func attend(
    _ query: Variable, _ key: Variable, _ value: Variable, _ masks: AttentionMasks
  ) throws -> (output: Variable, weights: Variable) {
    let sizes = [settings.features, projection.keyFeatures, projection.valueFeatures]
    for (x, size) in zip([query, key, value], sizes)
    where x.shape.rank != 3 && x.shape.rank != 2 || x.shape.last != size {
      throw SizeOrigin.fault(
        .attentionInput("attention(\(detail))", features: size, got: x.shape.array), x,
        axis: x.shape.rank - 1, of: self)
    }
    guard query.shape.rank == 3 else {
      let batch = try [query, key, value].map { $0.shape.rank == 2 ? try Ops.unsqueeze($0, 0) : $0 }
      let (output, weights) = try attendBatch(batch[0], batch[1], batch[2], masks)
      return (try Ops.squeeze(output, [0]), weights)
    }
    guard settings.isBatchFirst else {
      let batch = try [query, key, value].map { try Ops.transpose($0, 0, 1) }
      let isSelf = query === key && key === value
      let (output, weights) = try attendBatch(
        batch[0], isSelf ? batch[0] : batch[1], isSelf ? batch[0] : batch[2], masks)
      return (try Ops.transpose(output, 0, 1), weights)
    }
    return try attendBatch(query, key, value, masks)
  }

  private func attendBatch(
    _ query: Variable, _ key: Variable, _ value: Variable, _ masks: AttentionMasks
  ) throws -> (output: Variable, weights: Variable) {
    var (q, k, v) = try projection.apply(query, key, value)
    var extra = 0
    if let learned {
      k = try Attention.append(try Ops.broadcastTo(learned.key, [k.shape[0], 1, settings.features]), to: k)
      v = try Attention.append(try Ops.broadcastTo(learned.value, [v.shape[0], 1, settings.features]), to: v)
      extra += 1
    }
    if settings.addsZeroKey {
      let zeros = Variable(try Tensor.zeros([k.shape[0], 1, settings.features], k.dtype))
      k = try Attention.append(zeros, to: k)
      v = try Attention.append(zeros, to: v)
      extra += 1
    }
    (q, k, v) = (try split(q), try split(k), try split(v))
    let scale = 1 / (Double(settings.features / settings.heads)).squareRoot()
    var scores = try Ops.multiply(
      try Ops.matmul(q, try Ops.transpose(k, -2, -1)), try Ops.scalar(scale, like: q))
    var masks = masks
    masks.isCausal = masks.isCausal || settings.isCausal
    scores = try masks.apply(to: scores, extra: extra)
    let weights = try Ops.softmax(scores, dim: 3)
    var kept = weights
    if let dropping {
      dropping.isTraining = isTraining
      kept = try dropping.forward(weights)
    }
    let mixed = try Ops.transpose(try Ops.matmul(kept, v), 1, 2)
    let joined = try Ops.reshape(mixed, [query.shape[0], query.shape[1], settings.features])
    return (try output.apply(joined), weights)
  }

  public override func flops(input: [Int], output: [Int]) -> Int {
    let steps = Sizes.product(Array(input.dropLast()))
    let features = settings.features
    return 2 * steps * 4 * features * features + 4 * steps * (input.dropLast().last ?? 0) * features
  }

  /// N×heads×T×(E/heads).
  private func split(_ x: Variable) throws -> Variable {
    let parts = try Ops.reshape(
      x, [x.shape[0], x.shape[1], settings.heads, settings.features / settings.heads])
    return try Ops.transpose(parts, 1, 2)
  }

  private static func append(_ step: Variable, to x: Variable) throws -> Variable {
    try Ops.concatenate([x, step], dim: 1)
  }

  private static func learnedStep(_ features: Int) throws -> Variable {
    let step = try Parameters.filled([1, 1, features], 0)
    try Initialization.xavierNormal.fill(step)
    return step
  }
}

extension Attention {
  private static let parameters = [
    Parameter("embed_dim", .integer, Wording("features", "特征数"), aliases: ["dim", "d_model"]),
    Parameter(
      "num_heads", .integer, Wording("heads, which share the features", "头数，各头平分特征"), default: .number(1),
      aliases: ["heads"]),
    Parameter("dropout", .number, Wording("of the weights", "作用于注意力权重"), default: .number(0)),
    Parameter("bias", .bool, Wording("add learned b", "加上可学习的 b"), default: .bool(true)),
    Parameter(
      "causal", .bool, Wording("a step sees no later one", "每一步看不到后面的步"), default: .bool(false),
      keywordOnly: true),
    Parameter(
      "add_bias_kv", .bool, Wording("one more key and value, learned", "多一个可学习的键和值"), default: .bool(false),
      keywordOnly: true),
    Parameter(
      "add_zero_attn", .bool, Wording("one more key and value of zeros", "多一个全零的键和值"), default: .bool(false),
      keywordOnly: true),
    Parameter(
      "kdim", .integer, Wording("features of the keys; none: embed_dim", "键的特征数；none：embed_dim"),
      default: Argument.none, keywordOnly: true),
    Parameter(
      "vdim", .integer, Wording("features of the values; none: embed_dim", "值的特征数；none：embed_dim"),
      default: Argument.none, keywordOnly: true),
    Parameter(
      "batch_first", .bool, Wording("false: sequences are T×N×E", "false：序列的形状是 T×N×E"), default: .bool(true),
      keywordOnly: true),
  ]

  static let builtin = Builtin(
    Descriptor(
      "attention", .layer, Wording("Multi-head attention", "多头注意力 (multi-head attention)"),
      formula: "softmax(Q Kᵀ / √d) V",
      parameters: parameters,
      returns: Wording(
        "a layer: (x) or (query, key, value), each with a mask if wanted → N×T×E",
        "层：(x) 或 (query, key, value)，后面可以再给掩码 → N×T×E"),
      examples: [Example("shape(attention(8, 2)(zeros(2, 5, 8)))", "(2, 5, 8)")],
      notes: Wording(
        """
        layer(x, mask=m): true or 1 where attention is allowed; other numbers are added to the scores. attn_mask= and \
        key_padding_mask= are PyTorch's, true where attention is not allowed. layer(x, lengths=[5, 3]) leaves out the \
        keys after each sequence's end, is_causal=true those after each step; need_weights=true gives the weights \
        N×T×S too, and of each head with average_attn_weights=false.
        """,
        """
        layer(x, mask=m)：true 或 1 表示允许注意；其他数加到得分上。attn_mask= 和 key_padding_mask= 与 PyTorch 相同，true 表示不允许。\
        layer(x, lengths=[5, 3]) 略去每个序列结束之后的键，is_causal=true 略去每一步之后的键；\
        need_weights=true 还给出权重 N×T×S，加上 average_attn_weights=false 则给出每个头的权重。
        """))
  ) { arguments in
    let given = GivenArguments(parameters, arguments)
    var settings = Settings(given["embed_dim"].int ?? 0, heads: given["num_heads"].int ?? 1)
    settings.dropout = given["dropout"].double ?? 0
    settings.hasBias = given["bias"].bool ?? true
    settings.isCausal = given["causal"].bool ?? false
    settings.addsLearnedKey = given["add_bias_kv"].bool ?? false
    settings.addsZeroKey = given["add_zero_attn"].bool ?? false
    settings.keyFeatures = given["kdim"].int
    settings.valueFeatures = given["vdim"].int
    settings.isBatchFirst = given["batch_first"].bool ?? true
    return .object(try Attention(settings))
  }
}
