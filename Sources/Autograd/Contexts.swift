import Tensor

/// What `forward` gets.
public struct ForwardContext {
  public var inputs: [Tensor]
  public var attributes: [Attribute]
  /// From the shape rule.
  public var outputs: [TensorType]
  /// True when a gradient may be asked for: save what the rule will need.
  public var isRecording: Bool
  /// Whatever the gradient rule wants kept besides inputs and outputs (argmax indices, masks).
  public var saved: SavedTensors
}

/// A box that forward fills and the gradient rule reads.
public final class SavedTensors {
  public var tensors: [Tensor] = []
}

/// What a gradient rule gets: a view of the node, with the gradients that arrived.
public struct BackwardContext {
  public let node: Node
  /// The pass itself is recorded, so that its result can be differentiated again.
  let createsGraph: Bool
  /// Nobody but the rule sees the gradient that arrived, nor its memory, and it is not recorded.
  var mayOverwrite = false

  public var attributes: [Attribute] { node.attributes }
  public var saved: [Tensor] { node.saved }

  /// The n-th input with its recorded values; a later change of them is reported once the rule returns.
  @inline(__always)
  public func input(_ index: Int) -> Variable {
    guard let input = node.input(index) else { return output(0) }
    if node.isStale(index) { BackwardPass.stale = input }
    return input
  }

  /// ``input(_:)`` without counting it.
  @inline(__always)
  func withInput<Result>(_ index: Int, _ body: (Variable) throws -> Result) rethrows -> Result {
    guard let input = node.lentInput(index) else { return try body(output(0)) }
    return try input._withUnsafeGuaranteedRef {
      if node.isStale(index) { BackwardPass.stale = $0 }
      return try body($0)
    }
  }

  public var inputs: [Variable] { (0..<node.inputCount).map { input($0) } }

  /// Shape of the n-th input, which may have changed its values since.
  public func shape(_ index: Int) -> Shape {
    node.lentInput(index)?._withUnsafeGuaranteedRef { $0.shape } ?? Shape()
  }

  /// Number of axes of the n-th input.
  @inline(__always)
  func rank(_ index: Int) -> Int {
    node.lentInput(index)?._withUnsafeGuaranteedRef { $0.withTensor { $0.rank } } ?? 0
  }

  /// The n-th output without counting it.
  @inline(__always)
  func withOutput<Result>(_ index: Int, _ body: (Tensor) throws -> Result) rethrows -> Result {
    index == 0 ? try node.withTensor(body) : try body(node.output(index))
  }

  /// One per output; nil where no gradient arrives.
  public var outputGradients: [Variable?] { (0..<node.outputCount).map { node.gradient($0) } }

  /// Which inputs want a gradient.
  @inline(__always)
  public func needs(_ index: Int) -> Bool {
    node.lentInput(index)?._withUnsafeGuaranteedRef { BackwardPass.wants($0) } ?? false
  }

  /// The n-th output as a variable that is part of the graph, so that rules that use it differentiate again.
  public func output(_ index: Int) -> Variable {
    guard createsGraph else { return Variable(node.output(index)) }
    return index == 0 ? node : Variable(node.output(index), node: node, outputIndex: index)
  }
}
