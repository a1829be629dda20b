import Tensor

// How a running pass sends gradients along the edges of the graph.
extension BackwardPass {
  func step(_ node: Node, _ results: inout [Variable?]) throws {
    guard node.hasGradient else { return }
    if node.targetStamp == number { collect(node, &results) }
    if node.leadsToTarget {
      try sendBack(node)
      if let stale = BackwardPass.stale {
        BackwardPass.stale = nil
        throw AutogradFailure.changedInPlace(stale, node.operation.spelling)
      }
    }
    node.clearGradients()
  }

  private func sendBack(_ node: Node) throws {
    var context = BackwardContext(node: node, createsGraph: createsGraph)
    try node.withOperation { try sendBack(node, $0.gradient, &context) }
  }

  @inline(__always)
  private func sendBack(
    _ node: Node, _ rule: Operation.Gradient, _ context: inout BackwardContext
  ) throws {
    switch rule {
    case .same:
      guard let gradient = node.pending else { return }
      try send(gradient, to: 0, of: node)
      try send(gradient, to: 1, of: node)
    case .unary(let rule):
      guard var gradient = node.takeGradient() else { return }
      context.mayOverwrite = mayOverwrite(&gradient)
      guard let own = try rule(gradient, context), let input = node.lentInput(0) else { return }
      onEdge?(node, 0, own)
      try input._withUnsafeGuaranteedRef { try accumulate(own, into: $0) }
    case .binary(let rule):
      guard var gradient = node.takeGradient() else { return }
      context.mayOverwrite = mayOverwrite(&gradient)
      let (left, right) = try rule(gradient, context)
      if let left { try send(left, to: 0, of: node) }
      if let right { try send(right, to: 1, of: node) }
    case .ternary(let rule):
      guard var gradient = node.takeGradient() else { return }
      context.mayOverwrite = mayOverwrite(&gradient)
      let (first, second, third) = try rule(gradient, context)
      if let first { try send(first, to: 0, of: node) }
      if let second { try send(second, to: 1, of: node) }
      if let third { try send(third, to: 2, of: node) }
    case .rule(let rule): try sendBack(node, try rule(context))
    case .none: break
    }
  }

  @inline(__always)
  private func mayOverwrite(_ gradient: inout Variable) -> Bool {
    !createsGraph && isKnownUniquelyReferenced(&gradient) && gradient.ownsMemory
  }

  /// A gradient that has the shape of an elementwise operation's output.
  @inline(__always)
  private func send(_ gradient: Variable, to index: Int, of node: Node) throws {
    try node.lentInput(index)?._withUnsafeGuaranteedRef { input in
      guard wants(input) else { return }
      if gradient.hasShape(of: input), onEdge == nil { return try accumulate(gradient, into: input) }
      let own = try Ops.sum(gradient, to: input.shape)
      onEdge?(node, index, own)
      try accumulate(own, into: input)
    }
  }

  private func sendBack(_ node: Node, _ gradients: [Variable?]) throws {
    for (index, gradient) in gradients.enumerated() {
      guard let gradient, let input = node.input(index), wants(input) else { continue }
      guard gradient.hasShape(of: input) else {
        throw AutogradFailure.gradientShape(node.operation.spelling, gradient.shape, input.shape)
      }
      onEdge?(node, index, gradient)
      try accumulate(gradient, into: input)
    }
  }

  @inline(__always)
  private func wants(_ variable: Variable) -> Bool { BackwardPass.wants(variable) }

  func accumulate(_ gradient: Variable, into input: Variable) throws {
    let gradient = gradient.dtype == input.dtype ? gradient : try Ops.cast(gradient, input.dtype)
    if let node = input.lentNode {
      try node._withUnsafeGuaranteedRef { try accumulate(gradient, $0, output: input.outputIndex) }
    } else if input.isParameter, isWanted(input) {
      if let before = input.pending {
        input.pending = try Ops.add(before, gradient)
      } else {
        input.pending = gradient
        reached.append(input)
      }
    }
  }

  @inline(__always)
  private func accumulate(_ gradient: Variable, _ node: Node, output: Int) throws {
    guard BackwardPass.isOnTheWay(node, number) else { return }
    let sum = try node.gradient(output).map { try Ops.add($0, gradient) } ?? gradient
    if output == 0 { node.pending = sum } else { node.setFurtherGradient(sum, output) }
  }

  private func collect(_ node: Node, _ results: inout [Variable?]) {
    for (index, target) in targets.enumerated() where target.node === node {
      results[index] = node.gradient(target.outputIndex)
    }
  }

  func collectLeaves(_ results: inout [Variable?]) {
    for (index, target) in targets.enumerated() where target.node == nil { results[index] = target.pending }
    for leaf in reached { leaf.pending = nil }
  }
}
