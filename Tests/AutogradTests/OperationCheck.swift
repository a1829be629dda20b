import Autograd
import Tensor

/// Runs an operation's checks in f64: analytic gradients against central differences, of first and second order.
struct OperationCheck {
  let operation: Operation
  let check: Operation.Check

  static let step = 1e-5

  /// The largest relative error of the gradient of a weighted sum of the outputs.
  func firstOrderError() throws -> Double {
    let inputs = try makeInputs()
    let analytic = try gradients(inputs, createGraph: false)
    return try worst(analytic, inputs) { try self.weighted($0).tensor.item }
  }

  /// The same for the gradient itself, weighted.
  func secondOrderError() throws -> Double {
    let inputs = try makeInputs()
    let outer = try weightedGradient(inputs, createGraph: true)
    let analytic: [Variable?]
    if outer.requiresGradient {
      let found = try Gradients.of(outer, differentiable(inputs), createGraph: false)
      analytic = expand(found, inputs)
    } else {
      analytic = inputs.map { _ in nil }
    }
    return try worst(analytic, inputs) { try self.weightedGradient($0, createGraph: false).tensor.item }
  }

  // MARK: Inputs

  func makeInputs() throws -> [Variable] {
    let random = RandomGenerator(seed: 7)
    return try check.shapes.enumerated().map { index, sizes in
      let shape = Shape(sizes)
      if let count = check.indices[index] {
        return Variable(try random.integers(shape, low: 0, high: count))
      }
      let (low, high) = (check.range.lowerBound, check.range.upperBound)
      return Variable(
        try random.uniform(shape, low: low, high: high, .f64), isParameter: !check.fixed.contains(index))
    }
  }

  private func differentiable(_ inputs: [Variable]) -> [Variable] { inputs.filter(\.isParameter) }

  private func expand(_ found: [Variable?], _ inputs: [Variable]) -> [Variable?] {
    var rest = found[...]
    return inputs.map { $0.isParameter ? rest.popFirst() ?? nil : nil }
  }

  // MARK: Functions to differentiate

  /// Every element of the first output in its own measure; further outputs are by-products such as statistics.
  private func weighted(_ inputs: [Variable]) throws -> Variable {
    let output = try Ops.cast(Executor.single(operation, inputs, check.attributes), .f64)
    return try Ops.sum(Ops.multiply(output, weights(output.shape, 1)))
  }

  private func gradients(_ inputs: [Variable], createGraph: Bool) throws -> [Variable?] {
    let output = try weighted(inputs)
    guard output.requiresGradient else { return inputs.map { _ in nil } }
    return expand(try Gradients.of(output, differentiable(inputs), createGraph: createGraph), inputs)
  }

  private func weightedGradient(_ inputs: [Variable], createGraph: Bool) throws -> Variable {
    var total = Variable(try Tensor.scalar(0, .f64))
    for (index, gradient) in try gradients(inputs, createGraph: createGraph).enumerated() {
      guard let gradient else { continue }
      total = try Ops.add(total, Ops.sum(Ops.multiply(gradient, weights(gradient.shape, index + 2))))
    }
    return total
  }

  private func weights(_ shape: Shape, _ salt: Int) throws -> Variable {
    let values = (0..<shape.elementCount).map { 0.5 + Double(($0 * 7 + salt * 3) % 11) / 7 }
    return Variable(try Tensor.from(values, shape))
  }

  // MARK: Differences

  private func worst(
    _ analytic: [Variable?], _ inputs: [Variable], _ function: ([Variable]) throws -> Double
  ) throws -> Double {
    var worst = 0.0
    for (index, input) in inputs.enumerated() where input.isParameter {
      let values = input.tensor.doubles
      let exact = analytic[index]?.tensor.doubles ?? values.map { _ in 0 }
      for place in values.indices {
        func value(_ shift: Double) throws -> Double {
          var moved = values
          moved[place] += shift
          var changed = inputs
          changed[index] = Variable(try Tensor.from(moved, input.shape), isParameter: true)
          return try function(changed)
        }
        let h = OperationCheck.step
        let numeric = try (value(h) - value(-h)) / (2 * h)
        let error = abs(exact[place] - numeric) / max(1, abs(exact[place]), abs(numeric))
        worst = error.isNaN ? .infinity : max(worst, error)
      }
    }
    return worst
  }
}
