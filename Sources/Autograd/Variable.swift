import Catalog
import Tensor

/// A tensor that may be part of a recorded computation. What the language calls a tensor is a variable; the first
/// output of a recorded operation is the ``Node`` itself.
///
/// Small, and counted by hand where operations read: programs on small tensors are made of these.
public class Variable: TensorProviding {
  /// Owned.
  @exclusivity(unchecked) private final var contents: Unmanaged<Tensor>
  /// The gradient gathered so far in the running backward pass, and the pass that wants it.
  @exclusivity(unchecked) final var pending: Variable?
  @exclusivity(unchecked) final var stamp = 0
  /// Owned.
  @exclusivity(unchecked) private final var rareContents: Unmanaged<Rare>?
  /// Makes versions grow when ``assign(_:)`` replaces the contents.
  @exclusivity(unchecked) private final var versionOffset: UInt32 = 0
  /// A leaf with respect to which gradients are wanted.
  @exclusivity(unchecked) public final var isParameter: Bool
  /// It stands for a plain number: 0-d, and takes the dtype of whatever tensor it meets.
  @exclusivity(unchecked) public internal(set) final var isNumber = false
  /// This object is a ``Node``.
  final let isNode: Bool

  public init(_ tensor: Tensor, isParameter: Bool = false) {
    contents = Unmanaged.passRetained(tensor)
    isNode = false
    self.isParameter = isParameter
  }

  /// An output of a node.
  init(_ tensor: Tensor, node: Node, outputIndex: Int) {
    contents = Unmanaged.passRetained(tensor)
    isNode = false
    isParameter = false
    let rare = Rare()
    rare.producer = node
    rare.outputIndex = outputIndex
    rareContents = Unmanaged.passRetained(rare)
  }

  /// The first output of a node, which this object is.
  init(firstOutput tensor: Tensor) {
    contents = Unmanaged.passRetained(tensor)
    isNode = true
    isParameter = false
  }

  deinit {
    contents.release()
    if let rareContents { rareContents.release() }
  }

  /// A plain number as an operand: f64, 0-d, of the dtype of whatever it meets.
  public static func number(_ value: Double) throws -> Variable {
    let variable = Variable(try Tensor.scalar(value, .f64))
    variable.isNumber = true
    return variable
  }

  /// ``number(_:)`` in the dtype that it takes beside `other`, where that is a floating-point one. Shared: not to be
  /// changed.
  public static func number(_ value: Double, meeting other: Variable) throws -> Variable {
    let dtype = other.dtype
    return try Constants.floating(value, dtype.isFloating ? dtype : .f64, isNumber: true)
  }

  public final var tensor: Tensor { contents.takeUnretainedValue() }

  /// Lends the tensor without counting it. The body must not ``assign(_:)``.
  @inline(__always)
  public final func withTensor<Result>(_ body: (Tensor) throws -> Result) rethrows -> Result {
    try contents._withUnsafeGuaranteedRef { try body($0) }
  }

  /// Nobody else looks at the memory of the contents.
  final var ownsMemory: Bool {
    guard withTensor({ $0.isBase }) else { return false }
    return withUnsafeMutablePointer(to: &contents) {
      isKnownUniquelyReferenced(&UnsafeMutableRawPointer($0).assumingMemoryBound(to: Tensor.self).pointee)
    }
  }

  @inline(__always)
  final var hasRare: Bool { rareContents != nil }

  final var rare: Rare? { rareContents?.takeUnretainedValue() }

  /// ``rare``, made when there is none.
  final func ownRare() -> Rare {
    if let rare { return rare }
    let rare = Rare()
    rareContents = Unmanaged.passRetained(rare)
    return rare
  }

  /// The recorded operation it came from; nil for a leaf.
  @inline(__always)
  public final var node: Node? { isNode ? unsafeDowncast(self, to: Node.self) : rare?.producer }

  /// ``node``, which lives as long as this does.
  @inline(__always)
  final var lentNode: Unmanaged<Node>? {
    if isNode { return Unmanaged.fromOpaque(Unmanaged.passUnretained(self).toOpaque()) }
    if !hasRare { return nil }
    return node.map { Unmanaged.passUnretained($0) }
  }

  /// Which of the node's outputs it is.
  @inline(__always)
  final var outputIndex: Int { isNode ? 0 : rare?.outputIndex ?? 0 }

  /// The user's name for it, for graphs and messages.
  public final var name: String? {
    get { rare?.name }
    set { if newValue != nil || hasRare { ownRare().name = newValue } }
  }

  /// What `backward()` left here; accumulates until `zero_grad()`.
  public final var gradient: Variable? {
    get { rare?.gradient }
    set {
      guard newValue != nil || hasRare else { return }
      let rare = ownRare()
      rare.gradient = newValue
      rare.gradientVersion = nil
      rare.gradientAddsUp = false
    }
  }

  /// Its gradient has done its work: who adds to it is aware of that, or told by others.
  public final func settleGradient() {
    rare?.gradientVersion = nil
    rare?.gradientAddsUp = false
  }

  /// Gradients flow to or through it.
  public final var requiresGradient: Bool { isNode || isParameter || rare?.producer != nil }
  public final var shape: Shape { withTensor { $0.shape } }
  /// Of the memory that its contents are in.
  public final var byteCount: Int { withTensor { $0.byteCount } }
  public final var dtype: DType { withTensor { $0.dtype } }

  @inline(__always)
  final func hasShape(of other: Variable) -> Bool {
    withTensor { own in other.withTensor { own.shape == $0.shape } }
  }

  /// The same values, cut from the computation.
  public final func detached() -> Variable {
    let copy = Variable(tensor)
    copy.isNumber = isNumber
    return copy
  }

  /// Replaces a leaf's contents (an optimizer's step, `load`, `net.w = …`).
  public final func assign(_ tensor: Tensor) {
    let next = version &+ 1
    let old = contents
    contents = Unmanaged.passRetained(tensor)
    versionOffset = 0
    versionOffset = next &- version
    old.release()
  }

  /// Grows, until it wraps around, whenever the contents change, in place or by assignment.
  @inline(__always)
  public final var version: UInt32 {
    versionOffset &+ UInt32(truncatingIfNeeded: withTensor { $0.contentVersion })
  }
}
