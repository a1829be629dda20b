import Autograd
import Catalog
import Tensor

// Arguments as this floor's objects.
extension Argument {
  var variable: Variable? {
    if case .object(let object) = self { return object as? Variable }
    return nil
  }

  /// The variable, or the first one of a tuple or list: what a recurrent layer or a model of several outputs gives.
  var firstVariable: Variable? {
    switch self {
    case .object(let object): object as? Variable
    case .tuple(let items), .list(let items): items.lazy.compactMap(\.firstVariable).first
    default: nil
    }
  }

  /// Every variable in it, in order.
  var variables: [Variable] {
    switch self {
    case .object(let object): (object as? Variable).map { [$0] } ?? []
    case .tuple(let items), .list(let items): items.flatMap(\.variables)
    case .record(let fields): fields.flatMap(\.value.variables)
    default: []
    }
  }

  /// With plain tensors as variables, also inside tuples and lists.
  var recorded: Argument {
    switch self {
    case .object(let object): (object as? Tensor).map { .object(Variable($0)) } ?? self
    case .tuple(let items): .tuple(items.map(\.recorded))
    case .list(let items): .list(items.map(\.recorded))
    default: self
    }
  }
}
