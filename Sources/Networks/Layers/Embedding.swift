import Autograd
import Catalog
import Tensor
import Text

/// A table of vectors looked up by index: … → …×dim. Weight is count × dim, drawn from N(0, 1).
public final class Embedding: Layer {
  private let count: Int
  private let dimension: Int
  public let weight: Variable
  /// Its row starts at zero and gets no gradient.
  private let padding: Int?
  /// Rows that are looked up are shrunk to this norm first; nil: they are not.
  private let largestNorm: Double?
  private let normPower: Double
  /// A row's gradient is divided by how often it was looked up.
  private let scalesByFrequency: Bool

  public init(
    _ count: Int, _ dimension: Int, padding: Int? = nil, largestNorm: Double? = nil, normPower: Double = 2,
    scalesByFrequency: Bool = false
  ) throws {
    try Sizes.positive([count, dimension], "embedding")
    self.count = count
    self.dimension = dimension
    self.largestNorm = largestNorm
    self.normPower = normPower
    self.scalesByFrequency = scalesByFrequency
    self.padding = padding.map { $0 < 0 ? $0 + count : $0 }
    let table = try Initialization.normal(try Shape.checked([count, dimension]), deviation: 1)
    if let row = self.padding {
      guard row >= 0, row < count else { throw NetworkFailure.indexOutOfRange("padding_idx", row, count) }
      for column in 0..<dimension { table.f32[row * dimension + column] = 0 }
    }
    weight = Variable(table, isParameter: true)
    super.init(kind: "embedding")
  }

  public override var parameters: [(name: String, variable: Variable)] { [("weight", weight)] }
  public override var readable: [(name: String, value: Argument)] {
    [
      ("num_embeddings", Sizes.argument(count)), ("embedding_dim", Sizes.argument(dimension)),
      ("padding_idx", Sizes.argument(padding)), ("max_norm", largestNorm.map { .number($0) } ?? .none),
      ("norm_type", .number(normPower)), ("scale_grad_by_freq", .bool(scalesByFrequency)),
    ]
  }

  public override var detail: String { "\(count), \(dimension)" }

  public override func forward(_ x: Variable) throws -> Variable {
    let indices = try SizeOrigin.placing(self) {
      try Indices.of(x.tensor, below: count, what: "embedding(\(detail))")
    }
    if let largestNorm { try shrink(Set(indices.ints), to: largestNorm) }
    var looked = try lookUp(indices)
    if scalesByFrequency, weight.requiresGradient { looked = try scaled(looked, indices.ints) }
    guard let padding else { return looked }
    // Where the padding row stands, its values pass and its gradient does not.
    let places = try Tensor.from(indices.ints.map { $0 == padding }, Shape(indices.shape.array + [1]))
    return try Ops.select(
      try places.broadcast(to: looked.shape).contiguous(), looked.detached(), looked)
  }

  private func lookUp(_ indices: Tensor) throws -> Variable {
    let rows = try Ops.indexSelect(weight, dim: 0, Variable(try indices.reshaped([indices.count])))
    return try Ops.reshape(rows, indices.shape.array + [dimension])
  }

  /// As PyTorch does it: in place, outside of what is recorded.
  private func shrink(_ rows: Set<Int>, to limit: Double) throws {
    guard !weight.tensor.isHollow else { return }
    let table = try weight.tensor.copy()
    for row in rows {
      let values = try table.slice(axis: 0, start: row, stop: row + 1, step: 1)
      let norm = try GradientClipping.norm([values], normPower)
      guard norm > limit else { continue }
      let factor = limit / (norm + 1e-7)
      for index in row * dimension..<(row + 1) * dimension {
        if table.dtype == .f64 { table.f64[index] *= factor } else { table.f32[index] *= Float(factor) }
      }
    }
    weight.assign(table)
  }

  /// The same values, with gradients divided by how often each index occurs.
  private func scaled(_ looked: Variable, _ indices: [Int]) throws -> Variable {
    let counts = indices.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let shares = try Tensor.from(
      indices.map { 1 / Double(counts[$0] ?? 1) }, Shape(looked.shape.dropLast() + [1]))
    let passing = try Ops.multiply(looked, Variable(try shares.cast(to: looked.dtype)))
    return try Ops.add(passing, try Ops.subtract(looked.detached(), passing.detached()))
  }

  static let builtin = Builtin(
    Descriptor(
      "embedding", .layer,
      Wording("Embedding: a learned vector for each index", "嵌入 (embedding)：每个下标一个可学习的向量"),
      parameters: [
        Parameter("count", .integer, Wording("number of indices", "下标的个数"), aliases: ["num_embeddings"]),
        Parameter("dim", .integer, Wording("length of each vector", "每个向量的长度"), aliases: ["embedding_dim"]),
        Parameter(
          "padding_idx", .integer,
          Wording("index whose vector starts at zero and stays as it is", "这个下标的向量从零开始，并保持不变"),
          default: Argument.none),
        Parameter(
          "max_norm", .number,
          Wording("vectors looked up are shrunk to this norm; none: they are not", "查到的向量缩小到这个范数以内；none：不缩小"),
          default: Argument.none),
        Parameter("norm_type", .number, Wording("p of that norm", "该范数的 p"), default: .number(2)),
        Parameter(
          "scale_grad_by_freq", .bool,
          Wording("divide a vector's gradient by how often its index occurs", "把向量的梯度除以它的下标出现的次数"),
          default: .bool(false)),
      ],
      returns: Wording("a layer: indices of any shape → that shape×dim", "层：任意形状的下标 → 该形状×dim"),
      examples: [Example("shape(embedding(10, 3)([1, 2, 9]))", "(3, 3)")])
  ) { arguments in
    .object(
      try Embedding(
        arguments[0].int ?? 0, arguments[1].int ?? 0, padding: arguments[2].int,
        largestNorm: arguments[3].double, normPower: arguments[4].double ?? 2,
        scalesByFrequency: arguments[5].bool ?? false))
  }
}

/// Whole-valued tensors used as indices or labels.
enum Indices {
  /// As i64, contiguous, each checked to be in 0..<bound.
  static func of(_ tensor: Tensor, below bound: Int, what: String) throws -> Tensor {
    let indices = try whole(tensor, what)
    if indices.isHollow { return indices }
    let values = indices.i64
    for position in 0..<indices.count where values[position] < 0 || values[position] >= bound {
      throw NetworkFailure.indexOutOfRange(what, Int(values[position]), bound)
    }
    return indices
  }

  /// As i64, contiguous; fractions are an error.
  static func whole(_ tensor: Tensor, _ what: String) throws -> Tensor {
    if tensor.dtype.isFloating, !tensor.isHollow {
      let values = tensor.dtype == .f32 ? try tensor.cast(to: .f64).contiguous() : try tensor.contiguous()
      for position in 0..<values.count where Int(exactly: values.f64[position]) == nil {
        throw NetworkFailure.notWhole(what, values.f64[position])
      }
    }
    return try (tensor.dtype == .i64 ? tensor : try tensor.cast(to: .i64)).contiguous()
  }
}
