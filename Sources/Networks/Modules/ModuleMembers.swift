import Autograd
import Catalog

// What the language sees of a module: `net.conv1.weight`, `net.train()`, its repr.
extension Module: MemberProviding {
  /// Parameters, buffers, children, settings and methods, for overriders that add fields of their own.
  public final var ownMemberNames: [String] {
    parameters.map(\.name) + buffers.map(\.name) + children.map(\.name) + readable.map(\.name)
      + NetworkMembers.model.names
  }

  public final func ownMember(_ name: String) throws -> Argument? {
    if let found = parameters.first(where: { $0.name == name }) { return .object(found.variable) }
    if let found = buffers.first(where: { $0.name == name }) { return .object(found.variable) }
    if let found = children.first(where: { $0.name == name }) { return .object(found.module) }
    switch name {
    case "train": return .function(modeMethod("train", true))
    case "eval": return .function(modeMethod("eval", false))
    case "double", "float", "to": return .function(precisionMethod(name))
    case "training": return .bool(isTraining)
    case "history": return lastHistory.map { .object($0) }
    case "parameters": return .list(allParameters.map { .object($0) })
    case "named_parameters": return .record(namedParameters.map { ($0.name, .object($0.variable)) })
    case "state_dict": return .record(state.map { ($0.name, .object($0.variable)) })
    case "children": return .list(children.map { .object($0.module) })
    case "zero_grad":
      return .function(
        Closure("zero_grad", arity: 0) { [self] _ in
          for parameter in allParameters { parameter.gradient = nil }
          return .none
        })
    case "weight" where Module.mayLackWeights.contains(kind),
      "bias" where Module.mayLackWeights.contains(kind):
      return Argument.none
    default: return readable.first { $0.name == name }?.value
    }
  }

  /// Layers that can be made without a weight or a bias, which then is none.
  private static let mayLackWeights: Set = [
    "linear", "conv2d", "conv_transpose2d", "batch_norm", "layer_norm", "group_norm",
  ]

  public final func setOwnMember(_ name: String, to value: Argument) throws -> Bool {
    if name == "training", let mode = value.bool {
      setTraining(mode)
      return true
    }
    guard let target = (parameters + buffers).first(where: { $0.name == name })?.variable else {
      return false
    }
    guard let source = value.variable?.tensor else {
      throw NetworkFailure.notATensorForParameter("\(kind).\(name)", got: value.kindInWords)
    }
    try Parameters.copy(source, into: target, name: "\(kind).\(name)")
    return true
  }

  /// `net.train()` and `net.eval()` give the model back, as PyTorch does; `train(false)` is `eval()`.
  private func modeMethod(_ name: String, _ training: Bool) -> Closure {
    Closure(name, arity: nil) { [self] arguments in
      setTraining(training && arguments.first?.bool != false)
      return .object(self)
    }
  }
}

extension Module: Displayable {
  public var typeName: String { "model" }

  /// The tree as PyTorch prints it, without the indices of classes.
  public var displayText: String {
    if self is FunctionModule { return kind }
    guard !children.isEmpty else { return "\(kind)(\(detail))" }
    let lines = children.map { name, module in
      "  (\(name)): "
        + module.displayText.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n  ")
    }
    return "\(kind)(\n" + lines.joined(separator: "\n") + "\n)"
  }
}

extension Module: NetworkDescribing {
  public func describeNetwork(inputShape: [Int]?) throws -> NetworkDescription {
    if let inputShape { return try Summary(of: self, inputShape: inputShape).description }
    // A network of fully connected layers knows the shape of its input.
    let leaves = namedModules.lazy.map(\.module).filter { $0.children.isEmpty }
    if let features = (leaves.first as? Linear)?.features,
      let summary = try? Summary(of: self, inputShape: [features])
    {
      return summary.description
    }
    return NetworkDescription(name: kind, layers: layersWithoutShapes)
  }

  private var layersWithoutShapes: [NetworkDescription.Layer] {
    namedModules.filter { $0.module.children.isEmpty }.map { name, module in
      NetworkDescription.Layer(
        name: name, kind: module.kind, detail: module.detail, inputShape: [], outputShape: [],
        parameterCount: module.parameterCount, flops: 0, receptiveField: nil)
    }
  }
}
