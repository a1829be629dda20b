import Tensor

/// One walk back through a recorded graph. Iterative throughout; state lives on the nodes, marked with the
/// number of the pass, so that nothing is looked up.
struct BackwardPass {
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
  @exclusivity(unchecked) nonisolated(unsafe) private static var spareStack: [Unmanaged<Node>] = []

  @exclusivity(unchecked) nonisolated(unsafe) private static var spareSequence: [Unmanaged<Node>] = []
  @exclusivity(unchecked) nonisolated(unsafe) private static var spareReached: [Variable] = []

  private let number: Int
  private let wantsAll: Bool
  private let targets: [Variable]
  private let stops: Bool
  private let createsGraph: Bool
  /// Post-order: every node after those it depends on. Unretained: the root, which the caller holds, keeps them.
  private var sequence: [Unmanaged<Node>] = []
  /// Parameters that got a gradient, in the order in which they were met.
  private(set) var reached: [Variable] = []
  /// A parameter outside the targets takes part.
  private(set) var meetsOutsiders = false
  /// Told what flows back along each edge: node, index of its input, gradient.
  var onEdge: ((Node, Int, Variable) -> Void)?

  init(_ goal: Goal, createsGraph: Bool) {
    BackwardPass.passes += 1
    number = BackwardPass.passes
    self.createsGraph = createsGraph
    swap(&sequence, &BackwardPass.spareSequence)
    swap(&reached, &BackwardPass.spareReached)
    switch goal {
    case .parameters: (wantsAll, targets, stops) = (true, [], false)
    case .targets(let list, let stop): (wantsAll, targets, stops) = (false, list, stop)
    }
  }

  /// Every node after those it depends on.
  var order: [Node] { sequence.map { $0.takeUnretainedValue() } }

  /// Whether the running pass sends a gradient to this variable.
  @inline(__always)
  static func wants(_ variable: Variable) -> Bool {
    if let node = variable.node {
      return node.stamp == current && (node.leadsToTarget || node.targetStamp == current)
    }
    return variable.isParameter && (wantsParameters || variable.stamp == current)
  }

  /// Orders the graph below `root` and finds out what leads to a target.
  mutating func discover(from root: Node) throws {
    mark()
    var stack = BackwardPass.spareStack
    BackwardPass.spareStack = []
    defer {
      stack.removeAll(keepingCapacity: true)
      BackwardPass.spareStack = stack
    }
    stack.append(Unmanaged.passUnretained(root))
    visit(root)
    while let last = stack.last {
      let node = last.takeUnretainedValue()
      if node.isReleased { throw AutogradFailure.graphReleased(node.operation.spelling) }
      if let child = next(of: node) {
        stack.append(Unmanaged.passUnretained(child))
      } else {
        stack.removeLast()
        sequence.append(last)
      }
    }
  }

