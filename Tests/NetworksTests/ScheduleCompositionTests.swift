import Autograd
import Catalog
import Networks
import Tensor
import Testing
import Text

extension NetworksSuite {
  @Suite struct ScheduleCompositionTests {
    private func optimizer() throws -> (Optimizer, Argument) {
      let w = Variable(try Tensor.zeros([1]), isParameter: true)
      let made = try Calling.call("sgd", [.list([.object(w)])], ["lr": 0.5])
      guard case .object(let object) = made else { throw Fault("test", "sgd") }
      return (try #require(object as? Optimizer), made)
    }

    private func schedule(_ name: String, _ positional: [Argument], _ named: [String: Any] = [:]) throws
      -> Schedule
    {
      guard case .object(let object) = try Calling.call(name, positional, named) else {
        throw Fault("test", name)
      }
      return try #require(object as? Schedule)
    }

    private func expectRates(_ optimizer: Optimizer, _ schedule: Schedule, _ name: String) throws {
      let curves = Reference.sequences["curves"] as? [String: [Double]]
      for (step, rate) in try #require(curves?[name]).enumerated() {
        if step > 0 { try schedule.step() }
        #expect(abs(optimizer.lr - rate) < 1e-9, "\(name), step \(step)")
      }
    }

    @Test func sequencesMatchPyTorch() throws {
      let (optimizer, opt) = try optimizer()
      let parts = [
        try schedule("warmup_lr", [opt, .number(4)], ["start_factor": 0.25]),
        try schedule("cosine_lr", [opt, .number(8)]), try schedule("exponential_lr", [opt, .number(0.9)]),
      ]
      let list = Argument.list(parts.map { .object($0) })
      try expectRates(
        optimizer, try schedule("sequential_lr", [opt, list, .list([.number(4), .number(12)])]), "sequential")
    }

    @Test func chainsMatchPyTorch() throws {
      let (optimizer, opt) = try optimizer()
      let parts = [
        try schedule("warmup_lr", [opt, .number(4)], ["start_factor": 0.25]),
        try schedule("exponential_lr", [opt, .number(0.9)]),
      ]
      try expectRates(optimizer, try schedule("chained_lr", [.list(parts.map { .object($0) })]), "chained")
    }

    @Test func milestonesAndFunctionsMatchPyTorch() throws {
      let (first, opt) = try optimizer()
      let milestones = Argument.list([.number(3), .number(5)])
      try expectRates(first, try schedule("multi_step_lr", [opt, milestones], ["gamma": 0.5]), "multi_step")
      let (second, other) = try optimizer()
      let falling = Closure("falling", arity: 1) { arguments in
        guard case .number(let step) = arguments[0] else { return .none }
        return .number(1 / (1 + step))
      }
      try expectRates(second, try schedule("lambda_lr", [other, .function(falling)]), "lambda")
    }

    @Test func partsThatDoNotFitAreRefused() throws {
      let (_, opt) = try optimizer()
      let plateau = Argument.object(try schedule("plateau_lr", [opt]))
      let cosine = Argument.object(try schedule("cosine_lr", [opt, .number(8)]))
      let one = Argument.list([.number(3)])
      #expect(
        failure { try schedule("sequential_lr", [opt, .list([cosine, plateau]), one]) }?.code == "E0425")
      #expect(failure { try schedule("sequential_lr", [opt, .list([cosine]), one]) }?.code == "E0425")
      #expect(failure { try schedule("chained_lr", [.list([])]) }?.code == "E0425")
    }
  }
}
