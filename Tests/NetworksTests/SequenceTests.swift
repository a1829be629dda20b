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