  /// Sends the seed down to the targets. - Precondition: ``discover(from:)`` ran.
  mutating func run(from root: Variable, seed: Variable) throws -> [Variable?] {
    let outer = (BackwardPass.current, BackwardPass.wantsParameters, Executor.isRecordingEnabled)
    BackwardPass.current = number
    BackwardPass.wantsParameters = wantsAll
    Executor.isRecordingEnabled = createsGraph
    defer {
      (BackwardPass.current, BackwardPass.wantsParameters, Executor.isRecordingEnabled) = outer
    }
    var results: [Variable?] = []
    if !targets.isEmpty { results = Array(repeating: nil, count: targets.count) }
    do {
      try accumulate(seed, into: root)
      var index = sequence.count - 1
      while index >= 0 {
        try step(sequence[index].takeUnretainedValue(), &results)
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

  private func visit(_ node: Node) {
    node.stamp = number
    node.cursor = 0
    node.leadsToTarget = false
    node.clearGradients()
  }

  /// The next input not yet visited; nil when the node is done.
  private mutating func next(of node: Node) -> Node? {
    while node.cursor < node.inputCount {
      guard let input = node.input(node.cursor) else { return nil }
      if let child = input.node {
        if child.stamp != number {
          visit(child)
          if stops(at: child) { continue }
          return child
        }
        if child.leadsToTarget || child.targetStamp == number { node.leadsToTarget = true }
      } else if input.isParameter {
        if isWanted(input) { node.leadsToTarget = true } else { meetsOutsiders = true }
      }
      node.cursor += 1
    }
    return nil
  }

  private mutating func stops(at node: Node) -> Bool {
    guard stops, node.targetStamp == number else { return false }
    sequence.append(Unmanaged.passUnretained(node))
    return true
  }

  @inline(__always)
  private func isWanted(_ leaf: Variable) -> Bool { wantsAll || leaf.stamp == number }

  // MARK: Walking back

  private mutating func step(_ node: Node, _ results: inout [Variable?]) throws {
    guard node.hasGradient else { return }
    if node.targetStamp == number { collect(node, &results) }
    if node.leadsToTarget {
      let context = BackwardContext(node: node, createsGraph: createsGraph)
      switch node.operation.gradient {
      case .unary(let rule): try stepUnary(node, try rule(node.pending ?? context.output(0), context))
      case .binary(let rule): try stepBinary(node, try rule(node.pending ?? context.output(0), context))
      case .rule(let rule): try stepGeneral(node, try rule(context))
      case .none: break
      }
      if let stale = BackwardPass.stale {
        BackwardPass.stale = nil
        throw AutogradFailure.changedInPlace(stale, node.operation.spelling)
      }
    }
    node.clearGradients()
  }

  private mutating func stepUnary(_ node: Node, _ gradient: Variable?) throws {
    guard let gradient, let input = node.input(0) else { return }
    onEdge?(node, 0, gradient)
    try accumulate(gradient, into: input)
  }

  private mutating func stepBinary(_ node: Node, _ gradients: (Variable?, Variable?)) throws {
    if let gradient = gradients.0, let a = node.input(0), wants(a) {
      let own = gradient.shape == a.shape ? gradient : try Ops.sum(gradient, to: a.shape)
      onEdge?(node, 0, own)
      try accumulate(own, into: a)
    }
    if let gradient = gradients.1, let b = node.input(1), wants(b) {
      let own = gradient.shape == b.shape ? gradient : try Ops.sum(gradient, to: b.shape)
      onEdge?(node, 1, own)
      try accumulate(own, into: b)
    }
  }

  private mutating func stepGeneral(_ node: Node, _ gradients: [Variable?]) throws {
    for (index, gradient) in gradients.enumerated() {
      guard let gradient, let input = node.input(index), wants(input) else { continue }
      guard gradient.shape == input.shape else {
        throw AutogradFailure.gradientShape(node.operation.spelling, gradient.shape, input.shape)
      }
      onEdge?(node, index, gradient)
      try accumulate(gradient, into: input)
    }
  }

  @inline(__always)
  private func wants(_ variable: Variable) -> Bool { BackwardPass.wants(variable) }

  private mutating func accumulate(_ gradient: Variable, into input: Variable) throws {
    let gradient = gradient.dtype == input.dtype ? gradient : try Ops.cast(gradient, input.dtype)
    if let node = input.node {
      guard node.stamp == number, node.leadsToTarget || node.targetStamp == number else { return }
      let before = node.gradient(input.outputIndex)
      node.setGradient(try before.map { try Ops.add($0, gradient) } ?? gradient, input.outputIndex)
    } else if input.isParameter, isWanted(input) {
      if let before = input.pending {
        input.pending = try Ops.add(before, gradient)
      } else {
        input.pending = gradient
        reached.append(input)
      }
    }
  }

  private func collect(_ node: Node, _ results: inout [Variable?]) {
    for (index, target) in targets.enumerated() where target.node === node {
      results[index] = node.gradient(target.outputIndex)
    }
  }

  private func collectLeaves(_ results: inout [Variable?]) {
    for (index, target) in targets.enumerated() where target.node == nil { results[index] = target.pending }
    for leaf in reached { leaf.pending = nil }
  }

  // MARK: Afterwards

  /// Whether the values the nodes hold take less than this.
  func holdsLess(than limit: Int) -> Bool {
    var total = 0
    for node in sequence {
      total += node.takeUnretainedValue().bytesHeld
      if total > limit { return false }
    }
    return true
  }

  /// Lets go of what the nodes hold; from the leaves up, as a node lives by the one above it.
  mutating func release() {
    for node in sequence { node.takeUnretainedValue().release() }
    sequence.removeAll(keepingCapacity: true)
  }

  /// Leaves its memory to the next pass.
  mutating func finish() {
    sequence.removeAll(keepingCapacity: true)
    reached.removeAll(keepingCapacity: true)
    swap(&sequence, &BackwardPass.spareSequence)
    swap(&reached, &BackwardPass.spareReached)
  }
}
