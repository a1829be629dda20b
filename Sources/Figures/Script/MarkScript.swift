extension ScriptWriter {
  /// The data of a mark as datablocks, and the elements of the plot command that show it.
  mutating func plotted(_ mark: Mark, _ layout: PanelLayout) -> [String] {
    switch mark {
    case .line(let line): return plotted(line, layout)
    case .points(let points): return plotted(points, layout)
    case .area(let area): return plotted(area)
    case .bars(let bars): return plotted(boxes(bars, layout))
    case .image(let image): return plotted(image, layout)
    case .pixels(let image): return plotted(image, layout)
    case .arrow(let arrow): return plotted(arrow)
    case .text: return []
    }
  }

  private mutating func plotted(_ line: Line, _ layout: PanelLayout) -> [String] {
    let (xs, ys) = Reducer.line(line.x, line.y, layout)
    guard xs.contains(where: \.isFinite) else { return [] }
    let name = block { text in
      for (x, y) in zip(xs, ys) { text += "\(Encoder.number(x)) \(Encoder.number(y))\n" }
    }
    let style = "lc rgb \"#\(line.color.hex)\" \(width(line.width)) \(dash(line.dash))"
    if line.steps { return ["\(name) using 1:2 with steps \(style)"] }
    if let marker = line.marker {
      return ["\(name) using 1:2 with linespoints \(style) \(point(marker, line.width / 3.2))"]
    }
    return ["\(name) using 1:2 with lines \(style)"]
  }

  private mutating func plotted(_ points: Points, _ layout: PanelLayout) -> [String] {
    let (xs, ys) = Reducer.points(points.x, points.y, layout)
    guard !xs.isEmpty else { return [] }
    let color = "\(Int(points.color.red) << 16 | Int(points.color.green) << 8 | Int(points.color.blue))"
    let size = points.size * format.pointScale
    let name = block { text in
      for (x, y) in zip(xs, ys) {
        let place = "\(Encoder.number(x)) \(Encoder.number(y))"
        // The white edge of a point covers the points before it.
        if points.outlined { text += "\(place) \(Encoder.short(size * 1.35)) 16777215\n" }
        text += "\(place) \(Encoder.short(size)) \(color)\n"
      }
    }
    return ["\(name) using 1:2:3:4 with points pt \(points.marker.rawValue) ps variable lc rgb variable"]
  }

  private mutating func plotted(_ area: Area) -> [String] {
    let polygons = area.polygons.filter { $0.count > 1 && $0.allSatisfy { $0.x.isFinite && $0.y.isFinite } }
    guard !polygons.isEmpty else { return [] }
    let name = block { text in
      for (index, polygon) in polygons.enumerated() {
        if index > 0 { text += "\n" }
        for corner in polygon { text += "\(Encoder.number(corner.x)) \(Encoder.number(corner.y))\n" }
        text += "\(Encoder.number(polygon[0].x)) \(Encoder.number(polygon[0].y))\n"
      }
    }
    var parts: [String] = []
    if let fill = area.fill {
      let style =
        area.opacity < 1
        ? "fs transparent solid \(Encoder.short(area.opacity)) noborder" : "fs solid noborder"
      parts.append("\(name) using 1:2 with filledcurves closed fc rgb \"#\(fill.hex)\" \(style)")
    }
    if let edge = area.edge {
      parts.append("\(name) using 1:2 with lines lc rgb \"#\(edge.hex)\" \(width(area.edgeWidth)) dt 1")
    }
    return parts
  }

  private func boxes(_ bars: Bars, _ layout: PanelLayout) -> Area {
    let base = layout.y.isLogarithmic ? layout.y.low : bars.base
    let half = bars.width / 2
    let polygons = zip(bars.x, bars.y).map { x, y in
      [(x: x - half, y: base), (x: x - half, y: y), (x: x + half, y: y), (x: x + half, y: base)]
    }
    return Area(polygons, fill: bars.color, opacity: bars.opacity)
  }

  private mutating func plotted(_ image: ImageMark, _ layout: PanelLayout) -> [String] {
    let grid = Reducer.grid(image.values, image.rows, image.columns, sharp: format != .svg)
    let span = image.range.upperBound - image.range.lowerBound
    let name = block { text in
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let value = grid.values[row * grid.columns + column]
          let share = span > 0 ? (value - image.range.lowerBound) / span : 0.5
          text += column > 0 ? " " : ""
          text +=
            share.isFinite ? Encoder.number((Swift.min(1, Swift.max(0, share)) * 1e4).rounded() / 1e4) : "NaN"
        }
        text += "\n"
      }
    }
    return ["\(name) matrix using \(placing(image.x, image.y, grid.rows, grid.columns, layout)):3 with image"]
  }

  private mutating func plotted(_ image: PixelMark, _ layout: PanelLayout) -> [String] {
    let grid = Reducer.pixels(image.colors, image.rows, image.columns, sharp: format != .svg)
    let name = block { text in
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          let color = grid.values[row * grid.columns + column]
          text += "\(column) \(row) \(color.red) \(color.green) \(color.blue)\n"
        }
      }
    }
    return ["\(name) using \(placing(image.x, image.y, grid.rows, grid.columns, layout)):3:4:5 with rgbimage"]
  }

  /// The expressions that turn column and row numbers into coordinates; row 0 is at the top.
  private func placing(
    _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, _ rows: Int, _ columns: Int, _ layout: PanelLayout
  ) -> String {
    let dx = (x.upperBound - x.lowerBound) / Double(columns)
    let dy = (y.upperBound - y.lowerBound) / Double(rows)
    let across = "(\(Encoder.number(x.lowerBound + dx / 2))+\(Encoder.number(dx))*$1)"
    return layout.y.isReversed
      ? across + ":(\(Encoder.number(y.lowerBound + dy / 2))+\(Encoder.number(dy))*$2)"
      : across + ":(\(Encoder.number(y.upperBound - dy / 2))-\(Encoder.number(dy))*$2)"
  }

  private mutating func plotted(_ arrow: ArrowMark) -> [String] {
    guard !arrow.arrows.isEmpty else { return [] }
    let name = block { text in
      for one in arrow.arrows {
        text += "\(Encoder.number(one.x0)) \(Encoder.number(one.y0)) \(Encoder.number(one.x1 - one.x0)) "
        text += "\(Encoder.number(one.y1 - one.y0))\n"
      }
    }
    let length = Encoder.short((8 + arrow.width * 3) / Double(figure.width))
    let head = arrow.hasHead ? "head filled size screen \(length),18,90 fixed" : "nohead"
    return [
      "\(name) using 1:2:3:4 with vectors \(head) lc rgb \"#\(arrow.color.hex)\" \(width(arrow.width)) dt 1"
    ]
  }
}
