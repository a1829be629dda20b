import Catalog

/// A network whose values branch: boxes from left to right, and skip connections above them.
struct FlowDrawing {
  private let flow: FlowBoxes
  private let gap = 48.0
  private let height = 88.0
  /// Columns of the main path, row by row.
  private var rows: [Range<Int>] = []
  private var centers: [Double] = []
  private var lines: [Double] = []
  /// Of each row, above and below its line.
  private var depths: [(above: Double, below: Double)] = []
  private var sheet = (width: 0.0, height: 0.0)

  init(_ description: Flow) {
    flow = FlowBoxes(description)
    placeColumns()
    placeRows()
  }

  func figure(_ style: Style) -> Figure {
    var marks: [Mark] = []
    for (index, row) in rows.enumerated() { marks += mainLine(row, index) }
    for branch in flow.branches { marks += drawn(branch) }
    for (column, box) in flow.main.enumerated() {
      marks += drawn(flow.boxes[box], centers[column], line(column))
    }
    marks += branchName()
    return Shapes.canvasFigure(marks, width: sheet.width, height: sheet.height, style: style, kind: "diagram")
  }

  // MARK: places

  private func width(_ box: FlowBoxes.Box) -> Double {
    let text = (box.lines.map(TextMetrics.width).max() ?? 0) * 25 * 0.8
    switch box.form {
    case .input: return 56
    case .join: return max(54, text + 26)
    case .layer, .quiet:
      return max(92, text + 34, (box.caption.map(TextMetrics.width).max() ?? 0) * 25 * 0.64)
    }
  }

  private func width(column: Int) -> Double { width(flow.boxes[flow.main[column]]) }

  /// Room that the boxes of a branch need between the columns it leaves and meets.
  private func need(_ branch: FlowBoxes.Branch) -> Double {
    branch.boxes.reduce(gap * 1.6) { $0 + width(flow.boxes[$1]) + gap }
  }

  private mutating func placeColumns() {
    let total = flow.main.indices.reduce(40) { $0 + width(column: $1) + gap }
    // One row, if it may be a little long: a last box alone on the next looks lost.
    let widest = total < 1780 ? Double.infinity : 1500
    var start = 0
    var x = 40.0
    for column in flow.main.indices {
      if x + width(column: column) > widest, let cut = cut(start, column) {
        rows.append(start..<cut)
        start = cut
        x = 70
        centers.removeSubrange(cut...)
        for again in cut..<column { place(again, &x) }
      }
      place(column, &x)
    }
    rows.append(start..<flow.main.count)
  }

  private mutating func place(_ column: Int, _ x: inout Double) {
    for branch in flow.branches where branch.to == column && branch.from < centers.count {
      let from = centers[branch.from] + width(column: branch.from) / 2
      x = max(x, from + need(branch))
    }
    centers.append(x + width(column: column) / 2)
    x += width(column: column) + gap
  }

  /// The last column in `(start, end]` where a row may begin: no branch passes there.
  private func cut(_ start: Int, _ end: Int) -> Int? {
    stride(from: end, to: start, by: -1).first { column in
      !flow.branches.contains { $0.from < column && flow.end($0) >= column }
    }
  }

  private func row(_ column: Int) -> Int { rows.firstIndex { $0.contains(column) } ?? 0 }
  private func line(_ column: Int) -> Double { lines[row(column)] }

  /// Height of a lane's middle above the main line.
  private func lift(_ lane: Int, _ row: Int) -> Double {
    (1...lane).reduce(height / 2) { sum, lane in
      let boxed = flow.branches.contains { !$0.boxes.isEmpty && $0.lane == lane && self.row($0.from) == row }
      return sum + (boxed ? height + 76 : 58)
    } - (hasBoxes(lane, row) ? height / 2 + 48 : 0)
  }

  private func hasBoxes(_ lane: Int, _ row: Int) -> Bool {
    flow.branches.contains { !$0.boxes.isEmpty && $0.lane == lane && self.row($0.from) == row }
  }

