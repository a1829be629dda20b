import Catalog

/// A picture as a value: panels in a grid, a title, a size. Drawing it is the business of ``Renderer`` (gnuplot) and
/// ``Braille`` (terminal).
public final class Figure: Displayable {
  public let panels: [Panel]
  /// Panels side by side.
  public let columns: Int
  public let title: String
  /// Pixels.
  public let width: Int
  public let height: Int
  /// What was drawn, in one word: `plot`, `heatmap`…
  public let kind: String

  public init(
    _ panels: [Panel], columns: Int? = nil, title: String = "", width: Int? = nil, height: Int? = nil,
    kind: String = "plot"
  ) {
    self.panels = panels
    self.columns = max(1, columns ?? Figure.usualColumns(panels.count))
    self.title = title
    self.kind = kind
    let rows = (max(1, panels.count) + self.columns - 1) / self.columns
    self.width = width ?? (self.columns == 1 ? 1200 : min(2000, 600 * self.columns))
    self.height = height ?? (rows == 1 ? (self.columns == 1 ? 750 : 560) : min(2400, 480 * rows))
  }

  /// One panel.
  public convenience init(_ panel: Panel, width: Int? = nil, height: Int? = nil, kind: String) {
    self.init([panel], width: width, height: height, kind: kind)
  }

  public var rows: Int { (max(1, panels.count) + columns - 1) / columns }

  public var typeName: String { "figure" }

  public var displayText: String {
    let named = title.isEmpty ? panels.first?.title ?? "" : title
    let parts = panels.count > 1 ? ", \(panels.count) panels" : ""
    return "figure: \(kind)" + (named.isEmpty ? "" : " \"\(named)\"") + "\(parts), \(width)×\(height)"
  }

  private static func usualColumns(_ count: Int) -> Int {
    switch count {
    case ...1: 1
    case 2, 4: 2
    case 3, 5, 6, 9: 3
    default: 4
    }
  }
}
