import CKernels
import Text

/// 2-d convolution (cross-correlation, as networks use it) of N×C×H×W inputs with F×(C/groups)×KH×KW weights.
/// The kernels are direct: no matrix of patches is ever built.
public enum Convolution {
  /// The sizes of one convolution, checked.
  public struct Geometry {
    public let input: Shape
    public let weight: Shape
    public let output: Shape
    let kernel: dls_conv2d

    /// - Parameter input: N×C×H×W
    public init(input: Shape, weight: Shape, _ options: ConvolutionOptions, name: String = "conv2d") throws {
      guard input.rank == 4 else {
        throw NeuralFailure.rank(name, expected: NeuralFailure.images, got: input)
      }
      guard weight.rank == 4, weight[2] > 0, weight[3] > 0 else {
        throw NeuralFailure.rank(
          name,
          expected: Wording(
            "a weight of filters × channels × height × width", "形状为 卷积核 × 通道 × 高 × 宽 的权重"), got: weight)
      }
      let groups = options.groups
      guard groups >= 1 else { throw NeuralFailure.positive(name, "groups", groups) }
      guard input[1] == weight[1] * groups else {
        throw NeuralFailure.channels(name, input: input[1], expected: weight[1] * groups)
      }
      guard weight[0] % groups == 0 else {
        throw NeuralFailure.groups(channels: input[1], filters: weight[0], groups: groups)
      }
      let height = try options.vertical.size(input[2], weight[2], name, NeuralFailure.height)
      let width = try options.horizontal.size(input[3], weight[3], name, NeuralFailure.width)
      self.init(input: input, weight: weight, output: [input[0], weight[0], height, width], options)
    }

    init(input: Shape, weight: Shape, output: Shape, _ options: ConvolutionOptions) {
      self.input = input
      self.weight = weight
      self.output = output
      let (y, x) = (options.vertical, options.horizontal)
      kernel = dls_conv2d(
        batch: input[0], channels: input[1], height: input[2], width: input[3], filters: weight[0],
        kernelHeight: weight[2], kernelWidth: weight[3], strideY: y.stride, strideX: x.stride,
        paddingY: y.padding, paddingX: x.padding, dilationY: y.dilation, dilationX: x.dilation,
        groups: options.groups, outHeight: output[2], outWidth: output[3], exact: 0)
    }
  }

  /// - Returns: N×F×H'×W'
  public static func forward(
    _ x: Tensor, _ weight: Tensor, bias: Tensor? = nil, _ geometry: Geometry
  ) throws -> Tensor {
    try checkTypes([x, weight] + (bias.map { [$0] } ?? []))
    if let bias, bias.shape != [geometry.weight[0]] {
      throw NeuralFailure.parameterSize(
        "conv2d", "bias", expected: [geometry.weight[0]], got: bias.shape)
    }
    let (x, weight, bias) = (try x.contiguous(), try weight.contiguous(), try bias?.contiguous())
    let isHollow = x.isHollow || weight.isHollow || bias?.isHollow ?? false
    let result = try Tensor(empty: geometry.output, x.dtype, hollow: isHollow)
    if result.count == 0 || result.isHollow { return result }
    if x.dtype == .f32 {
      try ConvolutionPasses.f32.convolve(
        geometry, x.f32, weight.f32, bias.map { UnsafePointer($0.f32) }, into: result.f32)
    } else {
      try ConvolutionPasses.f64.convolve(
        geometry, x.f64, weight.f64, bias.map { UnsafePointer($0.f64) }, into: result.f64)
    }
    return result
  }

  /// The gradient of the input (of `geometry.input`'s shape) from that of the output.
  public static func inputGradient(_ delta: Tensor, _ weight: Tensor, _ geometry: Geometry) throws -> Tensor {
    try checkTypes([delta, weight])
    let (delta, weight) = (try delta.contiguous(), try weight.contiguous())
    let result = try Tensor(
      empty: geometry.input, delta.dtype, hollow: delta.isHollow || weight.isHollow)
    if result.count == 0 || result.isHollow { return result }
    if delta.count == 0 { return try Tensor.zeros(geometry.input, delta.dtype) }
    if delta.dtype == .f32 {
      try ConvolutionPasses.f32.gradient(geometry, delta.f32, weight.f32, ofInput: result.f32)
    } else {
      try ConvolutionPasses.f64.gradient(geometry, delta.f64, weight.f64, ofInput: result.f64)
    }
    return result
  }

  /// The gradients of weight and bias from that of the output.
  public static func weightGradient(
    _ x: Tensor, _ delta: Tensor, _ geometry: Geometry
  ) throws -> (weight: Tensor, bias: Tensor) {
    try checkTypes([x, delta])
    let (x, delta) = (try x.contiguous(), try delta.contiguous())
    if delta.count == 0 || x.count == 0 {
      return (try Tensor.zeros(geometry.weight, x.dtype), try Tensor.zeros([geometry.weight[0]], x.dtype))
    }
    let isHollow = x.isHollow || delta.isHollow
    let weight = try Tensor(empty: geometry.weight, x.dtype, hollow: isHollow)
    let bias = try Tensor(empty: [geometry.weight[0]], x.dtype, hollow: isHollow)
    if isHollow { return (weight, bias) }
    if x.dtype == .f32 {
      try ConvolutionPasses.f32.gradient(
        geometry, x.f32, delta.f32, ofWeight: weight.f32, ofBias: bias.f32)
    } else {
      try ConvolutionPasses.f64.gradient(
        geometry, x.f64, delta.f64, ofWeight: weight.f64, ofBias: bias.f64)
    }
    return (weight, bias)
  }

  private static func checkTypes(_ tensors: [Tensor]) throws {
    guard let dtype = tensors.first?.dtype else { return }
    guard dtype.isFloating else { throw NeuralFailure.dtype("conv2d", dtype) }
    for tensor in tensors where tensor.dtype != dtype {
      throw TensorFailure.dtypesDiffer(operation: "conv2d", dtype, tensor.dtype)
    }
  }
}
