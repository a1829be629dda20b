/// Turns a figure into gnuplot commands: a pure function, so that a golden file can hold its result.
public enum Script {
  /// - Parameters:
  ///   - output: the file gnuplot writes; a name of our own making, never one from a program.
  ///   - tag: ends the datablocks; a fresh random word for each run.
  public static func text(_ figure: Figure, format: Format, output: String, tag: String) -> String {
    var writer = ScriptWriter(figure: figure, format: format, tag: tag)
    writer.line("set encoding utf8")
    writer.line(
      "set terminal " + format.terminal(width: figure.width, height: figure.height, rate: figure.frameRate))
    writer.line("set output " + Encoder.quoted(output))
    writer.line("set minussign; set style fill solid 1.0 noborder; unset key; unset colorbox")
    let pictures = format == .gif && !figure.frames.isEmpty ? figure.frames : [figure]
    for picture in pictures {
      let layout = FigureLayout(picture)
      writer.line("set multiplot")
      for panel in layout.panels { writer.panel(panel) }
      if let title = layout.title { writer.sheet([title]) }
      writer.line("unset multiplot")
    }
    writer.line("unset output")
    return writer.text
  }
}

/// The script so far, and the counters of its objects.
struct ScriptWriter {
  let figure: Figure
  let format: Format
  let tag: String
  private(set) var text = ""
  private var blocks = 0

  init(figure: Figure, format: Format, tag: String) {
    self.figure = figure
    self.format = format
    self.tag = tag
  }

  mutating func line(_ command: String) {
    text += command
    text += "\n"
  }

  /// Rows of numbers as a datablock; gives its name. nil is an empty row: a new polygon.
  mutating func block(_ body: (inout String) -> Void) -> String {
    blocks += 1
    let name = "$d\(blocks)"
    text += "\(name) << \(tag)\(blocks)\n"
    body(&text)
    text += "\(tag)\(blocks)\n"
    return name
  }

  func at(_ x: Double, _ y: Double) -> String {
    "screen \(Encoder.short(x / Double(figure.width))),\(Encoder.short(y / Double(figure.height)))"
  }

  func font(_ em: Double, italic: Bool, bold: Bool) -> String {
    let style = format == .gif ? "" : (bold ? ":Bold" : "") + (italic ? ":Italic" : "")
    return "font \"\(format.fontName)\(style),\(Encoder.short((em * format.fontScale * 10).rounded() / 10))\""
  }

  func width(_ pixels: Double) -> String { "lw \(Encoder.short(pixels * format.lineScale))" }

  /// Texts alone, on the whole sheet.
  mutating func sheet(_ texts: [PlacedText]) {
    line(
      "unset border; unset tics; unset grid; unset xlabel; unset ylabel; unset label; unset arrow; unset object"
    )
    line("set lmargin at screen 0; set rmargin at screen 1; set bmargin at screen 0; set tmargin at screen 1")
    line("unset logscale; set xrange [0:1]; set yrange [0:1]; unset colorbox")
    for text in texts { label(text) }
    line("plot NaN notitle")
  }

  mutating func label(_ placed: PlacedText) {
    let lines = placed.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, part) in lines.enumerated() where !part.isEmpty {
      let shift = (Double(lines.count - 1) / 2 - Double(index)) * placed.em * 1.3
      let place = placed.angle == 90 ? at(placed.x - shift, placed.y) : at(placed.x, placed.y + shift)
      let turned = placed.angle == 0 ? "" : " rotate by \(Encoder.short(placed.angle))"
      line(
        "set label \(Encoder.quoted(String(part))) at \(place) \(placed.alignment.rawValue)"
          + "\(turned) \(font(placed.em, italic: placed.italic, bold: placed.bold))"
          + " textcolor rgb \"#\(placed.color.hex)\" front")
    }
  }

  mutating func stroke(_ stroke: Stroke) {
    let head =
      stroke.hasHead
      ? "head filled size screen \(Encoder.short(16 / Double(figure.width))),16,90 fixed" : "nohead"
    line(
      "set arrow from \(at(stroke.x0, stroke.y0)) to \(at(stroke.x1, stroke.y1)) \(head) "
        + "lc rgb \"#\(stroke.color.hex)\" \(width(stroke.width)) \(dash(stroke.dash)) front")
  }

  func dash(_ dash: Dash) -> String {
    switch dash {
    case .solid: "dt 1"
    case .dashed: format == .svg ? "dt (6,4)" : "dt (8,8)"
    case .dotted: format == .svg ? "dt (1.5,3)" : "dt (1,5)"
    }
  }

  func point(_ marker: Marker, _ size: Double) -> String {
    "pt \(marker.rawValue) ps \(Encoder.short(size * format.pointScale))"
  }
}
