import Autograd
import Catalog

/// A function that captures layers, seen as a model: its children are the layers it reaches.
public final class ClosureModule: Module {
  private let reached: [(name: String, module: Module)]
  private let variables: [(name: String, variable: Variable)]
  private let body: any Callable

  /// - Parameters:
  ///   - children: the captured modules under the names by which the function knows them.
  ///   - parameters: tensors captured directly that were made by `param`.
  public init(
    name: String, children: [(name: String, module: Module)],
    parameters: [(name: String, variable: Variable)] = [], body: any Callable
  ) {
    reached = children
    variables = parameters
    self.body = body
    super.init(kind: name)
  }

  public override var children: [(name: String, module: Module)] { reached }
  public override var parameters: [(name: String, variable: Variable)] { variables }
  public override var arity: Int? { body.arity }
  public override func evaluate(_ arguments: [Argument]) throws -> Argument { try run(body, arguments) }
}

/// A function value that can show itself as a model. The language's functions conform, so that `fit`, `params`
/// and the optimizers take a function that captures layers.
public protocol ModuleConvertible: AnyObject {
  /// nil: it reaches no layers and no parameters.
  func asModule() -> Module?
}

extension Argument {
  /// The model that this argument is, or can be seen as.
  var module: Module? {
    switch self {
    case .object(let object): (object as? Module) ?? (object as? any ModuleConvertible)?.asModule()
    case .function(let function): (function as? Module) ?? (function as? any ModuleConvertible)?.asModule()
    default: nil
    }
  }

  func requireModule(_ caller: String) throws -> Module {
    guard let module else { throw NetworkFailure.expectsModel(caller, got: kindInWords) }
    return module
  }
}
