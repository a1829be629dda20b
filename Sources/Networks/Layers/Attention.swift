import Autograd
import Catalog
import Tensor
import Text

/// Multi-head attention over N×T×E, batch first; gives a tensor.
public final class Attention: Module {
  private let features: Int
  private let heads: Int
  private let isCausal: Bool
  private let inWeight: Variable
  private let inBias: Variable?
  private let output: Linear
  private let dropping: Dropout?

  public init(
    _ features: Int, heads: Int, dropout: Double = 0, bias: Bool = true, causal: Bool = false
  ) throws {
    try Sizes.positive([features, heads], "attention")
    guard features % heads == 0 else { throw NetworkFailure.headCount(features, heads) }
    self.features = features
    self.heads = heads
    isCausal = causal
    inWeight = Variable(try Tensor.zeros(try Shape.checked([3 * features, features])), isParameter: true)
    try Initialization.xavierUniform.fill(inWeight)
    inBias = bias ? try Parameters.filled([3 * features], 0) : nil
    output = try Linear(features, features, bias: bias)
    if let outBias = output.bias { try Initialization.zeros.fill(outBias) }
    dropping = dropout > 0 ? try Dropout(dropout) : nil
    super.init(kind: "attention")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    [("in_proj_weight", inWeight)] + (inBias.map { [("in_proj_bias", $0)] } ?? [])
  }

  public override var children: [(name: String, module: Module)] { [("out_proj", output)] }
  public override var makesParts: Bool { true }
  public override var arity: Int? { nil }
  public override var detail: String { "\(features), num_heads=\(heads)" + (isCausal ? ", causal=true" : "") }

