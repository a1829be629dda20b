import Catalog
import Tensor
import Text

extension Operations {
  static let averagePool2d: Operation = Operation(
    Descriptor(
      "avg_pool2d", .functional, Wording("the mean of each window", "每个窗口的平均值"),
      formula: "y = mean over the window of x",
      parameters: [Parameter("x", .tensor, Wording(verbatim: "N×C×H×W"), aliases: ["input"])]
        + Pooling2D.parameters + [
          Parameter(
            "count_include_pad", .bool, Wording("padding counts as zeros", "填充按零计入平均"), default: .bool(true)),
          Pooling2D.ceilMode, divisorOverride,
        ], returns: Wording(verbatim: "N×C×H'×W'")),
    prepare: { inputs, attributes in ([try Promotion.floating(inputs[0])], attributes) },
    shape: { types, attributes in
      [TensorType(try AveragePool2D.geometry(types[0].shape, attributes).output, types[0].dtype)]
    },
    forward: { c in
      [
        try Pooling.average(
          c.inputs[0], countsPadding: AveragePool2D.countsPadding(c.attributes),
          AveragePool2D.geometry(c.inputs[0].shape, c.attributes))
      ]
    },
    gradient: .unary { g, c in
      try Executor.single(
        averageUnpool2d, [g], (0..<6).map { c.attributes.at($0) } + [.ints(c.shape(0).array)])
    },
    checks: [
      .init([[2, 2, 6, 4]], [.ints([2])]),
      .init([[1, 2, 7, 5]], [.ints([3, 2]), .ints([2, 1]), .ints([1])]),
      .init([[1, 1, 5, 5]], [.ints([3]), .ints([2]), .ints([1]), .bool(false)]),
      .init([[1, 2, 6, 5]], [.ints([3]), .ints([2]), .ints([1]), .bool(true), .bool(true)]),
      .init([[1, 1, 5, 4]], [.ints([2]), .ints([2]), .ints([1]), .bool(true), .bool(false), .int(3)]),
    ])

  private static let divisorOverride = Parameter(
    "divisor_override", .integer,
    Wording("what the sums are divided by; the pixels of the window when none", "求和后除以的数；none：窗口的像素数"),
    default: .some(.none))

  /// The gradient of avg_pool2d. Attributes: avg_pool2d's, then the input's shape.
  static let averageUnpool2d: Operation = Operation(
    Descriptor(
      "avg_unpool2d", .functional, Wording("each element spread evenly over its window", "把每个元素均匀分到它的窗口里"),
      parameters: [Parameter("g", .tensor, Wording(verbatim: "N×C×H'×W'"))] + Pooling2D.parameters + [
        Parameter(
          "count_include_pad", .bool, Wording("padding counts as zeros", "填充按零计入平均"), default: .bool(true)),
        Pooling2D.ceilMode, divisorOverride,
        Parameter("shape", .shape, Wording("of avg_pool2d's input", "avg_pool2d 的输入的形状")),
      ], returns: Wording(verbatim: "N×C×H×W")),
    shape: { types, attributes in [TensorType(Shape(attributes.ints(6) ?? []), types[0].dtype)] },
    forward: { c in
      [
        try Pooling.averageGradient(
          c.inputs[0], countsPadding: AveragePool2D.countsPadding(c.attributes),
          AveragePool2D.geometry(c.outputs[0].shape, c.attributes))
      ]
    },
    gradient: .unary { u, c in
      try Executor.single(averagePool2d, [u], Array(c.attributes.prefix(6)))
    },
    checks: [
      .init(
        [[1, 2, 2, 3]],
        [.ints([2]), .ints([2]), .ints([0]), .bool(true), .bool(false), .none, .ints([1, 2, 5, 6])])
    ])
}

private enum AveragePool2D {
  static func geometry(_ input: Shape, _ attributes: [Attribute]) throws -> Pooling.Geometry {
    let kernel = attributes.ints(0) ?? []
    let options = try ConvolutionOptions(
      stride: attributes.ints(1) ?? kernel, padding: attributes.ints(2) ?? [0], name: "avg_pool2d")
    return try Pooling.Geometry(
      input: input, kernel: kernel, options, roundsUp: attributes.at(4) == .bool(true),
      divisor: attributes.at(5) == .none ? nil : attributes.int(5, default: 0), name: "avg_pool2d")
  }

  static func countsPadding(_ attributes: [Attribute]) -> Bool { attributes.at(3) != .bool(false) }
}

extension Ops {
  /// - Parameter stride: nil: the kernel.
  public static func avgPool2d(
    _ x: Variable, kernel: [Int], stride: [Int]? = nil, padding: [Int] = [0], countIncludePad: Bool = true,
    ceilMode: Bool = false, divisor: Int? = nil
  ) throws -> Variable {
    try Executor.single(
      Operations.averagePool2d, [x],
      [
        .ints(kernel), .ints(stride ?? kernel), .ints(padding), .bool(countIncludePad), .bool(ceilMode),
        divisor.map { Attribute.int($0) } ?? Attribute.none,
      ])
  }

  /// The mean of each channel's plane: N×C×H×W gives N×C.
  public static func globalAvgPool2d(_ x: Variable) throws -> Variable {
    guard x.shape.rank == 4 else {
      throw NeuralFailure.rank("global_avg_pool2d", expected: NeuralFailure.images, got: x.shape)
    }
    return try mean(x, dims: [2, 3])
  }
}
