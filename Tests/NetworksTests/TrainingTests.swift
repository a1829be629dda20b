import Autograd
import Catalog
import Foundation
import Networks
import Tensor
import Testing
import Text

extension NetworksSuite {
  @Suite struct TrainingTests {
    private func xor() throws -> Argument {
      .tuple([
        .object(try variable([0, 0, 0, 1, 1, 0, 1, 1], [4, 2])),
        .object(try variable([0, 1, 1, 0], [4, 1])),
      ])
    }

    private func network() throws -> Module {
      RandomGenerator.shared.seed(5)
      let tanh = NetworkBuiltins.activationLayer(try #require(Operations.all.first { $0.name == "tanh" }), [])
      return try Calling.module(
        "sequential",
        [
          .object(try Calling.module("linear", [.number(2), .number(8)])), .object(tanh),
          .object(try Calling.module("linear", [.number(8), .number(1)])),
        ])
    }

    private func fit(_ model: Module, _ data: Argument, _ named: [String: Any]) throws -> History {
      guard case .object(let object) = try Calling.call("fit", [.object(model), data], named) else {
        throw Fault("test", "fit")
      }
      return try #require(object as? History)
    }

    @Test func xorIsLearnt() throws {
      let net = try network()
      let adam = try Calling.call("adam", [.object(net)], ["lr": 0.05])
      let history = try fit(
        net, try xor(),
        ["loss": "bce_with_logits", "optimizer": adam, "epochs": 200, "metrics": ["accuracy"]])
      let losses = try #require(history.epochs.first { $0.name == "loss" }).values
      #expect(losses.count == 200 && losses[199] < 0.05 && losses[0] > 0.5)
      #expect(history.epochs.first { $0.name == "accuracy" }?.values.last == 1)
      #expect(history.stepLosses.count == 200)
      #expect(try Calling.call("accuracy", [.object(net), try xor()]).double == 1)
      let matrix = try #require(try Calling.call("confusion_matrix", [.object(net), try xor()]).tensor)
      #expect(matrix.ints == [2, 0, 0, 2])
      guard
        case .record(let fields) = try Calling.call(
          "evaluate", [.object(net), try xor()], ["loss": "bce_with_logits"])
      else { throw Fault("test", "evaluate") }
      #expect((fields.first { $0.name == "loss" }?.value.double ?? 1) < 0.05)
      #expect(net.isTraining)
    }

    @Test func seedsRepeatARun() throws {
      func run() throws -> [Double] {
        let net = try network()
        let history = try fit(
          net, try xor(), ["loss": "mse", "epochs": 5, "batch": 2, "seed": 7, "validation": try xor()])
        #expect(history.epochs.map(\.name) == ["loss", "val_loss"])
        return history.stepLosses
      }
      let (first, second) = (try run(), try run())
      #expect(first == second && first.count == 10)
    }

    @Test func schedulesCallbacksAndPatienceSteerTheRun() throws {
      let net = try network()
      let sgd = try Calling.call("sgd", [.object(net)], ["lr": 1])
      let halving = try Calling.call("step_lr", [sgd, .number(1)], ["gamma": 0.5])
      var epochs: [Double] = []
      let callback = Closure("stop", arity: 1) { arguments in
        guard case .record(let fields) = arguments[0] else { return .none }
        epochs.append(fields[0].value.double ?? 0)
        return .bool(epochs.count < 3)
      }
      _ = try fit(
        net, try xor(),
        [
          "loss": "mse", "optimizer": sgd, "schedule": halving, "epochs": 9,
          "callbacks": Argument.function(callback),
        ])
      #expect(epochs == [1, 2, 3])
      guard case .object(let object) = sgd else { return }
      #expect((object as? Optimizer)?.lr == 0.125)
      let still = try Calling.call("sgd", [.object(net)], ["lr": 0])
      #expect(
        try fit(net, try xor(), ["loss": "mse", "optimizer": still, "epochs": 9, "patience": 2]).epochCount
          == 3)
    }

    @Test func jointLossesWeighTheirParts() throws {
      RandomGenerator.shared.seed(2)
      let body = try Calling.module("linear", [.number(2), .number(2)])
      let model = ClosureModule(
        name: "two", children: [("body", body)],
        body: Closure("two", arity: 1) { arguments in
          let y = Variable(try #require(arguments[0].tensor))
          let out = try body.apply(y)
          return .tuple(try (0..<2).map { .object(try Ops.slice(out, dim: 1, start: $0, stop: $0 + 1)) })
        })
      let y = Argument.object(try variable([1, 2, 3, 4], [4, 1]))
      guard case .tuple(let pair) = try xor() else { return }
      let adam = try Calling.call("adam", [.object(model)], ["lr": 0.1])
      let history = try fit(
        model, .tuple([pair[0], .tuple([y, pair[1]])]),
        ["loss": ["mse", "mae"], "loss_weights": [1, 0.5], "optimizer": adam, "epochs": 100])
      #expect(history.stepLosses[99] < history.stepLosses[0] / 2)
    }

    @Test func aLossThatExplodesIsExplained() throws {
      let net = try network()
      let sgd = try Calling.call("sgd", [.object(net)], ["lr": 1e30])
      let fault = try #require(
        failure { try fit(net, try xor(), ["loss": "mse", "optimizer": sgd, "epochs": 50]) })
      #expect(fault.code == "E0440" && fault.help.map(\.english).joined().contains("smaller learning rate"))
    }

