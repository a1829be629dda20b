import Catalog
import Tensor
import Text

extension Operations {
  static let convolution2d: Operation = Operation(
    Descriptor(
      "conv2d", .functional, Wording("2-d convolution (cross-correlation)", "二维卷积（互相关）"),
      formula: "y[n,f,i,j] = b[f] + Σ_c Σ_u Σ_v w[f,c,u,v]·x[n,c,s·i+d·u−p,s·j+d·v−p]",
      parameters: [
        Parameter("x", .tensor, Wording(verbatim: "N×C×H×W"), aliases: ["input"]),
        Parameter("weight", .tensor, Wording(verbatim: "F×(C/groups)×KH×KW")),
        Parameter("bias", .tensor, Wording(verbatim: "F"), default: .some(.none)),
      ] + Convolution2D.parameters,
      returns: Wording(verbatim: "N×F×H'×W', H' = ⌊(H + 2p − d(K−1) − 1)/s⌋ + 1")),
    prepare: { inputs, attributes in (try Promotion.together(inputs), attributes) },
    shape: { types, attributes in
      if types.count > 2, types[2].shape != [types[1].shape.first ?? 0] {
        throw NeuralFailure.parameterSize(
          "conv2d", "bias", expected: [types[1].shape.first ?? 0], got: types[2].shape)
      }
      let geometry = try Convolution.Geometry(
        input: types[0].shape, weight: types[1].shape, Convolution2D.options(attributes))
      return [TensorType(geometry.output, types[0].dtype)]
    },
    forward: { c in
      let geometry = try Convolution.Geometry(
        input: c.inputs[0].shape, weight: c.inputs[1].shape, Convolution2D.options(c.attributes))
      return [
        try Convolution.forward(
          c.inputs[0], c.inputs[1], bias: c.inputs.count > 2 ? c.inputs[2] : nil, geometry)
      ]
    },
    gradient: .rule { c in
      guard let g = c.gradient else { return [] }
      let dx = c.needs(0) ? try Convolution2D.inputGradient(g, c.input(1), c.shape(0), c.attributes) : nil
      let hasBias = c.node.inputCount > 2
      guard c.needs(1) || hasBias && c.needs(2) else { return [dx] }
      let (dw, db) = try Convolution2D.weightGradient(c.input(0), g, c.shape(1), c.attributes)
      return hasBias ? [dx, dw, db] : [dx, dw]
    },
    checks: Convolution2D.checks)

  /// Inputs: the output's gradient and the weight. Attributes: those of conv2d, then the input's shape.
  static let convolution2dInputGradient: Operation = Operation(
    Descriptor(
      "conv2d_input_gradient", .functional, Wording("the gradient of conv2d's input", "conv2d 的输入的梯度"),
      parameters: [Parameter("g", .tensor, Wording(verbatim: "N×F×H'×W'")), Parameter("weight", .tensor)]
        + Convolution2D.parameters + [Parameter("shape", .shape, Wording("of the input", "输入的形状"))],
      returns: Wording(verbatim: "N×C×H×W")),
    shape: { types, attributes in
      [
        TensorType(
          try Convolution2D.geometry(types[0].shape, types[1].shape, attributes).input, types[0].dtype)
      ]
    },
    forward: { c in
      let geometry = try Convolution2D.geometry(c.inputs[0].shape, c.inputs[1].shape, c.attributes)
      return [try Convolution.inputGradient(c.inputs[0], c.inputs[1], geometry)]
    },
    gradient: .rule { c in
      guard let u = c.gradient else { return [] }
      let attributes = Array(c.attributes.prefix(4))
      let dg = c.needs(0) ? try Convolution2D.forward(u, c.input(1), nil, attributes) : nil
      let dw =
        c.needs(1) ? try Convolution2D.weightGradient(u, c.input(0), c.shape(1), attributes).weight : nil
      return [dg, dw]
    },
    checks: [
      .init(
        [[2, 3, 4, 3], [3, 2, 3, 2]], [.ints([1]), .ints([1, 0]), .ints([1]), .int(1), .ints([2, 2, 4, 4])])
    ])

