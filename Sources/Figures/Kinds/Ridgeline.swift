import Glibc
import Text

extension Figure {
  /// The distribution of each set as a ridge, the first at the top.
  public static func ridges(_ sets: [(name: String, values: [Double])], style: Style = Style()) throws
    -> Figure
  {
    guard !sets.isEmpty else { throw FigureFailure.emptyData(what: Wording("the list", "列表")) }
    let range = try ridgeRange(sets.map(\.values), wish: style.xRange)
    let bins = 90
    let count = sets.count
    var marks: [Mark] = []
    let curves = sets.map { set in
      softened(Histogram(set.values, bins: bins, range: range, density: true).heights, set.values.count)
    }
    let (top, bottom) = (Color(0x2470A5), Color(0x6FC6D6))
    for (index, curve) in curves.enumerated() {
      let base = Double(count - 1 - index)
      // Each ridge has its own height: a narrow one would else flatten all others.
      let peak = max(curve.max() ?? 1, 1e-300)
      let color = top.mixed(bottom, count > 1 ? Double(index) / Double(count - 1) : 0)
      let width = (range.upperBound - range.lowerBound) / Double(bins)
      var crest: [(x: Double, y: Double)] = []
      for (bin, height) in curve.enumerated() {
        crest.append((range.lowerBound + (Double(bin) + 0.5) * width, base + height / peak * 1.55))
      }
      let polygon = [(x: range.lowerBound, y: base)] + crest + [(x: range.upperBound, y: base)]
      marks.append(.area(Area([polygon], fill: color)))
      marks.append(.line(Line(x: crest.map(\.x), y: crest.map(\.y), color: .white, width: 2)))
      marks.append(
        .line(Line(x: [range.lowerBound, range.upperBound], y: [base, base], color: color, width: 1.5)))
    }
    var panel = Panel(marks)
    panel.x.isTight = true
    panel.y.range = -0.06...(Double(count) + 0.75)
    panel.y.ticks = sets.enumerated().map { Axis.Tick(Double(count - 1 - $0), style.label($0, or: $1.name)) }
    panel.y.hasGrid = false
    panel.naming = .none
    return style.figure(panel, width: 1100, height: max(420, min(1400, 230 + 75 * count)), kind: "ridgeline")
  }

  /// From the 0.2nd to the 99.8th percentile of all, so that a few strays do not squeeze the rest.
  private static func ridgeRange(_ sets: [[Double]], wish: ClosedRange<Double>?) throws -> ClosedRange<Double>
  {
    if let wish { return wish }
    var (low, high) = (Double.infinity, -Double.infinity)
    for values in sets {
      let sorted = values.filter(\.isFinite).sorted()
      guard !sorted.isEmpty else { continue }
      let cut = sorted.count / 500
      low = min(low, sorted[cut])
      high = max(high, sorted[sorted.count - 1 - cut])
    }
    guard low <= high else { throw FigureFailure.noFiniteValue(what: Wording("the data", "数据")) }
    return ClosedRange(spanning: low, high)
  }

  /// A blur that grows as samples get fewer: shapes, not noise.
  private static func softened(_ heights: [Double], _ count: Int) -> [Double] {
    var heights = heights
    for _ in 0..<(count > 50_000 ? 1 : count > 8000 ? 3 : 10) {
      heights = heights.indices.map { index in
        let left = heights[max(0, index - 1)]
        let right = heights[min(heights.count - 1, index + 1)]
        return (left + 2 * heights[index] + right) / 4
      }
    }
    return heights
  }
}
