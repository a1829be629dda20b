import Tensor
import Testing

/// Matrix products against sums written out: sizes on both sides of every switch of method, views, batches.
@Suite(.serialized) struct MatmulKernelTests {
  static let sizes = [
    (1, 1, 1), (3, 5, 2), (4, 2, 8), (17, 33, 9), (64, 784, 128), (130, 65, 257), (1, 300, 200),
    (200, 300, 1),
  ]

  @Test(arguments: [DType.f32, .f64, .i64]) func agreesWithTheDefinition(dtype: DType) throws {
    for (m, k, n) in Self.sizes {
      let a = try Self.pattern([m, k], 1, dtype), b = try Self.pattern([k, n], 2, dtype)
      let expected = Self.reference(a.doubles, b.doubles, m, k, n)
      let transposedA = try Self.pattern([m, k], 1, dtype).transposed(0, 1).copy().transposed(0, 1)
      let transposedB = try Self.pattern([k, n], 2, dtype).transposed(0, 1).copy()
      #expect(Self.close(try LinearAlgebra.matmul(a, b), expected))
      #expect(Self.close(try LinearAlgebra.matmul(transposedA, b), expected))
      #expect(Self.close(try LinearAlgebra.matmul(a, transposedB, transposeB: true), expected))
      #expect(Self.close(try LinearAlgebra.matmul(a, transposedB.transposed(0, 1)), expected))
    }
  }

  @Test func readsBroadcastAndSteppedViews() throws {
    let column = try Tensor.from([1, 2, 3] as [Double], [3, 1]).broadcast(to: [3, 4])
    let wide = try Self.pattern([4, 10], 2, .f64)
    let stepped = try wide.slice(axis: 1, start: 0, stop: 10, step: 2)
    let expected = Self.reference(column.doubles, stepped.doubles, 3, 4, 5)
    #expect(Self.close(try LinearAlgebra.matmul(column, stepped), expected))
  }

  @Test func addsTheBias() throws {
    for (m, k, n) in [(4, 2, 8), (64, 784, 128), (5, 0, 3)] {
      let x = try Self.pattern([m, k], 1, .f64), w = try Self.pattern([n, k], 2, .f64)
      let bias = try Self.pattern([n], 3, .f64)
      var expected = Self.reference(x.doubles, try w.transposed(0, 1).doubles, m, k, n)
      for index in expected.indices { expected[index] += bias.doubles[index % n] }
      #expect(Self.close(try LinearAlgebra.linear(x, w, bias), expected))
    }
  }

  @Test func broadcastsBatches() throws {
    let a = try Self.pattern([3, 1, 4, 5], 1, .f64), b = try Self.pattern([2, 5, 3], 2, .f64)
    let result = try LinearAlgebra.matmul(a, b)
    #expect(result.shape == [3, 2, 4, 3])
    for i in 0..<3 {
      for j in 0..<2 {
        let left = try a.select(axis: 0, index: i).doubles, right = try b.select(axis: 0, index: j).doubles
        let part = try result.select(axis: 0, index: i).select(axis: 0, index: j)
        #expect(Self.close(part, Self.reference(left, right, 4, 5, 3)))
      }
    }
  }

  /// N×1×K as a view of 1×N×K, whose axis of one row has another stride than its length.
  @Test func readsBatchesOfSingleRows() throws {
    let x = try Self.pattern([1, 6, 5], 1, .f64), b = try Self.pattern([5, 3], 2, .f64)
    let rows = try x.transposed(0, 1)
    #expect(Self.close(try LinearAlgebra.matmul(rows, b), Self.reference(x.doubles, b.doubles, 6, 5, 3)))
  }

  @Test(arguments: [(64, 3136, 128), (64, 784, 128), (128, 64, 784)])
  func doesNotDependOnTheThreads(m: Int, k: Int, n: Int) throws {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    let a = try Self.pattern([m, k], 1, .f32), b = try Self.pattern([k, n], 2, .f32)
    var results: [[Double]] = []
    for threads in [1, 2, 3] {
      Parallel.threads = threads
      results.append(try LinearAlgebra.matmul(a, b).doubles)
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  static func pattern(_ shape: Shape, _ seed: Int, _ dtype: DType) throws -> Tensor {
    let values = (0..<shape.elementCount).map { Double(($0 * 7919 + seed * 104_729) % 2003) / 100 - 10 }
    return try Tensor.from(values, shape).cast(to: dtype)
  }

  static func reference(_ a: [Double], _ b: [Double], _ m: Int, _ k: Int, _ n: Int) -> [Double] {
    var c = [Double](repeating: 0, count: m * n)
    for i in 0..<m { for p in 0..<k { for j in 0..<n { c[i * n + j] += a[i * k + p] * b[p * n + j] } } }
    return c
  }

  static func close(_ tensor: Tensor, _ expected: [Double]) -> Bool {
    let scale = expected.map(abs).max() ?? 1
    let tolerance = (tensor.dtype == .f32 ? 1e-5 : 1e-12) * max(scale, 1)
    return zip(tensor.doubles, expected).allSatisfy { abs($0 - $1) <= tolerance }
  }
}
