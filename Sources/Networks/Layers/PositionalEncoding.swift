import Autograd
import Catalog
import Glibc
import Tensor
import Text

/// Adds sines and cosines of the position to N×T×D, then dropout.
public final class PositionalEncoding: Layer {
  private let features: Int
  private let limit: Int
  private let table: Variable
  private let dropping: Dropout

  public init(_ features: Int, limit: Int = 5000, dropout: Double = 0) throws {
    try Sizes.positive([features, limit], "positional_encoding")
    self.features = features
    self.limit = limit
    table = Variable(try PositionalEncoding.waves(features, limit))
    dropping = try Dropout(dropout)
    super.init(kind: "positional_encoding")
  }

  public override var detail: String { "\(features)" }

  public override func forward(_ x: Variable) throws -> Variable {
    guard x.shape.rank >= 2, x.shape.last == features else {
      throw SizeOrigin.fault(
        .sequenceInput("positional_encoding(\(detail))", features: features, got: x.shape.array), x,
        axis: x.shape.rank - 1, of: self)
    }
    let steps = x.shape[x.shape.rank - 2]
    guard steps <= limit else { throw NetworkFailure.tooLong(steps, limit) }
    let waves = try table.tensor.slice(axis: 0, start: 0, stop: steps).cast(to: x.dtype)
    dropping.isTraining = isTraining
    return try dropping.forward(try Ops.add(x, Variable(waves)))
  }

  /// sin(t / 10000^(2i/D)) in column 2i, the cosine beside it.
  private static func waves(_ features: Int, _ limit: Int) throws -> Tensor {
    let table = try Tensor(empty: try Shape.checked([limit, features]), .f64)
    if table.isHollow { return table }
    for step in 0..<limit {
      for column in 0..<features {
        let angle = Double(step) / pow(10000, Double(column / 2 * 2) / Double(features))
        table.f64[step * features + column] = column % 2 == 0 ? sin(angle) : cos(angle)
      }
    }
    return table
  }

  static let builtin = Builtin(
    Descriptor(
      "positional_encoding", .layer,
      Wording(
        "Adds the position to each step, as sines and cosines",
        "位置编码 (positional encoding)：把位置以正弦和余弦加到每一步上"),
      formula: "x_t + sin(t / 10000^(2i/D)), x_t + cos(t / 10000^(2i/D))",
      parameters: [
        Parameter("d_model", .integer, Wording("features", "特征数"), aliases: ["dim"]),
        Parameter("max_len", .integer, Wording("the longest sequence", "最长的序列"), default: .number(5000)),
        Parameter("dropout", .number, .empty, default: .number(0)),
      ],
      returns: Wording("a layer of the input's shape", "层，形状与输入相同"),
      examples: [Example("positional_encoding(2)(zeros(1, 1, 2))", "[[[0, 1]]]")])
  ) { arguments in
    .object(
      try PositionalEncoding(
        arguments[0].int ?? 0, limit: arguments[1].int ?? 5000, dropout: arguments[2].double ?? 0))
  }
}
