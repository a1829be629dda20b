import Autograd
import Catalog
import Foundation
import Networks
import Tensor
import Testing
import Text

extension NetworksSuite {
  /// What `fit` can do beside plain training.
  @Suite struct FitTests {
    private func data(_ count: Int = 20) throws -> (x: Argument, y: Argument) {
      RandomGenerator.shared.seed(11)
      let x = try RandomGenerator.shared.normal([count, 2])
      let labels = (0..<count).map { x.doubles[2 * $0] + x.doubles[2 * $0 + 1] > 1 ? Int64(1) : 0 }
      return (.object(Variable(x)), .object(Variable(try Tensor.from(labels, [count]))))
    }

    private func network(_ seed: UInt64 = 3) throws -> Module {
      RandomGenerator.shared.seed(seed)
      return try Calling.module(
        "sequential",
        [
          .object(try Calling.module("linear", [.number(2), .number(8)])),
          .object(try Calling.module("dropout", [.number(0.25)])),
          .object(try Calling.module("linear", [.number(8), .number(2)])),
        ])
    }

    private func fit(_ model: Module, _ data: Argument, _ named: [String: Any]) throws -> History {
      guard case .object(let object) = try Calling.call("fit", [.object(model), data], named) else {
        throw Fault("test", "fit")
      }
      return try #require(object as? History)
    }

    private func weights(_ model: Module) -> [[Double]] { model.state.map { $0.variable.tensor.doubles } }

    private var file: String {
      FileManager.default.temporaryDirectory.appendingPathComponent("dls-\(UUID().uuidString).safetensors")
        .path
    }

    /// Model, optimizer, two schedules, dropout and the order of samples all go on where they stopped.
    @Test(arguments: [nil, 5]) func twoEpochsAndTwoMoreAreFour(_ seed: Int?) throws {
      let (x, y) = try data()
      let path = file
      defer { try? FileManager.default.removeItem(atPath: path) }
      func run(_ epochs: Int, resume: Bool, randomSeed: UInt64) throws -> (History, Module) {
        let net = try network()
        let adam = try Calling.call("adam", [.object(net)], ["lr": 0.01])
        let plateau = try Calling.call("plateau_lr", [adam], ["patience": 0, "threshold": 0.5])
        let warm = try Calling.call("warmup_lr", [adam, .number(10)])
        RandomGenerator.shared.seed(randomSeed)
        var options: [String: Any] = [
          "loss": "cross_entropy", "optimizer": adam, "schedule": Argument.list([warm, plateau]), "batch": 4,
          "epochs": epochs, "validation": Argument.tuple([x, y]), "restore_best": true, "patience": 9,
          "checkpoint": path, "resume": resume,
        ]
        if let seed { options["seed"] = seed }
        return (try fit(net, .tuple([x, y]), options), net)
      }
      let (whole, model) = try run(4, resume: false, randomSeed: 1)
      _ = try run(2, resume: false, randomSeed: 1)
      let (resumed, other) = try run(4, resume: true, randomSeed: 99)
      #expect(resumed.stepLosses == whole.stepLosses && resumed.stepRates == whole.stepRates)
      #expect(resumed.epochs.map(\.name) == whole.epochs.map(\.name))
      #expect(resumed.epochs.map(\.values) == whole.epochs.map(\.values) && whole.epochCount == 4)
      #expect(weights(other) == weights(model))
    }