    @Test func controlCKeepsWeightsAndHistory() throws {
      let net = try network()
      let host = StoppingHost(after: 3)
      let before = Hosting.current
      Hosting.current = host
      defer { Hosting.current = before }
      #expect(throws: Interrupted.self) { try fit(net, try xor(), ["loss": "mse", "epochs": 50]) }
      guard case .object(let object)? = try net.member("history") else { throw Fault("test", "history") }
      let history = try #require(object as? History)
      #expect(history.stepLosses.count == 3 && history.wasInterrupted)
    }

    @Test func watchRecordsLayers() throws {
      let net = try network()
      let watch = Watch(net)
      _ = try fit(net, try xor(), ["loss": "mse", "epochs": 4])
      #expect(watch.layers.map(\.name) == ["0", "1", "2"])
      #expect(watch.layers[0].activationShape == [4, 8] && watch.layers[0].activations.count == 32)
      #expect(watch.layers[2].gradientNorms.count == 4 && watch.layers[1].gradientNorms.isEmpty)
      #expect(watch.layers[1].activationMeans.count == 4)
    }

    @Test func summaryOfTheLecturesNetwork() throws {
      let net = try Calling.module(
        "sequential",
        [
          .object(try Calling.module("conv2d", [.number(1), .number(32), .number(3)], ["padding": 1])),
          .object(try Calling.module("max_pool2d", [.number(2)])),
          .object(try Calling.module("conv2d", [.number(32), .number(64), .number(3)], ["padding": 1])),
          .object(try Calling.module("max_pool2d", [.number(2)])), .object(try Calling.module("flatten")),
          .object(try Calling.module("linear", [.number(3136), .number(128)])),
          .object(try Calling.module("linear", [.number(128), .number(10)])),
        ])
      let summary = try Summary(of: net, inputShape: [1, 28, 28])
      let layers = summary.description.layers
      #expect(
        layers.map(\.outputShape) == [
          [32, 28, 28], [32, 14, 14], [64, 14, 14], [64, 7, 7], [3136], [128], [10],
        ])
      #expect(layers.map(\.parameterCount).reduce(0, +) == 421_642)
      #expect(layers[0].flops == 2 * 9 * 32 * 784 && layers[5].flops == 2 * 3136 * 128)
      #expect(layers.prefix(4).map(\.receptiveField) == [3, 4, 8, 10])
      #expect(summary.displayText.contains("421,642"))
    }

    @Test func summaryOfAnInputThatNoMemoryHolds() throws {
      let net = try Calling.module("conv2d", [.number(3), .number(8), .number(3)])
      let summary = try Summary(of: net, inputShape: [3, 200_000, 200_000])
      #expect(summary.description.layers[0].outputShape == [8, 199_998, 199_998])
      let lazy = try Calling.module("linear", [], ["out": 4])
      _ = try Summary(of: lazy, inputShape: [6])
      #expect(lazy.parameters[0].variable.tensor.doubles.contains { $0 != 0 })
    }

    @Test func predictStacksBatches() throws {
      let net = try network()
      let x = try variable((0..<20).map(Float.init), [10, 2])
      let all = try #require(try Calling.call("predict", [.object(net), .object(x)]).tensor)
      let parts = try #require(try Calling.call("predict", [.object(net), .object(x), .number(3)]).tensor)
      #expect(all.shape == [10, 1] && difference(all, parts) < 1e-6)
    }

    /// Scores N×T×C of sequences and N×C×H×W of pictures; label -100 does not count.
    @Test func accuracyFindsTheClassAxis() throws {
      let scores = try variable([0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0], [2, 3, 3])
      let labels = Argument.object(Variable(try Tensor.from([1, 2, 1, 2, -100, -100] as [Int64], [2, 3])))
      #expect(try Calling.call("accuracy", [.object(scores), labels]).double == 0.75)
      let pixels = try variable([0, 1, 0, 0, 1, 0, 1, 1], [1, 2, 2, 2])
      let kinds = Argument.object(Variable(try Tensor.from([1, 0, 1, 0] as [Int64], [1, 2, 2])))
      #expect(try Calling.call("accuracy", [.object(pixels), kinds]).double == 0.75)
    }

    @Test func freezingKeepsParametersStill() throws {
      let net = try network()
      let first = net.allParameters[0]
      _ = try Calling.call("freeze", [.object(net.children[0].module)])
      let before = first.tensor.doubles
      _ = try fit(net, try xor(), ["loss": "mse", "epochs": 3])
      #expect(first.tensor.doubles == before)
    }
  }
}

/// Presses Ctrl-C after so many questions.
private final class StoppingHost: Catalog.Host {
  private var left: Int
  init(after count: Int) { left = count }
  func progress(_ progress: Catalog.Progress) {}
  func warn(_ fault: Fault) {}
  var isQuick: Bool { false }
  var isInterrupted: Bool {
    left -= 1
    return left < 0
  }
}
