import Catalog
import Glibc

/// The geometry of one drawn graph.
struct GraphDrawing {
  private let nodes: [GraphDescription.Node]
  private let edges: [(from: Int, to: Int, slot: Int)]
  private let layout: LayeredGraph
  private let radius = 44.0
  private let columnGap: Double
  private let rowGap = 150.0
  private let isLarge: Bool

  init(_ graph: GraphDescription) {
    nodes = graph.nodes.map { node in
      var node = node
      if node.label == "*" { node.label = "×" }
      if node.label == "-" { node.label = "−" }
      if node.label == "/" { node.label = "÷" }
      node.value = Self.typeset(node.value)
      node.gradient = Self.typeset(node.gradient)
      node.inputGradients = node.inputGradients.map(Self.typeset)
      return node
    }
    var edges: [(from: Int, to: Int, slot: Int)] = []
    for (index, node) in graph.nodes.enumerated() {
      for (slot, input) in node.inputs.enumerated() where input >= 0 && input < index {
        edges.append((input, index, slot))
      }
    }
    self.edges = edges
    layout = LayeredGraph(nodeCount: graph.nodes.count, edges: edges.map { ($0.from, $0.to) })
    let longest =
      graph.nodes.map { max(TextMetrics.width($0.value), TextMetrics.width($0.gradient)) }.max() ?? 0
    let widest = graph.nodes.map { TextMetrics.width($0.label) * 25 + 36 }.max() ?? 0
    columnGap = max(190, longest * 22 + max(88, widest) + 70)
    isLarge = graph.nodes.count > 14
  }

  private static func typeset(_ number: String) -> String {
    number.hasPrefix("-") ? "−" + number.dropFirst() : number
  }

  private func center(_ index: Int) -> (x: Double, y: Double) {
    point(layout.columns[index], layout.heights[index])
  }

  private func point(_ column: Int, _ height: Double) -> (x: Double, y: Double) {
    (120 + Double(column) * columnGap, foot + (height - lowest) * rowGap)
  }

  private let margin = 90.0
  /// Below the lowest node, with a line of text.
  private let foot = 124.0
  private var lowest: Double { layout.heights.min() ?? 0 }
  private var size: (width: Double, height: Double) {
    let tallest = (layout.heights.max() ?? 0) - lowest
    let last = nodes.last.map { max(TextMetrics.width($0.value), TextMetrics.width($0.gradient)) * 22 } ?? 0
    return (
      240 + Double(layout.columnCount - 1) * columnGap + last + 70, margin + foot + tallest * rowGap + 20
    )
  }

  func figure(_ style: Style) -> Figure {
    let (width, height) = size
    // A small graph keeps its size on a sheet of the usual width.
    let sheet = (width: max(900, width), height: max(360, height))
    let shift = (x: (sheet.width - width) / 2, y: (sheet.height - height) / 2 + 20)
    var marks: [Mark] = []
    for (index, edge) in edges.enumerated() { marks += drawnEdge(index, edge, shift) }
    marks += outputEdge(shift)
    for index in nodes.indices { marks += drawnNode(index, shift) }
    marks += totals(sheet.width)
    marks.append(
      .text(
        TextMark(
          Words.forwardValue, x: sheet.width - 24, y: 58, color: .blue, size: 0.85, alignment: .right,
          bold: true)))
    marks.append(
      .text(
        TextMark(
          Words.backwardGradient + " ∂f/∂·", x: sheet.width - 24, y: 24, color: .vermilion, size: 0.85,
          alignment: .right, bold: true)))
    return Shapes.canvasFigure(marks, width: sheet.width, height: sheet.height, style: style, kind: "graph")
  }

  /// `∂f/∂x = 2,  ∂f/∂y = 5` at the foot.
  private func totals(_ width: Double) -> [Mark] {
    let inputs = nodes.filter {
      $0.isInput && !$0.gradient.isEmpty && !$0.label.isEmpty && $0.label.count <= 12
    }
    guard !inputs.isEmpty, inputs.count <= 6 else { return [] }
    let text = inputs.map { "∂f/∂\($0.label) = \($0.gradient)" }.joined(separator: ",  ")
    let size = 0.95 * min(1, (width - 330) / (TextMetrics.width(text) * 24))
    guard size > 0.5 else { return [] }
    return [.text(TextMark(text, x: 40, y: 36, color: .vermilion, size: size, alignment: .left))]
  }

  private func halfWidth(_ index: Int) -> Double {
    max(radius, TextMetrics.width(nodes[index].label) * 25 / 2 + 18)
  }

  private func drawnNode(_ index: Int, _ shift: (x: Double, y: Double)) -> [Mark] {
    let node = nodes[index]
    let place = center(index)
    let (x, y) = (place.x + shift.x, place.y + shift.y)
    let isOutput = index == nodes.count - 1
    let fill = node.isInput ? Color(0xE3EEF7) : isOutput ? Color(0xFBE7DA) : .white
    let outline =
      halfWidth(index) > radius
      ? Shapes.pill(centre: x, y, width: 2 * halfWidth(index), height: 2 * radius * 0.8)
      : Shapes.circle(x, y, radius)
    return [
      .area(Area([outline], fill: fill, edge: .axis, edgeWidth: 2.4)),
      .text(
        TextMark(
          node.label, x: x, y: y, color: Color(0x111111), size: 1.1,
          italic: node.isInput && node.label.count <= 2 && node.label.first?.isLetter == true)),
    ]
  }