    /// The same by hand, with save and load.
    @Test func checkpointsByHandKeepEverything() throws {
      let (x, y) = try data()
      let path = file
      defer { try? FileManager.default.removeItem(atPath: path) }
      func parts() throws -> (Module, Argument, Argument) {
        let net = try network()
        let adam = try Calling.call("adamw", [.object(net)], ["lr": 0.02])
        return (net, adam, try Calling.call("step_lr", [adam, .number(1)], ["gamma": 0.5]))
      }
      func train(_ net: Module, _ opt: Argument, _ schedule: Argument) throws {
        _ = try fit(
          net, .tuple([x, y]), ["optimizer": opt, "schedule": schedule, "epochs": 2, "batch": 4])
      }
      let (net, adam, schedule) = try parts()
      try train(net, adam, schedule)
      let record = Argument.record([
        ("net", .object(net)), ("opt", adam), ("schedule", schedule), ("epoch", .number(2)),
      ])
      _ = try Calling.call("save", [record, .string(path)])
      try train(net, adam, schedule)
      let (other, otherAdam, otherSchedule) = try parts()
      let target = Argument.record([
        ("net", .object(other)), ("opt", otherAdam), ("schedule", otherSchedule), ("epoch", .number(0)),
      ])
      guard case .record(let fields) = try Calling.call("load", [target, .string(path)]) else {
        throw Fault("test", "load")
      }
      #expect(fields.last?.value.double == 2)
      try train(other, otherAdam, otherSchedule)
      #expect(weights(other) == weights(net))
      // A part that does not fit leaves everything as it was.
      let before = weights(other)
      let wrong = Argument.record([("net", .object(other)), ("opt", .object(net))])
      #expect(failure { try Calling.call("load", [wrong, .string(path)]) }?.code == "E0525")
      #expect(weights(other) == before)
    }

    /// What is frozen stays so, and what was thawed since then is frozen again.
    @Test func checkpointsKeepWhatIsFrozen() throws {
      let (x, y) = try data()
      let path = file
      defer { try? FileManager.default.removeItem(atPath: path) }
      func parts() throws -> (Module, Argument) {
        let net = try network()
        return (net, try Calling.call("adam", [.object(net)], ["lr": 0.02]))
      }
      func train(_ net: Module, _ opt: Argument) throws {
        _ = try fit(net, .tuple([x, y]), ["optimizer": opt, "epochs": 2, "batch": 4])
      }
      let (net, adam) = try parts()
      _ = try Calling.call("freeze", [.object(net.children[0].module)])
      try train(net, adam)
      _ = try Calling.call("save", [.record([("net", .object(net)), ("opt", adam)]), .string(path)])
      try train(net, adam)
      let (other, otherAdam) = try parts()
      _ = try Calling.call("freeze", [.object(other.children[2].module)])
      _ = try Calling.call("load", [.record([("net", .object(other)), ("opt", otherAdam)]), .string(path)])
      #expect(other.allParameters.map(\.isParameter) == net.allParameters.map(\.isParameter))
      try train(other, otherAdam)
      #expect(weights(other) == weights(net))
    }

