import Tensor
import Testing

extension CoreTests {
  @Suite struct Views {
    @Test func slicesAsPythonDoes() throws {
      let x = try Tensor.from((0..<7).map { Int64($0) }, [7])
      let bounds: [Int?] = [nil, -9, -7, -3, -1, 0, 2, 6, 7, 9]
      for start in bounds {
        for stop in bounds {
          for step in [-3, -2, -1, 1, 2, 3, .min, .max] {
            let expected = Self.python(7, start, stop, step)
            #expect(try x.slice(axis: 0, start: start, stop: stop, step: step).ints == expected)
          }
        }
      }
      #expect(code { try x.slice(axis: 0, start: 0, stop: 1, step: 0) } == "E0215")
    }

    /// `list(range(n))[start:stop:step]`, one index at a time.
    static func python(_ n: Int, _ start: Int?, _ stop: Int?, _ step: Int) -> [Int] {
      func wrapped(_ index: Int) -> Int { index < 0 ? index + n : index }
      var result: [Int] = []
      var index = step > 0 ? max(0, start.map(wrapped) ?? 0) : min(n - 1, start.map(wrapped) ?? n - 1)
      let end = step > 0 ? min(n, stop.map(wrapped) ?? n) : max(-1, stop.map(wrapped) ?? -1)
      while step > 0 ? index < end : index > end {
        if (0..<n).contains(index) { result.append(index) }
        let (next, overflow) = index.addingReportingOverflow(step)
        if overflow { break }
        index = next
      }
      return result
    }

    @Test func shapesChangeWithoutMovingElements() throws {
      let x = try Reference.random([2, 3, 4], 1)
      let p = try x.permuted([2, 0, 1])
      #expect(p.shape == [4, 2, 3] && p.storage === x.storage)
      #expect(Reference.element(p, [3, 1, 2]) == Reference.element(x, [1, 2, 3]))
      #expect(try x.transposed(-1, 0).shape == [4, 3, 2])
      #expect(try x.reshaped([-1, 4]).shape == [6, 4])
      #expect(try p.reshaped([24]).doubles == Reference.elements(p))
      #expect(try x.unsqueezed(-1).shape == [2, 3, 4, 1])
      #expect(try x.unsqueezed(1).squeezed().shape == [2, 3, 4])
      #expect(
        try x.select(axis: 1, index: -1).doubles == Reference.elements(x.slice(axis: 1, start: 2, stop: 3)))
      #expect(try x.broadcast(to: [5, 2, 3, 4]).strides[0] == 0)
    }

    @Test func refusesWhatDoesNotFit() throws {
      let x = try Tensor.zeros([2, 3])
      #expect(code { try x.reshaped([4]) } == "E0205")
      #expect(code { try x.reshaped([-1, 4]) } == "E0205")
      #expect(code { try x.reshaped([-1, -1]) } == "E0205")
      #expect(code { try x.permuted([0, 0]) } == "E0206")
      #expect(code { try x.broadcast(to: [2, 4]) } == "E0204")
      #expect(code { try x.select(axis: 1, index: 3) } == "E0214")
      #expect(code { try x.select(axis: 2, index: 0) } == "E0212")
      #expect(code { try x.squeezed(0) } == "E0207")
      #expect(code { try Tensor.zeros(Shape.checked([1 << 40, 1 << 40])) } == "E0901")
      #expect(code { try Tensor.zeros([1 << 22, 1 << 22]) } == "E0901")
      #expect(code { try Tensor.from([1] as [Float], [2]) } == "E0208")
    }

    @Test func assignmentWritesThroughViews() throws {
      let x = try Tensor.zeros([4, 5])
      let before = x.storage.version
      try x.slice(axis: 1, start: 1, stop: 5, step: 2).assign(.from([1, 2] as [Float], [2]))
      #expect(x.doubles == (0..<4).flatMap { _ in [0, 1, 0, 2, 0] as [Double] })
      #expect(x.storage.version != before)
      // Overlapping source and target.
      let y = try Tensor.from([1, 2, 3, 4] as [Double], [4])
      try y.slice(axis: 0, start: 1, stop: 4).assign(y.slice(axis: 0, start: 0, stop: 3))
      #expect(y.doubles == [1, 1, 2, 3])
    }

    @Test func copiesOfTransposesAgree() throws {
      for shape in [[70, 90], [3, 65, 40], [2, 3, 33, 35], [1, 100], [200, 3]] as [Shape] {
        for dtype in DType.allCases {
          let x = try Reference.random(shape, 1, 0...5, dtype)
          let order = Array((0..<shape.rank).reversed())
          let view = try x.permuted(order)
          #expect(try view.copy().doubles == Reference.elements(view))
        }
      }
    }

    @Test func creation() throws {
      #expect(try Tensor.full([3], 2.5, .i64).ints == [2, 2, 2])
      #expect(try Tensor.full([2, 2], .nan).doubles.allSatisfy(\.isNaN))
      #expect(try Tensor.scalar(3).item == 3 && Tensor.zeros([0]).item.isNaN)
      #expect(try Tensor.zeros([3_000_000]).doubles.allSatisfy { $0 == 0 })
    }
  }
}
