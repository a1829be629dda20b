import Text

/// What can go wrong in matrix products, convolution, pooling, normalisation and the fused losses.
public enum NeuralFailure: Failure {
  case matrixInner(Shape, Shape, left: Int, right: Int)
  case matrixBatches(Shape, Shape)
  case matrixOfNumber(String)
  case linearInput(input: Shape, expected: Int, weight: Shape)
  case rank(String, expected: String, got: Shape)
  case channels(String, input: Int, expected: Int)
  case groups(channels: Int, filters: Int, groups: Int)
  case normGroups(channels: Int, groups: Int)
  case kernelTooLarge(String, axis: String, kernel: Int, size: Int, padding: Int)
  case positive(String, String, Int)
  case notNegative(String, String, Int)
  case poolPadding(padding: Int, kernel: Int)
  case outputPadding(Int, stride: Int)
  case pair(String, String, [Int])
  case tooLarge(String, String, Int)
  case outsidePlane(String, Int, size: Int)
  case parameterSize(String, String, expected: Shape, got: Shape)
  case normalizedShape(Shape, [Int])
  case oneValue(String)
  case label(Int, at: Int, classes: Int)
  case labels(logits: Shape, target: Shape)
  case sizes(String, Shape, Shape)
  case dtype(String, DType)
  case probability(String, Double)

  public var fault: Fault {
    switch self {
    case .matrixInner, .matrixBatches, .matrixOfNumber, .linearInput: productFault
    case .label, .labels, .sizes, .dtype, .probability, .oneValue: lossFault
    default: layerFault
    }
  }

  private var productFault: Fault {
    switch self {
    case .matrixInner(let a, let b, let left, let right):
      Fault(
        "E0250", "inner sizes differ: \(a.times) @ \(b.times): \(left) ≠ \(right)",
        notes: ["the columns of the left matrix must be as many as the rows of the right one"],
        help: a.rank > 1 && b.rank > 1 && b[b.rank - 1] == left
          ? ["transpose the right one: `a @ b'`"]
          : b.rank > 1 ? ["a right matrix of shape \(left)×\(b[b.rank - 1]) would fit"] : [],
        argumentLabels: [(0, a.times), (1, b.times)])
    case .matrixBatches(let a, let b):
      Fault(
        "E0251", "the leading axes of \(a.times) @ \(b.times) do not fit",
        notes: ["all axes but the last two must be equal, 1 or missing"],
        argumentLabels: [(0, a.times), (1, b.times)])
    case .matrixOfNumber(let side):
      Fault(
        "E0252", "the \(side) operand of a matrix product is a number, not a vector or a matrix",
        help: ["multiply by a number with `*`"])
    case .linearInput(let input, let expected, let weight):
      Fault(
        "E0253",
        "the last axis of the input \(input.times) has size \(input.last ?? 0), but the layer expects \(expected)",
        notes: ["its weight is \(weight.times): outputs × inputs"],
        help: input.dropFirst().reduce(1, *) == expected ? ["flatten the input first: `x |> flatten`"] : [],
        argumentLabels: [(0, input.times)])
    default: Fault("E0250", "these matrices do not fit")
    }
  }

  private var layerFault: Fault {
    switch self {
    case .rank(let name, let expected, let got):
      Fault("E0254", "\(name) expects \(expected), not shape \(got.times)", argumentLabels: [(0, got.times)])
    case .channels(let name, let input, let expected):
      Fault("E0255", "\(name): the input has \(plural(input, "channel")) but the layer expects \(expected)")
    case .groups(let channels, let filters, let groups):
      Fault(
        "E0256", "\(channels) channels and \(filters) filters cannot be split into \(groups) groups",
        notes: ["groups must divide both"])
    case .normGroups(let channels, let groups):
      Fault("E0256", "\(plural(channels, "channel")) cannot be split into \(groups) groups")
    case .kernelTooLarge(let name, let axis, let kernel, let size, let padding):
      Fault(
        "E0257",
        "\(name): the kernel spans \(kernel) in \(axis), but the input has only \(size)"
          + (padding > 0 ? " with its padding of \(padding)" : ""),
        help: ["use a smaller kernel or more padding"])
    case .positive(let name, let parameter, let value):
      Fault("E0258", "\(name): \(parameter) must be at least 1, not \(value)")
    case .notNegative(let name, let parameter, let value):
      Fault("E0258", "\(name): \(parameter) cannot be negative: \(value)")
    case .poolPadding(let padding, let kernel):
      Fault("E0259", "pooling: padding \(padding) is more than half the kernel \(kernel)")
    case .outputPadding(let padding, let stride):
      Fault(
        "E0259",
        "conv_transpose2d: output_padding \(padding) must be smaller than the stride or dilation \(stride)")
    case .pair(let name, let parameter, let values):
      Fault("E0258", "\(name): \(parameter) is one number or two (height, width), not \(values)")
    case .tooLarge(let name, let parameter, let value):
      Fault("E0901", "\(name): a \(parameter) of \(value) is larger than any image")
    case .outsidePlane(let name, let index, let size):
      Fault("E0240", "\(name): place \(index) is outside a plane of \(size) elements")
    case .parameterSize(let name, let parameter, let expected, let got):
      Fault("E0260", "\(name): \(parameter) should have shape \(expected.times), not \(got.times)")
    case .normalizedShape(let input, let sizes):
      Fault("E0261", "layer_norm over \(Shape(sizes).times) does not match the last axes of \(input.times)")
    default: Fault("E0254", "this layer cannot take this input")
    }
  }

  private var lossFault: Fault {
    switch self {
    case .oneValue(let name):
      Fault(
        "E0262", "\(name) needs more than one value per channel to train on",
        help: ["use a larger batch, or `net.eval()`"])
    case .label(let label, let index, let classes):
      Fault(
        "E0263",
        "label \(label) at index \(index) is out of range for \(plural(classes, "class", "classes"))",
        notes: classes > 0 ? ["labels count from 0 to \(classes - 1)"] : [],
        help: label == classes && classes > 0
          ? ["labels that count from 1 want a - 1; otherwise the model needs \(classes + 1) outputs"] : [])
    case .labels(let logits, let target):
      Fault(
        "E0264", "cross_entropy: targets of shape \(target.times) do not fit logits of shape \(logits.times)",
        notes: [
          "targets are class indices of shape \(classIndexShape(logits).times), or probabilities of the logits' shape"
        ],
        argumentLabels: [(0, logits.times), (1, target.times)])
    case .sizes(let name, let a, let b):
      Fault(
        "E0265", "\(name): prediction \(a.times) and target \(b.times) must have the same shape",
        argumentLabels: [(0, a.times), (1, b.times)])
    case .dtype(let name, let dtype):
      Fault(
        "E0266", "\(name) is not defined for \(dtype.name) tensors", help: ["convert first: `cast(x, f32)`"])
    case .probability(let name, let value):
      Fault("E0267", "\(name) must lie between 0 and 1, not \(value)")
    default: Fault("E0264", "these targets do not fit")
    }
  }
}

private func classIndexShape(_ logits: Shape) -> Shape {
  logits.rank > 1 ? logits.removing(axis: 1) : Shape()
}

private func plural(_ count: Int, _ noun: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : many ?? noun + "s")"
}

extension Shape {
  /// As matrices are written: `64×10`; `()` for a number.
  public var times: String { rank == 0 ? "()" : map(String.init).joined(separator: "×") }
}
