import Tensor

extension Gradients {
  /// What a gradient rule sends back when its own result must be differentiable, and only the forward pass is
  /// written with operations: `function` runs again, recorded, and is differentiated alone.
  ///
  /// - Parameters:
  ///   - gradients: of the function's results; nil: none arrives.
  ///   - wanted: which inputs want a gradient.
  public static func pulledBack(
    _ gradients: [Variable?], through function: ([Variable]) throws -> [Variable], at inputs: [Variable],
    wanted: [Bool]
  ) throws -> [Variable?] {
    // Behind nodes of their own, so that the walk ends here though inputs may depend on each other.
    let entries: [Variable] = zip(inputs, wanted).map { input, isWanted in
      isWanted ? Node(Operations.alias, input, attributes: [], output: input.tensor) : input
    }
    let targets = zip(entries, wanted).filter(\.1).map(\.0)
    var sums: [Variable?] = targets.map { _ in nil }
    for case let (result, gradient?) in zip(try function(entries), gradients) {
      guard let root = result.node else { continue }
      // As seeds, since the graphs of the gradients themselves belong to the pass outside.
      let pass = BackwardPass(.targets(targets, stops: true), createsGraph: true)
      try pass.discover(from: root)
      let found = try pass.run(from: result, seed: gradient)
      for (index, term) in found.enumerated() {
        guard let term else { continue }
        sums[index] = try sums[index].map { try Ops.add($0, term) } ?? term
      }
    }
    var next = sums.makeIterator()
    return wanted.map { $0 ? next.next() ?? nil : nil }
  }
}
