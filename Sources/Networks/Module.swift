import Autograd
import Catalog

/// A layer or a model: something callable that carries parameters. The language's `model` instances subclass it.
open class Module: Callable {
  /// The kind as the user writes it: `conv2d`, `SimpleCNN`.
  public let kind: String
  public var isTraining = true

  public init(kind: String) { self.kind = kind }

  /// Own parameters in PyTorch's order and names: `weight`, `bias`.
  open var parameters: [(name: String, variable: Variable)] { [] }
  /// State that is saved but not trained: `running_mean`.
  open var buffers: [(name: String, variable: Variable)] { [] }
  /// Submodules in order; dotted names derive from these.
  open var children: [(name: String, module: Module)] { [] }

  open func forward(_ x: Variable) throws -> Variable { x }

  /// Calls with several arguments, or arguments that are no tensors; the default passes one variable to
  /// ``forward(_:)``.
  open func call(_ arguments: [Argument]) throws -> Argument {
    guard arguments.count == 1, case .object(let object) = arguments[0], let x = object as? Variable else {
      throw NetworkFailure.expectsOneTensor(kind)
    }
    return .object(try forward(x))
  }

  open var name: String { kind }
  open var arity: Int? { 1 }
}
