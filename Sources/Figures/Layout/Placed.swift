/// A rectangle in pixels, y upward.
struct Box {
  var left: Double
  var bottom: Double
  var right: Double
  var top: Double

  var width: Double { right - left }
  var height: Double { top - bottom }
  var middleX: Double { (left + right) / 2 }
  var middleY: Double { (bottom + top) / 2 }

  func contains(_ x: Double, _ y: Double) -> Bool { x >= left && x <= right && y >= bottom && y <= top }
  func grown(_ by: Double) -> Box {
    Box(left: left - by, bottom: bottom - by, right: right + by, top: top + by)
  }
  func overlaps(_ other: Box) -> Bool {
    left < other.right && other.left < right && bottom < other.top && other.bottom < top
  }
}

/// Text with its place in pixels; the point is the middle of its height.
struct PlacedText {
  var text: String
  var x: Double
  var y: Double
  var color = Color.ink
  /// Pixels an em.
  var em: Double
  var alignment = TextAlignment.center
  var angle = 0.0
  var italic = false
  var bold = false

  /// What it covers when upright.
  var box: Box {
    let width = TextMetrics.width(text) * em
    let height = Double(TextMetrics.lineCount(text)) * em * 1.2
    let left =
      switch alignment {
      case .left: x
      case .center: x - width / 2
      case .right: x - width
      }
    return Box(left: left, bottom: y - height / 2, right: left + width, top: y + height / 2)
  }
}

/// A straight stroke in pixels.
struct Stroke {
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double
  var color: Color
  var width: Double
  var hasHead = false
  var dash = Dash.solid
}

/// A sample of a series in the key.
struct KeySample {
  var entry: KeyEntry
  var x: Double
  var y: Double
  var length: Double
}

/// A series as the key shows it.
struct KeyEntry {
  enum Form { case line(Dash, Marker?, Double), point(Marker, Bool), box(Double) }
  var label: String
  var color: Color
  var form: Form

  static func entries(_ marks: [Mark]) -> [KeyEntry] {
    marks.compactMap { mark in
      switch mark {
      case .line(let line) where !line.label.isEmpty:
        KeyEntry(label: line.label, color: line.color, form: .line(line.dash, line.marker, line.width))
      case .points(let points) where !points.label.isEmpty:
        KeyEntry(label: points.label, color: points.color, form: .point(points.marker, points.outlined))
      case .bars(let bars) where !bars.label.isEmpty:
        KeyEntry(label: bars.label, color: bars.color, form: .box(bars.opacity))
      case .area(let area) where !area.label.isEmpty:
        KeyEntry(label: area.label, color: area.fill ?? area.edge ?? .ink, form: .box(area.opacity))
      default: nil
      }
    }
  }
}
