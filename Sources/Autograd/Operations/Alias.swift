import Catalog
import Tensor
import Text

extension Operations {
  /// Marks where a transform's argument enters: the same tensor under a node of its own.
  static let alias = Operation(
    Descriptor(
      "alias", .autograd, Wording("the same tensor", "同一个张量"), parameters: [Parameter("x", .tensor)]),
    shape: { types, _ in types },
    forward: { [$0.inputs[0]] },
    gradient: .unary { g, _ in g },
    checks: [.init([[2]])])
}
