import Catalog
import Datasets
import Foundation
import Tensor
import Testing

extension DatasetTests {
  @Suite struct Data {
    @Test(arguments: ["iris", "xor", "moons", "spirals", "digits"]) func madeSets(name: String) throws {
      let data = try dataset(name), again = try dataset(name)
      let all = Array(0..<data.sampleCount)
      let (x, y) = try data.samples(at: all)
      #expect(try x.doubles == again.samples(at: all).inputs.doubles)
      #expect(x.shape[0] == data.sampleCount && y.count == data.sampleCount && y.dtype == .i64)
      #expect(Set(y.ints) == Set(0..<data.classes.count))
      #expect(!x.doubles.contains { !$0.isFinite })
      #expect(data.displayText.hasPrefix("dataset \(name)"))
    }

    @Test func irisIsFishers() throws {
      let means = try dataset("iris").samples(at: Array(0..<50)).inputs.reduce(.mean, axes: [0]).doubles
      #expect(zip(means, [5.006, 3.428, 1.462, 0.246]).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test func splitsDiffer() throws {
      let a = try dataset("moons"), b = try dataset("moons", ["split": .string("test")])
      #expect(try a.samples(at: [0]).inputs.doubles != b.samples(at: [0]).inputs.doubles)
      #expect(try dataset("spirals", ["n": .number(7), "classes": .number(3)]).sampleCount == 7)
      #expect(failure { try dataset("moons", ["n": .number(0)]) }.hasPrefix("E0546"))
    }

    @Test func batchesCoverEverySampleOnce() throws {
      let x = try Tensor.from((0..<10).map { Float($0) }, [10, 1])
      let pair = Argument.tuple([.object(x), .object(try x.reshaped([10]).cast(to: .i64))])
      for (shuffle, drop) in [(false, false), (true, false), (true, true)] {
        let made = try call(
          "batches", pair, .number(4),
          with: ["shuffle": .bool(shuffle), "seed": .number(1), "drop_last": .bool(drop)])
        let batches = try #require(made.object as? Batches)
        #expect(batches.elementCount == (drop ? 2 : 3))
        var seen: [[Int]] = []
        for _ in 0..<2 {
          let next = try batches.makeElementIterator()
          var pass: [Int] = []
          while let element = try next() {
            #expect(try element.parts[0].required().doubles == element.parts[1].required().doubles)
            pass += try element.parts[1].required().ints
          }
          seen.append(pass)
        }
        #expect(seen.allSatisfy { drop ? Set($0).count == 8 : $0.sorted() == Array(0..<10) })
        #expect((seen[0] == Array(0..<10)) == !shuffle)
        #expect((seen[0] == seen[1]) == !shuffle)
      }
      #expect(failure { try call("batches", pair, .number(0)) }.hasPrefix("E0546"))
      #expect(failure { try call("batches", .number(3)) }.hasPrefix("E0545"))
    }

    @Test func splitsAndTakes() throws {
      let iris = try dataset("iris")
      let parts = try call("split_data", .object(iris), .number(0.8), with: ["seed": .number(3)]).parts
      let again = try call("split_data", .object(iris), .number(0.8), with: ["seed": .number(3)]).parts
      let first = try #require(parts[0].object as? Dataset),
        second = try #require(parts[1].object as? Dataset)
      #expect(first.sampleCount == 120 && second.sampleCount == 30)
      let same = try #require(again[0].object as? Dataset)
      #expect(try first.samples(at: [0, 1]).inputs.doubles == same.samples(at: [0, 1]).inputs.doubles)
      let few = try #require(try call("take", .object(first), .number(5)).object as? Dataset)
      #expect(few.sampleCount == 5)
      #expect(try few.samples(at: [4]).inputs.doubles == first.samples(at: [4]).inputs.doubles)
      #expect(failure { try call("split_data", .object(iris), .number(1)) }.hasPrefix("E0546"))
      #expect(try call("take", .object(Tensor.zeros([4, 2])), .number(9)).required().shape == [4, 2])
    }

    @Test func transformsCompose() throws {
      let double = Closure("double", arity: 1) { values in
        .object(try Tensor.binary(.multiply, values[0].required(), .scalar(2)))
      }
      let flip = Closure("flip", arity: 2) { values in
        .tuple([values[0], .object(try Tensor.unary(.negate, values[1].required()))])
      }
      let iris = try dataset("iris")
      guard case .function(let map)? = try iris.member("map") else { throw Missing() }
      let doubled = try #require(try map.call([.function(double)]).object as? Dataset)
      let shifted = try #require(
        try call("normalize", .object(doubled), .list([1, 0, 0, 0].map { .number($0) }), .number(2)).object
          as? Dataset)
      let got = try shifted.samples(at: [0]).inputs.doubles
      #expect(zip(got, [4.6, 3.5, 1.4, 0.2]).allSatisfy { abs($0 - $1) < 1e-6 })
      guard case .function(let mapBoth)? = try iris.member("map") else { throw Missing() }
      let flipped = try #require(try mapBoth.call([.function(flip)]).object as? Dataset)
      #expect(try flipped.samples(at: [149, 0]).targets.ints == [-2, 0])
      #expect(
        failure { try call("normalize", .object(iris), .list([.number(1), .number(2)]), .number(1)) }
          .hasPrefix("E0546"))
      #expect(failure { try call("normalize", .object(iris), .number(1), .number(0)) }.hasPrefix("E0546"))
    }

    struct Missing: Error {}

    @Test func normalizesChannels() throws {
      let x = try Tensor.from((0..<12).map { Float($0) }, [1, 3, 2, 2])
      let result = try call("normalize", .object(x), .list([0, 4, 8].map { .number($0) }), .number(1))
        .required()
      #expect(result.doubles == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3])
    }

    @Test func normalizesByItsOwnMoments() throws {
      let x = try Tensor.from([1, 3, 5, 5] as [Double], [2, 2])
      let result = try call("normalize", .object(x), .none, .none).required()
      #expect(result.doubles == [-1, -1, 1, 1])
      let constant = try Tensor.from([7, 7, 7] as [Double], [3])
      #expect(try call("normalize", .object(constant), .none, .none).required().doubles == [0, 0, 0])
      let halved = try call("normalize", .object(x), .none, .number(2)).required()
      #expect(halved.doubles == [-1, -0.5, 1, 0.5])
    }

    @Test func cifarRecords() throws {
      try withFolder { folder in
        var bytes: [UInt8] = []
        for image in 0..<10_000 {
          bytes.append(UInt8(image % 10))
          bytes += [UInt8](repeating: UInt8(image % 251), count: 3072)
        }
        try put(bytes, "\(folder)/test_batch.bin")
        let options: [String: Argument] = ["dir": .string(folder), "split": .string("test")]
        let data = try dataset("cifar10", options)
        #expect(data.sampleCount == 10_000 && data.inputShape == [3, 32, 32] && data.classes[3] == "cat")
        #expect(try data.samples(at: [13]).inputs.doubles.allSatisfy { $0 == Double(Float(13) / 255) })
        try put(Array(bytes.dropLast()), "\(folder)/test_batch.bin")
        #expect(failure { try dataset("cifar10", options) }.hasPrefix("E0536"))
        bytes[3073] = 10
        try put(bytes, "\(folder)/test_batch.bin")
        #expect(failure { try dataset("cifar10", options) }.contains("label 10 at byte 3073"))
      }
    }
  }
}
