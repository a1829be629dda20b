import Autograd
import Tensor

/// The matrices that make queries, keys and values: one of 3E×E, or three where keys or values have other sizes.
struct AttentionProjection {
  let keyFeatures: Int
  let valueFeatures: Int
  private let features: Int
  /// One, or those of queries, keys and values.
  private let weights: [Variable]
  private let bias: Variable?

  init(_ settings: Attention.Settings) throws {
    features = settings.features
    let (features, keyFeatures) = (features, settings.keyFeatures ?? features)
    let valueFeatures = settings.valueFeatures ?? features
    self.keyFeatures = keyFeatures
    self.valueFeatures = valueFeatures
    let isJoint = keyFeatures == features && valueFeatures == features
    let sizes =
      isJoint ? [[3 * features, features]] : [features, keyFeatures, valueFeatures].map { [features, $0] }
    weights = try sizes.map { size in
      let weight = try Parameters.filled(size, 0)
      try Initialization.xavierUniform.fill(weight)
      return weight
    }
    bias = settings.hasBias ? try Parameters.filled([3 * features], 0) : nil
  }

  /// Under PyTorch's names.
  var parameters: [(name: String, variable: Variable)] {
    let names =
      weights.count == 1 ? ["in_proj_weight"] : ["q_proj_weight", "k_proj_weight", "v_proj_weight"]
    return zip(names, weights).map { (name: $0, variable: $1) } + (bias.map { [("in_proj_bias", $0)] } ?? [])
  }

  /// N×T×E and twice N×S×E.
  func apply(_ query: Variable, _ key: Variable, _ value: Variable) throws -> (Variable, Variable, Variable) {
    if weights.count == 1, query === key, key === value {
      let parts = try Ops.split(try Ops.linear(query, weights[0], bias), size: features, dim: 2)
      return (parts[0], parts[1], parts[2])
    }
    let weights = weights.count == 1 ? try Ops.split(weights[0], size: features, dim: 0) : weights
    let biases = try bias.map { try Ops.split($0, size: features, dim: 0) }
    let parts = try [query, key, value].enumerated().map { index, x in
      try Ops.linear(x, weights[index], biases?[index])
    }
    return (parts[0], parts[1], parts[2])
  }
}
