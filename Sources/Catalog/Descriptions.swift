import Tensor

// Plain pictures of what upper floors know, so that Figures can draw them without importing those floors.

/// Something that has curves to plot: a training history, say.
public protocol SeriesProviding: AnyObject {
  /// Name and values per step or epoch: `loss`, `val_loss`, `accuracy`.
  var series: [Series] { get }
}

public struct Series {
  public var name: String
  public var x: [Double]
  public var y: [Double]
  /// What x counts: `step`, `epoch`.
  public var unit: String
  /// Larger values are better.
  public var rises: Bool
  public init(name: String, x: [Double], y: [Double], unit: String, rises: Bool = false) {
    self.name = name
    self.x = x
    self.y = y
    self.unit = unit
    self.rises = rises
  }
}

/// Something that is a picture of curves over axes of its own.
public protocol CurveProviding: AnyObject {
  var curves: CurveDescription { get }
}

public struct CurveDescription {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var isLogarithmic: Bool
  public var series: [Series]
  public init(title: String, xLabel: String, yLabel: String, isLogarithmic: Bool, series: [Series]) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.isLogarithmic = isLogarithmic
    self.series = series
  }
}

/// What `watch(model)` gathered: per layer and step, activations and gradients.
public protocol WatchProviding: AnyObject {
  var layers: [WatchedLayer] { get }
}

public struct WatchedLayer {
  public var name: String
  /// A sample of the layer's latest outputs, at most a few thousand values.
  public var activations: [Double]
  /// Of the latest batch: the output's shape.
  public var activationShape: [Int]
  /// A sample of the latest parameter gradients.
  public var gradients: [Double]
  public var steps: [Double]
  /// L2 norm of the layer's parameter gradients at each step.
  public var gradientNorms: [Double]
  /// Mean and standard deviation of the outputs at each step.
  public var activationMeans: [Double]
  public var activationDeviations: [Double]

  public init(name: String) {
    self.name = name
    activations = []
    activationShape = []
    gradients = []
    steps = []
    gradientNorms = []
    activationMeans = []
    activationDeviations = []
  }
}

/// A computational graph with numbers: values on the forward pass, gradients on the backward pass.
public struct GraphDescription {
  public struct Node {
    /// The operation's symbol or name, or the name of an input.
    public var label: String
    public var isInput: Bool
    /// Its value, shortened: `6`, `[64, 10]`.
    public var value: String
    /// Gradient of the output with respect to it, shortened; empty when none flows.
    public var gradient: String
    public var inputs: [Int]
    /// What flows back along the edge from each of ``inputs``, shortened; empty when that is not known.
    public var inputGradients: [String]
    public init(
      label: String, isInput: Bool, value: String, gradient: String, inputs: [Int],
      inputGradients: [String] = []
    ) {
      self.label = label
      self.isInput = isInput
      self.value = value
      self.gradient = gradient
      self.inputs = inputs
      self.inputGradients = inputGradients
    }
  }
  /// In topological order; inputs are indices into this list.
  public var nodes: [Node]
  public init(nodes: [Node]) { self.nodes = nodes }
}

/// A network, layer by layer, for summaries and diagrams.
public struct NetworkDescription {
  public struct Layer {
    public var name: String
    /// `conv2d`, `linear`…
    public var kind: String
    /// `3×3, 32, padding 1`
    public var detail: String
    /// Without the batch axis.
    public var inputShape: [Int]
    public var outputShape: [Int]
    public var parameterCount: Int
    /// A multiply-add counts 2.
    public var flops: Int
    /// Side of the receptive field in input pixels; nil where there is none.
    public var receptiveField: Int?
    /// Of a fully connected layer small enough to draw: out × in, and what is added; empty elsewhere.
    public var weights: [[Double]] = []
    public var biases: [Double] = []
    public init(
      name: String, kind: String, detail: String, inputShape: [Int], outputShape: [Int], parameterCount: Int,
      flops: Int, receptiveField: Int?
    ) {
      self.name = name
      self.kind = kind
      self.detail = detail
      self.inputShape = inputShape
      self.outputShape = outputShape
      self.parameterCount = parameterCount
      self.flops = flops
      self.receptiveField = receptiveField
    }
  }

  /// One value on its way through the network.
  public struct Step {
    public enum Maker: Equatable {
      case input
      /// An index into ``NetworkDescription/layers``.
      case layer(Int)
      /// An operation that is no layer, by its symbol: `+` where branches meet, `relu` within `forward`.
      case operation(String)
    }
    public var maker: Maker
    /// Earlier steps.
    public var sources: [Int]
    /// Without the batch axis.
    public var shape: [Int]
    public init(_ maker: Maker, sources: [Int], shape: [Int]) {
      self.maker = maker
      self.sources = sources
      self.shape = shape
    }
  }

  /// Layers and operations that drawings name beside what they follow.
  public static let activations: Set<String> = [
    "relu", "leaky_relu", "elu", "gelu", "silu", "softplus", "sigmoid", "tanh", "softmax", "log_softmax",
  ]

  public var name: String
  public var layers: [Layer]
  /// In order of computation, the input first; those that no other uses are outputs. Empty when the network was not
  /// run.
  public var steps: [Step]
  public init(name: String, layers: [Layer], steps: [Step] = []) {
    self.name = name
    self.layers = layers
    self.steps = steps
  }
}

/// Something that can be summed up as layers.
public protocol NetworkDescribing: AnyObject {
  /// - Parameter inputShape: without the batch axis; nil when the layers alone tell.
  func describeNetwork(inputShape: [Int]?) throws -> NetworkDescription
}

/// A supervised data set as the training loop sees it.
public protocol SampleSource: AnyObject {
  var sampleCount: Int { get }
  /// Shape of one input, without the batch axis.
  var inputShape: [Int] { get }
  /// The samples with these indices, transforms applied: inputs and targets with a leading batch axis.
  func samples(at indices: [Int]) throws -> (inputs: Tensor, targets: Tensor)
}

/// Something that is, or can tell, a computational graph to draw.
public protocol GraphProviding: AnyObject {
  var graphDescription: GraphDescription { get }
  /// Empty when the user gave none.
  var title: String { get }
}