  /// Inputs: conv2d's input and the output's gradient. Attributes: those of conv2d, then the weight's shape.
  static let convolution2dWeightGradient: Operation = Operation(
    Descriptor(
      "conv2d_weight_gradient", .functional,
      Wording("the gradients of conv2d's weight and bias", "conv2d 的权重和偏置的梯度"),
      parameters: [
        Parameter("x", .tensor, Wording(verbatim: "N×C×H×W")),
        Parameter("g", .tensor, Wording(verbatim: "N×F×H'×W'")),
      ]
        + Convolution2D.parameters + [Parameter("shape", .shape, Wording("of the weight", "权重的形状"))],
      returns: Wording("the weight's gradient and the bias's", "权重的梯度和偏置的梯度")),
    shape: { types, attributes in
      let weight = Shape(attributes.ints(4) ?? [])
      let geometry = try Convolution.Geometry(
        input: types[0].shape, weight: weight, Convolution2D.options(attributes))
      guard geometry.output == types[1].shape else {
        throw NeuralFailure.sizes("conv2d_weight_gradient", types[1].shape, geometry.output)
      }
      return [TensorType(weight, types[0].dtype), TensorType([weight[0]], types[0].dtype)]
    },
    forward: { c in
      let geometry = try Convolution.Geometry(
        input: c.inputs[0].shape, weight: c.outputs[0].shape, Convolution2D.options(c.attributes))
      let (weight, bias) = try Convolution.weightGradient(c.inputs[0], c.inputs[1], geometry)
      return [weight, bias]
    },
    gradient: .rule { c in
      let attributes = Array(c.attributes.prefix(4))
      let gradients = c.outputGradients
      var dx: Variable?
      var dg: Variable?
      if let u = gradients[0] {
        if c.needs(0) { dx = try Convolution2D.inputGradient(c.input(1), u, c.shape(0), attributes) }
        if c.needs(1) { dg = try Convolution2D.forward(c.input(0), u, gradients[1], attributes) }
      } else if let bias = gradients[1], c.needs(1) {
        let column = try Ops.reshape(bias, [1, bias.shape[0], 1, 1])
        dg = try Ops.broadcastTo(column, c.shape(1).array)
      }
      return [dx, dg]
    },
    checks: [
      .init(
        [[2, 2, 5, 4], [2, 3, 3, 2]], [.ints([2]), .ints([1, 0]), .ints([1]), .int(1), .ints([3, 2, 2, 2])])
    ])
}

/// What the three operations of a convolution share.
enum Convolution2D {
  static let parameters = [
    Parameter("stride", .integers, Wording("pixels", "像素"), default: .number(1)),
    Parameter(
      "padding", .integers, Wording("pixels of zeros on each side", "每边填充的零的像素数"), default: .number(0)),
    Parameter("dilation", .integers, Wording("pixels from tap to tap", "相邻采样点之间的像素"), default: .number(1)),
    Parameter(
      "groups", .integer, Wording("channels in groups with filters of their own", "通道的组数，每组有自己的卷积核"),
      default: .number(1)),
  ]

  static let checks: [Operation.Check] = [
    .init([[2, 1, 5, 6], [3, 1, 3, 3], [3]], [.ints([1]), .ints([1])]),
    .init([[1, 2, 7, 5], [2, 2, 3, 2]], [.ints([2, 1]), .ints([1, 0])]),
    .init([[2, 4, 6, 6], [4, 2, 2, 3], [4]], [.ints([1]), .ints([0, 2]), .ints([2, 1]), .int(2)]),
    .init([[1, 1, 3, 3], [18, 1, 1, 1], [18]]),
  ]

  static func options(_ attributes: [Attribute]) throws -> ConvolutionOptions {
    try ConvolutionOptions(
      stride: attributes.ints(0) ?? [1], padding: attributes.ints(1) ?? [0],
      dilation: attributes.ints(2) ?? [1], groups: attributes.int(3, default: 1))
  }

  static func forward(
    _ x: Variable, _ weight: Variable, _ bias: Variable?, _ attributes: [Attribute]
  ) throws -> Variable {
    try Executor.single(
      Operations.convolution2d, bias.map { [x, weight, $0] } ?? [x, weight], attributes)
  }

  static func inputGradient(
    _ g: Variable, _ weight: Variable, _ shape: Shape, _ attributes: [Attribute]
  ) throws -> Variable {
    try Executor.single(
      Operations.convolution2dInputGradient, [g, weight], full(attributes) + [.ints(shape.array)])
  }

  static func weightGradient(
    _ x: Variable, _ g: Variable, _ shape: Shape, _ attributes: [Attribute]
  ) throws -> (weight: Variable, bias: Variable) {
    let results = try Executor.run(
      Operations.convolution2dWeightGradient, [x, g], full(attributes) + [.ints(shape.array)])
    guard results.count == 2 else { throw AutogradFailure.noResult("conv2d_weight_gradient") }
    return (results[0], results[1])
  }

  /// From the output's gradient, the weight and the attributes of conv2d followed by the input's shape.
  static func geometry(_ g: Shape, _ weight: Shape, _ attributes: [Attribute]) throws -> Convolution.Geometry
  {
    let geometry = try Convolution.Geometry(
      input: Shape(attributes.ints(4) ?? []), weight: weight, options(attributes))
    guard geometry.output == g else {
      throw NeuralFailure.sizes("conv2d_input_gradient", g, geometry.output)
    }
    return geometry
  }

  private static func full(_ attributes: [Attribute]) -> [Attribute] {
    let defaults: [Attribute] = [.ints([1]), .ints([0]), .ints([1]), .int(1)]
    return defaults.indices.map { attributes.at($0) == .none ? defaults[$0] : attributes[$0] }
  }
}

extension Ops {
  /// Cross-correlation of N×C×H×W with F×(C/groups)×KH×KW; each list holds one number or height and width.
  public static func conv2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable? = nil, stride: [Int] = [1], padding: [Int] = [0],
    dilation: [Int] = [1], groups: Int = 1
  ) throws -> Variable {
    try Convolution2D.forward(
      x, weight, bias, [.ints(stride), .ints(padding), .ints(dilation), .int(groups)])
  }
}
