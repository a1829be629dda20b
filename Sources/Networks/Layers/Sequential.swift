import Autograd
import Catalog
import Text

/// Modules applied one after the other, named 0, 1, 2… as in PyTorch.
public final class Sequential: Module, NestedModule {
  private let modules: [Module]
  private let hasPlainModules: Bool
  let nesting: Int

  public init(_ modules: [Module]) {
    self.modules = modules
    hasPlainModules = modules.allSatisfy(\.isPlain)
    nesting = modules.nesting
    super.init(kind: "sequential")
  }

  /// Layers, models and functions in order, as the language's `>>` composes them. A sequential that was itself
  /// composed is not flattened, so names stay predictable.
  public convenience init(composing arguments: [Argument]) throws {
    self.init(try arguments.map { try Sequential.stage($0) })
  }

  /// Advice to who gives a layer where a value is wanted, as in `linear(4, 5) |> relu`.
  public static let advice = Wording(
    "layers are joined by `>>`: `linear(4, 5) >> relu`; a value goes through them by `|>`: `x |> net`",
    "层与层用 `>>` 连接：`linear(4, 5) >> relu`；数值用 `|>` 通过它们：`x |> net`")

  public override var children: [(name: String, module: Module)] {
    modules.enumerated().map { ("\($0)", $1) }
  }

  public override var isPlain: Bool { hasPlainModules }
  public override var arity: Int? { modules.first?.arity ?? 1 }

  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    guard let first = modules.first else {
      guard arguments.count == 1 else {
        throw NetworkFailure.expectsOneTensor(kind, got: arguments)
      }
      return arguments[0]
    }
    var value = try first.call(arguments)
    for module in modules.dropFirst() { value = try module.call([value]) }
    return value
  }

  public override func apply(_ x: Variable) throws -> Variable {
    let y = try LayerTrace.follow(self) {
      var y = x
      for module in modules { y = try module.apply(y) }
      return y
    }
    if !observers.isEmpty || Module.tracer != nil { notify(x, y) }
    return y
  }

  // Calls, names and release go down level by level.
  private static let deepest = 500

  /// A module as it is; a function wrapped so that it can stand among modules.
  static func stage(_ argument: Argument) throws -> Module {
    if let module = argument.module {
      guard [module].nesting <= Sequential.deepest else {
        throw NetworkFailure.nestedTooDeep(Sequential.deepest)
      }
      return module
    }
    guard let function = argument.callable else {
      throw NetworkFailure.notAStage("sequential", got: argument.kindInWords)
    }
    return FunctionModule(function)
  }

  static let builtin = Builtin(
    Descriptor(
      "sequential", .layer,
      Wording("Layers, models and functions applied one after the other", "依次作用的层、模型和函数"),
      formula: "f_n(… f_2(f_1(x)))",
      parameters: [
        Parameter(
          "layers", .any, Wording("in order; a list of them serves too", "按次序；也可以给出列表"), variadic: true)
      ],
      returns: Wording("a model; its children are named 0, 1, 2…", "模型；各部分命名为 0、1、2…"),
      examples: [
        Example("shape(sequential(linear(4, 3), relu, linear(3, 2))(zeros(5, 4)))", "(5, 2)"),
        Example("net = linear(4, 3) >> relu >> linear(3, 2)\n(len(net), net[-1])", "(3, linear(3, 2))"),
      ])
  ) { arguments in .object(try Sequential(composing: arguments.spread)) }
}

/// `net[0]`, `net[:2]`, `for layer in net`.
extension Sequential: IndexProviding {
  public var elementCount: Int? { children.count }

  public func makeElementIterator() throws -> () throws -> Argument? {
    var rest = children[...]
    return { rest.popFirst().map { .object($0.module) } }
  }

  public func element(at index: Int) throws -> Argument { .object(children[index].module) }

  /// A sequential that shares the layers.
  public func slice(at indices: [Int]) throws -> Argument {
    .object(Sequential(indices.map { children[$0].module }))
  }
}

/// A module made of others that a program hands over, as deep as it likes.
protocol NestedModule: Module {
  /// How many levels it is above a layer.
  var nesting: Int { get }
}

extension [Module] {
  /// Of what is made of these.
  var nesting: Int { 1 + (map { ($0 as? any NestedModule)?.nesting ?? 0 }.max() ?? 0) }
}

extension [Argument] {
  /// The items of a variadic argument; one list in place of several arguments counts as those.
  var spread: [Argument] {
    guard let items = first?.items else { return self }
    if items.count == 1, let inner = items[0].items { return inner }
    return items
  }
}

/// A function without layers among modules: an activation, a lambda.
public final class FunctionModule: Module {
  private let function: any Callable

  public init(_ function: any Callable) {
    self.function = function
    super.init(kind: function.name)
  }

  public override var arity: Int? { function.arity }
  public override func evaluate(_ arguments: [Argument]) throws -> Argument { try run(function, arguments) }
}
