import Autograd
import Tensor
import Testing

extension AutogradSuite {
  /// Every operation runs on shapes alone as its shape rule says, forward and back.
  @Suite struct HollowRuns {
    @Test func operationsGiveTheShapesOfARealRun() throws {
      for operation in Operations.all {
        for check in operation.checks {
          let real = try outputs(of: operation, check, isHollow: false)
          let hollow = try outputs(of: operation, check, isHollow: true)
          let name: Comment = "\(operation.name) \(check.shapes) \(check.attributes)"
          #expect(real.map(\.shape) == hollow.map(\.shape), name)
          #expect(real.map(\.dtype) == hollow.map(\.dtype), name)
          let isHollow = hollow.allSatisfy { $0.tensor.isHollow }
          #expect(isHollow, name)
        }
      }
    }

    @Test func gradientsHaveTheShapesOfTheInputs() throws {
      for operation in Operations.all where operation.isDifferentiable {
        for check in operation.checks {
          let inputs = try makeInputs(check, isHollow: true)
          let output = try Executor.single(operation, inputs, check.attributes)
          guard output.requiresGradient else { continue }
          let wanted = inputs.filter(\.isParameter)
          let seed = Variable(try .hollow(output.shape, output.dtype))
          let found = try Gradients.of(output, wanted, seed: seed)
          for (input, gradient) in zip(wanted, found) {
            #expect(gradient.map { $0.shape == input.shape } ?? true, "\(operation.name) \(check.shapes)")
          }
        }
      }
    }

    @Test func takesNoMemory() throws {
      let x = Variable(try .hollow([1 << 20, 1 << 18]))
      let w = Variable(try .hollow([1 << 18, 1 << 16]), isParameter: true)
      let loss = try Ops.mean(Ops.relu(Ops.matmul(x, w)))
      try loss.backward()
      #expect(w.gradient?.shape == w.shape)
      #expect(loss.tensor.isHollow)
      #expect(loss.tensor.item == 0)
    }

    private func outputs(
      of operation: Operation, _ check: Operation.Check, isHollow: Bool
    ) throws -> [Variable] {
      try Executor.run(operation, makeInputs(check, isHollow: isHollow), check.attributes)
    }

    private func makeInputs(_ check: Operation.Check, isHollow: Bool) throws -> [Variable] {
      let random = RandomGenerator(seed: 7)
      return try check.shapes.enumerated().map { index, sizes in
        let shape = Shape(sizes)
        if let count = check.indices[index] {
          let values = try random.integers(shape, low: 0, high: count)
          return Variable(isHollow ? try .hollow(shape, .i64) : values)
        }
        let (low, high) = (check.range.lowerBound, check.range.upperBound)
        let values = try random.uniform(shape, low: low, high: high, .f64)
        return Variable(
          isHollow ? try .hollow(shape, .f64) : values, isParameter: !check.fixed.contains(index))
      }
    }
  }
}
