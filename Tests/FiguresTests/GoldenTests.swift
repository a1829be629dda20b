import Catalog
import Figures
import Tensor
import Testing

@Suite struct GoldenTests {
  private func script(_ figure: Figure, _ format: Format = .svg) -> String {
    Script.text(figure, format: format, output: "/out/figure", tag: "END")
  }

  @Test func scripts() throws {
    let lines = try draw(
      "plot", [try tensor([0, 1, 2], [3]), try tensor([1, 3, 2, 2, 1, 3], [2, 3])],
      ["labels": .list([.string("a"), .string("b")]), "title": .string("two 2"), "log": .string("y")])
    expectGolden(script(lines), "lines.gp")
    expectGolden(script(try draw("heatmap", [try tensor([0, 1, 2, 3], [2, 2])]), .png), "heatmap.gp")
    expectGolden(script(try Samples.graph(), .pdf), "graph.gp")
    expectGolden(script(try Figure.network(Samples.neuron())), "neuron.gp")
    expectGolden(script(try Figure.network(Samples.residual())), "residual.gp")
    let matrix = try tensor([1, 0, 2, 3], [2, 2])
    expectGolden(
      script(try draw("worked_convolution", [matrix, try tensor([1, -1], [1, 2])])), "convolution.gp")
    expectGolden(script(try draw("worked_pooling", [matrix])), "pooling.gp")
  }

  /// How a script writes a text.
  private func label(_ text: String) -> String {
    let codes = text.utf8.map { byte in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "set label \"\(codes.joined())\" "
  }

  @Test func cellTextsAndTicksFitTheirPanel() throws {
    let matrix = try draw("heatmap", [try tensor((0..<400).map { Double($0) / 400 }, [20, 20])])
    #expect(script(matrix).contains(label("0.50")))
    let row = try draw(
      "figure", Array(repeating: .object(matrix), count: 4), ["columns": .number(4)])
    #expect(!script(row).contains(label("0.50")))
    let slim = script(try draw("heatmap", [try tensor((0..<800).map { Double($0) }, [50, 16])]))
    #expect(slim.contains(label("12")))
    #expect(!slim.contains(label("13")))
  }

  @Test func terminal() throws {
    expectGolden(
      Braille.text(try Samples.sigmoid(), columns: 72, rows: 18, color: false) + "\n", "sigmoid.txt")
    expectGolden(Braille.text(try Samples.graph(), columns: 80, rows: 22, color: false) + "\n", "graph.txt")
    let counts = try draw("heatmap", [try tensor([5, 1, 0, 7], [2, 2])])
    expectGolden(Braille.text(counts, columns: 40, rows: 10, color: true) + "\n", "heatmap.txt")
    let bars = try draw(
      "bar", [try tensor([3, 1, -2], [3]), .list([.string("a"), .string("b"), .string("c")])])
    expectGolden(Braille.text(bars, columns: 40, rows: 12, color: false) + "\n", "bar.txt")
  }

  @Test func everyKindHasTerminalText() throws {
    for (name, figure) in try Samples.all() {
      for width in [20, 80] {
        let text = Braille.text(figure, columns: width, rows: 12, color: false)
        #expect(text.split(separator: "\n").count > 2, "\(name)")
      }
    }
  }
}
