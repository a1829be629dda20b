import Autograd
import Catalog
import Networks
import Tensor

/// A module for floors that know tensors but no variables: it is called with tensors and gives tensors.
final class DetachedModule: Callable, NetworkDescribing, Displayable {
  private let module: Module

  init(_ module: Module) { self.module = module }

  var name: String { module.name }
  var arity: Int? { module.arity }
  var typeName: String { module.typeName }
  var displayText: String { module.displayText }

  func call(_ arguments: [Argument]) throws -> Argument {
    try Executor.withoutRecording { try module.call(arguments.map(\.wrapped)).unwrapped }
  }

  func describeNetwork(inputShape: [Int]?) throws -> NetworkDescription {
    try module.describeNetwork(inputShape: inputShape)
  }
}

extension Argument {
  /// Tensors as variables.
  fileprivate var wrapped: Argument {
    switch self {
    case .object(let object): (object as? Tensor).map { .object(Variable($0)) } ?? self
    case .list(let items): .list(items.map(\.wrapped))
    case .tuple(let items): .tuple(items.map(\.wrapped))
    default: self
    }
  }
}
