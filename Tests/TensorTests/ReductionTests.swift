import Tensor
import Testing

extension CoreTests {
  @Suite struct Reductions {
    static func exact(_ op: Reduction, _ values: [Double]) -> Double {
      switch op {
      case .sum: values.reduce(0, +)
      case .prod: values.reduce(1, *)
      case .max: values.max() ?? .nan
      case .min: values.min() ?? .nan
      case .any: values.contains { $0 != 0 } ? 1 : 0
      case .all: values.allSatisfy { $0 != 0 } ? 1 : 0
      case .mean: values.reduce(0, +) / Double(values.count)
      }
    }

    /// Values grouped by what is left of the index.
    static func grouped(_ x: Tensor, _ axes: [Int]) -> [[Double]] {
      var groups: [[Int]: [Double]] = [:]
      var order: [[Int]] = []
      for index in Reference.indices(x.shape) {
        let key = index.indices.filter { !axes.contains($0) }.map { index[$0] }
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(Reference.element(x, index))
      }
      return order.compactMap { groups[$0] }
    }

    @Test(arguments: Reduction.allCases) func overAnyAxes(op: Reduction) throws {
      for dtype in [DType.f32, .f64, .i64, .bool] {
        for shape in [[5], [3, 7], [4, 5, 3], [2, 1, 33, 2], [1, 1], [40, 70]] as [Shape] {
          let x = try Reference.random(shape, 9, op == .prod ? 1...1 : -3...3, dtype)
          for mask in 1..<(1 << shape.rank) {
            let axes = (0..<shape.rank).filter { mask >> $0 & 1 == 1 }
            let expected = Self.grouped(x, axes).map { Self.exact(op, $0) }
            for view in try Reference.layouts(x) {
              let result = try view.reduce(op, axes: axes.map { $0 - shape.rank }, keepDims: true)
              #expect(Reference.close(result.doubles, expected, 1e-4), "\(op) \(dtype) \(shape) \(axes)")
              #expect(result.rank == shape.rank)
            }
          }
        }
      }
    }

    @Test(arguments: [1, 3, 100, 300]) func tallColumns(width: Int) throws {
      for height in [4096, 4097, 9000, 8192] {
        let x = try Reference.random([height, width], 2, -1...1, .f64)
        let values = x.doubles
        let columns = (0..<width).map { column in (0..<height).map { values[$0 * width + column] } }
        for op in [Reduction.sum, .max, .min] {
          let expected = columns.map { Self.exact(op, $0) }
          #expect(Reference.close(try x.reduce(op, axes: [0]).doubles, expected, 1e-11), "\(op) \(height)")
        }
      }
    }

    @Test func longSumsAreAccurate() throws {
      let n = 1_000_003
      let x = try Tensor.full([n], 0.1)
      let sum = try Tensor.reduce(.sum, x, axes: nil).item
      #expect(abs(sum - Double(Float(0.1)) * Double(n)) < 0.05)
      #expect(try Tensor.reduce(.mean, Tensor.full([3], 2), axes: nil).item == 2)
      #expect(try Tensor.reduce(.sum, Tensor.full([300_000], 1, .bool), axes: nil).item == 300_000)
    }

    @Test func resultsDoNotDependOnThreads() throws {
      let before = Parallel.threads
      defer { Parallel.threads = before }
      let x = try Reference.random([700, 517], 4)
      var seen: [[Double]] = []
      for threads in [1, 2, 3, 8] {
        Parallel.threads = threads
        let whole = try Tensor.reduce(.sum, x, axes: nil)
        let rows = try x.reduce(.sum, axes: [1]), columns = try x.reduce(.sum, axes: [0])
        let random = try RandomGenerator(seed: 3).normal([100_001])
        seen.append(whole.doubles + rows.doubles + columns.doubles + random.doubles)
      }
      #expect(seen.allSatisfy { $0 == seen[0] })
    }

    @Test func nanWins() throws {
      var values = [Float](repeating: 1, count: 100)
      values[37] = .nan
      let x = try Tensor.from(values, [100])
      #expect(
        try Tensor.reduce(.max, x, axes: nil).item.isNaN && Tensor.reduce(.min, x, axes: nil).item.isNaN)
      #expect(try x.reshaped([50, 2]).reduce(.max, axes: [0]).doubles.last?.isNaN == true)
      #expect(try Tensor.argmax(x, axis: nil).item == 37)
    }

    @Test func emptyReductions() throws {
      let x = try Tensor.zeros([0, 3])
      #expect(try x.reduce(.sum, axes: [0]).doubles == [0, 0, 0])
      #expect(try x.reduce(.prod, axes: [0]).doubles == [1, 1, 1])
      #expect(try x.reduce(.sum, axes: [1]).shape == [0])
      #expect(try Tensor.reduce(.mean, x, axes: nil).item.isNaN)
      #expect(code { try x.reduce(.max, axes: [0]) } == "E0216")
      #expect(code { try Tensor.argmax(x, axis: 0) } == "E0216")
      #expect(code { try x.reduce(.sum, axes: [2]) } == "E0212")
      #expect(code { try x.reduce(.sum, axes: [0, -2]) } == "E0213")
    }

    @Test func argExtremesTakeTheFirst() throws {
      for dtype in [DType.f32, .f64, .i64] {
        let x = try Reference.random([6, 11, 5], 8, 0...4, dtype == .i64 ? .i64 : dtype)
        for axis in 0..<3 {
          let groups = Self.grouped(x, [axis])
          let largest = groups.map { group in Double(group.firstIndex(of: group.max() ?? 0) ?? -1) }
          let smallest = groups.map { group in Double(group.firstIndex(of: group.min() ?? 0) ?? -1) }
          for view in try Reference.layouts(x) {
            #expect(try Tensor.argmax(view, axis: axis).doubles == largest)
            #expect(try Tensor.argmin(view, axis: axis - 3, keepDims: true).doubles == smallest)
          }
        }
      }
    }

    @Test func variance() throws {
      let x = try Tensor.from([1, 2, 3, 4, 10, 20] as [Double], [2, 3])
      #expect(try Tensor.variance(x, axes: [1]).doubles == [1, Self.sample([4, 10, 20])])
      #expect(try Tensor.variance(x, axes: [0], correction: 0).doubles == [2.25, 16, 72.25])
    }

    static func sample(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count - 1)
    }
  }
}
