import Catalog

/// A fully connected network as columns of neurons and the connections between them.
struct NeuronsDrawing {
  private let layers: [NeuronLayer]
  private let columns: [NeuronColumn]
  private let radius = 27.0
  private let width: Double
  private let height: Double
  /// Room below the names for the activations.
  private let foot: Double

  init(_ layers: [NeuronLayer]) {
    self.layers = layers
    let (most, rowGap) = (8, 78.0)
    let sizes = layers.map(\.size)
    width = max(900.0, 190 * Double(sizes.count) + 240)
    foot = layers.contains { $0.activation != nil } ? 34.0 : 0
    let tallest = Double(min(most, sizes.max() ?? 1))
    height = tallest * rowGap + 150 + foot
    let middle = 110 + foot + tallest * rowGap / 2
    let gap = (width - 300) / Double(max(1, sizes.count - 1))
    columns = sizes.enumerated().map { column, size in
      NeuronColumn(size: size, x: 150 + Double(column) * gap, middle: middle, rowGap: rowGap, most: most)
    }
  }

  func figure(_ style: Style) -> Figure {
    var marks: [Mark] = []
    for column in 1..<columns.count {
      marks += connections(columns[column - 1], columns[column], layers[column].weights)
    }
    for index in columns.indices { marks += neurons(index) + names(index) }
    if layers.contains(where: { !$0.weights.isEmpty }) {
      for (text, y, color) in [
        ("w > 0", height - 20, Color(0xB2182B)), ("w < 0", height - 52, Color(0x2166AC)),
      ] {
        marks.append(.text(TextMark(text, x: width - 24, y: y, color: color, size: 0.75, alignment: .right)))
      }
    }
    return Shapes.canvasFigure(marks, width: width, height: height, style: style, kind: "diagram")
  }

  private func neurons(_ index: Int) -> [Mark] {
    let column = columns[index]
    let (isInput, isOutput) = (index == 0, index == columns.count - 1)
    let fill = isInput ? Color(0xE3EEF7) : isOutput ? Color(0xFBE7DA) : .white
    var marks: [Mark] = []
    for slot in column.slots {
      guard let neuron = slot.neuron else {
        marks.append(.text(TextMark("⋮", x: column.x, y: slot.y, size: 1.2)))
        continue
      }
      marks.append(
        .area(Area([Shapes.circle(column.x, slot.y, radius)], fill: fill, edge: .axis, edgeWidth: 2.2)))
      guard isInput || isOutput else { continue }
      let name = (isInput ? "x" : columns.count == 2 ? "a" : "ŷ") + Figure.subscripted(neuron + 1)
      marks.append(
        .text(TextMark(name, x: column.x, y: slot.y, color: Color(0x111111), size: 0.85, italic: true)))
    }
    return marks
  }

  /// What a column is, how many neurons it has, and their activation.
  private func names(_ index: Int) -> [Mark] {
    let name =
      index == 0 ? Words.input : index == columns.count - 1 ? Words.output : Words.hidden(index)
    let x = columns[index].x
    let notes = ["\(columns[index].size)"] + [layers[index].activation].compactMap { $0 }
    return [.text(TextMark(name, x: x, y: 78 + foot, color: Color(0x111111), size: 0.95))]
      + notes.enumerated().map { line, note in
        .text(TextMark(note, x: x, y: 42 + foot - Double(line) * 34, color: Color(0x444444), size: 0.85))
      }
  }

  /// Red for positive, blue for negative weights, stronger ones on top; grey when the weights are not known.
  private func connections(
    _ left: NeuronColumn, _ right: NeuronColumn, _ matrix: [[Double]]
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
}

/// A column of a fully connected network: the input, or a `linear` layer with what follows it.
struct NeuronLayer {
  var size: Int
  var activation: String?
  var weights: [[Double]] = []
  var biases: [Double] = []

  /// nil: not all layers are `linear` on vectors, or more than fit side by side.
  static func stack(_ flow: Flow) -> [NeuronLayer]? {
    guard let input = flow.nodes.first?.shape, input.count == 1, let features = input.first else {
      return nil
    }
    var layers = [NeuronLayer(size: features)]
    for node in flow.nodes.dropFirst() {
      if let layer = node.layer, layer.kind == "linear" {
        guard layer.outputShape.count == 1, let size = layer.outputShape.last, size > 0 else { return nil }
        layers.append(NeuronLayer(size: size, weights: layer.weights, biases: layer.biases))
      } else if node.activation != nil, layers.count > 1, layers[layers.count - 1].activation == nil {
        layers[layers.count - 1].activation = node.word
      } else if node.layer?.kind != "dropout", node.layer?.kind != "flatten" {
        return nil
      }
    }
    return (2...8).contains(layers.count) ? layers : nil
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
