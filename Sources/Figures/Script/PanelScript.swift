extension ScriptWriter {
  mutating func panel(_ layout: PanelLayout) {
    line("unset label; unset arrow; unset object; unset logscale; unset colorbox; unset grid; unset tics")
    if let surface = layout.panel.surface {
      self.surface(surface, layout)
      return
    }
    frame(layout)
    for text in layout.texts { label(text) }
    for stroke in layout.strokes { self.stroke(stroke) }
    markTexts(layout)
    key(layout)
    var parts: [String] = []
    var usesPalette = false
    for mark in layout.panel.marks {
      if case .image = mark { usesPalette = true }
      parts += plotted(mark, layout)
    }
    if usesPalette { palette(layout) }
    line("plot " + (parts.isEmpty ? "NaN notitle" : parts.joined(separator: ", \\\n  ")))
  }

  private mutating func frame(_ layout: PanelLayout) {
    let (width, height) = (Double(figure.width), Double(figure.height))
    let plot = layout.plot
    line(
      "set lmargin at screen \(Encoder.short(plot.left / width)); set rmargin at screen "
        + "\(Encoder.short(plot.right / width)); set bmargin at screen \(Encoder.short(plot.bottom / height)); "
        + "set tmargin at screen \(Encoder.short(plot.top / height))")
    line("set xrange [\(range(layout.x))]; set yrange [\(range(layout.y))]")
    if layout.x.isLogarithmic { line("set logscale x 10") }
    if layout.y.isLogarithmic { line("set logscale y 10") }
    guard layout.panel.frame == .axes else {
      line("unset border")
      return
    }
    line("set border 3 lc rgb \"#444444\" \(self.width(1.2)) back")
    line("set xtics nomirror out scale 0.5 (\(tics(layout.xTicks, layout.xMinor)))")
    line("set ytics nomirror out scale 0.5 (\(tics(layout.yTicks, layout.yMinor)))")
    let style = "lt 1 lc rgb \"#DDDDDD\" \(self.width(1)) dt 1"
    let minor = "lt 1 lc rgb \"#EFEFEF\" \(self.width(0.8)) dt 1"
    if layout.panel.x.hasGrid, !layout.xTicks.isEmpty {
      line("set grid xtics mxtics back \(style), \(minor)")
    }
    if layout.panel.y.hasGrid, !layout.yTicks.isEmpty {
      line("set grid ytics mytics back \(style), \(minor)")
    }
  }

  private func range(_ scale: Scale) -> String {
    let (low, high) = (Encoder.number(scale.low), Encoder.number(scale.high))
    return scale.isReversed ? "\(high):\(low)" : "\(low):\(high)"
  }

  private func tics(_ major: [Axis.Tick], _ minor: [Double]) -> String {
    (major.map { "\"\" \(Encoder.number($0.value))" } + minor.map { "\"\" \(Encoder.number($0)) 1" })
      .joined(separator: ", ")
  }

  private mutating func palette(_ layout: PanelLayout) {
    let stops = layout.panel.palette.stops.enumerated().map { "\($0) \"#\($1.hex)\"" }
    line("set palette defined (\(stops.joined(separator: ", ")))")
    line("set cbrange [0:1]; unset cbtics")
    guard let bar = layout.bar else { return }
    line(
      "set colorbox vertical user origin \(at(bar.left, bar.bottom)) size "
        + "\(at(bar.width, bar.height)) noborder")
  }

  private mutating func markTexts(_ layout: PanelLayout) {
    for case .text(let text) in layout.panel.marks where !text.floats {
      let place = layout.pixel(text.x, text.y)
      let scale = text.room == nil ? layout.markScale : layout.roomScale
      guard place.x.isFinite, place.y.isFinite, scale > 0 else { continue }
      label(
        PlacedText(
          text: text.text, x: place.x, y: place.y, color: text.color, em: layout.em * text.size * scale,
          alignment: text.alignment, angle: text.angle, italic: text.italic, bold: text.bold))
    }
  }

  mutating func key(_ layout: PanelLayout) {
    if let box = layout.keyBox {
      line(
        "set object rectangle from \(at(box.left, box.bottom)) to \(at(box.right, box.top)) "
          + "fc rgb \"#ffffff\" fs transparent solid 0.85 noborder front")
    }
    for sample in layout.key {
      let middle = sample.x + sample.length / 2
      let color = "lc rgb \"#\(sample.entry.color.hex)\""
      switch sample.entry.form {
      case .line(let dash, let marker, let width):
        stroke(
          Stroke(
            x0: sample.x, y0: sample.y, x1: sample.x + sample.length, y1: sample.y, color: sample.entry.color,
            width: width, dash: dash))
        if let marker {
          line("set label \"\" at \(at(middle, sample.y)) point \(point(marker, 0.9)) \(color) front")
        }
      case .point(let marker, _):
        line("set label \"\" at \(at(middle, sample.y)) point \(point(marker, 1)) \(color) front")
      case .box(let opacity):
        let half = layout.em * 0.32
        line(
          "set object rectangle from \(at(sample.x + sample.length * 0.25, sample.y - half)) to "
            + "\(at(sample.x + sample.length, sample.y + half)) fc rgb \"#\(sample.entry.color.tinted(opacity).hex)\" "
            + "fs solid noborder front")
      }
    }
  }
}
