import Autograd
import Catalog
import Tensor
import Text

/// Finds where nan or infinity first arose in a recorded computation.
enum NonFinite {
  /// The loss that the last backward pass began from, when it was not finite, until an optimizer steps.
  nonisolated(unsafe) private static var pending: (value: Double, origin: Wording?)?

  /// From now on ``takePending()`` knows of losses that are not finite.
  static func watchLosses() {
    guard Gradients.onNonFiniteLoss == nil else { return }
    Gradients.onNonFiniteLoss = { loss in pending = (loss.tensor.item, origin(of: loss)) }
  }

  static func takePending() -> (value: Double, origin: Wording?)? {
    defer { pending = nil }
    return pending
  }

  /// `log`, `exp`… or, where the numbers came in, what they came in with.
  static func origin(of output: Variable) -> Wording? {
    var visited: Set<ObjectIdentifier> = []
    var stack: [(node: Node, isExpanded: Bool)] = []
    if let node = output.node { stack.append((node, false)) }
    while let (node, isExpanded) = stack.popLast() {
      if isExpanded {
        if let leaf = node.inputs.first(where: { $0.node == nil && !isFinite($0.tensor) }) {
          return origin(leaf)
        }
        if node.outputs.contains(where: { !isFinite($0) }) {
          return Wording(verbatim: node.operation.spelling)
        }
        continue
      }
      guard visited.insert(ObjectIdentifier(node)).inserted else { continue }
      stack.append((node, true))
      for input in node.inputs { if let inner = input.node { stack.append((inner, false)) } }
    }
    return nil
  }

  private static func origin(_ leaf: Variable) -> Wording {
    let name = (leaf.name ?? Hosting.current.name(of: leaf)).map { " `\($0)`" } ?? ""
    return leaf.isParameter
      ? Wording("the parameter\(name)", "参数\(name)") : Wording("the input\(name)", "输入\(name)")
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
