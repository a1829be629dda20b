import Tensor

/// One recorded execution of an operation, which is its own first output: one object less for each operation. Data,
/// not a closure. The first three inputs are kept inline, as most operations have no more; exclusivity is not checked
/// at run time, as nothing here is touched by two threads or during its own change.
public final class Node: Variable {
  /// Its inputs were let go by a backward pass that did not keep the graph.
  @exclusivity(unchecked) private(set) var isReleased = false
  /// Some input leads to a leaf whose gradient is wanted; for the running backward pass, as the two below.
  @exclusivity(unchecked) var leadsToTarget = false
  private let count: UInt32
  /// The next input to visit.
  @exclusivity(unchecked) private var place: UInt32 = 0
  private let firstVersion: UInt32
  private let secondVersion: UInt32
  private let thirdVersion: UInt32
  @exclusivity(unchecked) var targetStamp = 0
  /// Not owned, as operations live forever.
  private let recorded: Unmanaged<Operation>
  public let attributes: [Attribute]
  /// Owned, as those below.
  @exclusivity(unchecked) private var first: Unmanaged<Variable>?
  @exclusivity(unchecked) private var second: Unmanaged<Variable>?
  @exclusivity(unchecked) private var third: Unmanaged<Variable>?

  init(_ operation: Operation, _ input: Variable, attributes: [Attribute], output: Tensor) {
    recorded = Unmanaged.passUnretained(operation)
    self.attributes = attributes
    count = 1
    first = Unmanaged.passRetained(input)
    firstVersion = input.version
    secondVersion = 0
    thirdVersion = 0
    super.init(firstOutput: output)
  }

  init(_ operation: Operation, _ a: Variable, _ b: Variable, output: Tensor) {
    recorded = Unmanaged.passUnretained(operation)
    attributes = []
    count = 2
    first = Unmanaged.passRetained(a)
    second = Unmanaged.passRetained(b)
    firstVersion = a.version
    secondVersion = b.version
    thirdVersion = 0
    super.init(firstOutput: output)
  }

  init(_ operation: Operation, _ a: Variable, _ b: Variable, _ c: Variable, output: Tensor) {
    recorded = Unmanaged.passUnretained(operation)
    attributes = []
    count = 3
    first = Unmanaged.passRetained(a)
    second = Unmanaged.passRetained(b)
    third = Unmanaged.passRetained(c)
    firstVersion = a.version
    secondVersion = b.version
    thirdVersion = c.version
    super.init(firstOutput: output)
  }

  /// - Precondition: at least one output.
  init(
    _ operation: Operation, _ inputs: [Variable], _ attributes: [Attribute], outputs: [Tensor],
    saved: [Tensor]
  ) {
    recorded = Unmanaged.passUnretained(operation)
    self.attributes = attributes
    count = UInt32(clamping: inputs.count)
    first = inputs.first.map { Unmanaged.passRetained($0) }
    second = inputs.count > 1 ? Unmanaged.passRetained(inputs[1]) : nil
    third = inputs.count > 2 ? Unmanaged.passRetained(inputs[2]) : nil
    firstVersion = inputs.first?.version ?? 0
    secondVersion = inputs.count > 1 ? inputs[1].version : 0
    thirdVersion = inputs.count > 2 ? inputs[2].version : 0
    super.init(firstOutput: outputs[0])
    if inputs.count > 3 || outputs.count > 1 || !saved.isEmpty {
      let rare = ownRare()
      rare.inputs = Array(inputs.dropFirst(3))
      rare.versions = rare.inputs.map(\.version)
      rare.outputs = Array(outputs.dropFirst())
      rare.saved = saved
    }
  }

  deinit { letGo() }

  public var operation: Operation { recorded.takeUnretainedValue() }

  /// Lends the operation without counting it.
  @inline(__always)
  func withOperation<Result>(_ body: (Operation) throws -> Result) rethrows -> Result {
    try recorded._withUnsafeGuaranteedRef { try body($0) }
  }

  public var inputCount: Int { Int(count) }

