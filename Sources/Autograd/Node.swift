import Tensor

/// One recorded execution of an operation, which is its own first output: one object less for each operation. Data,
/// not a closure. The first three inputs are kept inline, as most operations have no more; exclusivity is not checked
/// at run time, as nothing here is touched by two threads or during its own change.
public final class Node: Variable {
  public let operation: Operation
  public let attributes: [Attribute]
  public let inputCount: Int
  @exclusivity(unchecked) private var first: Variable?
  @exclusivity(unchecked) private var second: Variable?
  @exclusivity(unchecked) private var third: Variable?
  private let firstVersion: Int
  private let secondVersion: Int
  private let thirdVersion: Int
  @exclusivity(unchecked) private var more: More?
  /// Its inputs were let go by a backward pass that did not keep the graph.
  @exclusivity(unchecked) private(set) var isReleased = false

  // State of the running backward pass.
  @exclusivity(unchecked) var targetStamp = 0
  @exclusivity(unchecked) var cursor = 0
  /// Some input leads to a leaf whose gradient is wanted.
  @exclusivity(unchecked) var leadsToTarget = false

  /// What few nodes have: further inputs and outputs, and saved tensors.
  private final class More {
    var inputs: [Variable] = []
    var versions: [Int] = []
    var outputs: [Tensor] = []
    var saved: [Tensor] = []
    var gradients: [Variable?] = []
  }

  init(_ operation: Operation, _ input: Variable, attributes: [Attribute], output: Tensor) {
    self.operation = operation
    self.attributes = attributes
    inputCount = 1
    first = input
    second = nil
    third = nil
    firstVersion = input.version
    secondVersion = 0
    thirdVersion = 0
    more = nil
    super.init(firstOutput: output)
  }

  init(_ operation: Operation, _ a: Variable, _ b: Variable, attributes: [Attribute], output: Tensor) {
    self.operation = operation
    self.attributes = attributes
    inputCount = 2
    first = a
    second = b
    third = nil
    firstVersion = a.version
    secondVersion = b.version
    thirdVersion = 0
    more = nil
    super.init(firstOutput: output)
  }

  init(_ operation: Operation, _ a: Variable, _ b: Variable, _ c: Variable, output: Tensor) {
    self.operation = operation
    attributes = []
    inputCount = 3
    first = a
    second = b
    third = c
    firstVersion = a.version
    secondVersion = b.version
    thirdVersion = c.version
    more = nil
    super.init(firstOutput: output)
  }

  /// - Precondition: at least one output.
  init(
    _ operation: Operation, _ inputs: [Variable], _ attributes: [Attribute], outputs: [Tensor],
    saved: [Tensor]
  ) {
    self.operation = operation
    self.attributes = attributes
    inputCount = inputs.count
    first = inputs.first
    second = inputs.count > 1 ? inputs[1] : nil
    third = inputs.count > 2 ? inputs[2] : nil
    firstVersion = inputs.first?.version ?? 0
    secondVersion = inputs.count > 1 ? inputs[1].version : 0
    thirdVersion = inputs.count > 2 ? inputs[2].version : 0
    if inputs.count > 3 || outputs.count > 1 || !saved.isEmpty {
      let more = More()
      more.inputs = Array(inputs.dropFirst(3))
      more.versions = more.inputs.map(\.version)
      more.outputs = Array(outputs.dropFirst())
      more.saved = saved
      self.more = more
    } else {
      more = nil
    }
    super.init(firstOutput: outputs[0])
  }

  deinit {
    if let more {
      for input in more.inputs { Teardown.release(input, nil, nil) }
      self.more = nil
    }
    let (a, b, c) = (first, second, third)
    first = nil
    second = nil
    third = nil
    Teardown.release(a, b, c)
  }

  /// nil once released, or beyond ``inputCount``.
  @inline(__always)
  func input(_ index: Int) -> Variable? {
    switch index {
    case 0: return first
    case 1: return second
    case 2: return third
    default:
      guard let more, index - 3 < more.inputs.count else { return nil }
      return more.inputs[index - 3]
    }
  }

  public var inputs: [Variable] { (0..<inputCount).compactMap { input($0) } }
  public var outputCount: Int { 1 + (more?.outputs.count ?? 0) }
  public var outputs: [Tensor] { [tensor] + (more?.outputs ?? []) }
  public var saved: [Tensor] { more?.saved ?? [] }

  func output(_ index: Int) -> Tensor {
    guard index > 0, let more, index - 1 < more.outputs.count else { return tensor }
    return more.outputs[index - 1]
  }

  /// The input's contents are not those that were recorded.
  @inline(__always)
  func isStale(_ index: Int) -> Bool {
    guard let input = input(index) else { return false }
    switch index {
    case 0: return input.version != firstVersion
    case 1: return input.version != secondVersion
    case 2: return input.version != thirdVersion
    default: return input.version != more?.versions[index - 3]
    }
  }

  /// Lets inputs and saved tensors go; the node can no longer be differentiated.
  func release() {
    isReleased = true
    first = nil
    second = nil
    third = nil
    more = nil
  }

  var bytesHeld: Int {
    var total = tensor.storage.byteCount
    for tensor in more?.saved ?? [] { total += tensor.storage.byteCount }
    return total
  }

  /// What arrived for the n-th output in the running pass; the first output's is ``Variable/pending``.
  func gradient(_ index: Int) -> Variable? {
    if index == 0 { return pending }
    guard let more, index - 1 < more.gradients.count else { return nil }
    return more.gradients[index - 1]
  }

  func setGradient(_ value: Variable, _ index: Int) {
    guard index > 0 else {
      pending = value
      return
    }
    guard let more, index - 1 < more.outputs.count else { return }
    if more.gradients.isEmpty { more.gradients = Array(repeating: nil, count: more.outputs.count) }
    more.gradients[index - 1] = value
  }

  @inline(__always)
  var hasGradient: Bool {
    if pending != nil { return true }
    guard let more else { return false }
    return !more.gradients.isEmpty
  }

  func clearGradients() {
    if pending != nil { pending = nil }
    if let more, !more.gradients.isEmpty { more.gradients = [] }
  }
}
