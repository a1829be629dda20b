import Autograd
import Catalog
import Networks
import Tensor
import Testing

extension NetworksSuite {
  /// Precision, recall, F1 and the accuracy of the best k.
  @Suite struct ScoreTests {
    private let guesses = Argument.list([0, 2, 1, 0, 0, 1].map { .number($0) })
    private let labels = Argument.list([0, 1, 2, 0, 1, 2].map { .number($0) })

    private static let averages: [(String, String, Double)] = [
      ("precision", "macro", 2.0 / 9), ("precision", "micro", 1.0 / 3), ("precision", "weighted", 2.0 / 9),
      ("recall", "macro", 1.0 / 3), ("recall", "micro", 1.0 / 3), ("recall", "weighted", 1.0 / 3),
      ("f1", "macro", 0.8 / 3), ("f1", "micro", 1.0 / 3), ("f1", "weighted", 0.8 / 3),
      ("f1", "auto", 0.8 / 3),
    ]

    /// The example of scikit-learn's own documentation.
    @Test(arguments: ScoreTests.averages)
    func averagesAreThoseOfScikitLearn(_ name: String, _ average: String, _ right: Double) throws {
      let value = try #require(try Calling.call(name, [guesses, labels], ["average": average]).double)
      #expect(abs(value - right) < 1e-12)
    }

    @Test(arguments: [("precision", 2.0 / 3), ("recall", 1), ("f1", 0.8)])
    func withoutAnAverageEachClassHasItsOwn(_ name: String, _ first: Double) throws {
      let each = try #require(
        try Calling.call(name, [guesses, labels], ["average": Argument.none]).tensor
      ).doubles
      #expect(each.count == 3 && abs(each[0] - first) < 1e-6 && each[1] == 0 && each[2] == 0)
    }

    /// Class 1 of two; of labels beyond, the mean. A class that nobody names does not count.
    @Test func theAverageFollowsFromTheClasses() throws {
      let bits = Argument.list([1, 1, 0, 1].map { .number($0) })
      let truth = Argument.list([1, 0, 0, 0].map { .number($0) })
      #expect(try Calling.call("precision", [bits, truth]).double == 1.0 / 3)
      #expect(try Calling.call("recall", [bits, truth]).double == 1)
      let sparse = Argument.list([3, 3].map { .number($0) })
      #expect(try Calling.call("recall", [sparse, sparse]).double == 1)
      let fault = try #require(
        failure { try Calling.call("f1", [guesses, labels], ["average": "binary"]) })
      #expect(fault.code == "E0432" && fault.help.map(\.english).joined().contains("macro"))
    }

    /// Not the mean of the batches, whose classes differ.
    @Test func epochsCountAllTheirSamples() throws {
      let scores = try variable([2, 0, 0, 0, 0, 2, 0, 2, 0, 2, 0, 0, 2, 0, 0, 0, 2, 0], [6, 3])
      let data = Argument.tuple([
        .object(scores), .object(Variable(try Tensor.from([0, 1, 2, 0, 1, 2] as [Int64], [6]))),
      ])
      let net = Argument.object(try Calling.module("sequential", []))
      let names = ["f1", "f1_micro", "precision_macro", "top2_accuracy"]
      let metrics = Argument.list(names.map { .string($0) })
      guard
        case .record(let results) = try Calling.call(
          "evaluate", [net, data], ["loss": "cross_entropy", "metrics": metrics, "batch": 2])
      else { throw NetworkFailure.noSamples }
      let values = Dictionary(uniqueKeysWithValues: results.map { ($0.name, $0.value.double ?? .nan) })
      #expect(abs((values["f1"] ?? 0) - 0.8 / 3) < 1e-12 && abs((values["f1_micro"] ?? 0) - 1.0 / 3) < 1e-12)
      #expect(abs((values["precision_macro"] ?? 0) - 2.0 / 9) < 1e-12)
      #expect(abs((values["top2_accuracy"] ?? 0) - 0.5) < 1e-12)
    }

    @Test func accuracyOfTheBestFew() throws {
      let scores = Argument.object(try variable([0.1, 0.5, 0.4, 0.2, 0.2, 0.6, 0.3, 0.3, 0.3], [3, 3]))
      let labels = Argument.object(Variable(try Tensor.from([2, 1, 2] as [Int64], [3])))
      let shares = try [1, 2, 3].map { try Calling.call("accuracy", [scores, labels, .number($0)]).double }
      #expect(shares == [0, 1.0 / 3, 1])
      #expect(failure { try Calling.call("accuracy", [scores, labels, .number(4)]) }?.code == "E0432")
    }
  }
}
