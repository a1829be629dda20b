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
    @Test(arguments: Reference.cases("layers").indices, precisions)
    func matchesPyTorch(_ index: Int, _ dtype: DType) throws {
      let test = Reference.cases("layers")[index]
      let kind = try #require(test["kind"] as? String)
      let args = test["args"] as? [String: Any] ?? [:]
      let label = "\(kind) \(args) \(dtype)"
      let module = try Calling.module(kind, [], args)
      try fill(module, test, dtype, label)
      let inputs = try inputs(test, dtype)
      let mask = try Reference.tensor(test["mask"], test["mask_dtype"] as? String == "bool" ? .bool : dtype)
      let arguments = inputs.map { Argument.object($0) } + (mask.map { [.object(Variable($0))] } ?? [])
      var outputs: [Variable] = []
      let call = { try self.call(module, arguments, test["named"] as? [String: Any] ?? [:], dtype).flattened }
      for _ in 0..<(test["calls"] as? Int ?? 1) { outputs = try call() }
      try compare(outputs, test, dtype, label)
      for (name, object) in test["buffers"] as? [String: Any] ?? [:] {
        let buffer = try #require(module.namedBuffers.first { $0.name == name }?.variable.tensor)
        #expect(buffer.dtype == dtype || buffer.dtype == .i64)
        let error = difference(buffer, try #require(try Reference.tensor(object)))
        #expect(error < Reference.tolerance(dtype), "\(label) \(name): \(error)")
      }
      if test["grads"] != nil { try compareGradients(test, module, inputs, outputs, dtype, label) }
      guard !["batch_norm", "dropout"].contains(kind), (args["dropout"] as? Double ?? 0) == 0 else { return }
      module.setTraining(!module.isTraining)
      try compare(try call(), test, dtype, label + " in the other mode")
    }

    /// With arguments by name, as the language binds them.
    private func call(
      _ module: Module, _ arguments: [Argument], _ named: [String: Any], _ dtype: DType
    ) throws -> Argument {
      guard !named.isEmpty else { return try module.call(arguments) }
      let descriptor = try #require(module.callDescriptor)
      var given: [String: Argument] = [:]
      for (name, value) in named {
        let parameter = try #require(
          descriptor.parameters.first { $0.name == name || $0.aliases.contains(name) }, "\(name)")
        if let object = value as? [String: Any] {
          let isBool = object["bool"] as? Bool ?? false
          given[parameter.name] = .object(
            Variable(try #require(try Reference.tensor(object["tensor"], isBool ? .bool : dtype))))
        } else {
          given[parameter.name] = .bool(try #require(value as? Bool))
        }
      }
      return try module.call(
        named: arguments
          + descriptor.parameters.dropFirst(arguments.count).map { given[$0.name] ?? $0.fallback ?? .none })
    }

    private func fill(_ module: Module, _ test: [String: Any], _ dtype: DType, _ label: String) throws {
      try module.convert(to: dtype)
      let state = test["state"] as? [String: Any] ?? [:]
      for (name, variable) in module.state {
        let stored = try #require(try Reference.tensor(state[name]), "\(label) has an unknown entry \(name)")
        #expect(stored.shape == variable.shape, "\(label): \(name)")
        variable.assign(try stored.cast(to: variable.dtype))
      }
      #expect(Set(module.state.map(\.name)) == Set(state.keys))
      module.setTraining(test["train"] as? Bool ?? true)
    }

    private func inputs(_ test: [String: Any], _ dtype: DType) throws -> [Variable] {
      let integer = test["integer"] as? [Bool] ?? []
      return try zip(test["inputs"] as? [Any] ?? [], integer).map { object, isInteger in
        let tensor = try #require(try Reference.tensor(object, isInteger ? .i64 : dtype))
        return Variable(tensor, isParameter: !isInteger)
      }
    }

    private func compare(_ outputs: [Variable], _ test: [String: Any], _ dtype: DType, _ label: String) throws
    {
      let expected = try (test["outputs"] as? [Any] ?? []).compactMap { try Reference.tensor($0) }
      #expect(outputs.count == expected.count)
      for (output, right) in zip(outputs, expected) {
        #expect(output.dtype == dtype)
        let error = difference(output.tensor, right)
        #expect(error < Reference.tolerance(dtype), "\(label): \(error)")
      }
    }

    private func compareGradients(
      _ test: [String: Any], _ module: Module, _ inputs: [Variable], _ outputs: [Variable], _ dtype: DType,
      _ label: String
    ) throws {
      var total: Variable?
      for output in outputs {
        let term = try weighed(output)
        total = try total.map { try Ops.add($0, term) } ?? term
      }
      try total?.backward()
      for (input, object) in zip(inputs, test["input_grads"] as? [Any] ?? []) {
        guard let right = try Reference.tensor(object) else { continue }
        let gradient = try #require(input.gradient?.tensor)
        let error = difference(gradient, right)
        #expect(gradient.dtype == dtype && error < Reference.tolerance(dtype), "\(label): input \(error)")
      }
      for (name, object) in test["grads"] as? [String: Any] ?? [:] {
        let right = try #require(try Reference.tensor(object))
        let gradient = try #require(
          module.namedParameters.first { $0.name == name }?.variable.gradient?.tensor)
        let error = difference(gradient, right)
        #expect(gradient.dtype == dtype && error < Reference.tolerance(dtype), "\(label): \(name) \(error)")
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

    @Test func sequentialsAreListsOfLayers() throws {
      let layers = try (1...3).map { try Calling.module("linear", [.number(2), .number(Double($0))]) }
      let net = try #require(
        try Calling.module("sequential", layers.map { .object($0) }) as? Sequential)
      #expect(net.elementCount == 3)
      let next = try net.makeElementIterator()
      for layer in layers {
        guard case .object(let object)? = try next() else { throw Fault("test", "iteration") }
        #expect(object === layer)
      }
      #expect(try next() == nil)
      guard case .object(let last) = try net.element(at: 2),
        case .object(let tail) = try net.slice(at: [1, 2])
      else { throw Fault("test", "index") }
      #expect(last === layers[2])
      #expect((tail as? Sequential)?.children.map(\.module).elementsEqual(layers[1...], by: ===) == true)
    }

    @Test func precisionIsConvertedInPlace() throws {
      let net = try Calling.module(
        "sequential",
        [
          .object(try Calling.module("linear", [.number(3), .number(2)])),
          .object(try Calling.module("batch_norm", [.number(2)])),
        ])
      let weight = net.allParameters[0]
      let before = weight.tensor.doubles
      try Ops.sum(try net.apply(try variable([1, 2, 3, 4, 5, 7], [2, 3]))).backward()
      guard case .function(let double)? = try net.member("double"),
        case .function(let to)? = try net.member("to")
      else { throw Fault("test", "methods") }
      _ = try double.call([])
      #expect(net.state.map(\.variable.dtype) == [.f64, .f64, .f64, .f64, .f64, .f64, .i64])
      #expect(net.allParameters[0] === weight && weight.tensor.doubles == before)
      #expect(weight.gradient?.dtype == .f64)
      #expect(try to.call([.dtype(.f32)]).literal == "object" && weight.dtype == .f32)
      #expect(failure { try to.call([.dtype(.i64)]) }?.code == "E0403")
      let lazy = try Calling.module("linear", [.number(4)], ["dtype": Argument.dtype(.f64)])
      #expect(try lazy.apply(try variable([1, 2], [1, 2])).dtype == .f64)
      #expect(
        failure { try Calling.module("gru", [.number(1), .number(1)], ["dtype": Argument.dtype(.bool)]) }
          != nil)
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
