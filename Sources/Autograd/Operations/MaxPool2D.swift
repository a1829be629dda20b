import Catalog
import Tensor
import Text

extension Operations {
  static let maxPool2d: Operation = Operation(
    Descriptor(
      "max_pool2d", .functional, Wording("the greatest of each window", "每个窗口的最大值"),
      formula: "y = max over the window of x",
      parameters: [Parameter("x", .tensor, Wording(verbatim: "N×C×H×W"), aliases: ["input"])]
        + Pooling2D.parameters
        + [Pooling2D.dilation, Pooling2D.ceilMode],
      returns: Wording(verbatim: "N×C×H'×W'"),
      notes: Wording("Among equals the first gets the gradient.", "有相等的最大值时，梯度归第一个。")),
    prepare: { inputs, attributes in ([try Promotion.floating(inputs[0])], attributes) },
    shape: { types, attributes in
      [TensorType(try Pooling2D.geometry(types[0].shape, attributes).output, types[0].dtype)]
    },
    forward: { c in
      let (values, indices) = try Pooling.maximum(
        c.inputs[0], Pooling2D.geometry(c.inputs[0].shape, c.attributes))
      c.saved.tensors = [indices]
      return [values]
    },
    gradient: .unary { g, c in
      try Pooling2D.unpool(g, Variable(c.saved[0]), c.attributes, c.shape(0))
    },
    checks: [
      .init([[2, 2, 6, 4]], [.ints([2])]),
      .init([[1, 2, 7, 5]], [.ints([3, 2]), .ints([2, 1]), .ints([1])]),
      .init([[1, 1, 7, 7]], [.ints([2]), .ints([2]), .ints([0]), .ints([3])]),
      .init([[1, 2, 5, 9]], [.ints([2]), .ints([2]), .ints([0]), .ints([1]), .bool(true)]),
    ])

  /// Inputs: windows' gradients and their indices. Attributes: max_pool2d's, then the input's shape.
  static let maxUnpool2d: Operation = Operation(
    Descriptor(
      "max_unpool2d", .functional,
      Wording("each element added at its index in a plane of zeros", "把每个元素加到零平面中它的下标处"),
      parameters: [
        Parameter("g", .tensor, Wording(verbatim: "N×C×H'×W'")),
        Parameter("index", .tensor, Wording("places in the plane", "在平面中的位置")),
      ]
        + Pooling2D.full, returns: Wording(verbatim: "N×C×H×W")),
    shape: { types, attributes in [TensorType(Shape(attributes.ints(5) ?? []), types[0].dtype)] },
    forward: { c in
      [try Pooling.unpool(c.inputs[0], c.inputs[1], Pooling2D.geometry(c.outputs[0].shape, c.attributes))]
    },
    gradient: .rule { c in
      guard let u = c.gradient else { return [] }
      return [try Executor.single(poolGather2d, [u, c.input(1)], c.attributes), nil]
    },
    checks: [.init([[1, 2, 2, 3], [1, 2, 2, 3]], Pooling2D.example, indices: [1: 30])])

  static let poolGather2d: Operation = Operation(
    Descriptor(
      "pool_gather2d", .functional, Wording("the elements at the given places of each plane", "各平面中给定位置的元素"),
      parameters: [
        Parameter("x", .tensor, Wording(verbatim: "N×C×H×W")),
        Parameter("index", .tensor, Wording("places in the plane", "在平面中的位置")),
      ]
        + Pooling2D.full, returns: Wording(verbatim: "N×C×H'×W'")),
    shape: { types, attributes in
      [TensorType(try Pooling2D.geometry(types[0].shape, attributes).output, types[0].dtype)]
    },
    forward: { c in
      [try Pooling.gather(c.inputs[0], c.inputs[1], Pooling2D.geometry(c.inputs[0].shape, c.attributes))]
    },
    gradient: .rule { c in
      guard let u = c.gradient else { return [] }
      return [try Pooling2D.unpool(u, c.input(1), c.attributes, c.shape(0)), nil]
    },
    checks: [.init([[1, 2, 5, 6], [1, 2, 2, 3]], Pooling2D.example, indices: [1: 30])])
}

/// What the pooling operations share.
enum Pooling2D {
  static let parameters = [
    Parameter("kernel", .integers, Wording("pixels", "像素"), aliases: ["kernel_size"]),
    Parameter(
      "stride", .integers, Wording("pixels; the kernel when none", "像素；none：等于窗口大小"), default: .some(.none)),
    Parameter("padding", .integers, Wording("pixels on each side", "每边的像素"), default: .number(0)),
  ]

  static let full =
    parameters + [
      dilation, ceilMode, Parameter("shape", .shape, Wording("of max_pool2d's input", "max_pool2d 的输入的形状")),
    ]

  static let dilation = Parameter(
    "dilation", .integers, Wording("pixels from tap to tap", "相邻采样点之间的像素"), default: .number(1))
  static let ceilMode = Parameter(
    "ceil_mode", .bool,
    Wording("a last window may reach beyond the padding, instead of being dropped", "最后一个窗口可以超出填充，而不是被舍去"),
    default: .bool(false))

  /// Attributes of a case in which a plane of 5×6 has 2×3 windows.
  static let example: [Attribute] = [
    .ints([2]), .ints([2]), .ints([0]), .ints([1]), .bool(false), .ints([1, 2, 5, 6]),
  ]

  static func geometry(_ input: Shape, _ attributes: [Attribute]) throws -> Pooling.Geometry {
    let kernel = attributes.ints(0) ?? []
    let options = try ConvolutionOptions(
      stride: attributes.ints(1) ?? kernel, padding: attributes.ints(2) ?? [0],
      dilation: attributes.ints(3) ?? [1], name: "max_pool2d")
    return try Pooling.Geometry(
      input: input, kernel: kernel, options, roundsUp: attributes.at(4) == .bool(true))
  }

  static func unpool(
    _ g: Variable, _ indices: Variable, _ attributes: [Attribute], _ shape: Shape
  ) throws -> Variable {
    let all = (0..<5).map { attributes.at($0) } + [.ints(shape.array)]
    return try Executor.single(Operations.maxUnpool2d, [g, indices], all)
  }
}

extension Ops {
  /// - Parameter stride: nil: the kernel.
  public static func maxPool2d(
    _ x: Variable, kernel: [Int], stride: [Int]? = nil, padding: [Int] = [0], dilation: [Int] = [1],
    ceilMode: Bool = false
  ) throws -> Variable {
    try Executor.single(
      Operations.maxPool2d, [x],
      [.ints(kernel), .ints(stride ?? kernel), .ints(padding), .ints(dilation), .bool(ceilMode)])
  }

  /// Where in its plane, row · W + column, each value of ``maxPool2d(_:kernel:stride:padding:dilation:ceilMode:)``
  /// stands; i64.
  public static func maxPoolIndices(
    _ x: Variable, kernel: [Int], stride: [Int], padding: [Int], dilation: [Int], ceilMode: Bool
  ) throws -> Variable {
    let attributes: [Attribute] = [
      .ints(kernel), .ints(stride), .ints(padding), .ints(dilation), .bool(ceilMode),
    ]
    let geometry = try Pooling2D.geometry(x.shape, attributes)
    let floating = try Promotion.floating(x).tensor
    return Variable(try Pooling.maximum(floating, geometry).indices.cast(to: .i64))
  }
}