  private func drawnEdge(
    _ index: Int, _ edge: (from: Int, to: Int, slot: Int), _ shift: (x: Double, y: Double)
  ) -> [Mark] {
    var path =
      [center(edge.from)] + layout.bends[index].map { point($0.column, $0.height) } + [center(edge.to)]
    path = path.map { ($0.x + shift.x, $0.y + shift.y) }
    path[0] = border(edge.from, path[0], towards: path[1], gap: 0)
    path[path.count - 1] = border(edge.to, path[path.count - 1], towards: path[path.count - 2], gap: 3)
    let twins = edges.indices.filter { edges[$0].from == edge.from && edges[$0].to == edge.to }
    if twins.count > 1 { return twin(index, of: twins, path[0], path[path.count - 1]) }
    var marks: [Mark] = []
    if path.count > 2 {
      marks.append(
        .line(
          Line(x: path.dropLast().map(\.x), y: path.dropLast().map(\.y), color: Color(0x777777), width: 2.2)))
    }
    let (a, b) = (path[path.count - 2], path[path.count - 1])
    marks.append(.arrow(ArrowMark([(a.x, a.y, b.x, b.y)], width: 2.2)))
    // Labels stand on the last stretch: it has the most room of its own.
    return marks + labels(edge.from, a, b, gradient: edgeGradient(index))
  }

  /// One of several edges between the same nodes, `x·x` say: bowed apart, their gradients as a sum.
  private func twin(
    _ index: Int, of twins: [Int], _ a: (x: Double, y: Double), _ b: (x: Double, y: Double)
  ) -> [Mark] {
    let rank = Double(twins.firstIndex(of: index) ?? 0) - Double(twins.count - 1) / 2
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = max(1e-9, (dx * dx + dy * dy).squareRoot())
    let points = (0...12).map { step -> (x: Double, y: Double) in
      let share = Double(step) / 12
      let lift = rank * 30 * 4 * share * (1 - share)
      return (a.x + dx * share - dy / length * lift, a.y + dy * share + dx / length * lift)
    }
    let (from, to) = (points[11], points[12])
    var marks: [Mark] = [
      .line(
        Line(
          x: points.dropLast().map(\.x), y: points.dropLast().map(\.y), color: Color(0x777777), width: 2.2)),
      .arrow(ArrowMark([(from.x, from.y, to.x, to.y)], width: 2.2)),
    ]
    guard index == twins.first else { return marks }
    let shares = twins.map(edgeGradient)
    let away = 15 * Double(twins.count - 1)
    marks += labels(
      edges[index].from, a, b, gradient: shares.contains("") ? "" : shares.joined(separator: " + "),
      away: away)
    return marks
  }

  /// The share that flows back along this edge; nothing where only the sum over several edges is known.
  private func edgeGradient(_ index: Int) -> String {
    let edge = edges[index]
    let shares = nodes[edge.to].inputGradients
    if edge.slot < shares.count { return shares[edge.slot] }
    return edges.filter { $0.from == edge.from }.count == 1 ? nodes[edge.from].gradient : ""
  }

  private func border(
    _ index: Int, _ from: (x: Double, y: Double), towards: (x: Double, y: Double), gap: Double
  ) -> (x: Double, y: Double) {
    let (dx, dy) = (towards.x - from.x, towards.y - from.y)
    let length = max(1e-9, (dx * dx + dy * dy).squareRoot())
    let wide = halfWidth(index)
    let reach: Double
    if wide > radius {
      let (half, tall) = (wide, radius * 0.8)
      reach = min(
        abs(dx) > 1e-9 ? half / abs(dx / length) : .infinity,
        abs(dy) > 1e-9 ? tall / abs(dy / length) : .infinity)
    } else {
      reach = radius
    }
    return (from.x + dx / length * (reach + gap), from.y + dy / length * (reach + gap))
  }

  private func labels(
    _ source: Int, _ a: (x: Double, y: Double), _ b: (x: Double, y: Double), gradient: String,
    away: Double = 0
  ) -> [Mark] {
    let angle = atan2(b.y - a.y, b.x - a.x)
    let middle = (x: a.x + (b.x - a.x) * 0.46, y: a.y + (b.y - a.y) * 0.46)
    var marks: [Mark] = []
    for (text, side, color) in [(nodes[source].value, 1.0, Color.blue), (gradient, -1.0, Color.vermilion)]
    where !text.isEmpty {
      // Numbers stay upright; what is wide follows its edge, which it would else cross.
      let width = TextMetrics.width(text) * 24
      let turns = width > 75
      let lift = away + (turns ? 21 : 19 + abs(sin(angle)) * width / 2 * 0.7)
      marks.append(
        .text(
          TextMark(
            text, x: middle.x - side * sin(angle) * lift, y: middle.y + side * cos(angle) * lift,
            color: color, size: 0.95,
            angle: turns ? (angle * 1800 / .pi).rounded() / 10 : 0)))
    }
    return marks
  }

  private func outputEdge(_ shift: (x: Double, y: Double)) -> [Mark] {
    guard let last = nodes.last else { return [] }
    let place = center(nodes.count - 1)
    let start = (x: place.x + shift.x + halfWidth(nodes.count - 1), y: place.y + shift.y)
    let room = max(TextMetrics.width(last.value), TextMetrics.width(last.gradient)) * 24 + 50
    let end = (x: start.x + room, y: start.y)
    return [.arrow(ArrowMark([(start.x, start.y, end.x, end.y)], width: 2.2))]
      + labels(nodes.count - 1, start, end, gradient: last.gradient)
  }
}
