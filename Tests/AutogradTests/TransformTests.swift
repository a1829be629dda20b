import Autograd
import Catalog
import Tensor
import Testing

extension AutogradSuite {
  @Suite struct Derivatives {
    /// f(x, y, z) = (x + y) max(y, z)
    let lecture = Make.function("f", 3) { try Ops.multiply(Ops.add($0[0], $0[1]), Ops.maximum($0[1], $0[2])) }

    @Test func theLecturesGraph() throws {
      let point: [Argument] = [.number(1), .number(2), .number(0)]
      #expect(try Make.numbers(Transforms.gradient(lecture).call(point)) == [2, 5, 0])
      #expect(try Make.numbers(Transforms.valueAndGradient(lecture).call(point)) == [6, 2, 5, 0])
      let graph = try #require(AutogradBuiltins.all.first { $0.descriptor.name == "graph" })
      guard case .object(let object) = try graph.call([.function(lecture), .list(point), .string("")]) else {
        Issue.record("no graph")
        return
      }
      let nodes = try #require(object as? any GraphProviding).graphDescription.nodes
      #expect(nodes.map(\.label) == ["x", "y", "z", "+", "max", "*"])
      #expect(nodes.map(\.value) == ["1", "2", "0", "3", "2", "6"])
      #expect(nodes.map(\.gradient) == ["2", "5", "0", "2", "3", "1"])
      #expect(nodes[5].inputGradients == ["2", "3"])
    }

    @Test func derivativesOfAnyOrder() throws {
      let cubic = Make.function("g", 1) { try Ops.multiply(Ops.power($0[0], .number(2)), .number(3)) }
      let first = Transforms.derivative(cubic)
      let second = Transforms.derivative(first)
      #expect(try Make.number(first.call([.number(5)])) == 30)
      #expect(try Make.number(second.call([.number(5)])) == 6)
      #expect(try Make.number(Transforms.derivative(second).call([.number(5)])) == 0)
      let sigmoid = Make.function("σ", 1) { try Ops.sigmoid($0[0]) }
      #expect(try Make.number(Transforms.derivative(sigmoid).call([.number(0)])) == 0.25)
    }

    @Test func elementwiseOnTensors() throws {
      let square = Make.function("q", 1) { try Ops.square($0[0]) }
      let x = Argument.object(try Make.tensor([1, 2]))
      #expect(try Make.numbers(Transforms.derivative(square).call([x])) == [2, 4])
      #expect(try Make.numbers(Transforms.jacobian(square).call([x])) == [2, 0, 0, 4])
      let fault = Make.failure { _ = try Transforms.gradient(square).call([x]) }
      #expect(fault?.help.map(\.english).joined().contains("jacobian") == true)
      #expect(fault?.help.map(\.english).joined().contains("sum") == true)
    }

    @Test func secondDerivativesAndProducts() throws {
      let cubes = Make.function("c", 1) { try Ops.sum(Ops.power($0[0], 3)) }
      let x = Argument.object(try Make.tensor([1, 2]))
      #expect(try Make.numbers(Transforms.hessian(cubes).call([x])) == [6, 0, 0, 12])
      let square = Make.function("q", 1) { try Ops.square($0[0]) }
      let v = try Make.tensor([1, 10])
      #expect(try Make.numbers(Transforms.vectorJacobianProduct(square, [x], v)) == [2, 40])
      #expect(try Make.numbers(Transforms.jacobianVectorProduct(square, [x], [v])) == [2, 40])
      let point: [Argument] = [.number(1), .number(2), .number(0)]
      #expect(try Make.numbers(Transforms.hessian(lecture).call(point)) == [0, 1, 0, 1, 2, 0, 0, 0, 0])
    }

    @Test func nestedFunctionsShareNothing() throws {
      // d/dx of x · ∂/∂y (x y²) at y = 3 is 12 x.
      let nested = Make.function("n", 1) { outer in
        let inner = Transforms.gradient(
          Make.function("i", 1) { try Ops.multiply(outer[0], Ops.square($0[0])) })
        return try Ops.multiply(outer[0], Make.variable(inner.call([.number(3)])))
      }
      #expect(try Make.number(Transforms.gradient(nested).call([.number(2)])) == 24)
    }

    @Test func parametersInsideAreReached() throws {
      let w = try Make.parameter([2])
      let penalty = Transforms.gradient(
        Make.function("p", 1) { try Ops.sum(Ops.multiply(Ops.square(w), Ops.square($0[0]))) })
      let slope = try Make.variable(penalty.call([.object(try Make.tensor([3]))]))
      #expect(slope.tensor.item == 24)
      try Ops.sum(slope).backward()
      #expect(w.gradient?.tensor.item == 24)
    }

    @Test func independentArgumentsGiveZero() throws {
      let constant = Closure("c", arity: 1) { _ in .number(4) }
      #expect(try Make.number(Transforms.gradient(constant).call([.number(1)])) == 0)
      #expect(try Make.number(Transforms.derivative(constant).call([.number(1)])) == 0)
    }

    @Test func worksInsideNoGrad() throws {
      let square = Make.function("q", 1) { try Ops.square($0[0]) }
      let result = try Executor.withoutRecording { try Transforms.gradient(square).call([.number(3)]) }
      #expect(try Make.number(result) == 6)
    }

    @Test func otherArgumentsAreErrors() {
      let square = Make.function("q", 1) { try Ops.square($0[0]) }
      #expect(Make.failure { _ = try Transforms.gradient(square).call([.string("a")]) }?.code == "E0458")
      #expect(Make.failure { _ = try Transforms.gradient(square).call([.list([])]) }?.code == "E0458")
      #expect(Make.failure { _ = try Transforms.gradient(square).call([]) }?.code == "E0457")
    }

    @Test func gradcheckTellsRightFromWrong() throws {
      #expect(try GradientCheck.relativeError(lecture, [.number(1), .number(2), .number(0.5)]) < 1e-7)
      let broken = Make.function("b", 1) { try Ops.multiply($0[0].detached(), $0[0]) }
      #expect(try GradientCheck.relativeError(broken, [.number(3)]) > 0.1)
    }
  }
}
