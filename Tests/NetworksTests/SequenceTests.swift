import Autograd
import Catalog
import Foundation
import Networks
import Tensor
import Testing
import Text

extension NetworksSuite {
  @Suite struct SequenceTests {
    private static let cases = Reference.sequences["sequences"] as? [[String: Any]] ?? []

    /// Outputs, last states, attention weights and all gradients are those PyTorch gets from packed or masked
    /// sequences.
    @Test(arguments: cases.indices, precisions)
    func lengthsMatchPyTorch(_ index: Int, _ dtype: DType) throws {
      let tolerance = Reference.tolerance(dtype)
      let test = SequenceTests.cases[index]
      let kind = try #require(test["kind"] as? String)
      let module = try Calling.module(kind, [], test["args"] as? [String: Any] ?? [:])
      let state = test["state"] as? [String: Any] ?? [:]
      try module.convert(to: dtype)
      for (name, variable) in module.state {
        variable.assign(
          try #require(try Reference.tensor(state[name], dtype), "\(kind) has an unknown entry \(name)"))
      }
      let x = Variable(try #require(try Reference.tensor(test["x"], dtype)), isParameter: true)
      let outputs = try call(module, x, test["lengths"] as? [Int] ?? []).flattened
      let expected = try (test["outputs"] as? [Any] ?? []).compactMap { try Reference.tensor($0) }
      #expect(outputs.count == expected.count && !expected.isEmpty)
      var total: Variable?
      for (output, right) in zip(outputs, expected) {
        #expect(difference(output.tensor, right) < tolerance, "\(kind)")
        let term = try weighed(output)
        total = try total.map { try Ops.add($0, term) } ?? term
      }
      try total?.backward()
      #expect(
        difference(try #require(x.gradient?.tensor), try #require(try Reference.tensor(test["grad"])))
          < tolerance)
      for (name, object) in test["grads"] as? [String: Any] ?? [:] {
        let right = try #require(try Reference.tensor(object))
        let parameter = try #require(module.namedParameters.first { $0.name == name }?.variable)
        #expect(difference(try #require(parameter.gradient?.tensor), right) < tolerance, "\(kind): \(name)")
      }
    }

    /// By name, as the language binds it.
    private func call(_ module: Module, _ x: Variable, _ lengths: [Int]) throws -> Argument {
      let descriptor = try #require(module.callDescriptor)
      let given: [String: Argument] = [
        "lengths": .list(lengths.map { .number(Double($0)) }), "need_weights": .bool(true),
      ]
      return try module.call(
        named: [.object(x)]
          + descriptor.parameters.dropFirst().map { given[$0.name] ?? $0.fallback ?? .none })
    }

    @Test func lengthsAreChecked() throws {
      let module = try Calling.module("gru", [.number(3), .number(4)])
      let x = Variable(try Tensor.zeros([2, 5, 3]))
      for lengths in [[5], [5, 0], [6, 1], [1, 2, 3]] {
        let fault = try #require(failure { try call(module, x, lengths) })
        #expect(fault.code == "E0403" && fault.message.english.contains("2 whole numbers from 1 to 5"))
      }
    }
  }
}

extension NetworksSuite {
  /// Gradients of gradients of recurrent layers, which run step by step, against differences of the gradients.
  @Suite struct RecurrentCurvatureTests {
    @Test(arguments: ["lstm", "gru", "rnn"]) func secondDerivatives(_ kind: String) throws {
      RandomGenerator.shared.seed(5)
      let layer = try Calling.module(kind, [.number(2), .number(3)], ["bidirectional": true])
      try layer.convert(to: .f64)
      let x = try RandomGenerator.shared.normal([2, 4, 2]).cast(to: .f64)
      let weights = layer.allParameters
      /// Of the sum of the squared outputs, how the sum of all squared gradients of the parameters depends on x.
      func slope(_ x: Variable, createGraph: Bool) throws -> [Variable] {
        let y = try #require(try layer.call([.object(x)]).flattened.first)
        return try Gradients.of(try Ops.sum(try Ops.multiply(y, y)), weights, createGraph: createGraph)
          .compactMap { $0 }
      }
      func total(_ x: Tensor) throws -> Double {
        try slope(Variable(x), createGraph: false).reduce(0) { sum, g in
          sum + g.tensor.doubles.reduce(0) { $0 + $1 * $1 }
        }
      }
      let point = Variable(x, isParameter: true)
      let terms = try slope(point, createGraph: true).map { try Ops.sum(try Ops.multiply($0, $0)) }
      #expect(terms.count == weights.count)
      let sum = try terms.dropFirst().reduce(terms[0]) { try Ops.add($0, $1) }
      let found = try #require(try Gradients.of(sum, [point])[0]).tensor.doubles
      for index in 0..<x.count {
        let (up, down) = (try x.copy(), try x.copy())
        up.f64[index] += 1e-6
        down.f64[index] -= 1e-6
        let expected = (try total(up) - total(down)) / 2e-6
        #expect(abs(found[index] - expected) < 1e-5 * max(1, abs(expected)), "\(kind) \(index)")
      }
    }
  }
}
