import Catalog
import Glibc

/// A network as blocks from left to right, in the manner of LeNet's picture.
struct BlockDrawing {
  private enum Form {
    case maps(count: Int, height: Double, width: Double), column(height: Double), box(width: Double)
  }

  private struct Block {
    var form: Form
    var color: Color
    var caption: [String]
    /// Above the arrow that leads here.
    var note: String
    var width: Double
  }

  private var blocks: [Block] = []
  private let em = 25.0
  private let middle = 300.0

  init(_ flow: Flow) {
    let shapes = flow.nodes.map(\.shape)
    let largestSide = shapes.filter { $0.count == 3 }.flatMap { $0.suffix(2) }.max() ?? 1
    let largestVector = shapes.filter { $0.count == 1 }.compactMap(\.last).max() ?? 1
    let isLong = flow.nodes.count > 15
    blocks.append(block(shapes[0], Color(0xD0D0D0), [Words.input], "", largestSide, largestVector))
    // What only acts on each value shares the picture of the layer it follows.
    var pending: [String] = []
    for (index, node) in flow.nodes.enumerated().dropFirst() {
      let isNorm = node.layer?.kind.hasSuffix("_norm") ?? false
      if node.isQuiet, index > 1 || node.layer?.kind == "flatten" {
        if node.layer?.kind == "flatten", node.shape != flow.nodes[index - 1].shape {
          pending.append(node.word)
        } else if blocks.count > 1, !isLong || isNorm {
          blocks[blocks.count - 1].caption.append(node.word)
        }
        continue
      }
      guard let layer = node.layer else { continue }
      let isLast = !flow.nodes[(index + 1)...].contains { $0.layer?.parameterCount ?? 0 > 0 }
      let color =
        isLast && layer.kind == "linear" ? Color.vermilion.mixed(.white, 0.12) : Self.color(layer.kind)
      let notes = pending + [Self.note(layer)].filter { !$0.isEmpty }
      blocks.append(
        block(
          node.shape, color, [layer.hasOwnName ? layer.name : node.word], notes.joined(separator: "\n"),
          largestSide, largestVector))
      pending = []
    }
  }

  private func block(
    _ shape: [Int], _ color: Color, _ names: [String], _ note: String, _ largestSide: Int,
    _ largestVector: Int
  ) -> Block {
    let caption = names + (shape.isEmpty ? [] : [shape.map(String.init).joined(separator: "×")])
    switch shape.count {
    case 3:
      let maps = max(1, min(8, shape[0]))
      let longest = Double(largestSide).squareRoot()
      let height = max(30, 210 * Double(shape[1]).squareRoot() / longest)
      let width = max(30, 210 * Double(shape[2]).squareRoot() / longest)
      let spread = Double(maps - 1) * 8
      return Block(
        form: .maps(count: maps, height: height, width: width), color: color, caption: caption, note: note,
        width: width + spread)
    case 1:
      let share = log(Double(max(2, shape[0]))) / log(Double(max(3, largestVector)))
      return Block(
        form: .column(height: 40 + 210 * share), color: color, caption: caption, note: note, width: 20)
    default:
      return Block(form: .box(width: 110), color: color, caption: caption, note: note, width: 110)
    }
  }

  static func color(_ kind: String) -> Color {
    switch kind {
    case "conv2d", "conv_transpose2d", "residual": Color.sky
    case "max_pool2d", "avg_pool2d", "global_avg_pool2d": Color.orange
    case "linear": Color.green
    case "rnn", "lstm", "gru": Color.purple
    default: Color(0x9DB8C9)
    }
  }

