/// What the user calls the tensors of a running session.
public enum VariableNames {
  /// Asked once for each graph; later names win.
  nonisolated(unsafe) public static var current: () -> [(name: String, variable: Variable)] = { [] }
  /// While a function is traced for a graph: what it calls its own tensors.
  nonisolated(unsafe) fileprivate static var traced: [(name: String, variable: Variable)]?

  /// A function that tells the names of its variables has given one a value.
  public static func note(_ name: String, _ variable: Variable) { traced?.append((name, variable)) }

  static func tracing<T>(_ body: () throws -> T) rethrows -> T {
    let before = traced
    traced = []
    defer { traced = before }
    return try body()
  }
}

/// ``VariableNames`` by node and by leaf.
struct KnownNames {
  private var nodes: [ObjectIdentifier: String] = [:]
  private var leaves: [ObjectIdentifier: String] = [:]

  init() {
    for (name, variable) in VariableNames.current() + (VariableNames.traced ?? []) {
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
