import Catalog
import Tensor

/// A tensor that may be part of a recorded computation. What the language calls a tensor is a variable; the first
/// output of a recorded operation is the ``Node`` itself.
public class Variable: TensorProviding {
  @exclusivity(unchecked) public internal(set) final var tensor: Tensor
  /// Which of the node's outputs it is.
  final let outputIndex: Int
  /// A leaf with respect to which gradients are wanted.
  @exclusivity(unchecked) public final var isParameter: Bool
  /// It stands for a plain number: 0-d, and takes the dtype of whatever tensor it meets.
  @exclusivity(unchecked) public internal(set) final var isNumber = false
  /// This object is a ``Node``.
  private final let isNode: Bool
  /// Of a further output.
  private final let producer: Node?
  /// What `backward()` left here; accumulates until `zero_grad()`.
  @exclusivity(unchecked) public final var gradient: Variable?
  /// The user's name for it, for graphs and messages.
  @exclusivity(unchecked) public final var name: String?

  /// The gradient gathered so far in the running backward pass, and the pass that wants it.
  @exclusivity(unchecked) final var pending: Variable?
  @exclusivity(unchecked) final var stamp = 0
  /// How often ``assign(_:)`` replaced the contents.
  @exclusivity(unchecked) private final var assignments = 0

  public init(_ tensor: Tensor, isParameter: Bool = false) {
    self.tensor = tensor
    outputIndex = 0
    isNode = false
    producer = nil
    self.isParameter = isParameter
  }

  /// An output of a node.
  init(_ tensor: Tensor, node: Node, outputIndex: Int) {
    self.tensor = tensor
    self.outputIndex = outputIndex
    isNode = false
    producer = node
    isParameter = false
  }

  /// The first output of a node, which this object is.
  init(firstOutput tensor: Tensor) {
    self.tensor = tensor
    outputIndex = 0
    isNode = true
    producer = nil
    isParameter = false
  }

  /// A plain number as an operand: f64, 0-d, of the dtype of whatever it meets.
  public static func number(_ value: Double) throws -> Variable {
    let variable = Variable(try Tensor.scalar(value, .f64))
    variable.isNumber = true
    return variable
  }

  /// The recorded operation it came from; nil for a leaf.
  @inline(__always)
  public final var node: Node? { isNode ? unsafeDowncast(self, to: Node.self) : producer }

  /// Gradients flow to or through it.
  public final var requiresGradient: Bool { isParameter || isNode || producer != nil }
  public final var shape: Shape { tensor.shape }
  public final var dtype: DType { tensor.dtype }

  /// The same values, cut from the computation.
  public final func detached() -> Variable {
    let copy = Variable(tensor)
    copy.isNumber = isNumber
    return copy
  }

  /// Replaces a leaf's contents (an optimizer's step, `load`, `net.w = …`).
  public final func assign(_ tensor: Tensor) {
    self.tensor = tensor
    assignments += 1
  }

  /// Grows whenever the contents change, in place or by assignment.
  public final var version: Int { assignments << 32 &+ tensor.storage.version }
}
