import Glibc

/// Outlines for diagrams, in canvas units of one pixel.
enum Shapes {
  static func circle(_ x: Double, _ y: Double, _ radius: Double) -> [(x: Double, y: Double)] {
    (0..<64).map { step in
      let angle = 2 * Double.pi * Double(step) / 64
      return (x + radius * cos(angle), y + radius * sin(angle))
    }
  }

  static func box(_ left: Double, _ bottom: Double, _ right: Double, _ top: Double) -> [(
    x: Double, y: Double
  )] {
    [(left, bottom), (right, bottom), (right, top), (left, top)]
  }

  static func box(centre x: Double, _ y: Double, width: Double, height: Double) -> [(x: Double, y: Double)] {
    box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
  }

  /// Ends flattened into half circles.
  static func pill(centre x: Double, _ y: Double, width: Double, height: Double) -> [(x: Double, y: Double)] {
    let radius = height / 2
    let reach = max(0, width / 2 - radius)
    return (0...64).map { step in
      let angle = 2 * Double.pi * Double(step) / 64 - Double.pi / 2
      return (x + (step <= 32 ? reach : -reach) + radius * cos(angle), y + radius * sin(angle))
    }
  }

  static func canvasFigure(
    _ marks: [Mark], width: Double, height: Double, style: Style, kind: String
  ) -> Figure {
    var panel = Panel(marks)
    panel.frame = .none
    panel.naming = .none
    panel.canvas = Panel.Canvas(width: width, height: height)
    return style.figure(
      panel, width: Int(bounded: width.rounded()),
      height: Int(bounded: height.rounded()) + (style.title.isEmpty ? 0 : 64),
      kind: kind)
  }
}
