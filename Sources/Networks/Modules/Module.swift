import Autograd
import Catalog
import Text

/// A layer or a model: something callable that carries parameters. The language's `model` instances subclass it.
open class Module: Callable {
  /// The kind as the user writes it: `conv2d`, `SimpleCNN`.
  public let kind: String
  /// Where in the program it was made.
  public let place = Hosting.current.place
  /// Own mode; ``setTraining(_:)`` reaches the submodules too.
  public var isTraining = true
  /// The function that runs as a model; see ``currentMode``.
  @exclusivity(unchecked) nonisolated(unsafe) public static var runningFunction: Module?
  /// Told of each call's tensor input and output, in order of registration (see ``Watch``).
  @exclusivity(unchecked) final var observers: [ModuleObserver] = []
  /// Of the latest `fit`, also when it was interrupted.
  var lastHistory: History?

  public init(kind: String) { self.kind = kind }

  /// Whether the model trains whose code runs now; nil outside models.
  static var currentMode: Bool? { ((Hosting.current.model as? Module) ?? runningFunction)?.isTraining }

  /// Runs the function that this module stands for.
  func run(_ function: any Callable, _ arguments: [Argument]) throws -> Argument {
    let outer = Module.runningFunction
    Module.runningFunction = self
    defer { Module.runningFunction = outer }
    return try function.call(arguments)
  }

  /// Own parameters in PyTorch's order and names: `weight`, `bias`.
  open var parameters: [(name: String, variable: Variable)] { [] }
  /// State that is saved but not trained: `running_mean`.
  open var buffers: [(name: String, variable: Variable)] { [] }
  /// Submodules in order; dotted names derive from these.
  open var children: [(name: String, module: Module)] { [] }
  /// Its children are its own doing: the program made the whole at once.
  open var makesParts: Bool { false }
  /// The settings as the user would write them: `1, 32, kernel=3, padding=1`.
  open var detail: String { "" }
  /// What it was built with, under PyTorch's names; each is explained in ``NetworkMembers/layer``.
  open var readable: [(name: String, value: Argument)] { [] }
  /// The sliding window in input pixels, for receptive fields; nil for layers that do not slide.
  open var window: SlidingWindow? { nil }

  /// Floating-point operations of one call; shapes carry the batch axis. A multiply-add counts 2.
  open func flops(input: [Int], output: [Int]) -> Int { 0 }

  /// The layer's own computation. Call ``apply(_:)`` instead, which also tells the observers.
  open func forward(_ x: Variable) throws -> Variable { throw NetworkFailure.notCallable(kind) }

  /// Calls with several arguments, or arguments that are no tensors; the default passes one variable to
  /// ``forward(_:)``.
  open func evaluate(_ arguments: [Argument]) throws -> Argument {
    guard arguments.count == 1, let x = arguments[0].variable else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    return .object(try forward(x))
  }

  /// The one door for callers: computes and tells the observers.
  open func call(_ arguments: [Argument]) throws -> Argument {
    try told(arguments) { try evaluate(arguments) }
  }

  /// What a call takes, where some of it is given by name; nil: by position only.
  open var callDescriptor: Descriptor? { nil }

  /// The computation for arguments bound to ``callDescriptor``, defaults filled in.
  open func evaluate(named arguments: [Argument]) throws -> Argument {
    throw NetworkFailure.notCallable(kind)
  }

  /// ``call(_:)`` for arguments bound to ``callDescriptor``.
  public final func call(named arguments: [Argument]) throws -> Argument {
    try told(arguments) { try evaluate(named: arguments) }
  }

  private func told(_ arguments: [Argument], _ compute: () throws -> Argument) rethrows -> Argument {
    let result = try LayerTrace.follow(self, compute)
    if !observers.isEmpty || Module.tracer != nil, let output = result.firstVariable {
      notify(arguments.lazy.compactMap(\.firstVariable).first, output, all: result.variables)
    }
    return result
  }

  /// A call with one tensor always gives one tensor, so that ``apply(_:)`` does what ``call(_:)`` does.
  open var isPlain: Bool { false }

  /// ``call(_:)`` for one tensor in and one out.
  open func apply(_ x: Variable) throws -> Variable {
    guard let result = try call([.object(x)]).variable else { throw NetworkFailure.givesNoTensor(kind) }
    return result
  }

  open var name: String { kind }
  open var arity: Int? { 1 }

  open var memberNames: [String] { ownMemberNames }
  open func member(_ name: String) throws -> Argument? { try ownMember(name) }
  open func setMember(_ name: String, to value: Argument) throws -> Bool { try setOwnMember(name, to: value) }

  /// Told of every module call while set; the summary uses it.
  @exclusivity(unchecked) nonisolated(unsafe) static var tracer:
    ((Module, Variable?, Variable, [Variable]) -> Void)?

  /// Somebody wants to be told of its calls, so they must go through ``call(_:)``.
  public final var isObserved: Bool { !observers.isEmpty || Module.tracer != nil }

  /// - Parameter all: every tensor of the result, where it has more than `output`.
  final func notify(_ input: Variable?, _ output: Variable, all: [Variable] = []) {
    for observer in observers { observer.observe(self, input, output) }
    Module.tracer?(self, input, output, all)
  }
}

/// Kernel, stride and dilation of a layer that slides over pixels, one entry per axis; -1 spans the whole axis.
public struct SlidingWindow {
  public var kernel: [Int]
  public var stride: [Int]
  public var dilation: [Int]
}

/// Gets a module's tensors as they pass. Held strongly by the module until removed.
final class ModuleObserver {
  let observe: (Module, Variable?, Variable) -> Void
  init(_ observe: @escaping (Module, Variable?, Variable) -> Void) { self.observe = observe }
}
