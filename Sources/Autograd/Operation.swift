import Catalog
import Tensor

/// One operation: all there is to know about it. An instance per file of `Operations/`, or per row of a table.
///
/// Inputs are the parameters of kind `.tensor` or `.tensors`, in order; the others are attributes, in order.
public final class Operation {
  public let descriptor: Descriptor
  /// Shapes and dtypes of the outputs, without computing them; throws the errors a user sees.
  public let shapeRule: ([TensorType], [Attribute]) throws -> [TensorType]
  public let forward: (ForwardContext) throws -> [Tensor]
  public let gradient: Gradient
  /// Odd-sized cases that the gradient check and the PyTorch comparison run.
  public let checks: [Check]
  public var name: String { descriptor.name }

  public enum Gradient {
    /// Gradients of the inputs from those of the outputs, written with differentiable operations. nil: none flows.
    case rule((BackwardContext) throws -> [Variable?])
    /// No gradient, because …
    case none(because: String)
  }

  public init(
    _ descriptor: Descriptor,
    shape shapeRule: @escaping ([TensorType], [Attribute]) throws -> [TensorType],
    forward: @escaping (ForwardContext) throws -> [Tensor],
    gradient: Gradient,
    checks: [Check] = []
  ) {
    self.descriptor = descriptor
    self.shapeRule = shapeRule
    self.forward = forward
    self.gradient = gradient
    self.checks = checks
  }

  /// A case to check: input shapes (random values in a range) and attributes.
  public struct Check {
    public var shapes: [[Int]]
    public var attributes: [Attribute]
    /// Values are drawn from here; keep clear of kinks and poles.
    public var range: ClosedRange<Double>
    public init(_ shapes: [[Int]], _ attributes: [Attribute] = [], range: ClosedRange<Double> = -2...2) {
      self.shapes = shapes
      self.attributes = attributes
      self.range = range
    }
  }
}

/// Shape and dtype of a tensor that need not exist.
public struct TensorType: Equatable {
  public var shape: Shape
  public var dtype: DType
  public init(_ shape: Shape, _ dtype: DType) {
    self.shape = shape
    self.dtype = dtype
  }
}

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

/// What a gradient rule gets.
public struct BackwardContext {
  public var node: Node
  public var inputs: [Variable]
  public var attributes: [Attribute]
  /// One per output; nil where no gradient arrives.
  public var outputGradients: [Variable?]
  public var saved: [Tensor]
  /// Which inputs want a gradient.
  public var needs: (Int) -> Bool
  /// The n-th output as a variable that is part of the graph, so that rules that use it differentiate again.
  public var output: (Int) -> Variable
}

/// One recorded execution of an operation. Data, not a closure.
public final class Node {
  public let operation: Operation
  public let inputs: [Variable]
  public let attributes: [Attribute]
  public let outputs: [Tensor]
  public let saved: [Tensor]

  public init(
    _ operation: Operation, _ inputs: [Variable], _ attributes: [Attribute], outputs: [Tensor],
    saved: [Tensor]
  ) {
    self.operation = operation
    self.inputs = inputs
    self.attributes = attributes
    self.outputs = outputs
    self.saved = saved
  }
}
