/// Where everything of a panel goes, in pixels of the whole figure: settled before gnuplot sees it, so that nothing
/// is clipped or overlaps.
struct PanelLayout {
  var panel: Panel
  let outer: Box
  /// Pixels an em.
  let em: Double
  var plot: Box
  var x: Scale
  var y: Scale
  var xTicks: [Axis.Tick]
  var yTicks: [Axis.Tick]
  var xMinor: [Double]
  var yMinor: [Double]
  var texts: [PlacedText] = []
  var strokes: [Stroke] = []
  var key: [KeySample] = []
  var keyBox: Box?
  var bar: Box?
  var barTicks: [Axis.Tick] = []
  /// What texts of the marks are scaled by: 1, or a canvas's scale.
  var markScale = 1.0
  /// What those with a ``TextMark/room`` are scaled by besides.
  var roomScale = 1.0

  var tickEm: Double { em * 0.88 }

  init(_ panel: Panel, in outer: Box, em: Double) {
    var panel = panel
    // A title that would have to shrink much goes on in further lines instead.
    panel.title = TextMetrics.wrapped(panel.title, width: (outer.width - em) / (em * 1.15) * 1.15, lines: 3)
    self.panel = panel
    self.outer = outer
    self.em = em
    plot = outer
    let extent = Extent(panel.marks, logarithmicX: panel.x.isLogarithmic, logarithmicY: panel.y.isLogarithmic)
    let aimX = Int(bounded: outer.width / (em * 4.2))
    let aimY = Int(bounded: outer.height / (em * (panel.frame == .origin ? 5.5 : 3.4)))
    (x, xTicks, xMinor) = panel.x.settled(extent.x, aim: max(2, min(8, aimX)))
    (y, yTicks, yMinor) = panel.y.settled(extent.y, aim: max(2, min(8, aimY)))
    if let canvas = panel.canvas {
      x = Scale(low: 0, high: canvas.width, isLogarithmic: false, isReversed: false)
      y = Scale(low: 0, high: canvas.height, isLogarithmic: false, isReversed: false)
    }
    let entries = KeyEntry.entries(panel.marks)
    setMargins(entries)
    if panel.surface == nil {
      separateTicks()
      fitTexts()
      placeColorbar()
      placeFrame()
    }
    placeTitle()
    placeNames(entries)
    placeFloatingTexts()
  }

  func pixel(_ px: Double, _ py: Double) -> (x: Double, y: Double) {
    (plot.left + x.fraction(px) * plot.width, plot.bottom + y.fraction(py) * plot.height)
  }

  mutating func setMargins(_ entries: [KeyEntry]) {
    var left = em * 0.6
    var right = em * 0.6
    var bottom = em * 0.6
    let titleLines = panel.title.isEmpty ? 0 : Double(TextMetrics.lineCount(panel.title))
    var top = em * (panel.title.isEmpty ? 0.8 : 0.9 + 1.4 * titleLines)
    switch panel.frame {
    case .axes:
      left = em * 0.5 + yTickWidth + em * 0.7 + (panel.y.label.isEmpty ? 0 : em * 1.5)
      bottom = xTickHeight + em * 0.9 + (panel.x.label.isEmpty ? em * 0.2 : em * 1.65)
      right = max(em * 0.9, (xTicks.last.map { TextMetrics.width($0.text) } ?? 0) * tickEm / 2 + em * 0.3)
      if panel.x.tickAngle > 0, panel.x.tickAngle < 90, let first = xTicks.first {
        left = max(left, TextMetrics.width(first.text) * tickEm * 0.7)
      }
    case .origin:
      (left, right, bottom) = (
        em * 1.2, em * 2.1,
        em * (y.fraction(0) < 0.15 ? (TextMetrics.width(panel.x.label) < 1.3 ? 2 : 3.1) : 1.2)
      )
      if x.fraction(0) < 0.08 { left = yTickWidth + em * 1.2 }
      top += em * (panel.title.isEmpty ? 0.4 : 1)
    case .none:
      if panel.canvas != nil { (left, right, bottom) = (0, 0, 0) }
    }
    if panel.naming == .ends {
      let widest = entries.map { TextMetrics.width($0.label) }.max() ?? 0
      right = max(right, widest * em * 0.92 + em * 1.1)
    }
    if isKeyOutside(entries) { right = max(right, min(outer.width * 0.4, outsideKeyWidth(entries))) }
    if panel.colorbar != nil { right += colorbarWidth }
    plot = Box(
      left: outer.left + left, bottom: outer.bottom + bottom, right: outer.right - right,
      top: outer.top - (panel.canvas != nil && panel.title.isEmpty ? 0 : top))
    keepAspect()
    if let canvas = panel.canvas { markScale = plot.width / canvas.width }
  }

