import Autograd
import Catalog
import Tensor
import Text

/// A network layer by layer: shapes, parameters, operations and receptive fields, found by running it once on an
/// input that has a shape but no elements, so that nothing is computed.
public final class Summary: TableProviding {
  public private(set) var description: NetworkDescription
  private let totalParameters: Int
  private let trainableParameters: Int

  /// - Parameter inputShape: without the batch axis.
  public init(of model: Module, inputShape: [Int]) throws {
    let trace = SummaryTrace(model)
    let input = Variable(try Tensor.hollow(try Shape.checked([1] + inputShape)), isParameter: true)
    trace.fields.set(input, ReceptiveField())
    trace.flow.start(input)
    let outer = Module.tracer
    Module.tracer = trace.record
    defer { Module.tracer = outer }
    let wasRecording = Executor.isRecordingEnabled
    Executor.isRecordingEnabled = true
    defer { Executor.isRecordingEnabled = wasRecording }
    let result: Argument
    do {
      result = try model.withTraining(false) { try model.call([.object(input)]) }
    } catch let failure as any Failure
      where inputShape.count > 3
    {
      var fault = failure.fault
      fault.help.append(
        Wording(
          "input= is the shape of one sample; the batch axis comes by itself", "input= 是单个样本的形状；批量轴会自动加上"))
      throw fault
    }
    description = NetworkDescription(
      name: model.kind, layers: trace.layers,
      steps: trace.flow.steps(to: result.variables))
    let parameters = model.allParameters
    totalParameters = parameters.reduce(0) { $0 + $1.tensor.count }
    trainableParameters = parameters.filter(\.isParameter).reduce(0) { $0 + $1.tensor.count }
  }

  public var typeName: String { "summary" }

  public var displayText: String { displayTable?.text ?? "" }

  public var displayTable: DisplayTable? {
    let rows = description.layers.map { layer in
      [
        layer.name == layer.kind || layer.name.isEmpty ? layer.kind : "\(layer.name) (\(layer.kind))",
        Shapes.text(layer.outputShape), Digits.grouped(layer.parameterCount), Digits.grouped(layer.flops),
        layer.receptiveField.map { "\($0)×\($0)" } ?? "",
      ]
    }
    let frozen = totalParameters - trainableParameters
    let flops = description.layers.reduce(0) { $0 &+ $1.flops }
    return TextTable.table(
      [
        Wording("layer", "层").text, Wording("output", "输出").text, Wording("parameters", "参数").text, "FLOPs",
        Wording("receptive field", "感受野").text,
      ], rows, leftColumns: 2,
      footer: [
        Wording("parameters: \(Digits.grouped(totalParameters))", "参数：\(Digits.grouped(totalParameters))")
          .text
          + (frozen > 0
            ? Wording(", of which \(Digits.grouped(frozen)) frozen", "，其中 \(Digits.grouped(frozen)) 个冻结").text
            : ""),
        Wording(
          "FLOPs: \(Digits.grouped(flops)) a sample (a multiply-add counts 2)",
          "FLOPs：每个样本 \(Digits.grouped(flops)) 次（一次乘加算 2 次）"
        ).text,
      ])
  }

  static let builtin = Builtin(
    Descriptor(
      "summary", .model,
      Wording(
        "Output shape, parameters, FLOPs and receptive field of each layer", "每一层的输出形状、参数个数、FLOPs 和感受野"),
      parameters: [
        Parameter(
          "model", .any, Wording("a layer, a model or a function that captures layers", "层、模型，或捕获了层的函数")),
        Parameter(
          "input", .any, Wording("shape of one input without the batch axis", "一个输入的形状，不含批量轴"),
          aliases: ["input_shape", "input_size"]),
      ], returns: Wording("a table", "表格"),
      examples: [Example("summary(linear(3, 2), input=[3]).parameters", "8")])
  ) { arguments in
    guard let shape = arguments[1].ints else {
      throw NetworkFailure.notAShape("summary", got: arguments[1].kindInWords)
    }
    return .object(try Summary(of: try arguments[0].requireModule("summary"), inputShape: shape))
  }
}

extension Summary: MemberProviding, NetworkDescribing {
  public func describeNetwork(inputShape: [Int]?) throws -> NetworkDescription { description }

  public var memberNames: [String] { NetworkMembers.summary.names }

