import CKernels
import Text

/// 2-d pooling of N×C×H×W tensors.
public enum Pooling {
  /// The sizes of one pooling, checked.
  public struct Geometry {
    public let input: Shape
    public let output: Shape
    let kernel: dls_pool2d
    let planes: Int

    /// - Parameters:
    ///   - roundsUp: PyTorch's `ceil_mode`: a last window may reach beyond the padding.
    ///   - divisor: what averages divide by; nil: the pixels of the window.
    public init(
      input: Shape, kernel: [Int], _ options: ConvolutionOptions, roundsUp: Bool = false, divisor: Int? = nil,
      name: String = "max_pool2d"
    ) throws {
      guard input.rank == 4 else {
        throw NeuralFailure.rank(name, expected: NeuralFailure.images, got: input)
      }
      let (y, x) = (options.vertical, options.horizontal)
      let size = try ConvolutionOptions.pair(kernel, "kernel", name)
      for value in [size.0, size.1] where value < 1 { throw NeuralFailure.positive(name, "kernel", value) }
      if let divisor, divisor < 1 { throw NeuralFailure.positive(name, "divisor_override", divisor) }
      for (value, axis) in [(size.0, y), (size.1, x)] where axis.padding > value / 2 {
        throw NeuralFailure.poolPadding(padding: axis.padding, kernel: value)
      }
      let height = try y.size(input[2], size.0, name, NeuralFailure.height, roundsUp: roundsUp)
      let width = try x.size(input[3], size.1, name, NeuralFailure.width, roundsUp: roundsUp)
      self.input = input
      output = [input[0], input[1], height, width]
      planes = input[0] * input[1]
      self.kernel = dls_pool2d(
        height: input[2], width: input[3], kernelHeight: size.0, kernelWidth: size.1, strideY: y.stride,
        strideX: x.stride, paddingY: y.padding, paddingX: x.padding, dilationY: y.dilation,
        dilationX: x.dilation, outHeight: height, outWidth: width, divisor: divisor ?? 0)
    }

    /// Values of a shape and places within the planes of the input, contiguous: what the kernels trust.
    fileprivate func checked(
      _ values: Tensor, _ places: Tensor, of shape: Shape, _ name: String
    ) throws -> (Tensor, Tensor) {
      try Pooling.check(values, name)
      for (tensor, what, wanted) in [(values, "x", shape), (places, "index", output)]
      where tensor.shape != wanted {
        throw NeuralFailure.parameterSize(name, what, expected: wanted, got: tensor.shape)
      }
      guard places.dtype == .i64 else { throw TensorFailure.notIndices(operation: name, places.dtype) }
      let (values, places) = (try values.contiguous(), try places.contiguous())
      if places.isHollow { return (values, places) }
      let (indices, size) = (places.i64, Int64(input[2] * input[3]))
      for place in 0..<places.count where indices[place] < 0 || indices[place] >= size {
        throw NeuralFailure.outsidePlane(name, Int(indices[place]), size: Int(size))
      }
      return (values, places)
    }

    fileprivate func share(_ body: (UnsafePointer<dls_pool2d>, Int, Int) -> Void) {
      let plane = kernel.height * kernel.width + kernel.outHeight * kernel.outWidth
      withUnsafePointer(to: kernel) { kernel in
        Parallel.forEach(count: planes, grain: max(1, 32_768 / max(plane, 1))) {
          body(kernel, $0.lowerBound, $0.upperBound)
        }
      }
    }
  }

  /// The greatest of each window and where in its plane it lies (i64); the first of equals, NaN above all.
  public static func maximum(_ x: Tensor, _ geometry: Geometry) throws -> (values: Tensor, indices: Tensor) {
    try check(x, "max_pool2d")
    let x = try x.contiguous()
    let values = try Tensor(empty: geometry.output, x.dtype, hollow: x.isHollow)
    let indices = try Tensor(empty: geometry.output, .i64, hollow: x.isHollow)
    if x.isHollow { return (values, indices) }
    if x.dtype == .f32 {
      geometry.share { dls_max_pool2d_f32($0, x.f32, values.f32, indices.i64, $1, $2) }
    } else {
      geometry.share { dls_max_pool2d_f64($0, x.f64, values.f64, indices.i64, $1, $2) }
    }
    return (values, indices)
  }

  /// Each element of `delta` added at its index in a plane of zeros; of `geometry.input`'s shape.
  public static func unpool(_ delta: Tensor, _ indices: Tensor, _ geometry: Geometry) throws -> Tensor {
    let (delta, indices) = try geometry.checked(delta, indices, of: geometry.output, "max_unpool2d")
    let result = try Tensor(
      empty: geometry.input, delta.dtype, hollow: delta.isHollow || indices.isHollow)
    if result.isHollow { return result }
    if delta.dtype == .f32 {
      geometry.share { dls_max_unpool2d_f32($0, delta.f32, indices.i64, result.f32, $1, $2) }
    } else {
      geometry.share { dls_max_unpool2d_f64($0, delta.f64, indices.i64, result.f64, $1, $2) }
    }
    return result
  }

  /// The elements of `x` (of `geometry.input`'s shape) at the indices of their planes.
  public static func gather(_ x: Tensor, _ indices: Tensor, _ geometry: Geometry) throws -> Tensor {
    let (x, indices) = try geometry.checked(x, indices, of: geometry.input, "pool_gather2d")
    let result = try Tensor(empty: geometry.output, x.dtype, hollow: x.isHollow || indices.isHollow)
    if result.isHollow { return result }
    if x.dtype == .f32 {
      geometry.share { dls_pool2d_gather_f32($0, x.f32, indices.i64, result.f32, $1, $2) }
    } else {
      geometry.share { dls_pool2d_gather_f64($0, x.f64, indices.i64, result.f64, $1, $2) }
    }
    return result
  }

  /// The mean of each window.
  /// - Parameter countsPadding: padding counts as zeros; otherwise only pixels of the image are averaged.
  public static func average(_ x: Tensor, countsPadding: Bool, _ geometry: Geometry) throws -> Tensor {
    try check(x, "avg_pool2d")
    let x = try x.contiguous()
    let result = try Tensor(empty: geometry.output, x.dtype, hollow: x.isHollow)
    if result.isHollow { return result }
    if x.dtype == .f32 {
      geometry.share { dls_avg_pool2d_f32($0, countsPadding, x.f32, result.f32, $1, $2) }
    } else {
      geometry.share { dls_avg_pool2d_f64($0, countsPadding, x.f64, result.f64, $1, $2) }
    }
    return result
  }

  /// The gradient of the input of ``average(_:countsPadding:_:)``.
  public static func averageGradient(
    _ delta: Tensor, countsPadding: Bool, _ geometry: Geometry
  ) throws -> Tensor {
    try check(delta, "avg_unpool2d")
    guard delta.shape == geometry.output else {
      throw NeuralFailure.parameterSize("avg_unpool2d", "g", expected: geometry.output, got: delta.shape)
    }
    let delta = try delta.contiguous()
    let result = try Tensor(empty: geometry.input, delta.dtype, hollow: delta.isHollow)
    if result.isHollow { return result }
    if delta.dtype == .f32 {
      geometry.share { dls_avg_unpool2d_f32($0, countsPadding, delta.f32, result.f32, $1, $2) }
    } else {
      geometry.share { dls_avg_unpool2d_f64($0, countsPadding, delta.f64, result.f64, $1, $2) }
    }
    return result
  }

  fileprivate static func check(_ x: Tensor, _ name: String) throws {
    guard x.dtype.isFloating else { throw NeuralFailure.dtype(name, x.dtype) }
  }
}
