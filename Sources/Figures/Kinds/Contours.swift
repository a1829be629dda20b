import Glibc
import Text

/// Values over a grid: row r, column c at (xs[c], ys[r]).
public struct Field {
  public var xs: [Double]
  public var ys: [Double]
  public var values: [Double]
  public init(xs: [Double], ys: [Double], values: [Double]) {
    self.xs = xs
    self.ys = ys
    self.values = values
  }

  /// Samples a function of two numbers.
  public init(
    _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, count: Int, _ value: (Double, Double) throws -> Double
  ) rethrows {
    func places(_ range: ClosedRange<Double>) -> [Double] {
      (0..<count).map {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(count - 1)
      }
    }
    xs = places(x)
    ys = places(y)
    values = []
    values.reserveCapacity(count * count)
    for y in ys { for x in xs { values.append(try value(x, y)) } }
  }

  /// The curve where the values pass a level, as separate strokes joined by nan: marching squares.
  func isoline(_ level: Double) -> (x: [Double], y: [Double]) {
    var (outX, outY): ([Double], [Double]) = ([], [])
    let columns = xs.count
    for row in 0..<max(0, ys.count - 1) {
      for column in 0..<max(0, columns - 1) {
        let corners = [
          (xs[column], ys[row], values[row * columns + column]),
          (xs[column + 1], ys[row], values[row * columns + column + 1]),
          (xs[column + 1], ys[row + 1], values[(row + 1) * columns + column + 1]),
          (xs[column], ys[row + 1], values[(row + 1) * columns + column]),
        ]
        guard corners.allSatisfy({ $0.2.isFinite }) else { continue }
        var crossings: [(Double, Double)] = []
        for side in 0..<4 {
          let (a, b) = (corners[side], corners[(side + 1) % 4])
          guard (a.2 < level) != (b.2 < level) else { continue }
          let share = (level - a.2) / (b.2 - a.2)
          crossings.append((a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share))
        }
        for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
          outX += [crossings[pair].0, crossings[pair + 1].0, .nan]
          outY += [crossings[pair].1, crossings[pair + 1].1, .nan]
        }
      }
    }
    return (outX, outY)
  }

  /// About `count` levels: round ones, or of equal ratio where the values span decades (a bowl seen from above).
  func levels(_ count: Int) -> [Double] {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high else { return [] }
    let sorted = finite.sorted()
    let median = sorted[sorted.count / 2]
    if median - low < (high - low) * 0.45 {
      // Equal steps of the root show the bottom of a steep valley too.
      return (1...count).map { low + (high - low) * pow(Double($0) / Double(count + 1), 2) }
    }
    return Ticks.linear(low, high, Ticks.step(low, high, count)).map(\.value)
  }
}

extension Figure {
  /// Level lines over a shaded ground, with paths (an optimizer's steps, say) on top.
  public static func contour(_ field: Field, paths: [Curve], style: Style = Style()) throws -> Figure {
    let finite = field.values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else {
      throw FigureFailure.noFiniteValue(what: Wording("the function", "函数"))
    }
    let x = (field.xs.min() ?? 0)...(field.xs.max() ?? 1)
    let y = (field.ys.min() ?? 0)...(field.ys.max() ?? 1)
    let rows = field.ys.count
    let columns = field.xs.count
    var flipped: [Double] = []
    for row in (0..<rows).reversed() {
      for column in 0..<columns {
        let value = field.values[row * columns + column]
        flipped.append(high > low ? ((value - low) / (high - low)).squareRoot() : 0)
      }
    }
    let (halfX, halfY) = (
      (x.upperBound - x.lowerBound) / Double(max(1, columns - 1)) / 2,
      (y.upperBound - y.lowerBound) / Double(max(1, rows - 1)) / 2
    )
    var marks: [Mark] = [
      .image(
        ImageMark(
          rows: rows, columns: columns, values: flipped, x: (x.lowerBound - halfX)...(x.upperBound + halfX),
          y: (y.lowerBound - halfY)...(y.upperBound + halfY), range: 0...1))
    ]
    for level in field.levels(10) {
      let line = field.isoline(level)
      marks.append(.line(Line(x: line.x, y: line.y, color: Color(0x777777), width: 1.1)))
    }
    for (index, path) in paths.enumerated() {
      marks.append(
        .line(
          Line(
            x: path.x, y: path.y, color: .series(index), width: 2.8, marker: .series(index),
            label: style.label(index, or: path.name))))
    }
    var panel = Panel(marks)
    panel.palette = Palette(
      name: "bowl", stops: [Color(0xFFFFFF), Color(0xE3EDF7), Color(0xC2D9EE), Color(0x9FCBE0)])
    panel.x.range = x
    panel.y.range = y
    (panel.x.hasGrid, panel.y.hasGrid) = (false, false)
    panel.x.label = "x"
    panel.y.label = "y"
    return style.figure(panel, width: 1200, height: 720, kind: "contour")
  }

