import Catalog
import Tensor
import Text

extension Operations {
  static let convolutionTranspose2d: Operation = Operation(
    Descriptor(
      "conv_transpose2d", .functional,
      Wording("transposed 2-d convolution: conv2d's gradient as a layer", "二维转置卷积：把 conv2d 的梯度用作层"),
      formula: "y[n,f,s·i+d·u−p,s·j+d·v−p] += w[c,f,u,v]·x[n,c,i,j]",
      parameters: [
        Parameter("x", .tensor, Wording(verbatim: "N×C×H×W"), aliases: ["input"]),
        Parameter("weight", .tensor, Wording(verbatim: "C×(F/groups)×KH×KW")),
        Parameter("bias", .tensor, Wording(verbatim: "F"), default: .some(.none)),
        Parameter("stride", .integers, Wording("pixels", "像素"), default: .number(1)),
        Parameter("padding", .integers, Wording("pixels cut from each side", "每边裁掉的像素"), default: .number(0)),
        Parameter(
          "output_padding", .integers, Wording("pixels added at the end", "末端增加的像素"), default: .number(0)),
        Parameter("groups", .integer, Wording("channels in groups", "通道的组数"), default: .number(1)),
        Parameter(
          "dilation", .integers, Wording("pixels from tap to tap", "相邻采样点之间的像素"), default: .number(1)),
      ], returns: Wording(verbatim: "N×F×H'×W', H' = (H − 1)s − 2p + d(K − 1) + output_padding + 1")),
    prepare: { inputs, attributes in (try Promotion.together(inputs), attributes) },
    shape: { types, attributes in
      let bias = types.count > 2 ? types[2].shape : nil
      let geometry = try ConvTranspose2D.geometry(types[0].shape, types[1].shape, attributes, bias: bias)
      return [TensorType(geometry.input, types[0].dtype)]
    },
    forward: { c in
      let geometry = try ConvTranspose2D.geometry(c.inputs[0].shape, c.inputs[1].shape, c.attributes)
      let x = try ConvTranspose2D.extended(Variable(c.inputs[0]), to: geometry.output).tensor
      let result = try Convolution.inputGradient(x, c.inputs[1], geometry)
      guard c.inputs.count > 2 else { return [result] }
      let column = try c.inputs[2].reshaped([1, c.inputs[2].count, 1, 1])
      return [try Tensor.binary(.add, result, column)]
    },
    gradient: .rule { c in
      guard let g = c.gradient else { return [] }
      let attributes = ConvTranspose2D.forConvolution(c.attributes)
      let output = try ConvTranspose2D.geometry(c.shape(0), c.shape(1), c.attributes).output
      var dx = c.needs(0) ? try Convolution2D.forward(g, c.input(1), nil, attributes) : nil
      if let full = dx, output != c.shape(0) {
        dx = try (2...3).reduce(full) { try Ops.slice($0, dim: $1, start: 0, stop: c.shape(0)[$1]) }
      }
      let dw =
        c.needs(1)
        ? try Convolution2D.weightGradient(
          g, ConvTranspose2D.extended(c.input(0), to: output), c.shape(1), attributes
        ).weight : nil
      if c.node.inputCount < 3 { return [dx, dw] }
      return [dx, dw, c.needs(2) ? try Ops.sum(g, dims: [0, 2, 3]) : nil]
    },
    checks: [
      .init([[2, 3, 4, 3], [3, 2, 3, 2], [2]], [.ints([2]), .ints([1, 0]), .ints([1])]),
      .init(
        [[1, 4, 3, 3], [4, 1, 2, 2]], [.ints([1]), .ints([0]), .ints([0]), .int(2), .ints([2])]),
      .init(
        [[2, 2, 3, 4], [2, 2, 3, 2]], [.ints([1, 2]), .ints([1]), .ints([1]), .int(1), .ints([2])]),
    ])
}

private enum ConvTranspose2D {
  /// Attributes in conv2d's order.
  static func forConvolution(_ attributes: [Attribute]) -> [Attribute] {
    [
      .ints(attributes.ints(0) ?? [1]), .ints(attributes.ints(1) ?? [0]), .ints(attributes.ints(4) ?? [1]),
      .int(attributes.int(3, default: 1)),
    ]
  }

  /// The convolution whose input gradient this is: its output is our input.
  static func geometry(
    _ x: Shape, _ weight: Shape, _ attributes: [Attribute], bias: Shape? = nil
  ) throws -> Convolution.Geometry {
    let name = "conv_transpose2d"
    let options = try ConvolutionOptions(
      stride: attributes.ints(0) ?? [1], padding: attributes.ints(1) ?? [0],
      dilation: attributes.ints(4) ?? [1], groups: attributes.int(3, default: 1), name: name)
    let extra = try ConvolutionOptions.pair(attributes.ints(2) ?? [0], "output_padding", name)
    guard x.rank == 4 else { throw NeuralFailure.rank(name, expected: NeuralFailure.images, got: x) }
    guard weight.rank == 4 else {
      throw NeuralFailure.rank(
        name,
        expected: Wording(
          "a weight of channels × filters × height × width", "形状为 通道 × 卷积核 × 高 × 宽 的权重"), got: weight)
    }
    guard x[1] == weight[0] else { throw NeuralFailure.channels(name, input: x[1], expected: weight[0]) }
    let height = try size(x[2], weight[2], options.vertical, extra.0)
    let width = try size(x[3], weight[3], options.horizontal, extra.1)
    let filters = weight[1] * options.groups
    if let bias, bias != [filters] {
      throw NeuralFailure.parameterSize(name, "bias", expected: [filters], got: bias)
    }
    let output = try Shape.checked([x[0], filters, height, width])
    return try Convolution.Geometry(input: output, weight: weight, options, name: name)
  }

  /// With the zeros that the convolution finds at the far side where `output_padding` makes room for more steps.
  static func extended(_ x: Variable, to shape: Shape) throws -> Variable {
    guard x.shape != shape else { return x }
    let missing = shape.indices.map { $0 < 2 ? 0 : shape[$0] - x.shape[$0] }
    return try Ops.pad(x, before: missing.map { _ in 0 }, after: missing)
  }

  private static func size(
    _ size: Int, _ kernel: Int, _ axis: ConvolutionOptions.Axis, _ extra: Int
  ) throws -> Int {
    guard extra >= 0, extra < max(axis.stride, axis.dilation) else {
      throw NeuralFailure.outputPadding(extra, stride: max(axis.stride, axis.dilation))
    }
    return (size - 1) * axis.stride - 2 * axis.padding + axis.dilation * (kernel - 1) + extra + 1
  }
}

extension Ops {
  /// Transposed convolution of N×C×H×W with C×(F/groups)×KH×KW.
  public static func convTranspose2d(
    _ x: Variable, _ weight: Variable, _ bias: Variable? = nil, stride: [Int] = [1], padding: [Int] = [0],
    outputPadding: [Int] = [0], dilation: [Int] = [1], groups: Int = 1
  ) throws -> Variable {
    try Executor.single(
      Operations.convolutionTranspose2d, bias.map { [x, weight, $0] } ?? [x, weight],
      [.ints(stride), .ints(padding), .ints(outputPadding), .int(groups), .ints(dilation)])
  }
}
