/// What the user calls the tensors of a running session.
public enum VariableNames {
  /// Asked once for each graph; later names win.
  nonisolated(unsafe) public static var current: () -> [(name: String, variable: Variable)] = { [] }
}

/// ``VariableNames`` by node and by leaf.
struct KnownNames {
  private var nodes: [ObjectIdentifier: String] = [:]
  private var leaves: [ObjectIdentifier: String] = [:]

  init() {
    for (name, variable) in VariableNames.current() {
      guard let node = variable.node else {
        leaves[ObjectIdentifier(variable)] = name
        continue
      }
      if variable.outputIndex == 0 { nodes[ObjectIdentifier(node)] = name }
    }
  }

  subscript(node: Node) -> String? { nodes[ObjectIdentifier(node)] }

  subscript(variable: Variable) -> String? {
    guard let node = variable.node else { return leaves[ObjectIdentifier(variable)] }
    return variable.outputIndex == 0 ? self[node] : nil
  }
}
