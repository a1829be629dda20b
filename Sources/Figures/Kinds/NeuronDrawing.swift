import Glibc

/// A single neuron: inputs, weights, the sum, the activation, the output.
struct NeuronDrawing {
  private let inputs: Int
  private let layer: NeuronLayer
  private let radius = 34.0
  private let rowGap = 96.0
  private let most = 7

  init(_ inputs: Int, _ layer: NeuronLayer) {
    self.inputs = inputs
    self.layer = layer
  }

  func figure(_ style: Style) -> Figure {
    let shown: [Int?] =
      inputs <= most ? (0..<inputs).map { $0 } : (0..<most - 2).map { $0 } + [nil, inputs - 1]
    let rows = max(2.6, Double(shown.count))
    let (width, height) = (1100.0, rows * rowGap + 150)
    let middle = 100 + rows * rowGap / 2
    let sum = (x: 520.0, y: middle)
    var marks: [Mark] = []
    for (row, neuron) in shown.enumerated() {
      let y = middle + (Double(shown.count - 1) / 2 - Double(row)) * rowGap
      guard let neuron else {
        marks.append(.text(TextMark("⋮", x: 130, y: y, size: 1.3)))
        continue
      }
      marks += input(neuron, (130, y), sum)
    }
    marks += bias(sum) + output(sum)
    for (text, x) in [
      (Words.input, 130), (Words.weightedSum, sum.x), (Words.activationFunction, 740), (Words.output, 955),
    ] {
      marks.append(.text(TextMark(text, x: x, y: 84, color: Color(0x111111), size: 0.9)))
    }
    marks.append(
      .text(TextMark("h = f(wᵀx + b)", x: sum.x, y: 36, color: .blue, size: 1, italic: true)))
    return Shapes.canvasFigure(marks, width: width, height: height, style: style, kind: "diagram")
  }

  private func input(
    _ index: Int, _ place: (x: Double, y: Double), _ sum: (x: Double, y: Double)
  ) -> [Mark] {
    let (dx, dy) = (sum.x - place.x, sum.y - place.y)
    let length = (dx * dx + dy * dy).squareRoot()
    let (ux, uy) = (dx / length, dy / length)
    let from = (x: place.x + ux * radius, y: place.y + uy * radius)
    let to = (x: sum.x - ux * (radius + 12), y: sum.y - uy * (radius + 12))
    // Near the input the edges are far apart; what is written on one follows it.
    let text = (x: place.x + dx * 0.4 - uy * 18, y: place.y + dy * 0.4 + ux * 18)
    let angle = (atan2(dy, dx) * 1800 / .pi).rounded() / 10
    let number = Figure.subscripted(index + 1)
    return circle(place, Color(0xE3EEF7), "x" + number) + [
      .arrow(ArrowMark([(from.x, from.y, to.x, to.y)], width: 2.4)),
      .text(
        TextMark("w\(number)" + weight(index), x: text.x, y: text.y, color: .blue, size: 0.85, angle: angle)),
    ]
  }

  private func weight(_ index: Int) -> String {
    guard let row = layer.weights.first, index < row.count else { return "" }
    return " = " + Ticks.short(row[index], digits: 3)
  }

  private func bias(_ sum: (x: Double, y: Double)) -> [Mark] {
    let value = layer.biases.first.map { " = " + Ticks.short($0, digits: 3) } ?? ""
    let top = sum.y + radius + 100
    return [
      .arrow(ArrowMark([(sum.x, top, sum.x, sum.y + radius + 14)], width: 2.4)),
      .text(TextMark("b" + value, x: sum.x + 14, y: top - 18, color: .blue, size: 0.85, alignment: .left)),
    ]
  }

  private func output(_ sum: (x: Double, y: Double)) -> [Mark] {
    let y = sum.y
    let box = Shapes.box(centre: 740, y, width: 130, height: 84)
    return circle((sum.x, y), .white, "Σ", radius + 10) + [
      .area(Area([box], fill: Color(0xE4F2EC), edge: .axis, edgeWidth: 2.4)),
      .text(TextMark(layer.activation ?? "f(z) = z", x: 740, y: y, color: Color(0x111111), size: 0.9)),
      .arrow(
        ArrowMark([(sum.x + radius + 10, y, 672, y), (805, y, 955 - radius - 3, y)], width: 2.4)),
      .text(TextMark("z", x: 618, y: y + 24, color: .blue, size: 0.9, italic: true)),
    ] + circle((955, y), Color(0xFBE7DA), "h")
  }

  private func circle(
    _ place: (x: Double, y: Double), _ fill: Color, _ text: String, _ size: Double? = nil
  ) -> [Mark] {
    [
      .area(
        Area([Shapes.circle(place.x, place.y, size ?? radius)], fill: fill, edge: .axis, edgeWidth: 2.4)),
      .text(TextMark(text, x: place.x, y: place.y, color: Color(0x111111), size: 1, italic: text != "Σ")),
    ]
  }
}
