import Tensor

/// One walk back through a recorded graph. Iterative throughout; state lives on the nodes, marked with the
/// number of the pass, so that nothing is looked up.
final class BackwardPass {
  /// Whose gradients are wanted.
  enum Goal {
    /// Every parameter that is reached.
    case parameters
    /// These alone; the walk does not go beyond a target when `stops` says so.
    case targets([Variable], stops: Bool)
  }

  /// Passes begun so far; a pass inside a pass (a rule that differentiates) has its own number.
  @exclusivity(unchecked) nonisolated(unsafe) private static var passes = 0
  /// The number of the innermost running pass, and whether it wants parameters.
  @exclusivity(unchecked) nonisolated(unsafe) private static var current = 0
  @exclusivity(unchecked) nonisolated(unsafe) private static var wantsParameters = false
  /// An input whose contents are no longer those recorded, met by the rule that just ran.
  @exclusivity(unchecked) nonisolated(unsafe) static var stale: Variable?

  /// Kept from pass to pass, as graphs of formulas are small and many.
  @exclusivity(unchecked) nonisolated(unsafe) private static var spareStack: NodeList?
  @exclusivity(unchecked) nonisolated(unsafe) private static var spareSequence: NodeList?
  @exclusivity(unchecked) nonisolated(unsafe) private static var spareReached: [Variable] = []

  /// Passes begun so far.
  static var count: Int { passes }

  let number: Int
  private let wantsAll: Bool
  let targets: [Variable]
  private let stops: Bool
  let createsGraph: Bool
  /// Post-order: every node after those it depends on. The root, which the caller holds, keeps them.
  private let sequence: NodeList
  /// Parameters that got a gradient, in the order in which they were met.
  @exclusivity(unchecked) var reached: [Variable] = []
  /// A parameter outside the targets takes part.
  @exclusivity(unchecked) private(set) var meetsOutsiders = false
  /// Bytes of the values that the nodes hold.
  @exclusivity(unchecked) private(set) var bytesHeld = 0
  /// Told what flows back along each edge: node, index of its input, gradient.
  @exclusivity(unchecked) var onEdge: ((Node, Int, Variable) -> Void)?

  init(_ goal: Goal, createsGraph: Bool) {
    BackwardPass.passes += 1
    number = BackwardPass.passes
    self.createsGraph = createsGraph
    sequence = BackwardPass.spareSequence ?? NodeList()
    BackwardPass.spareSequence = nil
    swap(&reached, &BackwardPass.spareReached)
    switch goal {
    case .parameters: (wantsAll, targets, stops) = (true, [], false)
    case .targets(let list, let stop): (wantsAll, targets, stops) = (false, list, stop)
    }
  }

  /// Every node after those it depends on.
  var order: [Node] { (0..<sequence.count).map { sequence[$0].takeUnretainedValue() } }

  /// Whether the running pass sends a gradient to this variable.
  @inline(__always)
  static func wants(_ variable: Variable) -> Bool {
    if let node = variable.lentNode { return node._withUnsafeGuaranteedRef { isOnTheWay($0, current) } }
    return variable.isParameter && (wantsParameters || variable.stamp == current)
  }

  @inline(__always)
  static func isOnTheWay(_ node: Node, _ pass: Int) -> Bool {
    node.stamp == pass && (node.leadsToTarget || node.targetStamp == pass)
  }

  /// Orders the graph below `root` and finds out what leads to a target.
  func discover(from root: Node) throws {
    mark()
    let stack = BackwardPass.spareStack ?? NodeList()
    BackwardPass.spareStack = nil
    defer {
      stack.removeAll()
      BackwardPass.spareStack = stack
    }
    try visit(root)
    stack.append(Unmanaged.passUnretained(root))
    while stack.count > 0 {
      let last = stack[stack.count - 1]
      if let child = try last._withUnsafeGuaranteedRef({ try next(of: $0) }) {
        stack.append(child)
      } else {
        stack.removeLast()
        sequence.append(last)
      }
    }
  }

  /// Sends the seed down to the targets. - Precondition: ``discover(from:)`` ran.
  func run(from root: Variable, seed: Variable) throws -> [Variable?] {
    let outer = (
      BackwardPass.current, BackwardPass.wantsParameters, Executor.isRecordingEnabled, Executor.leavesTrails
    )
    BackwardPass.current = number
    BackwardPass.wantsParameters = wantsAll
    Executor.isRecordingEnabled = createsGraph
    Executor.leavesTrails = false
    defer {
      (
        BackwardPass.current, BackwardPass.wantsParameters, Executor.isRecordingEnabled, Executor.leavesTrails
      ) =
        outer
    }
    var results: [Variable?] = []
    if !targets.isEmpty { results = Array(repeating: nil, count: targets.count) }
    do {
      try accumulate(seed, into: root)
      var index = sequence.count - 1
      while index >= 0 {
        try sequence[index]._withUnsafeGuaranteedRef { try step($0, &results) }
        index -= 1
      }
    } catch {
      for node in order { node.clearGradients() }
      for leaf in reached { leaf.pending = nil }
      throw error
    }
    if !wantsAll { collectLeaves(&results) }
    return results
  }

  // MARK: Ordering

  private func mark() {
    for target in targets {
      if let node = target.node { node.targetStamp = number } else { target.stamp = number }
    }
  }

  @inline(__always)
  private func visit(_ node: Node) throws {
    if node.isReleased { throw AutogradFailure.graphReleased(node.operation.spelling) }
    node.enter(number)
    bytesHeld += node.bytesHeld
  }

  /// The next input not yet visited; nil when the node is done.
  private func next(of node: Node) throws -> Unmanaged<Node>? {
    while let input = node.inputToVisit {
      if let child = try input._withUnsafeGuaranteedRef({ try enter($0, from: node) }) { return child }
    }
    return nil
  }

  /// Looks at an input; one that was not visited yet is looked at once more when it has been.
  @inline(__always)
  private func enter(_ input: Variable, from node: Node) throws -> Unmanaged<Node>? {
    guard let child = input.lentNode else {
      if input.isParameter {
        if isWanted(input) { node.leadsToTarget = true } else { meetsOutsiders = true }
      }
      node.advance()
      return nil
    }
    return try child._withUnsafeGuaranteedRef { other in
      if other.stamp != number {
        try visit(other)
        return stops(at: other) ? nil : child
      }
      if other.leadsToTarget || other.targetStamp == number { node.leadsToTarget = true }
      node.advance()
      return nil
    }
  }

  private func stops(at node: Node) -> Bool {
    guard stops, node.targetStamp == number else { return false }
    sequence.append(Unmanaged.passUnretained(node))
    return true
  }

  @inline(__always)
  func isWanted(_ leaf: Variable) -> Bool { wantsAll || leaf.stamp == number }

  // MARK: Afterwards

  /// Lets go of what the nodes hold; from the leaves up, as a node lives by the one above it.
  func release() {
    for index in 0..<sequence.count { sequence[index].takeUnretainedValue().release() }
    sequence.removeAll()
  }

  /// Leaves its memory to the next pass.
  func finish() {
    sequence.removeAll()
    BackwardPass.spareSequence = sequence
    reached.removeAll(keepingCapacity: true)
    swap(&reached, &BackwardPass.spareReached)
  }
}
