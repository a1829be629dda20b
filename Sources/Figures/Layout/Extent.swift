/// The smallest box around the finite points of marks.
struct Extent {
  var x: ClosedRange<Double>?
  var y: ClosedRange<Double>?

  init(_ marks: [Mark], logarithmicX: Bool, logarithmicY: Bool) {
    for mark in marks {
      switch mark {
      case .line(let line):
        add(line.x, &x, logarithmicX)
        add(line.y, &y, logarithmicY)
      case .points(let points):
        add(points.x, &x, logarithmicX)
        add(points.y, &y, logarithmicY)
      case .area(let area):
        for polygon in area.polygons {
          add(polygon.map(\.x), &x, logarithmicX)
          add(polygon.map(\.y), &y, logarithmicY)
        }
      case .bars(let bars):
        add(bars.x.flatMap { [$0 - bars.width / 2, $0 + bars.width / 2] }, &x, logarithmicX)
        add(bars.y, &y, logarithmicY)
        add([bars.base], &y, logarithmicY)
      case .image(let image):
        add([image.x.lowerBound, image.x.upperBound], &x, logarithmicX)
        add([image.y.lowerBound, image.y.upperBound], &y, logarithmicY)
      case .pixels(let image):
        add([image.x.lowerBound, image.x.upperBound], &x, logarithmicX)
        add([image.y.lowerBound, image.y.upperBound], &y, logarithmicY)
      case .arrow(let arrow):
        add(arrow.arrows.flatMap { [$0.x0, $0.x1] }, &x, logarithmicX)
        add(arrow.arrows.flatMap { [$0.y0, $0.y1] }, &y, logarithmicY)
      case .text: break
      }
    }
  }

  private func add(_ values: [Double], _ range: inout ClosedRange<Double>?, _ positiveOnly: Bool) {
    var low = range?.lowerBound ?? .infinity
    var high = range?.upperBound ?? -.infinity
    for value in values where value.isFinite && (!positiveOnly || value > 0) {
      low = Swift.min(low, value)
      high = Swift.max(high, value)
    }
    if low <= high { range = low...high }
  }
}
