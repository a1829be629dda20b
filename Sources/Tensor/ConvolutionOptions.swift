import Text

/// Stride, padding, dilation and groups of a convolution or a pooling.
public struct ConvolutionOptions {
  public var vertical: Axis
  public var horizontal: Axis
  public var groups: Int

  /// One direction. The unit is pixels.
  public struct Axis {
    public var stride: Int
    public var padding: Int
    public var dilation: Int

    /// How many places a kernel has on an axis of `size`.
    /// - Parameter roundsUp: a last window may reach beyond the padding, if it begins before that.
    func size(
      _ size: Int, _ kernel: Int, _ name: String, _ axis: Wording, roundsUp: Bool = false
    ) throws -> Int {
      let span = dilation * (kernel - 1) + 1
      guard size + 2 * padding >= span else {
        throw NeuralFailure.kernelTooLarge(name, axis: axis, kernel: span, size: size, padding: padding)
      }
      let (steps, rest) = (size + 2 * padding - span).quotientAndRemainder(dividingBy: stride)
      let reachesBeyond = roundsUp && rest > 0 && (steps + 1) * stride < size + padding
      return steps + (reachesBeyond ? 2 : 1)
    }
  }

  /// Each list holds one number for both directions, or height and width.
  public init(
    stride: [Int] = [1], padding: [Int] = [0], dilation: [Int] = [1], groups: Int = 1, name: String = "conv2d"
  ) throws {
    let strides = try Self.pair(stride, "stride", name)
    let paddings = try Self.pair(padding, "padding", name)
    let dilations = try Self.pair(dilation, "dilation", name)
    for value in [strides.0, strides.1] where value < 1 {
      throw NeuralFailure.positive(name, "stride", value)
    }
    for value in [paddings.0, paddings.1] where value < 0 {
      throw NeuralFailure.notNegative(name, "padding", value)
    }
    for value in [dilations.0, dilations.1] where value < 1 {
      throw NeuralFailure.positive(name, "dilation", value)
    }
    guard groups >= 1 else { throw NeuralFailure.positive(name, "groups", groups) }
    vertical = Axis(stride: strides.0, padding: paddings.0, dilation: dilations.0)
    horizontal = Axis(stride: strides.1, padding: paddings.1, dilation: dilations.1)
    self.groups = groups
  }

  /// Height and width from one number or two, each within what image sizes can be.
  public static func pair(_ values: [Int], _ parameter: String, _ name: String) throws -> (Int, Int) {
    guard values.count == 1 || values.count == 2 else { throw NeuralFailure.pair(name, parameter, values) }
    if let value = values.first(where: { $0.magnitude >= 1 << 24 }) {
      throw NeuralFailure.tooLarge(name, parameter, value)
    }
    return (values[0], values[values.count - 1])
  }
}
