import Catalog
import Tensor

extension Operations {
  /// Marks where a transform's argument enters: the same tensor under a node of its own.
  static let alias = Operation(
    Descriptor("alias", .autograd, "the same tensor", parameters: [Parameter("x", .tensor)]),
    shape: { types, _ in types },
    forward: { [$0.inputs[0]] },
    gradient: .unary { g, _ in g },
    checks: [.init([[2]])])
}
