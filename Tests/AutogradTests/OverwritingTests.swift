import Autograd
import Tensor
import Testing

extension AutogradSuite {
  /// A pass that is not recorded computes over gradients that nobody else sees; one that is recorded never does.
  @Suite struct Overwriting {
    @Test(arguments: 0..<150) func randomGraphsHaveTheSameGradientsRecordedOrNot(seed: Int) throws {
      var draw = Draw(state: UInt64(seed) &* 2_654_435_761 &+ 1)
      let leaves = try [[2, 3], [2, 3], [3], [2, 1]].map { shape in
        let count = shape.reduce(1, *)
        let values = (0..<count).map { _ in 0.3 + draw.fraction() }
        return Variable(try Tensor.from(values, Shape(shape)), isParameter: true)
      }
      let before = leaves.map(\.tensor.doubles)
      var pool = [
        leaves[0], leaves[1], try Ops.add(leaves[0], leaves[2]), try Ops.multiply(leaves[1], leaves[3]),
      ]
      for _ in 0..<30 { pool.append(try step(pool, leaves, &draw)) }
      let values = pool.map(\.tensor.doubles)
      let loss = try pool.suffix(6).reduce(Ops.sum(pool[4])) { try Ops.add($0, Ops.mean($1)) }
      let wanted = leaves + [pool[5], pool[12]]
      let quick = try Gradients.of(loss, wanted)
      let recorded = try Gradients.of(loss, wanted, createGraph: true)
      let again = try Gradients.of(loss, wanted)
      for place in wanted.indices {
        let left = quick[place]?.tensor.doubles
        #expect(left == again[place]?.tensor.doubles)
        for (x, y) in zip(left ?? [], recorded[place]?.tensor.doubles ?? []) {
          #expect(abs(x - y) <= 1e-10 * max(1, abs(y)))
        }
        #expect(left?.count == recorded[place]?.tensor.doubles.count)
      }
      // What the user holds is as it was.
      #expect(leaves.map(\.tensor.doubles) == before)
      #expect(pool.map(\.tensor.doubles) == values)
    }

    /// A seed, and a gradient that somebody kept, belong to others.
    @Test func whatOthersHoldStays() throws {
      let w = try Make.parameter([1, -2])
      let seed = Variable(try Tensor.from([3, 5] as [Float], [2]))
      try Ops.negate(Ops.multiply(Ops.exp(w), w)).backward(seed: seed)
      #expect(seed.tensor.doubles == [3, 5])
      let kept = try #require(w.gradient)
      let values = kept.tensor.doubles
      try Ops.sum(Ops.tanh(Ops.multiply(w, w))).backward()
      #expect(kept.tensor.doubles == values)
    }

    private func step(_ pool: [Variable], _ leaves: [Variable], _ draw: inout Draw) throws -> Variable {
      let x = pool[draw.below(pool.count)]
      let y = pool[draw.below(pool.count)]
      switch draw.below(20) {
      case 0: return try Ops.add(x, y)
      case 1: return try Ops.subtract(x, y)
      case 2: return try Ops.multiply(Ops.tanh(x), y)
      case 3: return try Ops.divide(x, Ops.add(Ops.square(y), 1))
      case 4: return try Ops.negate(x)
      case 5: return try Ops.sin(x)
      case 6: return try Ops.sigmoid(Ops.subtract(Ops.scalar(1, like: x), x))
      case 7: return try Ops.maximum(x, y)
      case 8: return try Ops.minimum(x, Ops.scalar(0.4, like: x))
      case 9: return try Ops.where(Ops.greater(x, y), x, y)
      case 10: return try Ops.clamp(x, min: -0.5, max: 0.7)
      case 11: return try Ops.transpose(Ops.multiply(Ops.transpose(x, 0, 1), Ops.transpose(y, 0, 1)), 0, 1)
      case 12: return try Ops.reshape(Ops.leakyRelu(Ops.reshape(x, [3, 2])), [2, 3])
      case 13: return try Ops.add(x, Ops.sum(Ops.tanh(y), dims: [0]))
      case 14: return try Ops.multiply(x, Ops.mean(Ops.tanh(y), dims: [1], keepDims: true))
      case 15: return try Ops.add(Ops.softmax(x), Ops.select(y, dim: 0, index: 1))
      case 16:
        return try Ops.concatenate([
          Ops.slice(x, dim: 0, start: 1, stop: 2), Ops.slice(y, dim: 0, start: 0, stop: 1),
        ])
      case 17: return try Ops.multiply(Ops.cumsum(Ops.tanh(x), dim: 1), leaves[2])
      case 18: return try Ops.power(Ops.add(Ops.square(Ops.tanh(x)), 0.5), 3)
      default: return try Ops.multiply(x, x)
      }
    }

    private struct Draw {
      var state: UInt64

      mutating func below(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
      }

      mutating func fraction() -> Double { Double(below(1 << 20)) / Double(1 << 20) }
    }
  }
}
