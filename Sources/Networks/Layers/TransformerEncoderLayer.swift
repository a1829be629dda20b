import Autograd
import Catalog
import Tensor

/// Attention and a two-layer network, each with a residual connection and a layer norm.
public final class TransformerEncoderLayer: Module {
  public struct Settings {
    public var features: Int
    public var heads: Int
    public var width = 2048
    public var dropout = 0.1
    /// nil: relu.
    public var activation: ((Variable) throws -> Variable)?
    public var normFirst = false
    public var causal = false
    public var normEps = 1e-5
    public var hasBias = true
    public var isBatchFirst = true

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
    var inner = Attention.Settings(settings.features, heads: settings.heads)
    inner.dropout = settings.dropout
    inner.isCausal = settings.causal
    inner.hasBias = settings.hasBias
    inner.isBatchFirst = settings.isBatchFirst
    attention = try Attention(inner)
    first = try Linear(settings.features, settings.width, bias: settings.hasBias)
    second = try Linear(settings.width, settings.features, bias: settings.hasBias)
    norms = try (0..<2).map { _ in
      try LayerNorm([settings.features], eps: settings.normEps, bias: settings.hasBias)
    }
    drops = try (0..<3).map { _ in try Dropout(settings.dropout) }
    super.init(kind: "transformer_encoder_layer")
  }

  public override var children: [(name: String, module: Module)] {
    [
      ("self_attn", attention), ("linear1", first), ("dropout", drops[0]), ("linear2", second),
      ("norm1", norms[0]), ("norm2", norms[1]), ("dropout1", drops[1]), ("dropout2", drops[2]),
    ]
  }

  func encode(_ x: Variable, _ masks: AttentionMasks) throws -> Variable {
    guard 2...3 ~= x.shape.rank, x.shape.last == settings.features else {
      throw SizeOrigin.fault(
        .attentionInput(
          "transformer_encoder(\(settings.features), nhead=\(settings.heads))", features: settings.features,
          got: x.shape.array), x,
        axis: x.shape.rank - 1, of: self)
    }
    if settings.normFirst {
      let y = try Ops.add(x, try attend(try norms[0].apply(x), masks))
      return try Ops.add(y, try feed(try norms[1].apply(y)))
    }
    let y = try norms[0].apply(try Ops.add(x, try attend(x, masks)))
    return try norms[1].apply(try Ops.add(y, try feed(y)))
  }

  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    guard (1...2).contains(arguments.count), let x = arguments[0].variable else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    return .object(
      try encode(x, AttentionMasks(allowed: arguments.count > 1 ? arguments[1].variable : nil)))
  }

  private func attend(_ x: Variable, _ masks: AttentionMasks) throws -> Variable {
    let mixed = try attention.attend(x, x, x, masks).output
    if attention.isObserved { attention.notify(x, mixed) }
    return try drops[1].apply(mixed)
  }

  private func feed(_ x: Variable) throws -> Variable {
    let hidden = try first.apply(x)
    let active = try settings.activation?(hidden) ?? Ops.relu(hidden)
    return try drops[2].apply(try second.apply(try drops[0].apply(active)))
  }
}