  private mutating func placeRows() {
    for (index, row) in rows.enumerated() {
      let lanes = flow.branches.filter { row.contains($0.from) }.map(\.lane).max() ?? 0
      let boxed = lanes > 0 && hasBoxes(lanes, index)
      let above = lanes == 0 ? height / 2 : lift(lanes, index) + (boxed ? height / 2 + 48 : 34)
      let captions = row.map { flow.boxes[flow.main[$0]].caption.count }.max() ?? 0
      depths.append((above + 16, height / 2 + 22 + Double(captions) * 24 + (isSingle ? 34 : 0)))
    }
    let total = depths.reduce(0) { $0 + $1.above + $1.below } + Double(rows.count - 1) * 26
    var top = total
    for depth in depths {
      lines.append(top - depth.above)
      top -= depth.above + depth.below + 26
    }
    let last = rows.map { centers[$0.upperBound - 1] + width(column: $0.upperBound - 1) / 2 }.max() ?? 0
    let loose =
      flow.branches.filter { $0.to == nil }
      .map { centers[$0.from] + width(column: $0.from) / 2 + need($0) }.max() ?? 0
    sheet = (max(last, loose) + 90, max(total, 150))
  }

  /// One skip connection: the picture of the textbook, with its names.
  private var isSingle: Bool {
    flow.branches.count == 1 && flow.branches[0].boxes.isEmpty
      && flow.branches[0].to.map { flow.boxes[flow.main[$0]].kind == "+" } ?? false
  }

  // MARK: marks

  private func mainLine(_ row: Range<Int>, _ index: Int) -> [Mark] {
    let y = lines[index]
    var arrows: [(x0: Double, y0: Double, x1: Double, y1: Double)] = []
    for column in row.dropLast() {
      let (from, to) = (centers[column], centers[column + 1])
      arrows.append((from + width(column: column) / 2, y, to - width(column: column + 1) / 2 - 2, y))
    }
    let last = row.upperBound - 1
    let right = centers[last] + width(column: last) / 2
    guard index + 1 < rows.count else {
      return [.arrow(ArrowMark(arrows + [(right, y, right + 52, y)], color: Color(0x555555), width: 2.4))]
    }
    // On to the row below: around the end, and back to the left.
    let next = rows[index + 1].lowerBound
    let below = lines[index + 1]
    let turn = lines[index] - depths[index].below - 13
    arrows.append((24, below, centers[next] - width(column: next) / 2 - 2, below))
    let bend = Line(
      x: [right, right + 28, right + 28, 24, 24], y: [y, y, turn, turn, below], color: Color(0x555555),
      width: 2.4)
    return [.line(bend), .arrow(ArrowMark(arrows, color: Color(0x555555), width: 2.4))]
  }

  private func drawn(_ branch: FlowBoxes.Branch) -> [Mark] {
    let row = row(branch.from)
    let base = lines[row]
    let y = base + lift(branch.lane, row)
    let fork = centers[branch.from] + width(column: branch.from) / 2 + gap * 0.36
    let color = branch.boxes.isEmpty ? Color.vermilion : Color(0x555555)
    guard let to = branch.to else { return outward(branch, fork, base, y) }
    let half = flow.boxes[flow.main[to]].form == .join ? 27.0 : height / 2
    let end = centers[to]
    var marks: [Mark] = [.arrow(ArrowMark([(end, y, end, base + half + 2)], color: color, width: 3))]
    let room = end - fork
    let used = branch.boxes.reduce(0) { $0 + width(flow.boxes[$1]) }
    let space = (room - used) / Double(branch.boxes.count + 1)
    var x = fork
    marks.append(.line(Line(x: [fork, fork], y: [base, y], color: color, width: 3)))
    for box in branch.boxes {
      let wide = width(flow.boxes[box])
      marks.append(.arrow(ArrowMark([(x, y, x + space - 2, y)], color: color, width: 3)))
      marks += drawn(flow.boxes[box], x + space + wide / 2, y, isCaptionAbove: true)
      x += space + wide
    }
    marks.append(.line(Line(x: [x, end], y: [y, y], color: color, width: 3)))
    if branch.boxes.isEmpty, branch.from == flow.branches.first?.from { marks += skipName(fork, end, y) }
    return marks
  }

