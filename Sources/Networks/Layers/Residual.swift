import Autograd
import Catalog
import Text

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
      let axis = zip(y.shape, carried.shape).prefix { $0 == $1 }.count
      throw SizeOrigin.fault(
        .residualShapes(branch: y.shape.array, carried: carried.shape.array), y, axis: axis, of: self)
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
      "residual", .layer,
      Wording(
        "Residual connection: adds the input to what the layers make of it",
        "残差连接 (residual connection)：把输入加到这些层的结果上"),
      formula: "y = f(x) + x",
      parameters: [
        Parameter("layers", .any, Wording("the branch f, in order", "支路 f 的各层，按次序"), variadic: true),
        Parameter(
          "shortcut", .any,
          Wording("a layer on the carried input, where f changes the shape", "f 改变形状时，作用于直通输入的层"),
          default: Argument.none,
          keywordOnly: true),
      ],
      returns: Wording("a layer of f's shape", "层，形状与 f 相同"),
      examples: [Example("shape(residual(linear(3, 3), relu)(zeros(2, 3)))", "(2, 3)")])
  ) { arguments in
    let stages = try Array(arguments.prefix(1)).spread.map { try Sequential.stage($0) }
    guard !stages.isEmpty else { throw NetworkFailure.missingSize("residual", "layers") }
    let shortcut = arguments.count > 1 && !arguments[1].isNone ? try Sequential.stage(arguments[1]) : nil
    return .object(Residual(stages, shortcut: shortcut))
  }
}