  /// A surface in perspective, with paths on it.
  public static func surface(
    _ field: Field, paths: [(x: [Double], y: [Double], z: [Double])], style: Style = Style()
  ) throws -> Figure {
    guard field.values.contains(where: \.isFinite) else {
      throw FigureFailure.noFiniteValue(what: Wording("the function", "函数"))
    }
    var panel = Panel()
    panel.x.label = "x"
    panel.y.label = "y"
    var surface = Surface(xs: field.xs, ys: field.ys, values: field.values)
    let colors: [Color] = [.vermilion, .black, .white, Color(0xFF80C0), .sky, .yellow]
    surface.paths = paths.enumerated().map { ($1.x, $1.y, $1.z, colors[$0 % colors.count]) }
    // Only for the key: the surface has no marks.
    panel.marks = surface.paths.enumerated().map { index, path in
      .line(
        Line(
          x: [], y: [], color: path.color.lightness > 0.9 ? Color(0xBBBBBB) : path.color, marker: .circle,
          label: style.label(index)))
    }
    panel.surface = surface
    return style.figure(panel, width: 1100, height: 800, kind: "surface")
  }

  /// Arrows at points; lengths are scaled so that neighbours do not touch.
  public static func quiver(
    x: [Double], y: [Double], u: [Double], v: [Double], style: Style = Style()
  ) throws -> Figure {
    let count = x.count
    for (name, other) in [("y", y), ("u", u), ("v", v)] where other.count != count {
      throw FigureFailure.lengthMismatch(
        what: Wording("x and \(name)", "x 和 \(name)"), first: count, second: other.count)
    }
    guard count > 0 else { throw FigureFailure.emptyData(what: Wording("the field", "向量场")) }
    let lengths = zip(u, v).map { ($0 * $0 + $1 * $1).squareRoot() }
    guard let longest = lengths.filter(\.isFinite).max(), let left = x.min(), let right = x.max() else {
      throw FigureFailure.noFiniteValue(what: Wording("the field", "向量场"))
    }
    let steps = max(1, Double(count).squareRoot())
    let reach = (x: right - left, y: (y.max() ?? 0) - (y.min() ?? 0))
    // Each axis has its own unit; in one direction alone the arrows may be as long as they like.
    let widths = u.map { reach.x > 0 ? abs($0) / reach.x * steps : 0 }
    let heights = v.map { reach.y > 0 ? abs($0) / reach.y * steps : 0 }
    let widest = zip(widths, heights).map { max($0, $1) }.filter(\.isFinite).max() ?? 0
    let scale = widest > 0 ? 0.95 / widest : 1
    // Strength by colour in a few shades: one arrow style each.
    let shades = 6
    var groups = [[(x0: Double, y0: Double, x1: Double, y1: Double)]](repeating: [], count: shades)
    for index in 0..<count where lengths[index].isFinite && lengths[index] > longest * 1e-6 {
      let shade = min(shades - 1, Int(bounded: lengths[index] / longest * Double(shades)))
      let (dx, dy) = (u[index] * scale, v[index] * scale)
      groups[shade].append((x[index] - dx / 2, y[index] - dy / 2, x[index] + dx / 2, y[index] + dy / 2))
    }
    let marks: [Mark] = groups.enumerated().filter { !$1.isEmpty }.map { shade, arrows in
      .arrow(ArrowMark(arrows, color: Palette.viridis[0.85 * Double(shade) / Double(shades - 1)], width: 2))
    }
    var panel = Panel(marks)
    panel.aspect = nil
    return style.figure(panel, width: 1000, height: 800, kind: "quiver")
  }

  /// What a classifier says over the plane, with the data it learnt from.
  /// - Parameters:
  ///   - field: the probability of class 1, or the number of the winning class.
  ///   - classCount: 2 for a probability.
  public static func boundary(
    _ field: Field, classCount: Int, points: [Curve], style: Style = Style()
  ) throws -> Figure {
    guard field.values.contains(where: \.isFinite) else {
      throw FigureFailure.noFiniteValue(what: Wording("the model", "模型"))
    }
    let (rows, columns) = (field.ys.count, field.xs.count)
    let x = (field.xs.first ?? 0)...(field.xs.last ?? 1)
    let y = (field.ys.first ?? 0)...(field.ys.last ?? 1)
    var flipped: [Double] = []
    for row in (0..<rows).reversed() { flipped += field.values[row * columns..<(row + 1) * columns] }
    var marks: [Mark] = []
    var panel = Panel()
    if classCount <= 2 {
      marks.append(.image(ImageMark(rows: rows, columns: columns, values: flipped, x: x, y: y, range: 0...1)))
      let line = field.isoline(0.5)
      if !line.x.isEmpty {
        marks.append(.line(Line(x: line.x, y: line.y, color: Color(0x222222), width: 3, label: "p = 0.5")))
      }
      panel.palette = .decision
      panel.colorbar = Colorbar(0...1, label: "P(y = 1 | x)")
    } else {
      let colors = flipped.map { $0.isFinite ? Color.series(Int($0)).tinted(0.35) : .white }
      marks.append(.pixels(PixelMark(rows: rows, columns: columns, colors: colors, x: x, y: y)))
    }
    for (index, group) in points.enumerated() {
      marks.append(
        .points(
          Points(
            x: group.x, y: group.y, color: .series(index), marker: .series(index), size: 0.9, outlined: true,
            label: style.label(index, or: group.name))))
    }
    panel.marks = marks
    panel.x.range = x
    panel.y.range = y
    (panel.x.hasGrid, panel.y.hasGrid) = (false, false)
    panel.x.label = "x₁"
    panel.y.label = "x₂"
    return style.figure(panel, width: 1000, height: 780, kind: "boundary")
  }
}
