import Autograd
import Catalog
import Networks
import Tensor
import Testing

extension NetworksSuite {
  /// Options whose values are no matter of PyTorch's numbers.
  @Suite struct OptionTests {
    @Test func clippingMindsNormsThatAreNotFinite() throws {
      func gradient(_ values: [Float]) throws -> Variable {
        let w = Variable(try Tensor.from(values, [values.count]), isParameter: true)
        try Ops.sum(try Ops.multiply(w, w)).backward()
        return w
      }
      let w = try gradient([1, .infinity])
      let strict = failure {
        try Calling.call("clip_grad_norm", [.list([.object(w)]), .number(1)], ["error_if_nonfinite": true])
      }
      #expect(strict?.code == "E0440" && w.gradient?.tensor.doubles == [2, .infinity])
      let norm = try Calling.call("clip_grad_norm", [.list([.object(w)]), .number(1)])
      #expect(norm.double == .infinity && w.gradient?.tensor.doubles[1].isNaN == true)
    }

    @Test func lookedUpVectorsAreShrunkInPlace() throws {
      let table = try Calling.module("embedding", [.number(3), .number(2)], ["max_norm": 1])
      let weight = table.allParameters[0]
      weight.assign(try Tensor.from([3, 4, 30, 40, 0.3, 0.4] as [Float], [3, 2]))
      _ = try table.apply(Variable(try Tensor.from([0, 2, 0] as [Int64], [3])))
      let values = weight.tensor.doubles
      #expect(abs(values[0] - 0.6) < 1e-6 && abs(values[1] - 0.8) < 1e-6)
      #expect(values[2] == 30 && values[3] == 40 && abs(values[4] - 0.3) < 1e-6)
    }

    @Test func sizesAreChecked() throws {
      let wide = failure { try Calling.module("lstm", [.number(3), .number(4)], ["proj_size": 4]) }
      #expect(wide?.code == "E0402" && wide?.message.english.contains("0 to 3") == true)
      let x = try variable([1, 2, 3, 4], [4])
      let weight = failure { try Calling.call("mse", [.object(x), .object(x)], ["weight": [1.0, 2.0]]) }
      #expect(weight?.code == "E0411" && weight?.message.english.contains("(4,)") == true)
      let far = failure {
        try Calling.call("pad", [.object(x), .list([.number(4), .number(0)])], ["mode": "reflect"])
      }
      #expect(far?.code == "E0403")
      let short = failure { try Calling.call("pad", [.object(x), .list([.number(-3), .number(-2)])]) }
      #expect(short?.code == "E0403")
    }

    @Test(arguments: [
      ("reflect", [3.0, 2, 1, 2, 3, 4, 3]), ("replicate", [1, 1, 1, 2, 3, 4, 4]),
      ("circular", [3, 4, 1, 2, 3, 4, 1]), ("constant", [0, 0, 1, 2, 3, 4, 0]),
    ])
    func padsByEveryMode(_ mode: String, _ right: [Double]) throws {
      let x = Variable(try Tensor.from([1, 2, 3, 4] as [Float], [4]), isParameter: true)
      let sizes = Argument.list([.number(2), .number(1)])
      let y = try #require(try Calling.call("pad", [.object(x), sizes], ["mode": mode]) as Argument?)
      guard case .object(let object) = y, let result = object as? Variable else {
        throw NetworkFailure.noSamples
      }
      #expect(result.tensor.doubles == right)
      try Ops.sum(result).backward()
      let counts = (1...4).map { value in Double(right.filter { $0 == Double(value) }.count) }
      #expect(x.gradient?.tensor.doubles == counts)
    }

    @Test func activationsAndNormsOfAnEncoderMayBeFunctions() throws {
      let square = Closure("square", arity: 1) { arguments in
        guard case .object(let object) = arguments[0], let x = object as? Variable else { return .none }
        return .object(try Ops.multiply(x, x))
      }
      let norm = try Calling.module("layer_norm", [.number(4)])
      let net = try Calling.module(
        "transformer_encoder", [.number(4)],
        [
          "dim_feedforward": 3, "dropout": 0, "activation": Argument.function(square),
          "norm": Argument.object(norm),
        ])
      #expect(net.namedParameters.map(\.name).suffix(2) == ["norm.weight", "norm.bias"])
      let y = try net.apply(Variable(try RandomGenerator(seed: 1).normal([2, 3, 4], mean: 0, deviation: 1)))
      let means = try y.tensor.reduce(.mean, axes: [2], keepDims: false).doubles
      #expect(y.shape == [2, 3, 4] && means.allSatisfy { abs($0) < 1e-5 })
    }

    @Test func decoupledDecayIsThatOfAdamW() throws {
      func step(_ name: String, _ options: [String: Any]) throws -> [Double] {
        let w = Variable(try Tensor.from([1, -2] as [Float], [2]), isParameter: true)
        guard
          case .object(let object) = try Calling.call(
            name, [.list([.object(w)])], options.merging(["lr": 0.1, "weight_decay": 0.5]) { $1 }),
          let optimizer = object as? Optimizer
        else { throw NetworkFailure.noSamples }
        try Ops.sum(w).backward()
        try optimizer.step()
        return w.tensor.doubles
      }
      #expect(try step("adam", ["decoupled_weight_decay": true]) == step("adamw", [:]))
      #expect(try step("adam", [:]) != step("adamw", [:]))
    }
  }
}
