extension ScriptWriter {
  /// A surface in three dimensions, with paths on it. gnuplot sets its axes; only the room is ours.
  mutating func surface(_ surface: Surface, _ layout: PanelLayout) {
    let (width, height) = (Double(figure.width), Double(figure.height))
    let box = layout.outer
    let top = layout.panel.title.isEmpty ? box.top : box.top - layout.em * 2
    line("unset lmargin; unset rmargin; unset bmargin; unset tmargin")
    line(
      "set origin \(Encoder.short(box.left / width)),\(Encoder.short(box.bottom / height)); set size "
        + "\(Encoder.short(box.width * 0.95 / width)),\(Encoder.short((top - box.bottom) / height))")
    let text = "textcolor rgb \"#333333\" \(font(layout.tickEm, italic: false, bold: false))"
    line(
      "set border 895 lc rgb \"#888888\" \(self.width(1)); set view 58,32,1,1; set xyplane 0; unset hidden3d")
    line(
      "set xtics \(step(surface.xs)) offset 0,-0.4 \(text); set ytics \(step(surface.ys)) offset 0.6,-0.3 \(text); "
        + "set ztics auto \(text)")
    line("set grid xtics ytics ztics back lc rgb \"#DDDDDD\" \(self.width(1))")
    line(
      "set xrange \(range(surface.xs)); set yrange \(range(surface.ys)); set zrange [*:*]; set cbrange [*:*]")
    let labelFont = "textcolor rgb \"#333333\" \(font(layout.em, italic: false, bold: false))"
    line("set xlabel \(Encoder.quoted(layout.panel.x.label)) offset 0,-1 \(labelFont)")
    line("set ylabel \(Encoder.quoted(layout.panel.y.label)) offset 1.5,-0.6 \(labelFont)")
    let stops = layout.panel.palette.stops.enumerated().map { "\($0) \"#\($1.hex)\"" }
    line("set palette defined (\(stops.joined(separator: ", ")))")
    line("set cbtics nomirror out scale 0.5 \(text)")
    line(
      "set colorbox vertical user origin \(at(box.right - box.width * 0.1, box.bottom + box.height * 0.25)) size "
        + "\(at(layout.em * 0.8, box.height * 0.5)) border")
    line("set pm3d scansautomatic border lc rgb \"#ffffff\" \(self.width(0.5)) lighting specular 0.1")
    for text in layout.texts { label(text) }
    key(layout)
    let columns = surface.xs.count
    let name = block { text in
      for (row, y) in surface.ys.enumerated() {
        for (column, x) in surface.xs.enumerated() {
          let z = surface.values[row * columns + column]
          text += "\(Encoder.number(x)) \(Encoder.number(y)) \(Encoder.number(z))\n"
        }
        text += "\n"
      }
    }
    var parts = ["\(name) using 1:2:3 with pm3d"]
    for path in surface.paths {
      let pathName = block { text in
        for index in path.x.indices {
          text +=
            "\(Encoder.number(path.x[index])) \(Encoder.number(path.y[index])) \(Encoder.number(path.z[index]))\n"
        }
      }
      parts.append(
        "\(pathName) using 1:2:3 with linespoints lc rgb \"#\(path.color.hex)\" \(self.width(3)) \(point(.circle, 0.7))"
      )
    }
    line("splot " + parts.joined(separator: ", \\\n  "))
    line("set origin 0,0; set size 1,1; unset pm3d; unset xlabel; unset ylabel; unset tics")
  }

  private func range(_ values: [Double]) -> String {
    guard let low = values.first, let high = values.last, low < high else { return "[*:*]" }
    return "[\(Encoder.number(low)):\(Encoder.number(high))]"
  }

  /// Few steps: the axes of a surface are short.
  private func step(_ values: [Double]) -> String {
    guard let low = values.first, let high = values.last, low < high else { return "auto" }
    return Encoder.number(Ticks.step(low, high, 6))
  }
}