  /// (query), (query, key, value) or either with a mask: true or 1 where attention is allowed, T×S or N×T×S; a
  /// floating mask is added to the scores, as in PyTorch.
  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    let tensors = arguments.filter { !$0.isNone }.compactMap(\.variable)
    guard (1...4).contains(tensors.count), tensors.count == arguments.filter({ !$0.isNone }).count else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    let query = tensors[0]
    let key = tensors.count >= 3 ? tensors[1] : query
    let value = tensors.count >= 3 ? tensors[2] : key
    return .object(try attend(query, key, value, mask: tensors.count % 2 == 0 ? tensors.last : nil).output)
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
        "mask", .tensor, Wording("T×S or N×T×S", "T×S 或 N×T×S"), default: Argument.none,
        aliases: ["attn_mask"]),
      Parameter(
        "lengths", .any, Wording("how many keys of each sequence count", "每个序列有多少个键计入"),
        default: Argument.none),
      Parameter("need_weights", .bool, Wording("give the weights too", "同时给出注意力权重"), default: .bool(false)),
    ])

  public override var callDescriptor: Descriptor? { Attention.form }

  /// With `need_weights` a pair: the output, and the weights N×T×S, the mean over the heads.
  public override func evaluate(named arguments: [Argument]) throws -> Argument {
    guard let query = arguments[0].variable else {
      throw NetworkFailure.expectsOneTensor(kind, got: Array(arguments.prefix(1)))
    }
    let key = arguments[1].variable ?? query
    let value = arguments[2].variable ?? key
    let (batch, sources) = key.shape.rank == 3 ? (key.shape[0], key.shape[1]) : (1, key.shape.first ?? 0)
    let ends = try SequenceLengths(arguments[4], kind, sequences: batch, steps: sources)
    let (output, weights) = try attend(query, key, value, mask: arguments[3].variable, ends)
    guard arguments[5].bool == true else { return .object(output) }
    let mean = try Ops.mean(weights, dims: [1])
    return .tuple([.object(output), .object(query.shape.rank == 3 ? mean : try Ops.squeeze(mean, [0]))])
  }

  /// The output, and the weights N×heads×T×S before dropout.
  func attend(
    _ query: Variable, _ key: Variable, _ value: Variable, mask: Variable?, _ ends: SequenceLengths? = nil
  ) throws -> (output: Variable, weights: Variable) {
    for x in [query, key, value] where x.shape.rank != 3 && x.shape.rank != 2 || x.shape.last != features {
      throw SizeOrigin.fault(
        .attentionInput("attention(\(detail))", features: features, got: x.shape.array), x,
        axis: x.shape.rank - 1, of: self)
    }
    guard query.shape.rank == 3 else {
      let batch = try [query, key, value].map { $0.shape.rank == 2 ? try Ops.unsqueeze($0, 0) : $0 }
      let (output, weights) = try attend(batch[0], batch[1], batch[2], mask: mask, ends)
      return (try Ops.squeeze(output, [0]), weights)
    }
    let (q, k, v) = try project(query, key, value)
    let scale = 1 / (Double(features / heads)).squareRoot()
    var scores = try Ops.multiply(
      try Ops.matmul(q, try Ops.transpose(k, -2, -1)), try Ops.scalar(scale, like: q))
    if let bias = try additiveMask(mask, scores) { scores = try Ops.add(scores, bias) }
    if let ends {
      let allowed = try ends.keyMask(steps: scores.shape[3]).unsqueezed(1)
      scores = try Ops.select(allowed, scores, try Ops.scalar(-1e9, like: scores))
    }
    let weights = try Ops.softmax(scores, dim: 3)
    var kept = weights
    if let dropping {
      dropping.isTraining = isTraining
      kept = try dropping.forward(weights)
    }
    let mixed = try Ops.transpose(try Ops.matmul(kept, v), 1, 2)
    let joined = try Ops.reshape(mixed, [query.shape[0], query.shape[1], features])
    return (try output.apply(joined), weights)
  }

  public override func flops(input: [Int], output: [Int]) -> Int {
    let steps = Sizes.product(Array(input.dropLast()))
    return 2 * steps * 4 * features * features + 4 * steps * (input.dropLast().last ?? 0) * features
  }

  /// N×heads×T×(E/heads) each.
  private func project(
    _ query: Variable, _ key: Variable, _ value: Variable
  ) throws -> (Variable, Variable, Variable) {
    if query === key, key === value {
      let parts = try Ops.split(try Ops.linear(query, inWeight, inBias), size: features, dim: 2)
      return (try split(parts[0]), try split(parts[1]), try split(parts[2]))
    }
    let weights = try Ops.split(inWeight, size: features, dim: 0)
    let biases = try inBias.map { try Ops.split($0, size: features, dim: 0) }
    let parts = try [query, key, value].enumerated().map { index, x in
      try split(try Ops.linear(x, weights[index], biases?[index]))
    }
    return (parts[0], parts[1], parts[2])
  }

  private func split(_ x: Variable) throws -> Variable {
    let parts = try Ops.reshape(x, [x.shape[0], x.shape[1], heads, features / heads])
    return try Ops.transpose(parts, 1, 2)
  }

  /// 0 where attention is allowed and -1e9 elsewhere, N×heads×T×S or broadcastable to it.
  private func additiveMask(_ mask: Variable?, _ scores: Variable) throws -> Variable? {
    let (steps, sources) = (scores.shape[2], scores.shape[3])
    var bias: Variable?
    if isCausal {
      let values = (0..<steps).flatMap { t in (0..<sources).map { $0 <= t ? Float(0) : -1e9 } }
      bias = Variable(try Tensor.from(values, [steps, sources]).cast(to: scores.dtype))
    }
    guard let mask else { return bias }
    let allowed = [[steps, sources], [scores.shape[0], steps, sources], [scores.shape[0], 1, sources]]
    guard allowed.contains(mask.shape.array) else {
      throw NetworkFailure.stateShape("attention (its mask)", expected: allowed[0], got: mask.shape.array)
    }
    var added = try mask.tensor.contiguous()
    // A mask of 0s and 1s says what is allowed; other floats are added as they are.
    if !added.dtype.isFloating
      || added.doubles.allSatisfy({ $0 == 0 || $0 == 1 }) && added.doubles.contains(1)
    {
      added = try Tensor.from(added.doubles.map { $0 != 0 ? Float(0) : -1e9 }, added.shape)
    }
    if added.rank == 3 { added = try added.unsqueezed(1) }
    let given = Variable(try added.cast(to: scores.dtype))
    return try bias.map { try Ops.add(try Ops.broadcastTo($0, broadcastShape(given, steps, sources)), given) }
      ?? given
  }

  private func broadcastShape(_ x: Variable, _ steps: Int, _ sources: Int) -> [Int] {
    x.shape.rank == 2 ? [steps, sources] : [x.shape[0], 1, steps, sources]
  }

  static let builtin = Builtin(
    Descriptor(
      "attention", .layer, Wording("Multi-head attention", "多头注意力 (multi-head attention)"),
      formula: "softmax(Q Kᵀ / √d) V",
      parameters: [
        Parameter("embed_dim", .integer, Wording("features", "特征数"), aliases: ["dim", "d_model"]),
        Parameter(
          "num_heads", .integer, Wording("heads, which share the features", "头数，各头平分特征"), default: .number(1),
          aliases: ["heads"]),
        Parameter("dropout", .number, Wording("of the weights", "作用于注意力权重"), default: .number(0)),
        Parameter("bias", .bool, Wording("add learned b", "加上可学习的 b"), default: .bool(true)),
        Parameter("causal", .bool, Wording("a step sees no later one", "每一步看不到后面的步"), default: .bool(false)),
      ],
      returns: Wording(
        "a layer: (x) or (query, key, value), each with a mask if wanted → N×T×E",
        "层：(x) 或 (query, key, value)，后面可以再给掩码 → N×T×E"),
      examples: [Example("shape(attention(8, 2)(zeros(2, 5, 8)))", "(2, 5, 8)")],
      notes: Wording(
        """
        mask: true or 1 where attention is allowed; other numbers are added to the scores. layer(x, lengths=[5, 3]) \
        leaves out the keys after each sequence's end; layer(x, need_weights=true) gives the weights N×T×S too.
        """,
        """
        掩码：true 或 1 表示允许注意；其他数加到得分上。layer(x, lengths=[5, 3]) 略去每个序列结束之后的键；\
        layer(x, need_weights=true) 还给出权重 N×T×S。
        """))
  ) { arguments in
    .object(
      try Attention(
        arguments[0].int ?? 0, heads: arguments[1].int ?? 1, dropout: arguments[2].double ?? 0,
        bias: arguments[3].bool ?? true, causal: arguments[4].bool ?? false))
  }
}
