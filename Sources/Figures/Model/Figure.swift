import Catalog
import Text

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
  /// An animation's pictures, in order; empty for a still figure. The panels are those of the last.
  public let frames: [Figure]
  /// Frames a second.
  public let frameRate: Double

  public init(
    _ panels: [Panel], columns: Int? = nil, title: String = "", width: Int? = nil, height: Int? = nil,
    kind: String = "plot"
  ) {
    self.panels = panels
    self.columns = max(1, columns ?? Figure.usualColumns(panels.count))
    self.title = title
    self.kind = kind
    frames = []
    frameRate = 0
    let rows = (max(1, panels.count) + self.columns - 1) / self.columns
    self.width = width ?? (self.columns == 1 ? 1200 : min(2000, 600 * self.columns))
    self.height = height ?? (rows == 1 ? (self.columns == 1 ? 750 : 560) : min(2400, 480 * rows))
  }

  /// One panel.
  public convenience init(_ panel: Panel, width: Int? = nil, height: Int? = nil, kind: String) {
    self.init([panel], width: width, height: height, kind: kind)
  }

  /// Figures shown one after the other, all in the size of the last.
  public init?(frames: [Figure], rate: Double) {
    guard let last = frames.last else { return nil }
    self.frames = frames.map {
      Figure(
        $0.panels, columns: $0.columns, title: $0.title, width: last.width, height: last.height, kind: $0.kind
      )
    }
    frameRate = min(60, max(0.1, rate))
    panels = last.panels
    columns = last.columns
    title = last.title
    width = last.width
    height = last.height
    kind = "animation"
  }

  public var rows: Int { (max(1, panels.count) + columns - 1) / columns }

  public var typeName: String { "figure" }

  public var displayText: String {
    let named = title.isEmpty ? panels.first?.title ?? "" : title
    let parts = panels.count > 1 ? Wording(", \(panels.count) panels", "，\(panels.count) 幅") : .empty
    let moving = frames.isEmpty ? Wording.empty : Wording(" of \(frames.count) frames", "（\(frames.count) 帧）")
    let quoted = named.isEmpty ? Wording.empty : Wording(" \"\(named)\"", "“\(named)”")
    return Wording(
      "figure: \(kind)\(moving)\(quoted)\(parts), \(width)×\(height)",
      "图：\(kind)\(moving)\(quoted)\(parts)，\(width)×\(height)"
    ).text
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
