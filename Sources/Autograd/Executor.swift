import Tensor

/// The one door through which every operation runs.
public enum Executor {
  /// False inside `no_grad`.
  @exclusivity(unchecked) nonisolated(unsafe) public static var isRecordingEnabled = true
  /// What is not recorded leaves a ``Trail``: true where the program computes, false where backward passes do.
  @exclusivity(unchecked) nonisolated(unsafe) static var leavesTrails = false
  /// Reused from call to call, as most operations save nothing.
  @exclusivity(unchecked) nonisolated(unsafe) private static var spareBox: SavedTensors? = SavedTensors()

  /// Runs an operation eagerly and, when an input requires a gradient, records it.
  public static func run(
    _ operation: Operation, _ inputs: [Variable], _ attributes: [Attribute] = []
  ) throws -> [Variable] {
    guard let prepare = operation.prepare else { return try execute(operation, inputs, attributes) }
    let (inputs, attributes) = try prepare(inputs, attributes)
    return try execute(operation, inputs, attributes)
  }

  /// The first output of ``run(_:_:_:)``.
  public static func single(
    _ operation: Operation, _ inputs: [Variable], _ attributes: [Attribute] = []
  ) throws -> Variable {
    guard let result = try run(operation, inputs, attributes).first else {
      throw AutogradFailure.noResult(operation.name)
    }
    return result
  }

  /// ``single(_:_:_:)`` of one input.
  public static func single(
    _ operation: Operation, _ x: Variable, _ attributes: [Attribute] = []
  ) throws -> Variable {
    if case .kernel(let kernel) = operation.shortWay, x.dtype.isFloating {
      return record(operation, x, attributes, try x.withTensor { try Tensor.unary(kernel, $0) })
    }
    if let result = try short(operation, x, attributes) { return result }
    return try single(operation, [x], attributes)
  }

  /// ``single(_:_:_:)`` of two inputs without settings.
  public static func single(_ operation: Operation, _ a: Variable, _ b: Variable) throws -> Variable {
    if case .binary(let way) = operation.shortWay { return try way(operation, a, b) }
    return try single(operation, [a, b])
  }

  /// ``single(_:_:_:)`` of three inputs without settings.
  public static func single(
    _ operation: Operation, _ a: Variable, _ b: Variable, _ c: Variable
  ) throws -> Variable {
    if case .ternary(let way) = operation.shortWay { return try way(operation, a, b, c) }
    return try single(operation, [a, b, c])
  }

  /// What the operation's short way gives; nil where there is none for this operand.
  public static func short(
    _ operation: Operation, _ x: Variable, _ attributes: [Attribute]
  ) throws -> Variable? {
    guard case .unary(let way) = operation.shortWay else { return nil }
    return try way(operation, x, attributes)
  }

  /// One input and one output, already computed: records it when needed.
  @inline(__always)
  static func record(
    _ operation: Operation, _ x: Variable, _ attributes: @autoclosure () -> [Attribute] = [], _ result: Tensor
  ) -> Variable {
    let isNumber = x.isNumber && result.rank == 0
    guard isRecordingEnabled, x.requiresGradient else {
      let variable = plain(result, isNumber: isNumber)
      if leavesTrails { Trail.mark(variable, operation, [x], attributes()) }
      return variable
    }
    let node = Node(operation, x, attributes: attributes(), output: result)
    node.isNumber = isNumber
    return node
  }

  /// Two inputs and one output, already computed: records it when needed.
  @inline(__always)
  static func record(_ operation: Operation, _ a: Variable, _ b: Variable, _ result: Tensor) -> Variable {
    let isNumber = a.isNumber && b.isNumber
    guard isRecordingEnabled, a.requiresGradient || b.requiresGradient else {
      let variable = plain(result, isNumber: isNumber)
      if leavesTrails { Trail.mark(variable, operation, [a, b], []) }
      return variable
    }
    let node = Node(operation, a, b, output: result)
    node.isNumber = isNumber
    return node
  }

  /// Three inputs and one output, already computed: records it when needed.
  static func record(
    _ operation: Operation, _ a: Variable, _ b: Variable, _ c: Variable, _ result: Tensor
  ) -> Variable {
    guard isRecordingEnabled, a.requiresGradient || b.requiresGradient || c.requiresGradient else {
      let variable = plain(result, isNumber: false)
      if leavesTrails { Trail.mark(variable, operation, [a, b, c], []) }
      return variable
    }
    return Node(operation, a, b, c, output: result)
  }

  /// Turns recording on or off for what the program computes from here on.
  public static func record(_ isOn: Bool) {
    isRecordingEnabled = isOn
    leavesTrails = !isOn
  }

  /// Runs what computes as in `no_grad`, and leaves trails.
  public static func withoutGradients<T>(_ body: () throws -> T) rethrows -> T {
    let before = (isRecordingEnabled, leavesTrails)
    record(false)
    defer { (isRecordingEnabled, leavesTrails) = before }
    return try body()
  }

  public static func withoutRecording<T>(_ body: () throws -> T) rethrows -> T {
    let before = (isRecordingEnabled, leavesTrails)
    (isRecordingEnabled, leavesTrails) = (false, false)
    defer { (isRecordingEnabled, leavesTrails) = before }
    return try body()
  }

  private static func plain(_ tensor: Tensor, isNumber: Bool) -> Variable {
    let variable = Variable(tensor)
    variable.isNumber = isNumber
    return variable
  }

  private static func execute(
    _ operation: Operation, _ inputs: [Variable], _ attributes: [Attribute]
  ) throws -> [Variable] {
    let types = try operation.shapeRule(inputs.map { TensorType($0.shape, $0.dtype) }, attributes)
    let records =
      isRecordingEnabled && operation.isDifferentiable && inputs.contains(where: \.requiresGradient)
    let box = spareBox ?? SavedTensors()
    spareBox = nil
    defer {
      box.tensors = []
      spareBox = box
    }
    let tensors = try operation.forward(
      ForwardContext(
        inputs: inputs.map(\.tensor), attributes: attributes, outputs: types, isRecording: records, saved: box
      ))
    let isNumber = !inputs.isEmpty && inputs.allSatisfy(\.isNumber)
    guard records, !tensors.isEmpty else {
      return tensors.map {
        let variable = plain($0, isNumber: isNumber && $0.rank == 0)
        if leavesTrails { Trail.mark(variable, operation, inputs, attributes) }
        return variable
      }
    }
    let node = Node(operation, inputs, attributes, outputs: tensors, saved: box.tensors)
    return tensors.indices.map { index in
      // Indices and masks carry no gradient.
      guard tensors[index].dtype.isFloating else { return plain(tensors[index], isNumber: false) }
      let variable = index == 0 ? node : Variable(tensors[index], node: node, outputIndex: index)
      variable.isNumber = isNumber && variable.tensor.rank == 0
      return variable
    }
  }
}