  private static func note(_ layer: NetworkDescription.Layer) -> String {
    let name = layer.hasOwnName ? [Words.kind(layer.kind)] : []
    if layer.kind == "linear" || layer.detail.isEmpty { return name.joined() }
    var lines = [""]
    for word in layer.settings.prefix(4) {
      if lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = word
      } else if lines[lines.count - 1].count + word.count < 11 {
        lines[lines.count - 1] += ", " + word
      } else {
        lines.append(word)
      }
    }
    return (name + lines).joined(separator: "\n")
  }

  func figure(_ style: Style) -> Figure {
    var marks: [Mark] = []
    var x = 30.0
    var captionMost = 2
    for (index, block) in blocks.enumerated() {
      let captionWidth = (block.caption.map(TextMetrics.width).max() ?? 0) * em * 0.8
      let room = max(block.width, captionWidth)
      if index > 0 {
        let noteWidth =
          (block.note.split(separator: "\n").map { TextMetrics.width(String($0)) }.max() ?? 0) * em * 0.66
        let before = blocks[index - 1]
        let beforeRoom = max(before.width, (before.caption.map(TextMetrics.width).max() ?? 0) * em * 0.8)
        // The arrow may use the room that captions leave beside narrow blocks.
        let spare = (beforeRoom - before.width) / 2 + (room - block.width) / 2
        let gap = max(22, max(64, noteWidth + 16) - spare)
        let start = x - (beforeRoom - before.width) / 2 + 6
        x += gap
        let end = x + (room - block.width) / 2 - 8
        marks.append(.arrow(ArrowMark([(start, middle, end, middle)], color: Color(0x555555), width: 2.2)))
        marks.append(contentsOf: note(block, (start + end) / 2))
      }
      let center = x + room / 2
      marks += drawn(block, center)
      for (line, text) in block.caption.enumerated() {
        marks.append(
          .text(
            TextMark(
              text, x: center, y: 128 - Double(line) * 30,
              color: line == 0 ? Color(0x111111) : Color(0x444444), size: 0.8)))
      }
      captionMost = max(captionMost, block.caption.count)
      x += room
    }
    let foot = Double(captionMost - 3) * 30
    let shift = max(0, foot)
    let moved = marks.map { $0.shifted(up: shift) }
    return Shapes.canvasFigure(moved, width: x + 30, height: 478 + shift, style: style, kind: "diagram")
  }

  private func note(_ block: Block, _ x: Double) -> [Mark] {
    let lines = block.note.split(separator: "\n")
    return lines.enumerated().map { index, line in
      .text(
        TextMark(
          String(line), x: x, y: middle + 24 + Double(lines.count - 1 - index) * 22, color: Color(0x555555),
          size: 0.66))
    }
  }

  private func drawn(_ block: Block, _ center: Double) -> [Mark] {
    switch block.form {
    case .maps(let count, let height, let width):
      let step = 8.0
      let spread = Double(count - 1) * step
      return (0..<count).map { index in
        let left = center - (width + spread) / 2 + Double(index) * step
        let top = middle + (height + spread) / 2 - Double(index) * step
        return .area(
          Area(
            [Shapes.box(left, top - height, left + width, top)], fill: block.color, edge: .white, edgeWidth: 2
          ))
      }
    case .column(let height):
      return [.area(Area([Shapes.box(centre: center, middle, width: 20, height: height)], fill: block.color))]
    case .box(let width):
      return [
        .area(
          Area(
            [Shapes.box(centre: center, middle, width: width, height: 84)], fill: block.color.tinted(0.5),
            edge: .axis,
            edgeWidth: 2))
      ]
    }
  }
}

extension Mark {
  /// Moved on a canvas; only what diagrams use moves.
  func shifted(up: Double) -> Mark {
    switch self {
    case .text(var text):
      text.y += up
      return .text(text)
    case .area(var area):
      area.polygons = area.polygons.map { $0.map { ($0.x, $0.y + up) } }
      return .area(area)
    case .arrow(var arrow):
      arrow.arrows = arrow.arrows.map { ($0.x0, $0.y0 + up, $0.x1, $0.y1 + up) }
      return .arrow(arrow)
    default: return self
    }
  }
}
