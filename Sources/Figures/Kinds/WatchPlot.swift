import Catalog
import Text

extension Figure {
  /// What a watched model did: `activations` per layer as ridges, `gradients` in three panels, or `means` over steps.
  public static func watched(_ layers: [WatchedLayer], _ what: String, style: Style = Style()) throws
    -> Figure
  {
    switch what {
    case "activations":
      let seen = layers.filter { $0.activations.contains(where: \.isFinite) }
      guard !seen.isEmpty else {
        throw FigureFailure.nothingToDraw(call: "the watcher", hint: Figure.watchHint)
      }
      var style = style
      if style.title.isEmpty { style.title = Words.activationsPerLayer }
      if style.xLabel == nil { style.xLabel = Words.activation }
      return try ridges(seen.map { ($0.name, $0.activations) }, style: style)
    case "gradients": return try gradients(layers, style)
    case "means": return try means(layers, style)
    default:
      throw FigureFailure.unknownOption(
        option: "plot of a watcher", given: what, known: ["activations", "gradients", "means"])
    }
  }

  private static let watchHint = Wording(
    "a watcher sees only what happens after watch(net): train or run the model first",
    "观察器只看到 watch(net) 之后的事：先训练或运行模型")

  private static func gradients(_ layers: [WatchedLayer], _ style: Style) throws -> Figure {
    let seen = layers.filter { !$0.gradientNorms.isEmpty || !$0.gradients.isEmpty }
    guard !seen.isEmpty else {
      throw FigureFailure.nothingToDraw(
        call: "the watcher",
        hint: Wording("\(watchHint), with loss.backward()", "\(watchHint)，并调用 loss.backward()"))
    }
    return Figure(
      [normPanel(seen), flowPanel(seen), histogramPanel(seen)], columns: 3, title: style.title,
      width: style.size?.width ?? 1700, height: style.size?.height ?? (style.title.isEmpty ? 600 : 660),
      kind: "gradients")
  }

  private static func layerColor(_ index: Int, of count: Int) -> Color {
    Palette.viridis[count > 1 ? 0.85 * Double(index) / Double(count - 1) : 0.3]
  }

  private static func normPanel(_ layers: [WatchedLayer]) -> Panel {
    var panel = Panel(
      layers.enumerated().map { index, layer in
        let count = min(layer.steps.count, layer.gradientNorms.count)
        return .line(
          Line(
            x: Array(layer.steps.prefix(count)), y: Array(layer.gradientNorms.prefix(count)),
            color: layerColor(index, of: layers.count), width: 2, label: layer.name))
      })
    panel.title = Words.gradientNorms + " ‖∂J/∂W‖"
    panel.naming = .ends
    panel.y.isLogarithmic = layers.contains { $0.gradientNorms.contains { $0 > 0 } }
    panel.x.isTight = true
    panel.x.label = Words.step
    return panel
  }

  private static func flowPanel(_ layers: [WatchedLayer]) -> Panel {
    let places = layers.indices.map(Double.init)
    let sizes = layers.map { $0.gradients.filter(\.isFinite).map { abs($0) } }
    let means = sizes.map { $0.isEmpty ? 0 : $0.reduce(0, +) / Double($0.count) }
    let peaks = sizes.map { $0.max() ?? 0 }
    var panel = Panel([
      .bars(Bars(x: places, y: peaks, width: 0.72, color: Color.sky, opacity: 0.3)),
      .bars(Bars(x: places, y: means, width: 0.72, color: .blue)),
    ])
    panel.title = Words.gradientFlow
    let positive = (means + peaks).filter { $0 > 0 }
    if let low = positive.min(), let high = positive.max() {
      panel.y.isLogarithmic = true
      panel.y.range = low / 3...high * 2
    }
    panel.x.ticks = zip(places, layers).map { Axis.Tick($0, $1.name) }
    panel.x.tickAngle = 40
    panel.x.hasGrid = false
    return panel
  }

  private static func histogramPanel(_ layers: [WatchedLayer]) -> Panel {
    // First, middle and last layer tell the story; more would hide each other.
    let filled = layers.filter { $0.gradients.contains(where: \.isFinite) }
    let chosen = filled.count <= 3 ? filled : [filled[0], filled[filled.count / 2], filled[filled.count - 1]]
    let all = chosen.flatMap(\.gradients).filter(\.isFinite).map { abs($0) }.sorted()
    let reach = all.isEmpty ? 1 : max(all[min(all.count - 1, all.count * 995 / 1000)], 1e-30)
    var marks: [Mark] = []
    for (index, layer) in chosen.enumerated() {
      let bins = Histogram(layer.gradients, bins: 61, range: -reach...reach, density: true)
      marks += bins.marks(color: .series(index), label: layer.name)
    }
    var panel = Panel(marks)
    panel.title = Words.gradientHistogram
    panel.x.label = "∂J/∂w"
    panel.x.isTight = true
    let positive = chosen.enumerated().flatMap {
      Histogram($1.gradients, bins: 61, range: -reach...reach, density: true).heights
    }
    .filter { $0 > 0 }
    if let low = positive.min(), let high = positive.max() {
      panel.y.isLogarithmic = true
      panel.y.range = low * 0.7...high * 2
    }
    return panel
  }

  private static func means(_ layers: [WatchedLayer], _ style: Style) throws -> Figure {
    let seen = layers.filter { !$0.activationMeans.isEmpty }
    guard !seen.isEmpty else { throw FigureFailure.nothingToDraw(call: "the watcher", hint: watchHint) }
    var marks: [Mark] = []
    for (index, layer) in seen.enumerated() {
      let count = min(layer.steps.count, layer.activationMeans.count)
      let color = layerColor(index, of: seen.count)
      let x = Array(layer.steps.prefix(count))
      let y = Array(layer.activationMeans.prefix(count))
      if layer.activationDeviations.count >= count, seen.count <= 4, count > 1 {
        let band = (0..<count).map { (x: x[$0], y: y[$0] + layer.activationDeviations[$0]) }
        let back = (0..<count).reversed().map { (x: x[$0], y: y[$0] - layer.activationDeviations[$0]) }
        marks.append(.area(Area([band + back], fill: color, opacity: 0.12)))
      }
      marks.append(.line(Line(x: x, y: y, color: color, width: 2.6, label: layer.name)))
    }
    var panel = Panel(marks)
    panel.title = Words.meansPerLayer
    panel.naming = .ends
    panel.x.label = Words.step
    panel.x.isTight = true
    return style.figure(panel, kind: "means")
  }
}