    /// With the last, smaller batches too.
    @Test func accumulatedGradientsAreThoseOfALargeBatch() throws {
      let (x, y) = try data(22)
      func run(_ batch: Int, _ accumulate: Int) throws -> [[Double]] {
        let net = try network()
        net.children[1].module.isTraining = false
        let plain = try Calling.module(
          "sequential", [.object(net.children[0].module), .object(net.children[2].module)])
        let sgd = try Calling.call("sgd", [.object(plain)], ["lr": 0.3])
        _ = try fit(
          plain, .tuple([x, y]),
          [
            "optimizer": sgd, "batch": batch, "accumulate": accumulate, "epochs": 3, "shuffle": false,
            "clip": 0.5,
          ])
        return weights(plain)
      }
      let (large, small) = (try run(8, 1), try run(4, 2))
      for (a, b) in zip(large.joined(), small.joined()) { #expect(abs(a - b) < 1e-6) }
    }

    @Test func classWeightsAreThoseOfTheLoss() throws {
      let (x, y) = try data()
      let ones = try #require(y.tensor).ints.reduce(0, +)
      #expect(ones > 0 && ones < 10)
      let balanced = [20 / (2 * Double(20 - ones)), 20 / (2 * Double(ones))]
      func run(_ named: [String: Any]) throws -> [Double] {
        try fit(try network(), .tuple([x, y]), named.merging(["epochs": 2, "batch": 20, "seed": 1]) { $1 })
          .stepLosses
      }
      let weight = Variable(try Tensor.from(balanced.map(Float.init), [2]))
      let own = Closure("own", arity: 2) { arguments in
        try Calling.call("cross_entropy", arguments, ["weight": Argument.object(weight)])
      }
      let expected = try run(["loss": Argument.function(own)])
      let given = try run(["loss": "cross_entropy", "class_weight": balanced])
      let counted = try run(["class_weight": "balanced"])
      for (a, b) in zip(expected + expected, given + counted) { #expect(abs(a - b) < 1e-6) }
      let fault = failure { try run(["loss": "mse", "class_weight": [1, 2]]) }
      #expect(fault?.help.map(\.english).joined().contains("cross_entropy") == true)
    }

    /// Two heads on one body; the second loss counts half.
    @Test func namedOutputsHaveTheirOwnLossesAndMetrics() throws {
      let (x, y) = try data()
      let sums = Argument.object(try Ops.sum(try #require(x.flattened.first), dims: [1], keepDims: true))
      RandomGenerator.shared.seed(2)
      let kinds = try Calling.module("linear", [.number(2), .number(2)])
      let sizes = try Calling.module("linear", [.number(2), .number(1)])
      let model = ClosureModule(
        name: "heads", children: [("kinds", kinds), ("sizes", sizes)],
        body: Closure("heads", arity: 1) { .tuple([try kinds.call($0), try sizes.call($0)]) })
      let losses = Argument.record([("kind", .string("cross_entropy")), ("size", .string("mse"))])
      let history = try fit(
        model, .tuple([x, .tuple([y, sums])]),
        [
          "loss": losses, "loss_weights": Argument.record([("size", .number(0.5))]), "epochs": 60,
          "batch": 20,
          "metrics": Argument.record([("kind", .string("accuracy")), ("size", .string("mae"))]),
          "validation": Argument.tuple([x, .tuple([y, sums])]),
          "optimizer": try Calling.call("adam", [.object(model)], ["lr": 0.1]),
        ])
      #expect(
        history.epochs.map(\.name) == [
          "loss", "kind_loss", "size_loss", "kind_accuracy", "size_mae", "val_loss", "val_kind_loss",
          "val_size_loss", "val_kind_accuracy", "val_size_mae",
        ])
      let values = Dictionary(uniqueKeysWithValues: history.epochs.map { ($0.name, $0.values) })
      for epoch in 0..<60 {
        let joint = (values["kind_loss"]?[epoch] ?? 0) + 0.5 * (values["size_loss"]?[epoch] ?? 0)
        #expect(abs(joint - (values["loss"]?[epoch] ?? -1)) < 1e-5)
      }
      #expect((values["size_loss"]?[59] ?? 1) < 0.01 && (values["kind_accuracy"]?[59] ?? 0) > 0.9)
      #expect(
        failure {
          try fit(
            model, .tuple([x, .tuple([y, sums])]),
            ["loss": losses, "metrics": Argument.record([("sort", .string("accuracy"))])])
        }?
        .message.english.contains("sort") == true)
    }

    @Test func monitorsStopAndRestore() throws {
      let (x, y) = try data()
      let net = try network()
      var scores: [Double] = [0.1, 0.5, 0.4, 0.45, 0.3, 0.2]
      var seen: [[[Double]]] = []
      let score = Closure("score", arity: 2) { _ in .number(scores.removeFirst()) }
      let note = Closure("note", arity: 1) { _ in
        seen.append(self.weights(net))
        return .none
      }
      let history = try fit(
        net, .tuple([x, y]),
        [
          "metrics": Argument.function(score), "monitor": "score", "mode": "max", "patience": 3,
          "restore_best": true,
          "epochs": 6, "batch": 20, "callbacks": Argument.function(note),
        ])
      #expect(history.epochCount == 5)
      #expect(weights(net) == seen[1] && seen[1] != seen[4])
      let fault = try #require(
        failure { try fit(net, .tuple([x, y]), ["monitor": "val_loss", "patience": 1]) })
      #expect(fault.code == "E0432" && fault.help.map(\.english).joined().contains("accuracy"))
    }

    @Test func callbacksSeeStepsAndEndRuns() throws {
      let (x, y) = try data()
      var steps: [Double] = []
      let step = Closure("step", arity: 1) { arguments in
        guard case .record(let fields) = arguments[0] else { return .none }
        steps.append(fields.first { $0.name == "step" }?.value.double ?? 0)
        return .bool(steps.count < 7)
      }
      let history = try fit(
        try network(), .tuple([x, y]),
        ["callbacks": Argument.record([("step", .function(step))]), "batch": 4, "epochs": 5])
      #expect(steps == [1, 2, 3, 4, 5, 1, 2] && history.epochCount == 2 && history.stepLosses.count == 7)
      let fault = failure {
        try fit(try network(), .tuple([x, y]), ["callbacks": Argument.record([("batch", .function(step))])])
      }
      #expect(fault?.message.english.contains("epoch or step") == true)
    }

    @Test func optimizersOfOthersAndFrozenModelsAreRefused() throws {
      let (x, y) = try data()
      let net = try network()
      let other = try Calling.call("adam", [.object(try network())])
      let foreign = failure { try fit(net, .tuple([x, y]), ["optimizer": other]) }
      #expect(foreign?.code == "E0421" && foreign?.message.english.contains("none of this model's") == true)
      _ = try Calling.call("freeze", [.object(net)])
      let frozen = failure { try fit(net, .tuple([x, y]), [:]) }
      #expect(frozen?.code == "E0421" && frozen?.message.english.contains("frozen") == true)
    }

    /// Labels that came as a list are floats.
    @Test func wholeFloatsAreClassesToo() throws {
      let (x, y) = try data()
      let floats = Argument.object(Variable(try #require(y.tensor).cast(to: .f32)))
      let history = try fit(try network(), .tuple([x, floats]), ["loss": "cross_entropy"])
      #expect(history.epochs.map(\.name) == ["loss", "accuracy"])
    }

    @Test func schedulesOfOneOptimizerMultiply() throws {
      let (x, y) = try data()
      let net = try network()
      let sgd = try Calling.call("sgd", [.object(net)], ["lr": 0.8])
      let warm = try Calling.call("warmup_lr", [sgd, .number(4)], ["start_factor": 0.25])
      let fall = try Calling.call("exponential_lr", [sgd, .number(0.5)])
      let history = try fit(
        net, .tuple([x, y]),
        [
          "optimizer": sgd, "schedule": Argument.list([warm, fall]), "epochs": 3, "batch": 10,
          "shuffle": false,
        ])
      let factors = [0.25, 0.4375, 0.625 * 0.5, 0.8125 * 0.5, 0.25, 0.25]
      for (rate, factor) in zip(history.stepRates, factors) { #expect(abs(rate - 0.8 * factor) < 1e-9) }
    }

    @Test func liveRunsShowTheirCurves() throws {
      let (x, y) = try data()
      let host = WatchingHost()
      let before = Hosting.current
      Hosting.current = host
      defer { Hosting.current = before }
      _ = try fit(try network(), .tuple([x, y]), ["epochs": 2, "live": true])
      #expect(host.curves == ["loss"])
      host.curves = []
      _ = try fit(try network(), .tuple([x, y]), ["epochs": 2])
      #expect(host.curves.isEmpty)
    }
  }
}

/// Notes the curves it could draw.
private final class WatchingHost: Catalog.Host {
  var curves: Set<String> = []
  func progress(_ progress: Catalog.Progress) {
    for one in progress.history?.series ?? [] where one.unit == "step" { curves.insert(one.name) }
  }
  func warn(_ fault: Fault) {}
  var isQuick: Bool { false }
  var isInterrupted: Bool { false }
}
