import Catalog
import Glibc
import Text

extension Figure {
  /// A network from left to right: feature maps as stacks of squares, vectors as columns; a small fully connected one
  /// as neurons and their connections.
  /// - Parameter weights: of each fully connected layer, out × in; they colour the connections.
  public static func network(
    _ description: NetworkDescription, weights: [[[Double]]] = [], style: Style = Style()
  ) throws -> Figure {
    guard !description.layers.isEmpty else {
      throw FigureFailure.nothingToDraw(call: "diagram", hint: Wording("the model has no layers", "模型没有任何层"))
    }
    var style = style
    if style.title.isEmpty { style.title = description.name }
    if let sizes = neuronSizes(description) { return neurons(sizes, weights, style) }
    return BlockDrawing(description).figure(style)
  }

  /// Input and output sizes when all layers with parameters are `linear` and few enough neurons stand in a column.
  private static func neuronSizes(_ description: NetworkDescription) -> [Int]? {
    let quiet = [
      "relu", "sigmoid", "tanh", "softmax", "dropout", "flatten", "gelu", "elu", "silu", "softplus",
      "leaky_relu", "log_softmax",
    ]
    guard description.layers.allSatisfy({ $0.kind == "linear" || quiet.contains($0.kind) }) else {
      return nil
    }
    let linear = description.layers.filter { $0.kind == "linear" }
    guard let first = linear.first?.inputShape.last, linear.count <= 7 else { return nil }
    let sizes = [first] + linear.compactMap(\.outputShape.last)
    return sizes.count == linear.count + 1 && sizes.allSatisfy { $0 > 0 } ? sizes : nil
  }

  private static func neurons(_ sizes: [Int], _ weights: [[[Double]]], _ style: Style) -> Figure {
    let most = 8
    let (width, radius, rowGap) = (max(900.0, 190 * Double(sizes.count) + 240), 27.0, 78.0)
    let tallest = Double(min(most, sizes.max() ?? 1))
    let height = tallest * rowGap + 150
    let middle = 110 + tallest * rowGap / 2
    let gap = (width - 300) / Double(max(1, sizes.count - 1))
    let columns = sizes.enumerated().map { column, size in
      NeuronColumn(size: size, x: 150 + Double(column) * gap, middle: middle, rowGap: rowGap, most: most)
    }
    var marks: [Mark] = []
    for column in 1..<columns.count {
      let matrix = column - 1 < weights.count ? weights[column - 1] : []
      marks += connections(columns[column - 1], columns[column], matrix, radius)
    }
    for (index, column) in columns.enumerated() {
      let (isInput, isOutput) = (index == 0, index == columns.count - 1)
      let fill = isInput ? Color(0xE3EEF7) : isOutput ? Color(0xFBE7DA) : .white
      for slot in column.slots {
        guard let neuron = slot.neuron else {
          marks.append(.text(TextMark("⋮", x: column.x, y: slot.y, size: 1.2)))
          continue
        }
        marks.append(
          .area(Area([Shapes.circle(column.x, slot.y, radius)], fill: fill, edge: .axis, edgeWidth: 2.2)))
        if isInput || isOutput {
          let name = (isInput ? "x" : "ŷ") + subscripted(neuron + 1)
          marks.append(
            .text(TextMark(name, x: column.x, y: slot.y, color: Color(0x111111), size: 0.85, italic: true)))
        }
      }
      let name = isInput ? Words.input : isOutput ? Words.output : Words.hidden(index)
      marks.append(.text(TextMark(name, x: column.x, y: 78, color: Color(0x111111), size: 0.95)))
      marks.append(.text(TextMark("\(column.size)", x: column.x, y: 42, color: Color(0x444444), size: 0.85)))
    }
    return Shapes.canvasFigure(marks, width: width, height: height, style: style, kind: "diagram")
  }

  /// Red for positive, blue for negative weights, stronger ones on top; grey when the weights are not known.
  private static func connections(
    _ left: NeuronColumn, _ right: NeuronColumn, _ matrix: [[Double]], _ radius: Double
  ) -> [Mark] {
    let largest = matrix.flatMap { $0 }.map { abs($0) }.filter(\.isFinite).max() ?? 0
    var lines: [(strength: Double, line: Line)] = []
    for from in left.slots {
      for to in right.slots {
        guard let a = from.neuron, let b = to.neuron else { continue }
        var strength = 0.0
        if largest > 0, b < matrix.count, a < matrix[b].count { strength = matrix[b][a] / largest }
        let color =
          largest == 0
          ? Color(0xBBBBBB)
          : Color(0xCFCFCF).mixed(
            strength > 0 ? Color(0xB2182B) : Color(0x2166AC), min(1, abs(strength) * 1.1))
        lines.append(
          (
            abs(strength),
            Line(
              x: [left.x + radius, right.x - radius], y: [from.y, to.y], color: color,
              width: 1.2 + 1.2 * abs(strength))
          ))
      }
    }
    return lines.sorted { $0.strength < $1.strength }.map { .line($0.line) }
  }

  static func subscripted(_ number: Int) -> String {
    String(
      "\(number)".map { digit in
        digit.wholeNumberValue.flatMap { Unicode.Scalar(0x2080 + UInt32($0)) }.map(Character.init) ?? digit
      })
  }
}

/// A layer's neurons: all, or the first and last of many.
private struct NeuronColumn {
  let size: Int
  let x: Double
  let slots: [(neuron: Int?, y: Double)]

  init(size: Int, x: Double, middle: Double, rowGap: Double, most: Int) {
    self.size = size
    self.x = x
    let shown: [Int?] =
      size <= most ? Array(0..<size) : Array(0..<(most - 2)).map { Optional($0) } + [nil, size - 1]
    slots = shown.enumerated().map { ($1, middle + (Double(shown.count - 1) / 2 - Double($0)) * rowGap) }
  }
}
