import Autograd
import Tensor

/// Finds where nan or infinity first arose in a recorded computation.
enum NonFinite {
  /// The loss that the last backward pass began from, when it was not finite, until an optimizer steps.
  nonisolated(unsafe) private static var pending: (value: Double, origin: String?)?

  /// From now on ``takePending()`` knows of losses that are not finite.
  static func watchLosses() {
    guard Gradients.onNonFiniteLoss == nil else { return }
    Gradients.onNonFiniteLoss = { loss in pending = (loss.tensor.item, origin(of: loss)) }
  }

  static func takePending() -> (value: Double, origin: String?)? {
    defer { pending = nil }
    return pending
  }

  /// `log`, `exp`… or, where the numbers came in, what they came in with.
  static func origin(of output: Variable) -> String? {
    var visited: Set<ObjectIdentifier> = []
    var stack: [(node: Node, isExpanded: Bool)] = []
    if let node = output.node { stack.append((node, false)) }
    while let (node, isExpanded) = stack.popLast() {
      if isExpanded {
        if let leaf = node.inputs.first(where: { $0.node == nil && !isFinite($0.tensor) }) {
          return leaf.isParameter ? "a parameter" + (leaf.name.map { " (\($0))" } ?? "") : "the input"
        }
        if node.outputs.contains(where: { !isFinite($0) }) { return node.operation.name }
        continue
      }
      guard visited.insert(ObjectIdentifier(node)).inserted else { continue }
      stack.append((node, true))
      for input in node.inputs { if let inner = input.node { stack.append((inner, false)) } }
    }
    return nil
  }

  static func isFinite(_ tensor: Tensor) -> Bool {
    guard tensor.dtype.isFloating, let dense = try? tensor.contiguous() else { return true }
    if dense.dtype == .f32 {
      for index in 0..<dense.count where !dense.f32[index].isFinite { return false }
    } else {
      for index in 0..<dense.count where !dense.f64[index].isFinite { return false }
    }
    return true
  }
}
