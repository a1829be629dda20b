import Autograd
import Catalog
import Foundation
import Networks
import Tensor
import Testing

extension NetworksSuite {
  @Suite struct LossTests {
    @Test(arguments: Reference.cases("losses").indices, precisions)
    func matchesPyTorch(_ index: Int, _ dtype: DType) throws {
      let test = Reference.cases("losses")[index]
      let kind = try #require(test["kind"] as? String)
      let args = test["args"] as? [String: Any] ?? [:]
      let prediction = Variable(
        try #require(try Reference.tensor(test["prediction"], dtype)), isParameter: true)
      let isInteger = test["integer"] as? Bool == true
      let target = try #require(try Reference.tensor(test["target"], isInteger ? .i64 : dtype))
      let result = try Calling.call(kind, [.object(prediction), .object(Variable(target))], args)
      let value = try #require(result.flattened.first)
      #expect(value.dtype == dtype)
      let error = difference(value.tensor, try #require(try Reference.tensor(test["value"])))
      #expect(error < Reference.tolerance(dtype), "\(kind) \(args) \(dtype): \(error)")
      try weighed(value).backward()
      let gradient = try #require(prediction.gradient?.tensor)
      let slope = difference(gradient, try #require(try Reference.tensor(test["grad"])))
      #expect(
        gradient.dtype == dtype && slope < Reference.tolerance(dtype),
        "gradient of \(kind) \(args) \(dtype): \(slope)")
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

    @Test func aMeanOverNoSamplesIsNoNumber() throws {
      func value(_ loss: String, _ labels: [Int64], _ named: [String: Any]) throws -> Double? {
        let x = Variable(try Tensor.zeros([labels.count, 3]), isParameter: true)
        let y = Variable(try Tensor.from(labels, [labels.count]))
        let value = try #require(try Calling.call(loss, [.object(x), .object(y)], named).flattened.first)
        if labels.isEmpty { try value.backward() }
        return value.tensor.item
      }
      for loss in ["cross_entropy", "nll", "categorical_cross_entropy"] {
        #expect(try value(loss, [], [:])?.isNaN == true, "\(loss)")
        #expect(try value(loss, [], ["reduction": "sum"]) == 0, "\(loss)")
        #expect(try value(loss, [1, 1], ["ignore_index": 1])?.isNaN == true, "\(loss)")
        #expect(try value(loss, [1, 1], ["ignore_index": 1, "reduction": "sum"]) == 0, "\(loss)")
      }
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
