import Tensor

/// The one door through which every operation runs.
public enum Executor {
  /// False inside `no_grad`.
  nonisolated(unsafe) public static var isRecordingEnabled = true

  /// Runs an operation eagerly and, when an input requires a gradient, records it.
  public static func run(
    _ operation: Operation, _ inputs: [Variable], _ attributes: [Attribute] = []
  ) throws -> [Variable] {
    let types = try operation.shapeRule(inputs.map { TensorType($0.shape, $0.dtype) }, attributes)
    var records = false
    if isRecordingEnabled, case .rule = operation.gradient {
      records = inputs.contains(where: \.requiresGradient)
    }
    let saved = SavedTensors()
    let tensors = try operation.forward(
      ForwardContext(
        inputs: inputs.map(\.tensor), attributes: attributes, outputs: types, isRecording: records,
        saved: saved))
    guard records else { return tensors.map { Variable($0) } }
    let node = Node(operation, inputs, attributes, outputs: tensors, saved: saved.tensors)
    return tensors.enumerated().map { Variable($1, node: node, outputIndex: $0) }
  }

  public static func withoutRecording<T>(_ body: () throws -> T) rethrows -> T {
    let before = isRecordingEnabled
    isRecordingEnabled = false
    defer { isRecordingEnabled = before }
    return try body()
  }
}
