import Tensor
import Testing

extension CoreTests {
  @Suite struct Indexing {
    @Test(arguments: DType.allCases) func selectsAndAddsSlices(dtype: DType) throws {
      let shape: Shape = [4, 6, 5]
      let x = try Reference.random(shape, 1, 0...9, dtype)
      for axis in 0..<3 {
        let places = [2, 0, -1, 2]
        let index = try Tensor.from(places.map(Int64.init), [4])
        for view in try Reference.layouts(x) {
          let result = try view.indexSelect(axis: axis, indices: index)
          for position in Reference.indices(result.shape) {
            var source = position
            source[axis] = (places[position[axis]] + shape[axis]) % shape[axis]
            #expect(Reference.element(result, position) == Reference.element(x, source))
          }
        }
        if dtype == .bool { continue }
        let values = try x.indexSelect(axis: axis, indices: index)
        let added = try values.indexAdd(axis: axis, indices: index, size: shape[axis])
        var expected = [[Int]: Double]()
        for position in Reference.indices(values.shape) {
          var target = position
          target[axis] = (places[position[axis]] + shape[axis]) % shape[axis]
          expected[target, default: 0] += Reference.element(values, position)
        }
        #expect(Reference.close(added.doubles, Reference.indices(shape).map { expected[$0] ?? 0 }))
      }
    }

    @Test func gathersAndScatters() throws {
      let x = try Reference.random([5, 4, 3], 1)
      for axis in 0..<3 {
        var shape = x.shape
        shape[axis] = 7
        // Off the axis the indices may cover less.
        shape[(axis + 1) % 3] -= 1
        let index = try RandomGenerator(seed: 2).integers(shape, low: 0, high: x.shape[axis])
        let result = try x.gather(axis: axis, indices: index)
        let values = try Reference.random(shape, 3)
        let scattered = try x.scatterAdd(axis: axis, indices: index, values: values)
        var expected = Dictionary(
          uniqueKeysWithValues: Reference.indices(x.shape).map { ($0, Reference.element(x, $0)) })
        for position in Reference.indices(shape) {
          var source = position
          source[axis] = Int(Reference.element(index, position))
          #expect(Reference.element(result, position) == Reference.element(x, source))
          expected[source, default: 0] += Reference.element(values, position)
        }
        #expect(Reference.close(scattered.doubles, Reference.indices(x.shape).map { expected[$0] ?? 0 }))
      }
    }

    @Test func indicesAreChecked() throws {
      let x = try Tensor.zeros([3, 2])
      let bad = try Tensor.from([0, 3] as [Int64], [2])
      #expect(code { try x.indexSelect(axis: 0, indices: bad) } == "E0214")
      #expect(code { try x.indexSelect(axis: 0, indices: bad.cast(to: .f32)) } == "E0224")
      #expect(code { try x.gather(axis: 0, indices: bad.reshaped([1, 2])) } == "E0214")
      #expect(code { try x.gather(axis: 0, indices: bad) } == "E0209")
      #expect(
        code { try x.slice(axis: 0, start: 0, stop: 2).indexAdd(axis: 0, indices: bad, size: 2) } == "E0214")
    }

    @Test func masks() throws {
      let x = try Reference.random([3, 50], 1)
      let mask = try Tensor.compare(.greater, x, .scalar(0))
      #expect(try x.maskedSelect(mask).doubles == x.doubles.filter { $0 > 0 })
      #expect(try x.maskedSelect(Tensor.zeros([3, 50], .bool)).shape == [0])
      #expect(code { try x.maskedSelect(.zeros([3], .bool)) } == "E0209")
    }

    @Test(arguments: DType.allCases) func sortsStably(dtype: DType) throws {
      for shape in [[1], [7], [49], [2, 300], [300, 2]] as [Shape] {
        let x = try Reference.random(shape, 1, -20...20, dtype)
        for axis in 0..<shape.rank {
          for descending in [false, true] {
            for view in try Reference.layouts(x) {
              let order = try view.argsort(axis: axis, descending: descending)
              let groups = Reductions.grouped(x, [axis]), orders = Reductions.grouped(order, [axis])
              for (values, got) in zip(groups, orders) {
                let wanted = values.indices.sorted {
                  values[$0] == values[$1]
                    ? $0 < $1 : descending ? values[$0] > values[$1] : values[$0] < values[$1]
                }
                #expect(got == wanted.map(Double.init))
              }
            }
          }
        }
      }
    }

    @Test func sortPutsNaNLast() throws {
      let x = try Tensor.from([3, .nan, -.infinity, 0, -0.0, .infinity] as [Float], [6])
      #expect(try x.argsort(axis: 0).ints == [2, 3, 4, 0, 5, 1])
      #expect(try x.argsort(axis: 0, descending: true).ints == [1, 5, 0, 3, 4, 2])
    }

    @Test(arguments: [DType.f32, .f64, .i64, .bool]) func runningSums(dtype: DType) throws {
      let x = try Reference.random([4, 9, 3], 1, -3...3, dtype)
      for axis in 0..<3 {
        let result = try x.cumsum(axis: axis)
        for (values, got) in zip(Reductions.grouped(x, [axis]), Reductions.grouped(result, [axis])) {
          var total = 0.0
          let sums = values.map { value -> Double in
            total += value
            return total
          }
          #expect(Reference.close(got, sums))
        }
      }
    }

    @Test func joinsAndPads() throws {
      let a = try Reference.random([2, 3], 1), b = try Reference.random([2, 2], 2).transposed(0, 1)
      let joined = try Tensor.concatenate([a, b], axis: 1)
      #expect(joined.shape == [2, 5])
      #expect(try joined.slice(axis: 1, start: 3, stop: 5).doubles == Reference.elements(b))
      #expect(code { try Tensor.concatenate([a, b], axis: 0) } == "E0209")
      #expect(code { try Tensor.concatenate([], axis: 0) } == "E0217")
      let padded = try a.pad(before: [1, 0], after: [0, 2], value: 9)
      #expect(padded.shape == [3, 5])
      for index in Reference.indices([3, 5]) {
        let isInside = index[0] >= 1 && index[1] < 3
        #expect(
          Reference.element(padded, index) == (isInside ? Reference.element(a, [index[0] - 1, index[1]]) : 9))
      }
    }

    @Test func triangles() throws {
      let x = try Reference.random([2, 4, 6], 1)
      for diagonal in [-9, -2, -1, 0, 1, 3, 9, .min, .max] {
        let lower = try x.tril(diagonal), upper = try x.triu(diagonal)
        for index in Reference.indices(x.shape) {
          let value = Reference.element(x, index)
          let distance = index[2] - index[1]
          #expect(Reference.element(lower, index) == (distance <= diagonal ? value : 0))
          #expect(Reference.element(upper, index) == (distance >= diagonal ? value : 0))
        }
      }
    }
  }
}
