import Tensor

/// What an unrecorded computation leaves behind, so that errors can say where a size came from: the operations that
/// parameters went through and the shapes, without elements.
enum Trail {
  /// Operations in a row; what goes on longer, such as a running average, leaves nothing more.
  private static let longest = 64

  /// Gives the result of an operation its trail, where a parameter is behind it.
  static func mark(
    _ result: Variable, _ operation: Operation, _ inputs: [Variable], _ attributes: [Attribute]
  ) {
    guard inputs.contains(where: { $0.isParameter || $0.rare?.trail != nil }) else { return }
    let length = 1 + (inputs.map { $0.rare?.trailLength ?? 0 }.max() ?? 0)
    guard length <= longest else { return }
    let rare = result.ownRare()
    rare.trailLength = length
    rare.trail = Node(
      operation, inputs.map(remembered), attributes, outputs: [outline(result.tensor)], saved: [])
  }

  private static func remembered(_ input: Variable) -> Variable {
    // A recorded computation would be kept alive with all its tensors.
    input.isParameter ? input : input.rare?.trail ?? Variable(outline(input.tensor))
  }

  /// A tensor of that shape whose elements are all the same number.
  private static func outline(_ tensor: Tensor) -> Tensor {
    guard let number else { return tensor }
    return Tensor(
      storage: number.storage, dtype: number.dtype, shape: tensor.shape,
      strides: Shape(repeating: 0, count: tensor.rank), offset: 0)
  }

  nonisolated(unsafe) private static let number = try? Tensor.scalar(0, .f32)
}

extension Variable {
  /// The operation it came from, recorded or not; for messages.
  public final var origin: Node? { node ?? rare?.trail }
}
