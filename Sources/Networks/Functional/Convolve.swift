import Autograd
import Catalog
import Tensor
import Text

/// Cross-correlation of an image with a given kernel, as the lecture works it out by hand.
enum Convolve {
  static let builtin = Builtin(
    Descriptor(
      "convolve", .functional,
      Wording(
        "Convolution of an image with a kernel: products of each window, summed",
        "用卷积核对图像做卷积 (convolution)：每个窗口对应元素相乘再求和"),
      formula: "output size = ⌊(input size - kernel size + 2·padding) / stride⌋ + 1",
      parameters: [
        Parameter("x", .tensor, Wording("H×W or N×C×H×W", "H×W 或 N×C×H×W"), aliases: ["input"]),
        Parameter(
          "kernel", .tensor, Wording("h×w, used for each channel, or out×C×h×w", "h×w，用于每个通道；或 out×C×h×w"),
          aliases: ["weight"]),
        Parameter("stride", .integers, Wording("pixels per step", "步长，以像素计"), default: .number(1)),
        Parameter("padding", .integers, Wording("zeros added on each side", "每边填充的零"), default: .number(0)),
      ],
      returns: Wording("H'×W', or N×out×H'×W'", "H'×W'，或 N×out×H'×W'"),
      examples: [
        Example(
          "convolve([[1, 0, 2], [5, 4, 2], [3, 4, 5]], [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])", "[[0]]")
      ],
      notes: Wording(
        "Cross-correlation, as everywhere in deep learning: the kernel is not turned round.",
        "互相关，深度学习中都是如此：卷积核不翻转。"))
  ) { arguments in
    guard let x = arguments[0].variable, let kernel = arguments[1].variable else {
      throw NetworkFailure.expectsTensors("convolve", got: arguments[0].kindInWords)
    }
    let stride = try Sizes.pair(arguments[2], "convolve", "stride", minimum: 1)
    let padding = try Sizes.pair(arguments[3], "convolve", "padding", minimum: 0)
    return .object(try convolve(x, kernel, stride, padding))
  }

  private static func convolve(
    _ x: Variable, _ kernel: Variable, _ stride: [Int], _ padding: [Int]
  ) throws -> Variable {
    guard x.shape.rank == 2 || x.shape.rank == 4, kernel.shape.rank == 2 || kernel.shape.rank == 4 else {
      throw NetworkFailure.convolveShapes(x.shape.array, kernel.shape.array)
    }
    let image = x.shape.rank == 4 ? x : try Ops.reshape(x, [1, 1] + x.shape.array)
    let channels = image.shape[1]
    let isShared = kernel.shape.rank == 2
    // One kernel for all channels: each channel is a group of its own.
    let single = isShared ? try Ops.reshape(kernel, [1, 1] + kernel.shape.array) : kernel
    let weight =
      isShared && channels > 1 ? try Ops.broadcastTo(single, [channels, 1] + kernel.shape.array) : single
    let (left, right) = (try LossInput.floating(image), try LossInput.floating(weight))
    let y = try Ops.conv2d(
      left, try LossInput.cast(right, left.dtype), nil, stride: stride, padding: padding, dilation: [1, 1],
      groups: isShared ? channels : 1)
    guard x.shape.rank == 2 else { return y }
    return y.shape[1] == 1
      ? try Ops.reshape(y, Array(y.shape.array[2...])) : try Ops.reshape(y, Array(y.shape.array[1...]))
  }
}
