import Catalog
import Figures
import Glibc
import Tensor

/// One small figure of each kind, the same on every run.
enum Samples {
  static let range = Argument.range(from: -6, through: 6, by: 1)

  static func plane(_ name: String, _ body: @escaping (Double, Double) -> Argument) -> Argument {
    .function(
      Closure(name, arity: 2) { arguments in
        guard arguments.count == 2, case .number(let x) = arguments[0], case .number(let y) = arguments[1]
        else {
          return .none
        }
        return body(x, y)
      })
  }

  static func sigmoid() throws -> Figure {
    let curve = function("σ") { 1 / (1 + exp(-$0)) }
    let slope = function("σ'") { exp(-$0) / ((1 + exp(-$0)) * (1 + exp(-$0))) }
    return try draw("plot", [curve, slope, range], ["title": .string("Sigmoid 函数")])
  }

  static func history() throws -> Figure {
    let steps = (1...200).map(Double.init)
    let loss = steps.map { 2 * exp(-$0 / 40) + 0.05 + 0.02 * sin($0 * 7) }
    let epochs = (1...10).map(Double.init)
    let validation = epochs.map { 2 * exp(-$0 / 2) + 0.1 + 0.004 * $0 * $0 }
    return try Figure.history([
      Series(name: "loss", x: steps, y: loss, unit: "step"),
      Series(name: "val_loss", x: epochs, y: validation, unit: "epoch"),
    ])
  }

  static func layers() -> [WatchedLayer] {
    ["conv1", "fc1"].enumerated().map { index, name in
      var layer = WatchedLayer(name: name)
      layer.activations = (0..<300).map { sin(Double($0 * (index + 3))) }
      layer.gradients = (0..<300).map { sin(Double($0 * 5)) * pow(0.1, Double(index)) }
      layer.steps = (0..<40).map(Double.init)
      layer.gradientNorms = (0..<40).map { exp(-Double($0) / 20) * pow(0.1, Double(index)) }
      layer.activationMeans = layer.steps.map { sin($0) / 10 }
      layer.activationDeviations = layer.steps.map { _ in 0.2 }
      return layer
    }
  }

  static func graph() throws -> Figure {
    typealias Node = GraphDescription.Node
    return try Figure.graph(
      GraphDescription(nodes: [
        Node(label: "x", isInput: true, value: "1", gradient: "2", inputs: []),
        Node(label: "y", isInput: true, value: "2", gradient: "5", inputs: []),
        Node(label: "z", isInput: true, value: "0", gradient: "0", inputs: []),
        Node(
          label: "+", isInput: false, value: "3", gradient: "2", inputs: [0, 1], inputGradients: ["2", "2"]),
        Node(
          label: "max", isInput: false, value: "2", gradient: "3", inputs: [1, 2], inputGradients: ["3", "0"]),
        Node(
          label: "×", isInput: false, value: "6", gradient: "1", inputs: [3, 4], inputGradients: ["2", "3"]),
      ]), title: "f(x, y, z) = (x + y) · max(y, z)")
  }

  static func network(_ kinds: [(String, [Int], [Int])]) -> NetworkDescription {
    NetworkDescription(
      name: "net",
      layers: kinds.enumerated().map { index, layer in
        NetworkDescription.Layer(
          name: "l\(index)", kind: layer.0, detail: layer.0 == "conv2d" ? "3×3" : "", inputShape: layer.1,
          outputShape: layer.2, parameterCount: layer.0 == "relu" ? 0 : 10, flops: 0, receptiveField: nil)
      })
  }

  /// Two inputs, one `linear` and a sigmoid, with known weights.
  static func neuron() -> NetworkDescription {
    var description = network([("linear", [2], [1]), ("sigmoid", [1], [1])])
    description.layers[0].weights = [[0.5, -0.25]]
    description.layers[0].biases = [1]
    return description
  }

  /// A layer with a skip connection around it, and one behind.
  static func residual(named name: String = "r") -> NetworkDescription {
    typealias Step = NetworkDescription.Step
    var description = network([("linear", [4], [4]), ("linear", [4], [2])])
    description.name = name
    description.layers[0].name = name
    description.layers[1].kind = name
    description.steps = [
      Step(.input, sources: [], shape: [4]), Step(.layer(0), sources: [0], shape: [4]),
      Step(.operation("relu"), sources: [1], shape: [4]), Step(.operation("+"), sources: [2, 0], shape: [4]),
      Step(.layer(1), sources: [3], shape: [2]), Step(.operation(name), sources: [4, 3], shape: [2]),
    ]
    return description
  }

  static func all() throws -> [(String, Figure)] {
    let ramp = (0..<48).map { sin(Double($0)) }
    let matrix = try tensor((0..<16).map { Double(($0 * 7) % 11) }, [4, 4])
    let bowl = plane("f") { .number(0.1 * $0 * $0 + $1 * $1) }
    return [
      ("functions", try sigmoid()), ("history", try history()),
      ("activations", try Figure.watched(layers(), "activations")),
      ("gradients", try Figure.watched(layers(), "gradients")),
      ("means", try Figure.watched(layers(), "means")),
      ("scatter", try draw("scatter", [try tensor(ramp, [24, 2])])),
      ("bar", try draw("bar", [try tensor([1, -2, 3], [3])])),
      ("hist", try draw("hist", [try tensor(ramp, [48])])),
      ("heatmap", try draw("heatmap", [matrix])), ("image", try draw("imshow", [matrix])),
      ("images", try draw("imshow", [try tensor(ramp, [3, 1, 4, 4])])),
      ("colours", try draw("imshow", [try tensor((0..<300).map { Double($0) / 300 }, [3, 10, 10])])),
      ("contour", try draw("contour", [bowl, range])), ("surface", try draw("surface", [bowl, range])),
      ("ridgeline", try draw("ridgeline", [.list([try tensor(ramp, [48]), try tensor(ramp, [48])])])),
      ("quiver", try draw("quiver", [plane("g") { .tuple([.number(-$1), .number($0)]) }, range])),
      ("boundary", try draw("boundary", [plane("p") { .bool($0 > $1) }, try tensor(ramp, [24, 2])])),
      ("graph", try graph()),
      ("blocks", try Figure.network(network([("conv2d", [1, 8, 8], [4, 8, 8]), ("linear", [256], [10])]))),
      (
        "neurons",
        try Figure.network(network([("linear", [3], [12]), ("relu", [12], [12]), ("linear", [12], [2])]))
      ),
      ("neuron", try Figure.network(neuron())), ("residual", try Figure.network(residual())),
      ("convolution", try draw("worked_convolution", [matrix, try tensor([1, 0, 0, 1], [2, 2])])),
      ("pooling", try draw("worked_pooling", [matrix])),
      (
        "grid",
        try draw("grid", [.object(try sigmoid()), .object(try draw("hist", [try tensor(ramp, [48])]))])
      ),
    ]
  }
}
