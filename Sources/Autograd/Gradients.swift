import Catalog
import Tensor

/// Gradients of recorded results.
public enum Gradients {
  /// Told of each loss that is nan or infinite when `backward()` begins from it, while its graph is there.
  nonisolated(unsafe) public static var onNonFiniteLoss: ((Variable) -> Void)?

  /// The last pass whose gradients were told to add up.
  @exclusivity(unchecked) nonisolated(unsafe) fileprivate static var toldOfPass = 0

  /// Gradients of `output` with respect to each input, summed over the output with weights `seed`.
  ///
  /// - Parameters:
  ///   - seed: of the output's shape; nil: ones, for which the output must be a single number.
  ///   - createGraph: record the pass, so that the gradients can be differentiated again.
  /// - Returns: nil where the output does not depend on the input.
  public static func of(
    _ output: Variable, _ inputs: [Variable], seed: Variable? = nil, createGraph: Bool = false
  ) throws -> [Variable?] {
    let seed = try seed ?? unitSeed(output)
    guard seed.shape == output.shape else { throw AutogradFailure.seedShape(seed.shape, output.shape) }
    guard let root = output.node else { return inputs.map { $0 === output ? seed : nil } }
    let pass = BackwardPass(.targets(inputs, stops: false), createsGraph: createGraph)
    try pass.discover(from: root)
    var results = try pass.run(from: output, seed: seed)
    if !createGraph {
      for index in results.indices {
        guard let result = results[index] else { continue }
        results[index] = nil
        results[index] = try separate(result)
      }
    }
    return results
  }

  /// The same gradient, which may be changed and clipped alone: rules send one tensor to several inputs, or a view.
  static func separate(_ gradient: consuming Variable) throws -> Variable {
    let isShared = !isKnownUniquelyReferenced(&gradient)
    if gradient.withTensor({ $0.rank == 0 }) { return isShared ? Variable(gradient.tensor) : gradient }
    return isShared || !gradient.ownsMemory ? Variable(try gradient.tensor.copy()) : gradient
  }

  static func unitSeed(_ output: Variable) throws -> Variable {
    guard output.tensor.count == 1 else { throw AutogradFailure.notScalar(output.shape) }
    let rank = output.tensor.rank
    return Variable(
      rank == 0 ? try Tensor.scalar(1, output.dtype) : try Tensor.full(output.shape, 1, output.dtype))
  }
}

extension Variable {
  /// Graphs whose tensors take less than this stay usable after `backward()`, as in exploration at the REPL; a
  /// training step's are let go, so that keeping its loss does not keep the step.
  private static let bytesKept = 1 << 18

  /// Adds the gradient of this single number with respect to every parameter it depends on to the parameters'
  /// ``gradient``.
  ///
  /// - Parameter retainGraph: keep what a second `backward()` would need; nil: when it is small.
  public func backward(seed: Variable? = nil, createGraph: Bool = false, retainGraph: Bool? = nil) throws {
    if seed == nil, tensor.count != 1 { throw AutogradFailure.notScalar(shape) }
    guard let node else {
      guard isParameter else { throw AutogradFailure.nothingRecorded(name) }
      try addGradient(try seed ?? Gradients.unitSeed(self), isAlone: false)
      return
    }
    let seed = try seed ?? Gradients.unitSeed(self)
    guard seed.shape == shape else { throw AutogradFailure.seedShape(seed.shape, shape) }
    if let report = Gradients.onNonFiniteLoss, tensor.count == 1, dtype.isFloating, !tensor.isHollow,
      !tensor.item.isFinite
    {
      report(self)
    }
    let pass = BackwardPass(.parameters, createsGraph: createGraph)
    try pass.discover(from: node)
    _ = try pass.run(from: self, seed: seed)
    for leaf in pass.reached {
      guard let gradient = leaf.pending else { continue }
      leaf.pending = nil
      try leaf.addGradient(gradient, isAlone: createGraph)
    }
    if !(retainGraph ?? (createGraph || pass.bytesHeld <= Variable.bytesKept)) { pass.release() }
    pass.finish()
  }

  /// - Parameter isAlone: it may stay as it is.
  private func addGradient(_ value: consuming Variable, isAlone: Bool) throws {
    var addsUp = false
    if let gradient {
      addsUp = hasOldGradient
      self.gradient = try Ops.add(gradient, value)
    } else {
      gradient = isAlone ? value : try Gradients.separate(value)
    }
    let rare = ownRare()
    (rare.gradientVersion, rare.gradientAddsUp) = (version, addsUp)
  }

  /// It was changed since its gradient was computed, and the gradient is as it was; or that is so already.
  private var hasOldGradient: Bool {
    guard let rare, let old = rare.gradientVersion, rare.gradient?.version == 0 else { return false }
    return rare.gradientAddsUp || old != version
  }

  /// To be called before a program changes a parameter by hand: warns, once a pass and parameter, where its gradient
  /// was not cleared after the change before.
  public final func warnOfForgottenGradient() {
    guard let rare, rare.gradientAddsUp, !rare.hasForgottenGradient else { return }
    rare.hasForgottenGradient = true
    guard Gradients.toldOfPass != BackwardPass.count else { return }
    Gradients.toldOfPass = BackwardPass.count
    Hosting.current.warn(AutogradWarning.forgottenGradient(of: self))
  }
}