  private var yTickWidth: Double { (yTicks.map { TextMetrics.width($0.text) }.max() ?? 0) * tickEm }

  private var xTickHeight: Double {
    guard panel.x.tickAngle > 0 else { return xTicks.isEmpty ? 0 : tickEm * 1.1 }
    let widest = (xTicks.map { TextMetrics.width($0.text) }.max() ?? 0) * tickEm
    return widest * slantedHeight + tickEm * 0.8
  }

  /// Of a slanted label, for each unit of its length.
  var slantedHeight: Double { panel.x.tickAngle < 90 ? 0.71 : 1 }

  private var colorbarWidth: Double {
    guard let colorbar = panel.colorbar else { return 0 }
    let ticks = Self.barTicks(colorbar, height: outer.height, em: em)
    let widest = (ticks.map { TextMetrics.width($0.text) }.max() ?? 0) * tickEm
    return em * 2.2 + widest + (colorbar.label.isEmpty ? 0 : em * 1.6)
  }

  private mutating func keepAspect() {
    guard let aspect = panel.canvas == nil ? panel.aspect : 1, aspect > 0 else { return }
    let wanted = (y.high - y.low) * aspect / (x.high - x.low)
    guard wanted.isFinite, wanted > 0 else { return }
    if plot.height > plot.width * wanted {
      let spare = plot.height - plot.width * wanted
      plot.bottom += spare / 2
      plot.top -= spare / 2
    } else {
      let spare = plot.width - plot.height / wanted
      plot.left += spare / 2
      plot.right -= spare / 2
    }
  }

  private static func barTicks(_ colorbar: Colorbar, height: Double, em: Double) -> [Axis.Tick] {
    let (low, high) = (colorbar.range.lowerBound, colorbar.range.upperBound)
    return Ticks.linear(low, high, Ticks.step(low, high, max(2, min(6, Int(bounded: height / (em * 4))))))
  }

  private mutating func placeColorbar() {
    guard let colorbar = panel.colorbar else { return }
    let box = Box(
      left: plot.right + em * 0.7, bottom: plot.bottom, right: plot.right + em * 1.5, top: plot.top)
    bar = box
    barTicks = Self.barTicks(colorbar, height: outer.height, em: em)
    let span = colorbar.range.upperBound - colorbar.range.lowerBound
    var widest = 0.0
    for tick in barTicks where span > 0 {
      let place = box.bottom + (tick.value - colorbar.range.lowerBound) / span * box.height
      strokes.append(
        Stroke(x0: box.right, y0: place, x1: box.right + em * 0.2, y1: place, color: .axis, width: 1.2))
      texts.append(
        PlacedText(text: tick.text, x: box.right + em * 0.4, y: place, em: tickEm, alignment: .left))
      widest = max(widest, TextMetrics.width(tick.text) * tickEm)
    }
    if !colorbar.label.isEmpty {
      let left = box.right + em * 0.4 + widest + em * 0.9
      texts.append(PlacedText(text: colorbar.label, x: left, y: box.middleY, em: em, angle: 90))
    }
  }

  private mutating func placeTitle() {
    guard !panel.title.isEmpty else { return }
    // A title that is too wide shrinks; it is never cut.
    let wide = TextMetrics.width(panel.title) * em * 1.15
    let size = em * 1.15 * min(1, (outer.width - em) / max(1, wide))
    let lines = Double(TextMetrics.lineCount(panel.title))
    let middle = wide < plot.width ? plot.middleX : outer.middleX
    let half = min(wide, outer.width - em) / 2
    let x = min(max(middle, outer.left + half + em / 2), outer.right - half - em / 2)
    let y =
      panel.aspect != nil && panel.canvas == nil
      ? min(outer.top - em * 0.4 - lines * size * 0.65, plot.top + em * 0.6 + lines * size * 0.65)
      : outer.top - em * 0.4 - lines * size * 0.65
    texts.append(PlacedText(text: panel.title, x: x, y: y, color: Color(0x111111), em: size))
  }
}
