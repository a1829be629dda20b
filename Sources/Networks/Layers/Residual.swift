import Autograd
import Catalog

/// `f(x) + x`, or `f(x) + shortcut(x)` where the shapes differ.
public final class Residual: Module, NestedModule {
  private let body: [Module]
  private let shortcut: Module?
  let nesting: Int

  public init(_ body: [Module], shortcut: Module? = nil) {
    self.body = body
    self.shortcut = shortcut
    nesting = (body + [shortcut].compactMap { $0 }).nesting
    super.init(kind: "residual")
  }

  public override var children: [(name: String, module: Module)] {
    body.enumerated().map { ("\($0)", $1) } + (shortcut.map { [("shortcut", $0)] } ?? [])
  }

  public override func forward(_ x: Variable) throws -> Variable {
    var y = x
    for module in body { y = try module.apply(y) }
    let carried = try shortcut.map { try $0.apply(x) } ?? x
    guard y.shape == carried.shape else {
      throw NetworkFailure.residualShapes(branch: y.shape.array, carried: carried.shape.array)
    }
    return try Ops.add(y, carried)
  }

  public override var isPlain: Bool { true }

  public override func apply(_ x: Variable) throws -> Variable {
    let y = try LayerTrace.follow(self) { try forward(x) }
    if !observers.isEmpty || Module.tracer != nil { notify(x, y) }
    return y
  }

  static let builtin = Builtin(
    Descriptor(
      "residual", .layer, "Residual connection (残差连接): adds the input to what the layers make of it",
      formula: "y = f(x) + x",
      parameters: [
        Parameter("layers", .any, "the branch f, in order", variadic: true),
        Parameter(
          "shortcut", .any, "a layer on the carried input, where f changes the shape", default: Argument.none,
          keywordOnly: true),
      ],
      returns: "a layer of f's shape",
      examples: [Example("shape(residual(linear(3, 3), relu)(zeros(2, 3)))", "(2, 3)")])
  ) { arguments in
    let stages = try Array(arguments.prefix(1)).spread.map { try Sequential.stage($0) }
    guard !stages.isEmpty else { throw NetworkFailure.missingSize("residual", "layers") }
    let shortcut = arguments.count > 1 && !arguments[1].isNone ? try Sequential.stage(arguments[1]) : nil
    return .object(Residual(stages, shortcut: shortcut))
  }
}
