import Autograd
import Catalog
import Foundation
import Networks
import Tensor
import Testing
import Text

extension NetworksSuite {
  @Suite struct OptimizerTests {
    /// Ten steps on three problems.
    @Test(arguments: Reference.cases("optimizers").indices, precisions)
    func tracesMatchPyTorch(_ index: Int, _ dtype: DType) throws {
      let test = Reference.cases("optimizers")[index]
      let kind = try #require(test["kind"] as? String)
      let args = test["args"] as? [String: Any] ?? [:]
      let data = Variable(try #require(try Reference.tensor(test["data"], dtype)))
      for problem in test["problems"] as? [[String: Any]] ?? [] {
        let name = try #require(problem["name"] as? String)
        let path = try #require(try Reference.tensor(problem["path"]))
        let start = try Tensor.from([0.25, -0.5, 0.75], [3]).cast(to: dtype)
        let w = Variable(start, isParameter: true)
        let optimizer = try make(kind, [w], args)
        for step in 0..<path.shape[0] {
          optimizer.zeroGradients()
          try loss(name, w, data).backward()
          try optimizer.step()
          #expect(w.dtype == dtype)
          let error = difference(w.tensor, try path.select(axis: 0, index: step))
          #expect(
            error < Reference.tolerance(dtype),
            "\(kind) \(args) on \(name) in \(dtype), step \(step + 1): \(error)")
        }
      }
    }

    private func make(_ kind: String, _ parameters: [Variable], _ args: [String: Any]) throws -> Optimizer {
      let list = Argument.list(parameters.map { .object($0) })
      guard case .object(let object) = try Calling.call(kind, [list], args) else { throw Fault("test", kind) }
      return try #require(object as? Optimizer)
    }

    private func loss(_ problem: String, _ w: Variable, _ data: Variable) throws -> Variable {
      func constant(_ values: [Double]) throws -> Variable {
        Variable(try Tensor.from(values, [values.count]).cast(to: w.dtype))
      }
      switch problem {
      case "bowl":
        let d = try Ops.subtract(w, try constant([1, -2, 0.5]))
        return try Ops.sum(try Ops.multiply(try constant([1, 4, 0.25]), try Ops.multiply(d, d)))
      case "valley":
        let parts = try (0..<3).map { try Ops.select(w, dim: 0, index: $0) }
        let a = try Ops.subtract(try Ops.scalar(1, like: w), parts[0])
        let b = try Ops.subtract(parts[1], try Ops.multiply(parts[0], parts[0]))
        let steep = try Ops.multiply(try Ops.multiply(b, b), try Ops.scalar(5, like: w))
        return try Ops.add(try Ops.add(try Ops.multiply(a, a), steep), try Ops.multiply(parts[2], parts[2]))
      default:
        let logits = try Ops.sum(try Ops.multiply(data, w), dims: [1])
        let target = try constant([1, 0, 1, 0])
        let result = try Calling.call("bce_with_logits", [.object(logits), .object(target)])
        return try #require(result.flattened.first)
      }
    }

    @Test(arguments: Reference.cases("schedules").indices)
    func schedulesMatchPyTorch(_ index: Int) throws {
      let test = Reference.cases("schedules")[index]
      let kind = try #require(test["kind"] as? String)
      let w = Variable(try Tensor.zeros([1]), isParameter: true)
      let momenta = test["momenta"] as? [Double]
      let optimizer = try make("sgd", [w], ["lr": test["base"] ?? 0.5, "momentum": momenta == nil ? 0 : 0.9])
      let made = try Calling.call(kind, [.object(optimizer)], test["args"] as? [String: Any] ?? [:])
      guard case .object(let object) = made, let schedule = object as? Schedule else {
        throw Fault("test", kind)
      }
      let metrics = test["metrics"] as? [Double]
      for (step, rate) in try #require(test["rates"] as? [Double]).enumerated() {
        if step > 0 { try schedule.step(metric: metrics?[step - 1]) }
        #expect(abs(optimizer.lr - rate) <= 1e-12 * rate, "\(kind), step \(step)")
        if let momenta {
          let momentum = optimizer.groups[0].settings.momentum
          #expect(abs(momentum - momenta[step]) <= 1e-12, "\(kind), step \(step)")
        }
      }
    }

    @Test func groupsKeepTheirOwnRates() throws {
      let (a, b) = (
        Variable(try Tensor.full([2], 1), isParameter: true),
        Variable(try Tensor.full([2], 1), isParameter: true)
      )
      let groups = Argument.list([
        .record([("params", .list([.object(a)])), ("lr", .number(0.5))]),
        .record([("params", .list([.object(b)]))]),
      ])
      guard case .object(let object) = try Calling.call("sgd", [groups], ["lr": 0.1]),
        let optimizer = object as? Optimizer
      else { throw Fault("test", "groups") }
      try Ops.sum(try Ops.add(a, b)).backward()
      try optimizer.step()
      #expect(a.tensor.doubles == [0.5, 0.5])
      #expect(b.tensor.doubles.allSatisfy { abs($0 - 0.9) < 1e-6 })
      optimizer.lr = 0.2
      #expect(optimizer.groups.allSatisfy { $0.settings.lr == 0.2 })
    }

    @Test func stepWithoutBackwardChangesNothing() throws {
      let w = Variable(try Tensor.full([2], 1), isParameter: true)
      let optimizer = try make("adamw", [w], [:])
      try optimizer.step()
      #expect(w.tensor.doubles == [1, 1])
    }

    @Test func badSettingsAreRefused() throws {
      let w = Variable(try Tensor.zeros([2]), isParameter: true)
      #expect(failure { try make("sgd", [], [:]) } != nil)
      #expect(failure { try make("sgd", [w], ["lr": -1]) } != nil)
    }

    @Test func clippingScalesAllGradientsTogether() throws {
      let w = Variable(try Tensor.from([Float(3), 4], [2]), isParameter: true)
      try Ops.sum(try Ops.multiply(try Ops.multiply(w, w), try Ops.scalar(0.5, like: w))).backward()
      #expect(try Calling.call("clip_grad_norm", [.list([.object(w)]), .number(1)]).double == 5)
      let clipped = try #require(w.gradient?.tensor.doubles)
      #expect(abs(clipped[0] - 0.6) < 1e-5 && abs(clipped[1] - 0.8) < 1e-5)
    }
  }
}
