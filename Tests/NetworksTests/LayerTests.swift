import Autograd
import Foundation
import Catalog
import Networks
import Tensor
import Testing
import Text

extension NetworksSuite {
  @Suite struct LayerTests {
    /// Values, gradients of inputs and parameters, and running statistics are PyTorch's.
    @Test(arguments: Reference.cases("layers").indices)
    func matchesPyTorch(_ index: Int) throws {
      let test = Reference.cases("layers")[index]
      let kind = try #require(test["kind"] as? String)
      let args = test["args"] as? [String: Any] ?? [:]
      let module = try Calling.module(kind, [], args)
      let state = test["state"] as? [String: Any] ?? [:]
      for (name, variable) in module.state {
        let stored = try #require(try Reference.tensor(state[name]), "\(kind) has an unknown entry \(name)")
        #expect(stored.shape == variable.shape, "\(kind).\(name)")
        variable.assign(try stored.cast(to: variable.dtype))
      }
      #expect(Set(module.state.map(\.name)) == Set(state.keys))
      module.setTraining(test["train"] as? Bool ?? true)
      let inputs = try (test["inputs"] as? [Any] ?? []).map { object in
        Variable(try #require(try Reference.tensor(object)), isParameter: kind != "embedding")
      }
      var outputs: [Variable] = []
      for _ in 0..<(test["calls"] as? Int ?? 1) {
        outputs = try module.call(inputs.map { .object($0) }).flattened
      }
      let expected = try (test["outputs"] as? [Any] ?? []).compactMap { try Reference.tensor($0) }
      #expect(outputs.count == expected.count)
      for (output, right) in zip(outputs, expected) {
        #expect(difference(output.tensor, right) < 1e-5, "\(kind) \(args)")
      }
      if test["skip_grads"] == nil { try compareGradients(test, module, inputs, outputs, "\(kind) \(args)") }
      for (name, object) in test["buffers"] as? [String: Any] ?? [:] {
        let buffer = try #require(module.namedBuffers.first { $0.name == name }?.variable.tensor)
        let right = try #require(try Reference.tensor(object))
        #expect(difference(try buffer.cast(to: .f32), right) < 1e-5, "\(kind) \(name)")
      }
    }

    private func compareGradients(
      _ test: [String: Any], _ module: Module, _ inputs: [Variable], _ outputs: [Variable], _ label: String
    ) throws {
      var total: Variable?
      for output in outputs {
        let weights = (0..<output.tensor.count).map { Float(sin(Double($0 + 1))) }
        let term = try Ops.sum(try Ops.multiply(output, try variable(weights, output.shape.array)))
        total = try total.map { try Ops.add($0, term) } ?? term
      }
      try total?.backward()
      for (input, object) in zip(inputs, test["input_grads"] as? [Any] ?? []) {
        guard let right = try Reference.tensor(object) else { continue }
        let gradient = try #require(input.gradient?.tensor)
        #expect(difference(gradient, right) < 1e-5, "\(label): gradient of the input")
      }
      for (name, object) in test["grads"] as? [String: Any] ?? [:] {
        let right = try #require(try Reference.tensor(object))
        let gradient = try #require(
          module.namedParameters.first { $0.name == name }?.variable.gradient?.tensor)
        #expect(difference(gradient, right) < 1e-5, "\(label): gradient of \(name)")
      }
    }

    @Test func lazyLayersTakeTheirInputSizeFromTheFirstCall() throws {
      let linear = try Calling.module("linear", [.number(4)])
      #expect(try linear.apply(try variable([1, 2, 3], [1, 3])).shape == [1, 4])
      #expect(linear.parameters[0].variable.shape == [4, 3])
      let conv = try Calling.module("conv2d", [], ["out": 8, "kernel": 3])
      #expect(try conv.apply(Variable(try Tensor.zeros([2, 5, 6, 6]))).shape == [2, 8, 4, 4])
      #expect(conv.parameters[0].variable.shape == [8, 5, 3, 3])
    }

