import Autograd
import Catalog
import Networks
import Testing

extension NetworksSuite {
  /// What drawings learn of a network: the way of its values.
  @Suite struct FlowTests {
    private typealias Maker = NetworkDescription.Step.Maker

    private func linear(_ inputs: Double, _ outputs: Double) throws -> Module {
      try Calling.module("linear", [.number(inputs), .number(outputs)])
    }

    @Test func aResidualBlockJoinsItsInput() throws {
      let branch = Argument.list([.object(try linear(3, 3)), .object(try linear(3, 3))])
      let block = try Calling.module("residual", [branch])
      let steps = try block.describeNetwork(inputShape: [3]).steps
      #expect(steps.map(\.maker) == [Maker.input, .layer(0), .layer(1), .operation("+")])
      #expect(steps.map(\.sources) == [[], [0], [1], [2, 0]])
      #expect(steps.allSatisfy { $0.shape == [3] })
    }

    @Test func aShortcutIsABranchOfItsOwn() throws {
      let block = try Calling.module(
        "residual", [.list([.object(try linear(3, 2))])], ["shortcut": Argument.object(try linear(3, 2))])
      let steps = try block.describeNetwork(inputShape: [3]).steps
      #expect(steps.map(\.maker) == [Maker.input, .layer(0), .layer(1), .operation("+")])
      #expect(steps.map(\.sources) == [[], [0], [0], [1, 2]])
    }

    /// A gate and a skip connection written by hand, an activation between, and a constant that is no branch.
    @Test func branchesWithinForwardAreFound() throws {
      let (f, g) = (try linear(2, 2), try linear(2, 2))
      let body = Closure("forward", arity: 1) { arguments in
        guard case .object(let object)? = arguments.first, let x = object as? Variable else { return .none }
        let gate = try Ops.sigmoid(try g.apply(x))
        let y = try Ops.multiply(try Ops.multiply(try f.apply(x), gate), try Ops.scalar(2, like: x))
        return .object(try Ops.add(y, x))
      }
      let model = ClosureModule(name: "gated", children: [("f", f), ("g", g)], body: body)
      let steps = try model.describeNetwork(inputShape: [2]).steps
      #expect(
        steps.map(\.maker) == [
          Maker.input, .layer(0), .layer(1), .operation("sigmoid"), .operation("*"), .operation("+"),
        ])
      #expect(steps.map(\.sources) == [[], [0], [0], [1], [2, 3], [4, 0]])
    }

    /// All that a layer gives comes from it: its states do not lead into it.
    @Test func recurrentLayersAreOneStep() throws {
      let lstm = try Calling.module("lstm", [.number(3), .number(4)])
      let steps = try lstm.describeNetwork(inputShape: [5, 3]).steps
      #expect(steps.map(\.maker) == [Maker.input, .layer(0)])
      #expect(steps.last?.shape == [5, 4])
    }

    @Test func smallLayersShowTheirWeights() throws {
      let layer = try linear(3, 2)
      // The shape of the input is told by the layer itself.
      let shown = try #require(try layer.describeNetwork(inputShape: nil).layers.first)
      #expect(shown.inputShape == [3] && shown.outputShape == [2])
      let weight = try #require(layer.parameters.first?.variable.tensor)
      #expect(shown.weights.flatMap { $0 } == weight.doubles && shown.biases.count == 2)
    }
  }
}