  public func member(_ name: String) throws -> Argument? {
    switch name {
    case "parameters": return .number(Double(totalParameters))
    case "trainable": return .number(Double(trainableParameters))
    case "flops": return .number(description.layers.reduce(0) { $0 + Double($1.flops) })
    case "layers": return .list(description.layers.map(SummaryTrace.record))
    default: return nil
    }
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool { false }
}

/// Gathers the layers of one forward pass.
private final class SummaryTrace {
  private(set) var layers: [NetworkDescription.Layer] = []
  let fields = ReceptiveFields()
  let flow = FlowTrace()
  private var names: [ObjectIdentifier: String] = [:]
  /// Keeps layers made during the pass alive, so that identities stay distinct.
  private var kept: [Module] = []
  private var lastOutput: Variable?

  init(_ model: Module) {
    for (name, module) in model.namedModules { names[ObjectIdentifier(module)] = name }
  }

  func record(_ module: Module, _ input: Variable?, _ output: Variable, _ all: [Variable]) {
    kept.append(module)
    guard module.children.isEmpty else {
      // What happens inside attention is no picture of a network.
      if module is Attention { flow.add(.operation(module.kind), input, [output] + all) }
      return
    }
    // A builtin among modules that makes its layer itself: `conv >> flatten`.
    if module is FunctionModule, output === lastOutput, layers.last?.kind == module.kind {
      layers[layers.count - 1].name = names[ObjectIdentifier(module)] ?? module.kind
      return
    }
    lastOutput = output
    let inputShape = input?.shape.array ?? []
    if let input, let window = module.window, let field = fields.field(of: input) {
      fields.set(output, field.through(window, inputShape))
    }
    flow.add(.layer(layers.count), input, [output] + all)
    let name = names[ObjectIdentifier(module)] ?? ""
    var layer = NetworkDescription.Layer(
      name: name.isEmpty ? module.kind : name, kind: module.kind, detail: module.detail,
      inputShape: Array(inputShape.dropFirst()), outputShape: Array(output.shape.array.dropFirst()),
      parameterCount: module.parameterCount,
      flops: module.flops(input: inputShape, output: output.shape.array),
      receptiveField: output.shape.rank == 4 || module.window != nil
        ? fields.field(of: output)?.size[0] : nil)
    if let linear = module as? Linear { (layer.weights, layer.biases) = linear.shown }
    layers.append(layer)
  }

  static func record(_ layer: NetworkDescription.Layer) -> Argument {
    func shape(_ sizes: [Int]) -> Argument { .tuple(sizes.map { .number(Double($0)) }) }
    return .record([
      ("name", .string(layer.name)), ("kind", .string(layer.kind)), ("output", shape(layer.outputShape)),
      ("parameters", .number(Double(layer.parameterCount))), ("flops", .number(Double(layer.flops))),
      ("receptive_field", layer.receptiveField.map { .number(Double($0)) } ?? .none),
    ])
  }
}

/// Side of the input area that one value sees, and the input pixels between neighbours.
struct ReceptiveField {
  var size = [1, 1]
  var jump = [1, 1]

  func through(_ window: SlidingWindow, _ inputShape: [Int]) -> ReceptiveField {
    var result = self
    for axis in 0..<2 {
      let extent = inputShape.count == 4 ? inputShape[2 + axis] : 1
      let kernel = window.kernel[axis] < 0 ? extent : (window.kernel[axis] - 1) * window.dilation[axis] + 1
      result.size[axis] = size[axis] &+ (kernel - 1) &* jump[axis]
      result.jump[axis] = jump[axis] &* window.stride[axis]
    }
    return result
  }
}

/// Receptive fields of variables, followed through the operations between layers.
private final class ReceptiveFields {
  private var known: [ObjectIdentifier: ReceptiveField] = [:]
  private var kept: [Variable] = []

  func set(_ variable: Variable, _ field: ReceptiveField) {
    known[ObjectIdentifier(variable)] = field
    kept.append(variable)
  }

  /// The largest of the fields it was computed from; nil when the image does not reach it.
  func field(of variable: Variable) -> ReceptiveField? {
    var best: ReceptiveField?
    var visited: Set<ObjectIdentifier> = []
    var stack = [variable]
    while let next = stack.popLast() {
      guard visited.insert(ObjectIdentifier(next)).inserted else { continue }
      if let field = known[ObjectIdentifier(next)] {
        if field.size[0] > best?.size[0] ?? 0 { best = field }
      } else if let node = next.node {
        stack += node.inputs
      }
    }
    return best
  }
}
