import Catalog
import Figures
import Tensor
import Testing

@Suite struct ArgumentTests {
  @Test func wrongDataIsExplained() throws {
    #expect(code { _ = try draw("plot", []) } == "E0618")
    #expect(code { _ = try draw("plot", [.string("x")]) } == "E0612")
    #expect(code { _ = try draw("plot", [try tensor([], [0])]) } == "E0610")
    #expect(code { _ = try draw("plot", [try tensor([.nan, .nan], [2])]) } == "E0611")
    #expect(
      code { _ = try draw("plot", [try tensor([1, 2], [2]), try tensor([1, 2, 3], [3])]) } == "E0613")
    #expect(code { _ = try draw("plot", [try tensor([0, 0, 0, 0, 0, 0, 0, 0], [2, 2, 2])]) } == "E0614")
    #expect(code { _ = try draw("plot", [try tensor([1, 2], [2])], ["style": .string("dotty")]) } == "E0615")
    #expect(code { _ = try draw("plot", [try tensor([-1, -2], [2])], ["log": .bool(true)]) } == "E0616")
    #expect(code { _ = try draw("plot", [function("f") { $0 }, .string("x")]) } == "E0612")
    #expect(
      code {
        _ = try draw("heatmap", [try tensor([1, 2, 3, 4], [2, 2])], ["xlabels": .list([.string("a")])])
      } == "E0613")
    #expect(code { _ = try draw("imshow", [try tensor([1, 2], [2])]) } == "E0614")
    #expect(code { _ = try draw("grid", [.number(1)]) } == "E0612")
  }

  @Test func aFunctionMustGiveANumber() throws {
    let pair = Argument.function(Closure("pair", arity: 1) { _ in .tuple([.number(1), .number(2)]) })
    #expect(code { _ = try draw("plot", [pair, Samples.range]) } == "E0617")
  }

  @Test func optionsReachTheFigure() throws {
    let figure = try draw(
      "plot", [try tensor([1, 10, 100], [3])],
      [
        "title": .string("t"), "log": .bool(true), "ylim": .tuple([.number(1), .number(1000)]),
        "size": .tuple([.number(640), .number(480)]), "color": .string("vermilion"),
      ])
    #expect(figure.width == 640 && figure.height == 480)
    #expect(figure.panels[0].y.isLogarithmic && figure.panels[0].y.range == 1...1000)
    guard case .line(let line)? = figure.panels[0].marks.first else {
      Issue.record("no line")
      return
    }
    #expect(line.color == .vermilion)
  }

  /// A million points must not become a million script lines.
  @Test func bigDataIsReduced() throws {
    let values = (0..<1_000_000).map { Double($0 % 1000) }
    let script = Script.text(
      try draw("plot", [try tensor(values, [values.count])]), format: .png, output: "/out", tag: "E")
    #expect(script.utf8.count < 300_000)
    let image = Script.text(
      try draw("heatmap", [try tensor(values, [1000, 1000])]), format: .png, output: "/out", tag: "E")
    #expect(image.utf8.count < 2_500_000)
  }

  @Test func polesAreBrokenAndClipped() throws {
    let figure = try draw("plot", [function("x -> 1/x") { 1 / $0 }, .range(from: -3, through: 3, by: 1)])
    let panel = figure.panels[0]
    #expect((panel.y.range?.upperBound ?? 1e9) < 20)
    guard case .line(let line)? = panel.marks.first else { return }
    #expect(line.y.contains { $0.isNaN })
    #expect(line.label == "1/x")
    #expect(line.x.count > 400)
  }

  @Test func formulasAreTypeset() throws {
    for (name, shown) in [
      ("x -> 3*x^2 - x", "3·x² − x"), ("x -> x^12", "x^12"), ("x -> x**2", "x**2"), ("σ'", "σ′(x)"),
    ] {
      let figure = try draw("plot", [function(name) { $0 }, Samples.range])
      guard case .line(let line)? = figure.panels[0].marks.first else {
        Issue.record("no line")
        return
      }
      #expect(line.label == shown)
    }
  }

  @Test func everyNumberOfAWorkedConvolutionIsComputed() throws {
    let figure = try draw(
      "worked_convolution",
      [
        try tensor([1, 0, 2, 3, 1, 5, 4, 2, 0, 2, 3, 4, 5, 1, 0, 2, 1, 0, 3, 4, 1, 2, 2, 0, 1], [5, 5]),
        try tensor([-1, 0, 1, -1, 0, 1, -1, 0, 1], [3, 3]),
      ])
    #expect(texts(figure).contains("(−1)×1 + 0×0 + 1×2 + (−1)×5 + 0×4 + 1×2 + (−1)×3 + 0×4 + 1×5 = 0"))
    #expect(texts(figure).contains { $0.hasSuffix("(5 − 3 + 2×0) / 1 + 1 = 3") })
    #expect(texts(figure).contains("−6"))
  }

  @Test func theWindowOfAWorkedConvolutionMoves() throws {
    let input = try tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3])
    let kernel = try tensor([1, 0, 0, -2], [2, 2])
    let figure = try draw(
      "worked_convolution", [input, kernel],
      [
        "stride": .number(2), "padding": .number(1), "bias": .number(0.5),
        "at": .tuple([.number(1), .number(0)]),
      ])
    // The window at row 2, column 0 of the padded input: 0 4 / 0 7.
    #expect(texts(figure).contains("1×0 + 0×4 + 0×0 + (−2)×7 + 0.5 = −13.5"))
    #expect(texts(figure).contains { $0.hasSuffix("⌊(3 − 2 + 2×1) / 2⌋ + 1 = 2") })
    for (place, wanted) in [([2.0, 0], "E0612"), ([0.0], "E0612")] {
      let at = Argument.list(place.map { .number($0) })
      #expect(
        code { _ = try draw("worked_convolution", [input, kernel], ["stride": .number(2), "at": at]) }
          == wanted)
    }
  }

  @Test func workedPoolingTakesTheLargestAndTheMean() throws {
    let input = try tensor([1, 3, 2, 1, 4, 6, 5, 0, 7, 2, 1, 3, 0, 3, 4, 8], [4, 4])
    let shown = texts(try draw("worked_pooling", [input]))
    for value in ["3.5", "7", "8"] { #expect(shown.contains(value)) }
    #expect(code { _ = try draw("worked_pooling", [input, .number(5)]) } == "E0614")
    #expect(code { _ = try draw("worked_pooling", [input, .number(0)]) } == "E0612")
  }

  @Test func aNeuronShowsItsWeights() throws {
    let shown = texts(try Figure.network(Samples.neuron()))
    for text in ["w₁ = 0.5", "w₂ = −0.25", "b = 1", "Σ", "σ"] { #expect(shown.contains(text), "\(text)") }
  }

  @Test func aSkipConnectionIsDrawnAroundItsBranch() throws {
    let figure = try Figure.network(Samples.residual())
    #expect(texts(figure).contains("+"))
    let skips = figure.panels[0].marks.filter { mark in
      if case .arrow(let arrow) = mark { arrow.color == .vermilion } else { false }
    }
    #expect(skips.count == 2)
  }

  @Test func aChineseTitleMakesTheFigureChinese() throws {
    let input = try tensor([1, 2, 3, 4], [2, 2])
    let kernel = try tensor([1], [1, 1])
    let chinese = try draw("worked_convolution", [input, kernel], ["title": .string("卷积")])
    let english = try draw("worked_convolution", [input, kernel])
    if texts(english).contains("input 2×2"), hasChineseFont { #expect(texts(chinese).contains("输入 2×2")) }
    #expect(texts(english).count == texts(chinese).count)
  }

  private func texts(_ figure: Figure) -> [String] {
    figure.panels[0].marks.compactMap { mark in if case .text(let text) = mark { text.text } else { nil } }
  }

  @Test func countsLookLikeAConfusionMatrix() throws {
    let figure = try draw("heatmap", [try tensor([5, 0, 1, 7], [2, 2])])
    #expect(figure.panels[0].palette.name == "blues")
    let texts = figure.panels[0].marks.compactMap { mark -> String? in
      if case .text(let text) = mark { text.text } else { nil }
    }
    #expect(texts == ["5", "·", "1", "7"])
  }

  @Test func labelsNameThePointsOfOneClass() throws {
    let labels = Argument.list([.string("cat"), .string("dog"), .string("owl")])
    let points = try draw("scatter", [try tensor([0, 1, 2, 0, 1, 3], [3, 2])], ["labels": labels])
    #expect(texts(points) == ["cat", "dog", "owl"])
    for (name, data) in [("plot", [1.0, 2]), ("hist", [1.0, 2]), ("bar", [1.0, 2])] {
      #expect(throws: FigureFailure.self) { _ = try draw(name, [try tensor(data, [2])], ["labels": labels]) }
    }
  }

  @Test func theBestEpochOfAnErrorIsItsLowest() throws {
    func best(rises: Bool) throws -> [String] {
      let series = Series(name: "val_mae", x: [1, 2, 3, 4], y: [9, 5, 6, 8], unit: "epoch", rises: rises)
      return texts(try Figure.history([series]))
    }
    #expect(try best(rises: false).contains { $0.contains("5") && $0.contains("2") })
    #expect(try best(rises: true).contains { $0.contains("9") && $0.contains("1") })
  }

  @Test func fewThingsAreCountedInWholes() throws {
    func ticks(_ values: [Double]) throws -> [String]? {
      try draw("bar", [try tensor(values, [values.count])]).panels[0].y.ticks?.map(\.text)
    }
    #expect(try ticks([3, 0, 1]) == ["0", "1", "2", "3"])
    #expect(try ticks([0.5, 3]) == nil)
    #expect(try ticks([3, 400]) == nil)
  }

  @Test func wrongPredictionsAreMarked() throws {
    let images = try tensor((0..<200).map(Double.init), [2, 1, 10, 10])
    let figure = try draw(
      "imshow", [images],
      ["labels": .list([.string("a"), .string("b")]), "correct": try tensor([1, 0], [2])])
    let colors = figure.panels[0].marks.compactMap { mark -> Color? in
      if case .text(let text) = mark { text.color } else { nil }
    }
    #expect(colors.filter { $0 == .vermilion }.count == 1)
  }
}
