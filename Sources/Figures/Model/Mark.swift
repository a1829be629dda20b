/// Something drawn in the coordinates of a ``Panel``, in order: later marks cover earlier ones.
public enum Mark {
  case line(Line)
  case points(Points)
  case area(Area)
  case bars(Bars)
  case image(ImageMark)
  case pixels(PixelMark)
  case text(TextMark)
  case arrow(ArrowMark)
}

public enum Dash: Sendable { case solid, dashed, dotted }

public enum Marker: Int, Sendable, CaseIterable {
  // gnuplot's point types
  case circle = 7, square = 5, triangle = 9, diamond = 13, triangleDown = 11, ring = 6, star = 3, plus = 1

  public static func series(_ index: Int) -> Marker {
    let order: [Marker] = [.circle, .square, .triangle, .diamond, .triangleDown, .ring]
    return order[((index % 6) + 6) % 6]
  }
}

/// A polyline; nan breaks it.
public struct Line {
  public var x: [Double]
  public var y: [Double]
  public var color: Color
  /// Pixels at the figure's own size.
  public var width: Double
  public var dash: Dash
  public var marker: Marker?
  public var steps: Bool
  /// Empty: not named in the figure.
  public var label: String
  public init(
    x: [Double], y: [Double], color: Color, width: Double = 3.2, dash: Dash = .solid, marker: Marker? = nil,
    steps: Bool = false, label: String = ""
  ) {
    self.x = x
    self.y = y
    self.color = color
    self.width = width
    self.dash = dash
    self.marker = marker
    self.steps = steps
    self.label = label
  }
}

public struct Points {
  public var x: [Double]
  public var y: [Double]
  public var color: Color
  public var marker: Marker
  /// 1 is about 12 pixels across.
  public var size: Double
  /// A white edge keeps overlapping points apart.
  public var outlined: Bool
  public var label: String
  public init(
    x: [Double], y: [Double], color: Color, marker: Marker = .circle, size: Double = 1,
    outlined: Bool = false,
    label: String = ""
  ) {
    self.x = x
    self.y = y
    self.color = color
    self.marker = marker
    self.size = size
    self.outlined = outlined
    self.label = label
  }
}

/// Polygons of one style, each closed by itself.
public struct Area {
  public var polygons: [[(x: Double, y: Double)]]
  public var fill: Color?
  public var opacity: Double
  public var edge: Color?
  public var edgeWidth: Double
  public var label: String
  /// Ranges look at it, unless it is scenery.
  public init(
    _ polygons: [[(x: Double, y: Double)]], fill: Color?, opacity: Double = 1, edge: Color? = nil,
    edgeWidth: Double = 2, label: String = ""
  ) {
    self.polygons = polygons
    self.fill = fill
    self.opacity = opacity
    self.edge = edge
    self.edgeWidth = edgeWidth
    self.label = label
  }
}

/// Upright boxes from `base` to the heights.
public struct Bars {
  public var x: [Double]
  public var y: [Double]
  public var base: Double
  /// In units of x.
  public var width: Double
  public var color: Color
  public var opacity: Double
  public var label: String
  public init(
    x: [Double], y: [Double], base: Double = 0, width: Double = 0.8, color: Color, opacity: Double = 1,
    label: String = ""
  ) {
    self.x = x
    self.y = y
    self.base = base
    self.width = width
    self.color = color
    self.opacity = opacity
    self.label = label
  }
}

/// Values shown through the panel's palette in the rectangle `x` × `y`; row 0 is at the top.
public struct ImageMark {
  public var rows: Int
  public var columns: Int
  public var values: [Double]
  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>
  /// Values at the two ends of the palette.
  public var range: ClosedRange<Double>
  public init(
    rows: Int, columns: Int, values: [Double], x: ClosedRange<Double>, y: ClosedRange<Double>,
    range: ClosedRange<Double>
  ) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.x = x
    self.y = y
    self.range = range
  }
}

/// A colour picture in the rectangle `x` × `y`; row 0 is at the top.
public struct PixelMark {
  public var rows: Int
  public var columns: Int
  public var colors: [Color]
  public var x: ClosedRange<Double>
  public var y: ClosedRange<Double>
  public init(rows: Int, columns: Int, colors: [Color], x: ClosedRange<Double>, y: ClosedRange<Double>) {
    self.rows = rows
    self.columns = columns
    self.colors = colors
    self.x = x
    self.y = y
  }
}

public enum TextAlignment: String, Sendable { case left, center, right }

/// Literal text: no mark-up in it means anything.
public struct TextMark {
  public var text: String
  public var x: Double
  public var y: Double
  public var color: Color
  /// Relative to the panel's font.
  public var size: Double
  public var alignment: TextAlignment
  /// Degrees, counter-clockwise.
  public var angle: Double
  public var italic: Bool
  public var bold: Bool
  /// Moves aside where it would cover lines or points.
  public var floats = false
  /// How wide it may become, in units of x; nil: as wide as it is.
  public var room: Double?
  public init(
    _ text: String, x: Double, y: Double, color: Color = .ink, size: Double = 1,
    alignment: TextAlignment = .center, angle: Double = 0, italic: Bool = false, bold: Bool = false
  ) {
    self.text = text
    self.x = x
    self.y = y
    self.color = color
    self.size = size
    self.alignment = alignment
    self.angle = angle
    self.italic = italic
    self.bold = bold
  }
}

/// Arrows of one style.
public struct ArrowMark {
  public var arrows: [(x0: Double, y0: Double, x1: Double, y1: Double)]
  public var color: Color
  public var width: Double
  public var hasHead: Bool
  public init(
    _ arrows: [(x0: Double, y0: Double, x1: Double, y1: Double)], color: Color = Color(0x777777),
    width: Double = 2, hasHead: Bool = true
  ) {
    self.arrows = arrows
    self.color = color
    self.width = width
    self.hasHead = hasHead
  }
}
