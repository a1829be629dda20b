import Catalog
import Tensor

/// A tensor that may be part of a recorded computation. What the language calls a tensor is a variable.
public final class Variable: TensorProviding {
  @exclusivity(unchecked) public internal(set) var tensor: Tensor
  /// The recorded operation it came from; nil for a leaf.
  @exclusivity(unchecked) public internal(set) var node: Node?
  /// Which of the node's outputs it is.
  @exclusivity(unchecked) public internal(set) var outputIndex: Int
  /// A leaf with respect to which gradients are wanted.
  @exclusivity(unchecked) public var isParameter: Bool
  /// It stands for a plain number: 0-d, and takes the dtype of whatever tensor it meets.
  @exclusivity(unchecked) public internal(set) var isNumber = false
  /// What `backward()` left here; accumulates until `zero_grad()`.
  @exclusivity(unchecked) public var gradient: Variable?
  /// The user's name for it, for graphs and messages.
  public var name: String?

  /// The gradient gathered so far in the running backward pass, and the pass that wants it.
  @exclusivity(unchecked) var pending: Variable?
  @exclusivity(unchecked) var stamp = 0
  /// How often ``assign(_:)`` replaced the contents.
  @exclusivity(unchecked) private var assignments = 0

  public init(_ tensor: Tensor, isParameter: Bool = false) {
    self.tensor = tensor
    node = nil
    outputIndex = 0
    self.isParameter = isParameter
  }

  init(_ tensor: Tensor, node: Node, outputIndex: Int) {
    self.tensor = tensor
    self.node = node
    self.outputIndex = outputIndex
    isParameter = false
  }

  /// A plain number as an operand: f64, 0-d, of the dtype of whatever it meets.
  public static func number(_ value: Double) throws -> Variable {
    let variable = Variable(try Tensor.scalar(value, .f64))
    variable.isNumber = true
    return variable
  }

  /// Gradients flow to or through it.
  public var requiresGradient: Bool { isParameter || node != nil }
  public var shape: Shape { tensor.shape }
  public var dtype: DType { tensor.dtype }

  /// The same values, cut from the computation.
  public func detached() -> Variable {
    let copy = Variable(tensor)
    copy.isNumber = isNumber
    return copy
  }

  /// Replaces a leaf's contents (an optimizer's step, `load`, `net.w = …`).
  public func assign(_ tensor: Tensor) {
    self.tensor = tensor
    assignments += 1
  }

  /// Grows whenever the contents change, in place or by assignment.
  public var version: Int { assignments << 32 &+ tensor.storage.version }

  deinit {
    guard let last = node else { return }
    node = nil
    Teardown.release(last)
  }
}

/// Frees graphs without recursion: a chain of millions of nodes must not overflow the stack.
enum Teardown {
  private static let maximumDepth = 64
  @exclusivity(unchecked) nonisolated(unsafe) private static var depth = 0
  @exclusivity(unchecked) nonisolated(unsafe) private static var waiting: [Node] = []

  static func release(_ node: consuming Node) {
    if depth >= maximumDepth {
      waiting.append(node)
      return
    }
    depth += 1
    drop(node)
    depth -= 1
    guard depth == 0, !waiting.isEmpty else { return }
    depth = 1
    while let next = waiting.popLast() { drop(next) }
    depth = 0
  }

  @inline(never)
  private static func drop(_ node: consuming Node) { _ = consume node }
}
