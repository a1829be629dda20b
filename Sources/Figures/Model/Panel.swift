/// One coordinate system with its marks; a ``Figure`` is a grid of them.
public struct Panel {
  public enum Frame: Sendable {
    /// Left and bottom axes with ticks and a light grid.
    case axes
    /// Axes through the origin with arrows, as in a textbook.
    case origin
    /// Nothing: pictures and diagrams.
    case none
  }

  /// How series are named.
  public enum Naming: Sendable {
    case none
    /// A key in the emptiest corner.
    case legend
    /// Beside each line's last point.
    case ends
    /// Next to the curves, where there is room; a key where there is none.
    case curves
  }

  /// A drawing of this size in its own units; texts scale with it.
  public struct Canvas: Sendable {
    public var width: Double
    public var height: Double
    public init(width: Double, height: Double) {
      self.width = width
      self.height = height
    }
  }

  public var title = ""
  public var x = Axis()
  public var y = Axis()
  public var marks: [Mark]
  public var frame = Frame.axes
  public var naming = Naming.legend
  /// Height of a unit of y over width of a unit of x; nil fills the room.
  public var aspect: Double?
  public var canvas: Canvas?
  public var palette = Palette.viridis
  /// What the palette spans, when a bar beside the panel is to show it.
  public var colorbar: Colorbar?
  /// A panel with a surface is drawn in three dimensions; its marks are ignored.
  public var surface: Surface?

  public init(_ marks: [Mark] = []) { self.marks = marks }
}

public struct Colorbar {
  public var range: ClosedRange<Double>
  public var label: String
  public init(_ range: ClosedRange<Double>, label: String = "") {
    self.range = range
    self.label = label
  }
}

public struct Axis {
  public struct Tick {
    public var value: Double
    public var text: String
    public init(_ value: Double, _ text: String) {
      self.value = value
      self.text = text
    }
  }

  public var label = ""
  /// nil: what the marks need.
  public var range: ClosedRange<Double>?
  public var isLogarithmic = false
  /// nil: round numbers.
  public var ticks: [Tick]?
  /// Grows downward or to the left.
  public var isReversed = false
  public var hasGrid = true
  /// No room is left beyond the marks.
  public var isTight = false
  /// Zero belongs to the range.
  public var includesZero = false
  /// Tick labels: 0, or slanted by so many degrees.
  public var tickAngle = 0.0

  public init(_ label: String = "") { self.label = label }
}

/// Heights over a grid; row r, column c stands at (xs[c], ys[r]).
public struct Surface {
  public var xs: [Double]
  public var ys: [Double]
  public var values: [Double]
  /// Paths on the surface, each in its colour.
  public var paths: [(x: [Double], y: [Double], z: [Double], color: Color)] = []
  public init(xs: [Double], ys: [Double], values: [Double]) {
    self.xs = xs
    self.ys = ys
    self.values = values
  }
}
