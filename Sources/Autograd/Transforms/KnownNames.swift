import Tensor

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
  /// Tensors that record nothing, to be known in another form.
  private var constants: [(name: String, tensor: Tensor)] = []

  init() {
    for (name, variable) in VariableNames.current() + (VariableNames.traced ?? []) {
      guard let node = variable.node else {
        leaves[ObjectIdentifier(variable)] = name
        if !variable.isParameter { constants.append((name, variable.tensor)) }
        continue
      }
      if variable.outputIndex == 0 { nodes[ObjectIdentifier(node)] = name }
    }
  }

  /// What the user calls labels or indices that an operation has cast or flattened: the only name of a tensor with
  /// these elements.
  func name(ofWhole tensor: Tensor) -> String? {
    guard tensor.dtype == .i64, tensor.count > 1 else { return nil }
    let elements = tensor.doubles
    let names = constants.filter { $0.tensor.count == tensor.count && $0.tensor.doubles == elements }
    return names.count == 1 ? names[0].name : nil
  }

  subscript(node: Node) -> String? { nodes[ObjectIdentifier(node)] }

  subscript(variable: Variable) -> String? {
    guard let node = variable.node else { return leaves[ObjectIdentifier(variable)] }
    return variable.outputIndex == 0 ? self[node] : nil
  }
}
