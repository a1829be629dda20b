import Autograd
import Catalog
import Tensor
import Text

/// `y = x Wᵀ + b` over the last axis. Weight is out × in.
public final class Linear: Layer {
  private var inputs: Int?
  private let outputs: Int
  public let weight: Variable
  public let bias: Variable?

  /// - Parameter inputs: nil leaves it to the first call.
  public init(_ inputs: Int?, _ outputs: Int, bias hasBias: Bool = true) throws {
    try Sizes.positive([inputs ?? 1, outputs], "linear")
    self.inputs = inputs
    self.outputs = outputs
    if let inputs {
      weight = try Initialization.standard([outputs, inputs], fanIn: inputs)
      bias = hasBias ? try Initialization.standard([outputs], fanIn: inputs) : nil
    } else {
      weight = try Parameters.pending()
      bias = hasBias ? try Parameters.pending() : nil
    }
    super.init(kind: "linear")
  }

  public override var parameters: [(name: String, variable: Variable)] {
    [("weight", weight)] + (bias.map { [("bias", $0)] } ?? [])
  }

  public override var readable: [(name: String, value: Argument)] {
    [
      ("in_features", Sizes.argument(inputs)), ("out_features", Sizes.argument(outputs)),
    ]
  }

  public override var detail: String {
    (inputs.map { "\($0), " } ?? "") + "\(outputs)" + (bias == nil ? ", bias=false" : "")
  }

  public override func forward(_ x: Variable) throws -> Variable {
    guard let size = x.shape.last else { throw NetworkFailure.linearScalar(signature) }
    if weight.tensor.count == 0 { try materialize(size) }
    guard size == weight.shape[1] else {
      throw SizeOrigin.fault(
        .linearInput(signature, expected: weight.shape[1], got: x.shape.array), x, axis: x.shape.rank - 1,
        of: self)
    }
    return try Ops.linear(x, weight, bias)
  }

  public override func flops(input: [Int], output: [Int]) -> Int {
    2 * Sizes.product(output) * (input.last ?? 0)
  }

  var signature: String { "linear(\(detail))" }

  /// The input features, where they are known.
  var features: Int? { inputs }

  /// Weights, out × in, and biases, where they are few enough to be drawn.
  var shown: (weights: [[Double]], biases: [Double]) {
    guard weight.shape.rank == 2, weight.tensor.count <= 4096 else { return ([], []) }
    let (values, width) = (weight.tensor.doubles, weight.shape[1])
    let rows = (0..<weight.shape[0]).map { Array(values[$0 * width..<($0 + 1) * width]) }
    return (rows, bias?.tensor.doubles ?? [])
  }

  private func materialize(_ size: Int) throws {
    inputs = size
    try Initialization.materialize(weight, [outputs, size], fanIn: size)
    if let bias { try Initialization.materialize(bias, [outputs], fanIn: size) }
  }
}

extension Linear {
  static let builtin = Builtin(
    Descriptor(
      "linear", .layer,
      Wording(
        "Fully connected layer: every output is a weighted sum of all inputs",
        "全连接层（密集连接层，fully connected layer）：每个输出都是所有输入的加权和"),
      formula: "y = x Wᵀ + b",
      parameters: [
        Parameter(
          "in", .integer,
          Wording("input features; leave out to take them from the first call", "输入特征数；不写则由第一次调用决定"),
          default: Argument.none,
          aliases: ["in_features"]),
        Parameter(
          "out", .integer, Wording("output features", "输出特征数"), default: Argument.none,
          aliases: ["out_features"]),
        Parameter("bias", .bool, Wording("add a learned b", "加上可学习的偏置 b"), default: .bool(true)),
      ],
      returns: Wording("a layer: …×in → …×out", "层：…×in → …×out"),
      examples: [Example("shape(linear(3, 2)(ones(5, 3)))", "(5, 2)"), Example("linear(10)", "linear(10)")],
      notes: Wording(
        "W and b start uniform in ±1/√in, as in PyTorch. linear(n) alone gives the outputs.",
        "W 和 b 的初值在 ±1/√in 之间均匀分布，与 PyTorch 相同。只写 linear(n) 时 n 是输出数。"))
  ) { arguments in
    let first = arguments[0].int
    let second = arguments[1].int
    guard let outputs = second ?? first else { throw NetworkFailure.missingSize("linear", "out") }
    return .object(
      try Linear(second == nil ? nil : first, outputs, bias: arguments[2].bool ?? true))
  }
}
