import Autograd
import Catalog
import Foundation
import Networks
import Tensor
import Testing
import Text

extension NetworksSuite {
  /// The lecture's own formulas, where they differ from PyTorch's, against numbers worked out by hand.
  @Suite struct LectureTests {
    private func tensor(_ values: [Double], _ shape: [Int]? = nil) throws -> Variable {
      Variable(try Tensor.from(values, Shape(shape ?? [values.count])))
    }

    private func value(
      _ loss: String, _ prediction: Variable, _ target: Variable, _ named: [String: Any] = [:]
    ) throws -> Double {
      try #require(try Calling.call(loss, [.object(prediction), .object(target)], named).double)
    }

    /// Where w = 1 comes to in steps on J = 2w, whose gradient is 2.
    private func path(_ kind: String, _ named: [String: Any], steps: Int) throws -> [Double] {
      let w = try tensor([1])
      w.isParameter = true
      guard case .object(let object) = try Calling.call(kind, [.list([.object(w)])], named),
        let optimizer = object as? Optimizer
      else { throw Fault("test", "\(kind)") }
      return try (0..<steps).map { _ in
        optimizer.zeroGradients()
        try Ops.sum(try Ops.multiply(w, try Ops.scalar(2, like: w))).backward()
        try optimizer.step()
        return w.tensor.item
      }
    }

    private func close(_ got: [Double], _ right: [Double]) -> Bool {
      got.count == right.count && zip(got, right).allSatisfy { abs($0 - $1) < 1e-12 }
    }

    /// v = βv + (1-β)∇J: 0.2, 0.38, 0.542 for β = 0.9.
    @Test func momentumAveragesTheGradient() throws {
      let path = try path("momentum", ["lr": 0.5, "beta": 0.9], steps: 3)
      #expect(close(path, [0.9, 0.71, 0.439]))
    }

    /// α g / √(s + ε) with s = 4, 8 and ε = 5.
    @Test func adagradHasEpsilonUnderTheRoot() throws {
      let path = try path("adagrad", ["lr": 1, "eps": 5, "eps_inside": true], steps: 2)
      let first = 1 - 2.0 / 3
      #expect(close(path, [first, first - 2 / sqrt(13)]))
    }

    /// m̂ = 2 and v̂ = 4 at every step: α·2 / √(4 + 5).
    @Test func adamHasEpsilonUnderTheRoot() throws {
      for kind in ["adam", "adamw"] {
        let named: [String: Any] = ["lr": 0.3, "eps": 5, "eps_inside": true, "weight_decay": 0]
        #expect(close(try path(kind, named, steps: 2), [0.8, 0.6]), "\(kind)")
      }
    }

    @Test func dropoutScalesWhenTesting() throws {
      let layer = try Calling.module("dropout", [.number(0.25)], ["inverted": false])
      let x = try tensor([4, 8, -2])
      let kept: [Double] = [4, 8, -2]
      for (got, whole) in zip(try layer.apply(x).tensor.doubles, kept) { #expect(got == 0 || got == whole) }
      layer.setTraining(false)
      #expect(try layer.apply(x).tensor.doubles == [3, 6, -1.5])
    }

    /// -Σ yᵢ log ŷᵢ: log 2 for ŷ = ½, 2 log 2 for ¼.
    @Test func categoricalCrossEntropyTakesProbabilities() throws {
      let p = try tensor([0.2, 0.5, 0.3, 0.25, 0.25, 0.5], [2, 3])
      let y = try tensor([0, 1, 0, 1, 0, 0], [2, 3])
      #expect(close([try value("categorical_cross_entropy", p, y)], [1.5 * log(2.0)]))
      let soft = try tensor([0, 0.5, 0.5], [1, 3]), half = try tensor([0.5, 0.25, 0.25], [1, 3])
      #expect(close([try value("categorical_cross_entropy", half, soft)], [2 * log(2.0)]))
    }

    /// -1/T Σₜ Σᵢ y log ŷ.
    @Test func sequenceCrossEntropyIsTheMeanOverTheSteps() throws {
      let p = try tensor([0.5, 0.5, 0.25, 0.75, 0.5, 0.5], [1, 3, 2])
      let y = try tensor([1, 0, 1, 0, 0, 1], [1, 3, 2])
      let name = "sequence_cross_entropy"
      #expect(close([try value(name, p, y, ["from_logits": false])], [4 * log(2.0) / 3]))
      #expect(close([try value(name, p, y, ["from_logits": false, "lengths": [2]])], [1.5 * log(2.0)]))
      let logits = try Ops.log(p)
      #expect(close([try value(name, logits, y, ["mask": [[0, 1, 0]] as [[Double]]])], [2 * log(2.0)]))
    }

    /// -(1 - ŷₜ)^γ log ŷₜ.
    @Test func focalLossWeighsHardSamples() throws {
      func focal(_ p: Double, _ y: Double, _ gamma: Double) throws -> Double {
        try value("focal", try tensor([p]), try tensor([y]), ["gamma": gamma])
      }
      let (easy, hard) = (log(0.75), 2 * log(2.0))
      #expect(close([try focal(0.75, 1, 2)], [-easy / 16]))
      #expect(close([try focal(0.75, 0, 2)], [hard * 9 / 16]))
      #expect(close([try focal(0.75, 0, 3)], [hard * 27 / 64]))
      #expect(close([try focal(0.5, 1, 0)], [log(2.0)]))
    }
  }
}
