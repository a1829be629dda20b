import Foundation
import Tensor
import Testing

extension CoreTests {
  @Suite struct Random {
    @Test func philoxKnowsItsAnswers() {
      // The first words of key 0, counter 0 in the authors' Random123 library.
      let word: UInt64 = 0xe169_c58d_6627_e8d5
      #expect(RandomGenerator(seed: 0).uniform() == Double(word >> 11) * 0x1p-53)
    }

    @Test func sameSeedSameNumbers() throws {
      let a = RandomGenerator(seed: 5), b = RandomGenerator(seed: 5)
      #expect(try a.normal([1001]).doubles == b.normal([1001]).doubles)
      let saved = a.state
      let next = try a.uniform([10], .f64).doubles
      a.state = saved
      #expect(try a.uniform([10], .f64).doubles == next)
      b.seed(6)
      #expect(try b.normal([9]).doubles != RandomGenerator(seed: 5).normal([9]).doubles)
    }

    @Test(arguments: [DType.f32, .f64]) func moments(dtype: DType) throws {
      let generator = RandomGenerator(seed: 1)
      let n = 200_000
      let uniform = try generator.uniform([n], dtype)
      #expect(abs(try Tensor.reduce(.mean, uniform, axes: nil).item - 0.5) < 0.005)
      #expect(
        try Tensor.reduce(.min, uniform, axes: nil).item >= 0
          && Tensor.reduce(.max, uniform, axes: nil).item < 1)
      let normal = try generator.normal([n], mean: 3, deviation: 2, dtype)
      #expect(abs(try Tensor.reduce(.mean, normal, axes: nil).item - 3) < 0.02)
      #expect(abs(try Tensor.variance(normal, axes: nil).item - 4) < 0.05)
      let within = normal.doubles.filter { abs($0 - 3) < 2 }.count
      #expect(abs(Double(within) / Double(n) - 0.6827) < 0.005)
    }

    @Test func wholeNumbersCoverTheirRange() throws {
      let values = try RandomGenerator(seed: 2).integers([6000], low: -2, high: 4).ints
      for value in -2..<4 { #expect(abs(values.filter { $0 == value }.count - 1000) < 150) }
      #expect(values.allSatisfy { (-2..<4).contains($0) })
      #expect(code { try RandomGenerator(seed: 2).integers([1], low: 3, high: 3) } == "E0217")
      #expect(code { try RandomGenerator(seed: 2).integers([1], low: .min, high: .max) } == "E0217")
    }

    @Test func permutationsArePermutations() throws {
      let order = try RandomGenerator(seed: 3).permutation(1000).ints
      #expect(order.sorted() == Array(0..<1000) && order != Array(0..<1000))
      #expect(try RandomGenerator(seed: 3).permutation(0).count == 0)
      // Each element is equally likely to come first.
      let generator = RandomGenerator(seed: 4)
      var counts = [0, 0, 0, 0]
      for _ in 0..<4000 { counts[try generator.permutation(4).ints[0]] += 1 }
      #expect(counts.allSatisfy { abs($0 - 1000) < 150 })
    }
  }

  @Suite struct Loops {
    @Test func coverEveryIndexOnce() {
      for count in [0, 1, 5, 1000, 4097] {
        for grain in [1, 3, 100, 5000] {
          let marks = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
          defer { marks.deallocate() }
          marks.initialize(repeating: 0)
          Parallel.forEach(count: count, grain: grain) { range in
            for index in range { marks[index] += 1 }
          }
          #expect(marks.allSatisfy { $0 == 1 })
        }
      }
    }

    @Test func nestedLoopsRunInline() {
      let marks = UnsafeMutableBufferPointer<Int>.allocate(capacity: 400)
      defer { marks.deallocate() }
      marks.initialize(repeating: 0)
      Parallel.forEach(count: 20, grain: 1) { outer in
        Parallel.forEach(count: 20, grain: 3) { inner in
          for index in inner { marks[outer.lowerBound * 20 + index] += 1 }
        }
      }
      #expect(marks.allSatisfy { $0 == 1 })
    }

    @Test func manyShortLoops() {
      let total = UnsafeMutableBufferPointer<Int>.allocate(capacity: 8)
      defer { total.deallocate() }
      total.initialize(repeating: 0)
      for _ in 0..<20_000 {
        Parallel.forEach(count: 8, grain: 1) { for index in $0 { total[index] += 1 } }
      }
      #expect(total.allSatisfy { $0 == 20_000 })
    }

    @Test func scratchIsEachThreadsOwn() {
      let first = Scratch.buffer(slot: 1, of: Int.self, count: 100)
      #expect(first != nil && Scratch.buffer(slot: 1, of: Int.self, count: 50) == first)
      #expect(Scratch.buffer(slot: 2, bytes: 10) != UnsafeMutableRawPointer(first))
    }
  }
}
