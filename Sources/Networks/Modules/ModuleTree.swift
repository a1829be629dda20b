import Autograd

// The tree below a module, under PyTorch's dotted names. A module or parameter that appears twice counts once.
extension Module {
  /// This module and all below it, parents first; the root's name is empty.
  public var namedModules: [(name: String, module: Module)] {
    var result: [(name: String, module: Module)] = []
    var seen: Set<ObjectIdentifier> = []
    func visit(_ prefix: String, _ module: Module) {
      guard seen.insert(ObjectIdentifier(module)).inserted else { return }
      result.append((prefix, module))
      for child in module.children {
        visit(prefix.isEmpty ? child.name : "\(prefix).\(child.name)", child.module)
      }
    }
    visit("", self)
    return result
  }

  public var namedParameters: [(name: String, variable: Variable)] { collect(\.parameters) }
  public var namedBuffers: [(name: String, variable: Variable)] { collect(\.buffers) }

  /// Parameters and buffers, as `state_dict` names and orders them.
  public var state: [(name: String, variable: Variable)] {
    collect { $0.parameters + $0.buffers }
  }

  /// How a parameter or a layer below is written from here (`[0].weight`, `.conv1`), and the layer that is or
  /// holds it; of one that made its parts itself, the whole.
  public func path(to object: AnyObject) -> (text: String, layer: Module)? {
    var wholes: [(prefix: String, module: Module)] = []
    for (name, module) in namedModules {
      let whole = wholes.first { $0.prefix == "." || name.hasPrefix($0.prefix) }?.module
      if whole == nil, module.makesParts { wholes.append((name + ".", module)) }
      let text = Module.written(name)
      if module === object { return (text, whole ?? module) }
      let own = (module.parameters + module.buffers).first { $0.variable === object }
      if let own { return ("\(text).\(own.name)", whole ?? module) }
    }
    return nil
  }

  /// `0.conv1` as the program writes it: `[0].conv1`.
  private static func written(_ name: String) -> String {
    name.split(separator: ".").map { $0.allSatisfy(\.isNumber) ? "[\($0)]" : ".\($0)" }.joined()
  }

  public var allParameters: [Variable] { namedParameters.map(\.variable) }

  public var parameterCount: Int { allParameters.reduce(0) { $0 + $1.tensor.count } }

  /// Training or evaluation mode, here and below.
  public func setTraining(_ training: Bool) {
    for (_, module) in namedModules { module.isTraining = training }
  }

  /// Runs `body` in the given mode and restores every module's own mode afterwards.
  func withTraining<T>(_ training: Bool, _ body: () throws -> T) rethrows -> T {
    let modes = namedModules.map { ($0.module, $0.module.isTraining) }
    defer { for (module, mode) in modes { module.isTraining = mode } }
    for (module, _) in modes { module.isTraining = training }
    return try body()
  }

  private func collect(
    _ own: (Module) -> [(name: String, variable: Variable)]
  ) -> [(name: String, variable: Variable)] {
    var result: [(name: String, variable: Variable)] = []
    var seen: Set<ObjectIdentifier> = []
    for (prefix, module) in namedModules {
      for (name, variable) in own(module) where seen.insert(ObjectIdentifier(variable)).inserted {
        result.append((prefix.isEmpty ? name : "\(prefix).\(name)", variable))
      }
    }
    return result
  }
}
