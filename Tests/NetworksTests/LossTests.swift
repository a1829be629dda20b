import Autograd
import Catalog
import Foundation
import Networks
import Tensor
import Testing

extension NetworksSuite {
  @Suite struct LossTests {
    @Test(arguments: Reference.cases("losses").indices)
    func matchesPyTorch(_ index: Int) throws {
      let test = Reference.cases("losses")[index]
      let kind = try #require(test["kind"] as? String)
      let args = test["args"] as? [String: Any] ?? [:]
      let prediction = Variable(try #require(try Reference.tensor(test["prediction"])), isParameter: true)
      var target = try #require(try Reference.tensor(test["target"]))
      if test["integer"] as? Bool == true { target = try target.cast(to: .i64) }
      let result = try Calling.call(kind, [.object(prediction), .object(Variable(target))], args)
      let value = try #require(result.flattened.first)
      let right = try #require(try Reference.tensor(test["value"]))
      #expect(difference(value.tensor, right) < 1e-5, "\(kind) \(args)")
      let weights = (0..<value.tensor.count).map { Float(sin(Double($0 + 1))) }
      try Ops.sum(try Ops.multiply(value, try variable(weights, value.shape.array))).backward()
      let gradient = try #require(prediction.gradient?.tensor)
      #expect(
        difference(gradient, try #require(try Reference.tensor(test["grad"]))) < 1e-5, "\(kind) \(args)")
    }

    @Test func lectureFormulas() throws {
      func value(_ name: String, _ p: [Float], _ t: [Float], _ shape: [Int]) throws -> Double {
        try Calling.call(name, [.object(try variable(p, shape)), .object(try variable(t, shape))]).double
          ?? .nan
      }
      #expect(try value("mse", [1, 2], [1, 4], [2]) == 2)
      #expect(try value("mae", [1, 2], [1, 4], [2]) == 1)
      #expect(abs(try value("bce", [0.5], [1], [1]) - log(2)) < 1e-7)
      #expect(abs(try value("categorical_cross_entropy", [0.25, 0.75], [0, 1], [1, 2]) + log(0.75)) < 1e-7)
      #expect(abs(try value("focal", [0.9], [1], [1]) + 0.01 * log(0.9)) < 1e-8)
      #expect(abs(try value("bce", [0, 1], [0, 1], [2])) < 1e-7)
      #expect(try value("bce", [1], [0], [1]) == 100)
    }

    @Test func shapesMustBeEqual() throws {
      let column = Argument.object(try variable([1, 2, 3], [3, 1]))
      let row = Argument.object(try variable([1, 2, 3], [3]))
      for loss in ["mse", "mae", "huber", "bce", "bce_with_logits", "hinge", "kl_div"] {
        let fault = try #require(failure { try Calling.call(loss, [column, row]) })
        #expect(fault.message.english.contains("(3, 1)") && fault.message.english.contains("(3,)"))
        #expect(fault.help.map(\.english).joined().contains("squeeze"))
      }
    }

    @Test func labelsOutOfRangeAreNamed() throws {
      let logits = Argument.object(try variable([0, 0], [1, 2]))
      let label = Argument.object(Variable(try Tensor.from([Int64(2)], [1])))
      for loss in ["cross_entropy", "nll"] {
        #expect(
          try #require(failure { try Calling.call(loss, [logits, label]) }).message.english.contains("2"))
      }
      let fraction = Argument.object(try variable([0.5], [1]))
      #expect(failure { try Calling.call("cross_entropy", [logits, fraction]) } != nil)
      #expect(
        failure {
          try Calling.call("bce", [.object(try variable([2], [1])), .object(try variable([1], [1]))])
        } != nil)
    }
  }
}
