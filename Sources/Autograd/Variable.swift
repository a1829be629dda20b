import Tensor

/// A tensor that may be part of a recorded computation. What the language calls a tensor is a variable.
public final class Variable {
  public internal(set) var tensor: Tensor
  /// The recorded operation it came from; nil for a leaf.
  public internal(set) var node: Node?
  /// Which of the node's outputs it is.
  public internal(set) var outputIndex: Int
  /// A leaf with respect to which gradients are wanted.
  public var isParameter: Bool
  /// What `backward()` left here; accumulates until `zero_grad()`.
  public var gradient: Variable?
  /// The user's name for it, for graphs and messages.
  public var name: String?

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

  /// Gradients flow to or through it.
  public var requiresGradient: Bool { isParameter || node != nil }
  public var shape: Shape { tensor.shape }
  public var dtype: DType { tensor.dtype }

  /// The same values, cut from the computation.
  public func detached() -> Variable { Variable(tensor) }

  /// Replaces a leaf's contents (an optimizer's step, `load`, `net.w = …`).
  public func assign(_ tensor: Tensor) { self.tensor = tensor }
}
