import Tensor

/// One recorded execution of an operation. Data, not a closure. The first two inputs and the first output are
/// kept inline, as most operations have no more.
public final class Node {
  public let operation: Operation
  public let attributes: [Attribute]
  public let inputCount: Int
  private var first: Variable?
  private var second: Variable?
  private var rest: [Variable]
  private var firstVersion: Int
  private var secondVersion: Int
  private var restVersions: [Int]
  private var output: Tensor
  private var moreOutputs: [Tensor]
  public private(set) var saved: [Tensor]
  /// Its inputs were let go by a backward pass that did not keep the graph.
  private(set) var isReleased = false

  // State of the running backward pass.
  var stamp = 0
  var targetStamp = 0
  var cursor = 0
  /// Some input leads to a leaf whose gradient is wanted.
  var leadsToTarget = false
  var gradient: Variable?
  var moreGradients: [Variable?] = []

  init(_ operation: Operation, _ input: Variable, attributes: [Attribute], output: Tensor) {
    self.operation = operation
    self.attributes = attributes
    inputCount = 1
    first = input
    second = nil
    rest = []
    firstVersion = input.version
    secondVersion = 0
    restVersions = []
    self.output = output
    moreOutputs = []
    saved = []
  }

  init(_ operation: Operation, _ a: Variable, _ b: Variable, attributes: [Attribute], output: Tensor) {
    self.operation = operation
    self.attributes = attributes
    inputCount = 2
    first = a
    second = b
    rest = []
    firstVersion = a.version
    secondVersion = b.version
    restVersions = []
    self.output = output
    moreOutputs = []
    saved = []
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
    rest = inputs.count > 2 ? Array(inputs[2...]) : []
    firstVersion = inputs.first?.version ?? 0
    secondVersion = inputs.count > 1 ? inputs[1].version : 0
    restVersions = rest.map(\.version)
    output = outputs[0]
    moreOutputs = outputs.count > 1 ? Array(outputs[1...]) : []
    self.saved = saved
  }

  /// - Precondition: not released, `index` below ``inputCount``.
  @inline(__always)
  func input(_ index: Int) -> Variable? {
    switch index {
    case 0: first
    case 1: second
    default: index - 2 < rest.count ? rest[index - 2] : nil
    }
  }

  public var inputs: [Variable] { (0..<inputCount).compactMap { input($0) } }
  public var outputCount: Int { 1 + moreOutputs.count }
  public var outputs: [Tensor] { [output] + moreOutputs }

  func output(_ index: Int) -> Tensor { index == 0 ? output : moreOutputs[index - 1] }

  /// The input's contents are not those that were recorded.
  func isStale(_ index: Int) -> Bool {
    guard let input = input(index) else { return false }
    switch index {
    case 0: return input.version != firstVersion
    case 1: return input.version != secondVersion
    default: return input.version != restVersions[index - 2]
    }
  }

  /// Lets inputs and saved tensors go; the node can no longer be differentiated.
  func release() {
    isReleased = true
    first = nil
    second = nil
    rest = []
    saved = []
  }

  var bytesHeld: Int {
    var total = output.count * output.dtype.size
    for tensor in saved { total += tensor.count * tensor.dtype.size }
    return total
  }

  func gradient(_ index: Int) -> Variable? {
    if index == 0 { return gradient }
    return index - 1 < moreGradients.count ? moreGradients[index - 1] : nil
  }

  func setGradient(_ value: Variable, _ index: Int) {
    if index == 0 {
      gradient = value
      return
    }
    if moreGradients.isEmpty { moreGradients = Array(repeating: nil, count: moreOutputs.count) }
    moreGradients[index - 1] = value
  }

  func clearGradients() {
    gradient = nil
    if !moreGradients.isEmpty { moreGradients = [] }
  }
}
