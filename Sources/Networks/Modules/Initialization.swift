import Autograd
import Tensor

/// Ways to draw initial weights. Fans follow PyTorch: `weight` is out × in × window.
public enum Initialization: String, CaseIterable {
  case kaimingUniform = "kaiming_uniform"
  case kaimingNormal = "kaiming_normal"
  case xavierUniform = "xavier_uniform"
  case xavierNormal = "xavier_normal"
  case normal, uniform, zeros, ones, orthogonal

  /// The words that `init(net, …)` takes; `kaiming` and `xavier` (He, Glorot) are the uniform forms.
  public init?(word: String) {
    switch word {
    case "kaiming", "he", "he_uniform": self = .kaimingUniform
    case "he_normal": self = .kaimingNormal
    case "xavier", "glorot", "glorot_uniform": self = .xavierUniform
    case "glorot_normal": self = .xavierNormal
    default: self.init(rawValue: word)
    }
  }

  /// - Parameters:
  ///   - gain: √2 for ReLU networks in the kaiming forms, 1 elsewhere.
  ///   - scale: the standard deviation of `normal`, the bound of `uniform`.
  func fill(_ variable: Variable, gain: Double? = nil, scale: Double = 0.02) throws {
    let shape = variable.shape
    let (fanIn, fanOut) = Initialization.fans(shape)
    let relu = gain ?? 2.0.squareRoot()
    let unit = gain ?? 1
    let values: Tensor
    switch self {
    case .kaimingUniform:
      values = try Initialization.uniform(shape, bound: relu * (3 / Double(max(fanIn, 1))).squareRoot())
    case .kaimingNormal:
      values = try Initialization.normal(shape, deviation: relu / Double(max(fanIn, 1)).squareRoot())
    case .xavierUniform:
      values = try Initialization.uniform(
        shape, bound: unit * (6 / Double(max(fanIn + fanOut, 1))).squareRoot())
    case .xavierNormal:
      values = try Initialization.normal(
        shape, deviation: unit * (2 / Double(max(fanIn + fanOut, 1))).squareRoot())
    case .normal: values = try Initialization.normal(shape, deviation: scale)
    case .uniform: values = try Initialization.uniform(shape, bound: scale)
    case .zeros: values = try Tensor.full(shape, 0, .f32)
    case .ones: values = try Tensor.full(shape, 1, .f32)
    case .orthogonal: values = try Orthogonal.draw(shape, gain: unit)
    }
    variable.assign(values.dtype == variable.dtype ? values : try values.cast(to: variable.dtype))
  }

  /// Inputs and outputs of one unit, the window included.
  static func fans(_ shape: Shape) -> (fanIn: Int, fanOut: Int) {
    guard shape.rank >= 2 else { return (shape.elementCount, shape.elementCount) }
    let window = shape.dropFirst(2).reduce(1, *)
    return (shape[1] * window, shape[0] * window)
  }

  /// PyTorch's default of linear and convolution layers: U(±1/√fan_in), the kaiming form with a = √5.
  static func standard(_ shape: [Int], fanIn: Int) throws -> Variable {
    let bound = fanIn > 0 ? 1 / Double(fanIn).squareRoot() : 0
    return Variable(try uniform(try Shape.checked(shape), bound: bound), isParameter: true)
  }

  /// ``standard(_:fanIn:)`` for a parameter that waited for its shape.
  static func materialize(_ variable: Variable, _ shape: [Int], fanIn: Int) throws {
    variable.assign(try standard(shape, fanIn: fanIn).tensor.cast(to: variable.dtype))
  }

  static func uniform(_ shape: Shape, bound: Double) throws -> Tensor {
    try RandomGenerator.shared.uniform(shape, low: -bound, high: bound)
  }

  static func normal(_ shape: Shape, deviation: Double) throws -> Tensor {
    try RandomGenerator.shared.normal(shape, mean: 0, deviation: deviation)
  }
}

/// Rows (or columns, of a tall matrix) at right angles, by modified Gram–Schmidt on normal draws.
private enum Orthogonal {
  static func draw(_ shape: Shape, gain: Double) throws -> Tensor {
    let rows = shape.first ?? 1
    let columns = shape.dropFirst().reduce(1, *)
    let count = min(rows, columns)
    let length = max(rows, columns)
    if count * length * 4 > Hollow.limit { return try .hollow(shape) }
    let drawn = try Initialization.normal([count, length], deviation: 1).doubles
    var basis: [[Double]] = []
    for index in 0..<count {
      var vector = Array(drawn[index * length..<(index + 1) * length])
      for other in basis {
        let projection = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
        for position in vector.indices { vector[position] -= projection * other[position] }
      }
      let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      basis.append(vector.map { gain * $0 / max(norm, 1e-12) })
    }
    let flat = try Tensor.from(basis.flatMap { $0 }.map(Float.init), [count, length])
    let matrix = rows <= columns ? flat : try flat.transposed(0, 1).contiguous()
    return try matrix.reshaped(shape)
  }
}