    @Test func initializationIsUniformInTheRootOfTheFanIn() throws {
      let conv = try Calling.module("conv2d", [.number(4), .number(64), .number(3)])
      let bound = 1 / 36.0.squareRoot()
      for (_, parameter) in conv.parameters {
        let values = parameter.tensor.doubles
        #expect(values.allSatisfy { abs($0) <= bound })
        #expect((values.max() ?? 0) > bound * 0.8 && (values.min() ?? 0) < -bound * 0.8)
      }
    }

    @Test func dropoutZeroesAShareAndKeepsTheMean() throws {
      RandomGenerator.shared.seed(3)
      let ones = Variable(try Tensor.full([100, 100], 1))
      let layer = try Calling.module("dropout", [.number(0.3)])
      let values = try layer.apply(ones).tensor.doubles
      let zeros = values.filter { $0 == 0 }.count
      #expect(abs(Double(zeros) / 1e4 - 0.3) < 0.02)
      #expect(values.allSatisfy { $0 == 0 || abs($0 - 1 / 0.7) < 1e-6 })
      layer.setTraining(false)
      #expect(try layer.apply(ones).tensor.doubles.allSatisfy { $0 == 1 })
      let lecture = try Calling.module("dropout", [.number(0.3)], ["inverted": false])
      #expect(try lecture.apply(ones).tensor.doubles.allSatisfy { $0 == 0 || $0 == 1 })
      lecture.setTraining(false)
      #expect(try lecture.apply(ones).tensor.doubles.allSatisfy { abs($0 - 0.7) < 1e-6 })
    }

    @Test func sequentialAndResidualNameTheirChildren() throws {
      let linear = try Calling.module("linear", [.number(3), .number(3)])
      let residual = try Calling.module("residual", [.object(linear)])
      let x = try variable([1, 2, 3], [1, 3])
      let difference = try Ops.subtract(try residual.apply(x), try linear.apply(x))
      #expect(difference.tensor.doubles.map { ($0 * 1e5).rounded() / 1e5 } == [1, 2, 3])
      let net = try Calling.module("sequential", [.object(residual), .object(try Calling.module("flatten"))])
      #expect(net.namedParameters.map(\.name) == ["0.0.weight", "0.0.bias"])
      #expect(
        net.displayText
          == "sequential(\n  (0): residual(\n    (0): linear(3, 3)\n  )\n  (1): flatten()\n)")
    }

    @Test func shapeErrorsTeach() throws {
      let linear = try Calling.module("linear", [.number(3136), .number(128)])
      let fault = try #require(failure { try linear.apply(Variable(try Tensor.zeros([2, 64, 7, 7]))) })
      #expect(fault.help.map(\.english).joined().contains("did you forget flatten?"))
      let conv = try Calling.module("conv2d", [.number(1), .number(8), .number(3)])
      let grey = try #require(failure { try conv.apply(Variable(try Tensor.zeros([4, 28, 28]))) })
      #expect(grey.help.map(\.english).joined().contains("unsqueeze"))
      let norm = try Calling.module("batch_norm", [.number(2)])
      let single = try #require(failure { try norm.apply(Variable(try Tensor.zeros([1, 2]))) })
      #expect(single.message.english.contains("1 value per channel"))
      #expect(failure { try Calling.call("conv2d", [.number(1), .number(2)]) } != nil)
      #expect(failure { try Calling.call("linear", [.number(-1), .number(2)]) } != nil)
      #expect(failure { try Calling.call("attention", [.number(5), .number(2)]) } != nil)
    }

    @Test func positionalEncodingAddsWaves() throws {
      let layer = try Calling.module("positional_encoding", [.number(4)])
      let values = try layer.apply(Variable(try Tensor.zeros([1, 2, 4]))).tensor.doubles
      let right = [0, 1, 0, 1, 0.8414709848, 0.5403023059, 0.0099998333, 0.9999500004]
      #expect(zip(values, right).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }
}
