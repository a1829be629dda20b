import Text

/// The options all figures share, as a program gave them.
public struct Style {
  public var title = ""
  public var xLabel: String?
  public var yLabel: String?
  public var labels: [String] = []
  public var logX: Bool?
  public var logY: Bool?
  public var xRange: ClosedRange<Double>?
  public var yRange: ClosedRange<Double>?
  public var size: (width: Int, height: Int)?
  public var color: Color?
  /// `line`, `steps`, `points`, `linespoints`, `dashed`.
  public var form: String?
  public var palette: Palette?

  public init() {}

  func label(_ index: Int, or fallback: String = "") -> String {
    index < labels.count ? labels[index] : fallback
  }

  /// - Throws: when there are more labels than series, of which some would go unseen.
  func checkLabels(of count: Int) throws {
    guard labels.count > count else { return }
    throw FigureFailure.lengthMismatch(
      what: Wording("series and labels", "曲线和 labels"), first: count, second: labels.count)
  }

  /// Puts title, labels, ranges and logs on a panel.
  func applied(to panel: Panel) -> Panel {
    var panel = panel
    if !title.isEmpty { panel.title = title }
    if let xLabel { panel.x.label = xLabel }
    if let yLabel { panel.y.label = yLabel }
    if let logX { panel.x.isLogarithmic = logX }
    if let logY { panel.y.isLogarithmic = logY }
    if let xRange { panel.x.range = xRange }
    if let yRange { panel.y.range = yRange }
    if let palette { panel.palette = palette }
    return panel
  }

  func figure(_ panel: Panel, width: Int = 1200, height: Int = 750, kind: String) -> Figure {
    Figure(applied(to: panel), width: size?.width ?? width, height: size?.height ?? height, kind: kind)
  }
}

/// A named line of data.
public struct Curve {
  public var name: String
  public var x: [Double]
  public var y: [Double]
  public init(name: String = "", x: [Double], y: [Double]) {
    self.name = name
    self.x = x
    self.y = y
  }
}