  /// nil once released, or beyond ``inputCount``.
  @inline(__always)
  func input(_ index: Int) -> Variable? { lentInput(index)?.takeUnretainedValue() }

  /// ``input(_:)``, which lives as long as this is not released.
  @inline(__always)
  func lentInput(_ index: Int) -> Unmanaged<Variable>? {
    switch index {
    case 0: return first
    case 1: return second
    case 2: return third
    default: return furtherInput(index - 3)
    }
  }

  private func furtherInput(_ index: Int) -> Unmanaged<Variable>? {
    guard let rare, index < rare.inputs.count else { return nil }
    return Unmanaged.passUnretained(rare.inputs[index])
  }

  public var inputs: [Variable] { (0..<inputCount).compactMap { input($0) } }
  public var outputCount: Int { 1 + (rare?.outputs.count ?? 0) }
  public var outputs: [Tensor] { [tensor] + (rare?.outputs ?? []) }
  public var saved: [Tensor] { rare?.saved ?? [] }

  func output(_ index: Int) -> Tensor {
    guard index > 0, let rare, index - 1 < rare.outputs.count else { return tensor }
    return rare.outputs[index - 1]
  }

  /// The input's contents are not those that were recorded.
  func isStale(_ index: Int) -> Bool {
    guard let version = lentInput(index)?._withUnsafeGuaranteedRef({ $0.version }) else { return false }
    switch index {
    case 0: return version != firstVersion
    case 1: return version != secondVersion
    case 2: return version != thirdVersion
    default: return version != rare?.versions[index - 3]
    }
  }

  /// Lets inputs and saved tensors go; the node can no longer be differentiated.
  func release() {
    isReleased = true
    letGo()
  }

  private func letGo() {
    if hasRare { letGoOfRare() }
    if let first { Teardown.add(first) }
    if let second { Teardown.add(second) }
    if let third { Teardown.add(third) }
    first = nil
    second = nil
    third = nil
    Teardown.run()
  }

  private func letGoOfRare() {
    guard let rare else { return }
    for input in rare.inputs { Teardown.add(Unmanaged.passRetained(input)) }
    rare.inputs = []
    rare.outputs = []
    rare.gradients = []
    rare.saved = []
  }

  var bytesHeld: Int {
    let own = withTensor { $0.byteCount }
    if !hasRare { return own }
    return saved.reduce(own) { $0 + $1.byteCount }
  }
}

// What the running backward pass keeps here.
extension Node {
  /// Ready for another pass.
  @inline(__always)
  func enter(_ pass: Int) {
    stamp = pass
    place = 0
    leadsToTarget = false
    clearGradients()
  }

  /// The input to visit, which stays the same until ``advance()``; nil when all were.
  @inline(__always)
  var inputToVisit: Unmanaged<Variable>? { place < count ? lentInput(Int(place)) : nil }

  @inline(__always)
  func advance() { place &+= 1 }

  /// What arrived for the n-th output; the first output's is ``Variable/pending``.
  @inline(__always)
  func gradient(_ index: Int) -> Variable? { index == 0 ? pending : furtherGradient(index - 1) }

  /// What arrived for the first output, which stays here no longer.
  @inline(__always)
  func takeGradient() -> Variable? {
    var taken: Variable?
    swap(&taken, &pending)
    return taken
  }

  private func furtherGradient(_ index: Int) -> Variable? {
    guard let rare, index < rare.gradients.count else { return nil }
    return rare.gradients[index]
  }

  func setFurtherGradient(_ value: Variable, _ index: Int) {
    guard let rare, index - 1 < rare.outputs.count else { return }
    if rare.gradients.isEmpty { rare.gradients = Array(repeating: nil, count: rare.outputs.count) }
    rare.gradients[index - 1] = value
  }

  @inline(__always)
  var hasGradient: Bool { pending != nil || hasFurtherGradient }

  @inline(__always)
  private var hasFurtherGradient: Bool { hasRare && rare?.gradients.isEmpty == false }

  @inline(__always)
  func clearGradients() {
    if pending != nil { pending = nil }
    if hasFurtherGradient { rare?.gradients = [] }
  }
}
