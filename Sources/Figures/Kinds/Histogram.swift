import Glibc
import Text

/// Counts of values in equal bins.
public struct Histogram {
  public let edges: [Double]
  /// Counts, or densities that integrate to 1.
  public let heights: [Double]

  /// - Parameters:
  ///   - bins: nil chooses by Freedman and Diaconis.
  ///   - range: nil spans the finite values.
  public init(_ values: [Double], bins: Int? = nil, range: ClosedRange<Double>? = nil, density: Bool = false)
  {
    let finite = values.filter(\.isFinite)
    let span = ClosedRange(
      spanning: range?.lowerBound ?? finite.min() ?? 0, range?.upperBound ?? finite.max() ?? 1)
    let (low, high) = (span.lowerBound, span.upperBound)
    let count = max(1, min(2000, bins ?? Histogram.usualBins(finite, high - low)))
    // Halves, because the whole may be more than a number can hold.
    let width = (high / 2 - low / 2) / Double(count) * 2
    var heights = [Double](repeating: 0, count: count)
    for value in finite where value >= low && value <= high {
      heights[min(count - 1, Int(bounded: (value - low) / width))] += 1
    }
    let scale = density && !finite.isEmpty ? 1 / (Double(finite.count) * width) : 1
    self.heights = heights.map { $0 * scale }
    edges = (0...count).map { low + Double($0) * width }
  }

  private static func usualBins(_ values: [Double], _ spread: Double) -> Int {
    guard values.count > 3 else { return 10 }
    let sorted = values.sorted()
    let quartiles = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    let width = 2 * quartiles / cbrt(Double(values.count))
    guard width > 0 else { return 30 }
    return max(8, min(80, Int((spread / width).rounded(.up).clamped(1, 1000))))
  }

  /// A filled step curve.
  func marks(color: Color, label: String, opacity: Double = 0.22) -> [Mark] {
    var outline: [(x: Double, y: Double)] = [(edges[0], 0)]
    for (index, height) in heights.enumerated() {
      outline.append((edges[index], height))
      outline.append((edges[index + 1], height))
    }
    outline.append((edges[edges.count - 1], 0))
    return [
      .area(Area([outline], fill: color, opacity: opacity)),
      .line(Line(x: outline.map(\.x), y: outline.map(\.y), color: color, width: 2.4, label: label)),
    ]
  }
}

extension Figure {
  public static func histogram(
    _ sets: [(name: String, values: [Double])], bins: Int?, density: Bool, style: Style = Style()
  ) throws -> Figure {
    try style.checkLabels(of: sets.count)
    let all = sets.flatMap(\.values)
    guard !all.isEmpty else { throw FigureFailure.emptyData(what: Wording("the data", "数据")) }
    let finite = all.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else {
      throw FigureFailure.noFiniteValue(what: Wording("the data", "数据"))
    }
    let range = style.xRange ?? ClosedRange(spanning: low, high)
    // The narrowest of the sets needs the finest bins.
    let shared = bins ?? sets.map { Histogram($0.values, range: range).heights.count }.max()
    var marks: [Mark] = []
    for (index, set) in sets.enumerated() {
      let histogram = Histogram(set.values, bins: shared, range: range, density: density || sets.count > 1)
      let color = sets.count == 1 ? style.color ?? .series(0) : Color.series(index)
      marks += histogram.marks(
        color: color, label: style.label(index, or: set.name), opacity: sets.count == 1 ? 0.75 : 0.25)
    }
    var panel = Panel(marks)
    panel.x.label = Words.value
    panel.y.label = density || sets.count > 1 ? "" : Words.count
    panel.y.includesZero = true
    panel.x.hasGrid = false
    return style.figure(panel, kind: "hist")
  }
}