  private func skipName(_ left: Double, _ right: Double, _ y: Double) -> [Mark] {
    let text = Words.skip
    let size = min(0.85, (right - left - 20) / TextMetrics.width(text) / 25)
    guard size > 0.5 else { return [] }
    return [.text(TextMark(text, x: (left + right) / 2, y: y + 20, color: .vermilion, size: size))]
  }

  /// An output of its own.
  private func outward(_ branch: FlowBoxes.Branch, _ fork: Double, _ base: Double, _ y: Double) -> [Mark] {
    let color = Color(0x555555)
    var marks: [Mark] = [.line(Line(x: [fork, fork], y: [base, y], color: color, width: 2.4))]
    var x = fork
    for box in branch.boxes {
      let wide = width(flow.boxes[box])
      marks.append(.arrow(ArrowMark([(x, y, x + gap - 2, y)], color: color, width: 2.4)))
      marks += drawn(flow.boxes[box], x + gap + wide / 2, y, isCaptionAbove: true)
      x += gap + wide
    }
    return marks + [.arrow(ArrowMark([(x, y, x + 52, y)], color: color, width: 2.4))]
  }

  private func drawn(
    _ box: FlowBoxes.Box, _ x: Double, _ y: Double, isCaptionAbove: Bool = false
  ) -> [Mark] {
    var marks: [Mark] = []
    switch box.form {
    case .input:
      marks.append(
        .text(TextMark("x", x: x, y: y, color: Color(0x111111), size: 1.05, italic: true, bold: true)))
    case .join:
      let wide = width(box)
      let outline =
        wide > 54 ? Shapes.pill(centre: x, y, width: wide, height: 54) : Shapes.circle(x, y, 27)
      marks.append(.area(Area([outline], fill: Color(0xFBE7DA), edge: .axis, edgeWidth: 2.4)))
      marks.append(
        .text(TextMark(box.lines[0], x: x, y: y, color: Color(0x111111), size: wide > 54 ? 0.8 : 1.1)))
    case .layer, .quiet:
      let fill = box.form == .quiet ? Color(0xEEEEEE) : BlockDrawing.color(box.kind).tinted(0.35)
      let outline = Shapes.box(centre: x, y, width: width(box), height: height)
      marks.append(.area(Area([outline], fill: fill, edge: .axis, edgeWidth: 2.4)))
      let step = min(30, (height - 6) / Double(box.lines.count))
      for (line, text) in box.lines.enumerated() {
        let place = y + (Double(box.lines.count - 1) / 2 - Double(line)) * step
        marks.append(.text(TextMark(text, x: x, y: place, color: Color(0x111111), size: min(0.8, step / 27))))
      }
    }
    for (line, text) in box.caption.enumerated() {
      let reach = box.form == .layer || box.form == .quiet ? height / 2 : 27
      let place =
        isCaptionAbove
        ? y + reach + 16 + Double(box.caption.count - 1 - line) * 24 : y - reach - 18 - Double(line) * 24
      marks.append(.text(TextMark(text, x: x, y: place, color: Color(0x555555), size: 0.64)))
    }
    return marks
  }

  /// `F(x)` below what the one skip connection goes around.
  private func branchName() -> [Mark] {
    guard isSingle, let branch = flow.branches.first, let to = branch.to, to > branch.from + 1 else {
      return []
    }
    let x = (centers[branch.from + 1] + centers[to - 1]) / 2
    let captions = (branch.from + 1..<to).map { flow.boxes[flow.main[$0]].caption.count }.max() ?? 0
    let y = line(to) - height / 2 - 22 - Double(captions) * 24 - 14
    return [.text(TextMark("F(x)", x: x, y: y, color: .blue, size: 0.95, italic: true))]
  }
}
