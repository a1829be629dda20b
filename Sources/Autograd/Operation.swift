import Catalog
import Tensor

/// One operation: all there is to know about it. An instance per file of `Operations/`, or per row of a table.
///
/// Inputs are the parameters of kind `.tensor` or `.tensors`, in order; the others are attributes, in order.
public final class Operation {
  public let descriptor: Descriptor
  /// How a drawn graph shows it: `+`, `max`, or the name.
  public let symbol: String
  /// Brings what a user wrote into canonical form (dtypes promoted, negative axes counted from the end) before
  /// the shape rule sees it. nil: as it is.
  public let prepare: (([Variable], [Attribute]) throws -> ([Variable], [Attribute]))?
  /// Shapes and dtypes of the outputs, without computing them; throws the errors a user sees.
  public let shapeRule: ([TensorType], [Attribute]) throws -> [TensorType]
  public let forward: (ForwardContext) throws -> [Tensor]
  public let gradient: Gradient
  /// Odd-sized cases that the gradient check and the PyTorch comparison run.
  public let checks: [Check]
  public let name: String
  let shortWay: ShortWay

  /// How the operation runs without lists of inputs, types and results, where it can.
  public enum ShortWay {
    case none
    /// Of one floating-point operand, without settings: all there is to forward.
    case kernel(UnaryOp)
    /// Of one operand with settings, or without where they may be left out; nil where the general way must do it.
    case unary((Operation, Variable, [Attribute]) throws -> Variable?)
    /// Of two operands, without settings.
    case binary((Operation, Variable, Variable) throws -> Variable)
    /// Of three operands, without settings.
    case ternary((Operation, Variable, Variable, Variable) throws -> Variable)
  }

  public enum Gradient {
    /// Gradients of the inputs from those of the outputs, written with differentiable operations. nil: none flows.
    case rule((BackwardContext) throws -> [Variable?])
    /// The same for one input and one output.
    case unary((Variable, BackwardContext) throws -> Variable?)
    /// The same for two inputs; a gradient in the shape to which an elementwise input was broadcast is summed back
    /// to that of the input.
    case binary((Variable, BackwardContext) throws -> (Variable?, Variable?))
    /// The same for three inputs.
    case ternary((Variable, BackwardContext) throws -> (Variable?, Variable?, Variable?))
    /// Both elementwise inputs get the output's gradient, likewise summed.
    case same
    /// No gradient, because …
    case none(because: String)
  }

  /// How messages name it: as the user wrote it, operators in backticks.
  public var spelling: String { Operation.spelling(symbol) }

  static func spelling(_ symbol: String) -> String {
    symbol.first?.isLetter == true ? symbol : "`\(symbol)`"
  }

  /// It lives forever, and whoever records it need not count it.
  public init(
    _ descriptor: Descriptor, symbol: String? = nil,
    prepare: (([Variable], [Attribute]) throws -> ([Variable], [Attribute]))? = nil,
    shape shapeRule: @escaping ([TensorType], [Attribute]) throws -> [TensorType],
    forward: @escaping (ForwardContext) throws -> [Tensor],
    gradient: Gradient,
    shortWay: ShortWay = .none,
    checks: [Check] = []
  ) {
    self.descriptor = descriptor
    self.symbol = symbol ?? descriptor.name
    self.prepare = prepare
    self.shapeRule = shapeRule
    self.forward = forward
    self.gradient = gradient
    self.shortWay = shortWay
    self.checks = checks
    name = descriptor.name
    _ = Unmanaged.passRetained(self)
  }

  /// A case to check: input shapes (random values in a range) and attributes.
  public struct Check {
    public var shapes: [[Int]]
    public var attributes: [Attribute]
    /// Values are drawn from here; keep clear of kinks and poles.
    public var range: ClosedRange<Double>
    /// Inputs that hold whole numbers, as labels or indices do: index of the input, and how many values.
    public var indices: [Int: Int]
    /// Inputs that get no gradient, as class weights.
    public var fixed: Set<Int>

    public init(
      _ shapes: [[Int]], _ attributes: [Attribute] = [], range: ClosedRange<Double> = -2...2,
      indices: [Int: Int] = [:], fixed: Set<Int> = []
    ) {
      self.shapes = shapes
      self.attributes = attributes
      self.range = range
      self.indices = indices
      self.fixed = fixed
    }
  }

  /// False where the gradient is none.
  public var isDifferentiable: Bool {
    if case .none = gradient { return false }
    return true
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
