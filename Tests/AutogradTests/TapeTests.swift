import Autograd
import Tensor
import Testing

extension AutogradSuite {
  @Suite struct Tape {
    @Test func backwardAccumulatesIntoParameters() throws {
      let w = try Make.parameter([1, 2])
      let loss = try Ops.sum(Ops.square(w))
      try loss.backward()
      #expect(w.gradient?.tensor.doubles == [2, 4])
      try loss.backward()
      #expect(w.gradient?.tensor.doubles == [4, 8])
    }

    @Test func backwardWantsASingleNumberAndARecord() throws {
      let w = try Make.parameter([1, 2])
      #expect(Make.failure { try Ops.square(w).backward() }?.code == "E0445")
      #expect(Make.failure { try Ops.sum(w.detached()).backward() }?.code == "E0446")
      #expect(Make.failure { try Executor.withoutRecording { try Ops.sum(w) }.backward() }?.code == "E0446")
    }

    /// A rule sends the same gradient to both sides of `+`, and one number to all that a sum took in.
    @Test func aGradientIsChangedAlone() throws {
      let a = try Make.parameter([3, 4])
      let b = try Make.parameter([3, 4])
      let weights = Variable(try Tensor.from([1, 1] as [Float], [2]))
      try Ops.add(a, b).backward(seed: weights)
      try a.gradient?.tensor.assign(Tensor.scalar(7))
      #expect(b.gradient?.tensor.doubles == [1, 1])
      try b.gradient?.tensor.assign(Tensor.scalar(8))
      #expect(weights.tensor.doubles == [1, 1])
      let found = try Gradients.of(Ops.sum(Ops.sum(Ops.add(a, b), dims: [0], keepDims: true)), [a, b])
      #expect(found[0] !== found[1])
      #expect(found[0]?.tensor.strides == [1])
    }

    @Test func aChangeInPlaceIsNoticedWhereTheOldValueCounts() throws {
      let w = try Make.parameter([1, 2])
      w.name = "w"
      let needsOld = try Ops.sum(Ops.square(w))
      let doesNot = try Ops.sum(Ops.add(w, w))
      try w.tensor.assign(Tensor.scalar(5))
      let fault = Make.failure { try needsOld.backward() }
      #expect(fault?.code == "E0442")
      #expect(fault?.message.english.contains("`w`") == true)
      try doesNot.backward()
      #expect(w.gradient?.tensor.doubles == [2, 2])
    }

    @Test func aLinearMapHasTheSameGradientsRecordedOrNot() throws {
      let x = try Ops.reshape(Make.parameter([1, -2, 3, 0.5, 4, -1]), [2, 3])
      let w = try Ops.reshape(Make.parameter([2, 1, -1, 0.5, 3, 2]), [2, 3])
      let b = try Make.parameter([0.25, -3])
      let y = try Ops.tanh(Ops.linear(x, w, b))
      let loss = try Ops.mean(Ops.multiply(y, y))
      let quick = try Gradients.of(loss, [x, w, b])
      let recorded = try Gradients.of(loss, [x, w, b], createGraph: true)
      for (left, right) in zip(quick, recorded) {
        let (left, right) = (try #require(left), try #require(right))
        #expect(left.shape == right.shape)
        for (a, b) in zip(left.tensor.doubles, right.tensor.doubles) { #expect(abs(a - b) < 1e-6) }
      }
    }

    @Test func aReleasedGraphSaysSo() throws {
      let w = try Make.parameter([3])
      let loss = try Ops.sum(Ops.square(w))
      try loss.backward(retainGraph: false)
      #expect(Make.failure { try loss.backward() }?.code == "E0441")
    }

    @Test func aLongChainIsWalkedAndFreedWithoutRecursion() throws {
      let w = try Make.parameter([1])
      var x = w
      for _ in 0..<300_000 { x = try Ops.add(x, w) }
      try Ops.sum(x).backward()
      #expect(w.gradient?.tensor.item == 300_001)
      x = w
    }

    @Test func higherOrderThroughCreateGraph() throws {
      let x = try Make.parameter([2])
      let y = try Ops.sum(Ops.power(x, 4))
      let first = try #require(try Gradients.of(y, [x], createGraph: true)[0])
      let second = try #require(try Gradients.of(Ops.sum(first), [x], createGraph: true)[0])
      let third = try #require(try Gradients.of(Ops.sum(second), [x])[0])
      #expect([first, second, third].map(\.tensor.item) == [32, 48, 48])
    }

    @Test func broadcastingIsOneSided() throws {
      let column = try Make.tensor([1, 2, 3, 4], [4, 1])
      let row = try Make.tensor([1, 2, 3, 4])
      let fault = Make.failure { _ = try Ops.add(column, row) }
      #expect(fault?.message.english == "(4, 1) against (4,): neither has the result's shape (4, 4)")
      #expect(fault?.help.map(\.english).joined().contains("outer") == true)
      let matrix = try Make.tensor([1, 2, 3, 4], [2, 2])
      #expect(try Ops.add(matrix, Make.tensor([10, 20])).tensor.doubles == [11, 22, 13, 24])
    }

    @Test func numbersTakeTheTensorsDtype() throws {
      let whole = try Make.tensor([0, 1, 2], nil, .i64)
      #expect(try Ops.add(whole, .number(1)).dtype == .i64)
      #expect(try Ops.add(whole, .number(0.5)).dtype == .f32)
      #expect(try Ops.divide(whole, .number(2)).tensor.doubles == [0, 0.5, 1])
      #expect(try Ops.multiply(Make.tensor([1]), .number(0.1)).dtype == .f32)
      #expect(try Ops.exp(whole).dtype == .f32)
    }

    @Test func indexingFollowsNumPy() throws {
      let x = Variable(try Tensor.from((0..<24).map(Double.init), [2, 3, 4]), isParameter: true)
      func shape(_ items: [IndexItem]) throws -> Shape { try Ops.index(x, items).shape }
      #expect(try Ops.index(x, [.at(-1), .at(0), .at(2)]).tensor.item == 14)
      #expect(try shape([.ellipsis, .at(0)]) == [2, 3])
      #expect(
        try shape([.slice(start: nil, stop: nil, step: 1), .slice(start: 1, stop: nil, step: 1)]) == [
          2, 2, 4,
        ])
      #expect(try shape([.newAxis, .at(0)]) == [1, 3, 4])
      let picks = try Make.tensor([2, 0], nil, .i64)
      #expect(try Ops.index(x, [.at(1), .tensor(picks), .at(0)]).tensor.doubles == [20, 12])
      let pair = try Ops.index(x, [.tensor(Make.tensor([0, 1], nil, .i64)), .tensor(picks)])
      #expect(pair.tensor.doubles == [8, 9, 10, 11, 12, 13, 14, 15])
      let mask = try Ops.greater(x, .number(20))
      let chosen = try Ops.index(x, [.tensor(mask)])
      #expect(chosen.tensor.doubles == [21, 22, 23])
      try Ops.sum(chosen).backward()
      #expect(x.gradient?.tensor.doubles == (0..<24).map { $0 > 20 ? 1 : 0 })
      #expect(Make.failure { _ = try Ops.index(x, [.at(2)]) }?.message.english.contains("2") == true)
    }
  }
}
