import Text

/// One picture of an ``Figure/images(_:style:)`` figure: grey values or colours, row 0 at the top.
public struct Picture {
  public var rows: Int
  public var columns: Int
  /// rows × columns values, or three planes of them for red, green and blue.
  public var values: [Double]
  public var isColored: Bool
  public var label: String
  /// false frames it in vermilion; nil says nothing.
  public var isCorrect: Bool?
  public init(rows: Int, columns: Int, values: [Double], isColored: Bool = false, label: String = "") {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.isColored = isColored
    self.label = label
  }
}

extension Figure {
  /// How grey values become colours.
  public enum Shading { case photograph, features, weights }

  /// Pictures in a grid, each with its label above.
  public static func images(
    _ pictures: [Picture], shading: Shading, columns wish: Int? = nil, style: Style = Style()
  ) throws -> Figure {
    guard let first = pictures.first, first.rows > 0, first.columns > 0 else {
      throw FigureFailure.emptyData(what: Wording("the image", "图像"))
    }
    let count = pictures.count
    let columns = max(1, min(count, wish ?? usualImageColumns(count)))
    let rows = (count + columns - 1) / columns
    let hasLabels = pictures.contains { !$0.label.isEmpty }
    let ratio = Double(first.rows) / Double(first.columns)
    let widest = pictures.map { TextMetrics.width(($0.isCorrect == false ? "✗ " : "") + $0.label) }.max() ?? 0
    // Labels of usual size need so much room beside each other.
    let gap =
      count == 1
      ? 0 : hasLabels ? min(0.6, max(0.12, widest * 0.17 * 1.12 - 1)) : first.rows <= 8 ? 0.14 : 0.08
    let labelRoom = hasLabels ? 0.27 : 0
    let rowGap = hasLabels ? 0.08 : gap
    let canvas = Panel.Canvas(
      width: Double(columns) + gap * Double(columns + 1),
      height: Double(rows) * (ratio + labelRoom) + rowGap * Double(rows + 1))
    let width = style.size?.width ?? (count == 1 ? 700 : columns >= 6 ? 1200 : 900)
    let scale = Double(width) / canvas.width
    let size = min(0.8, 0.17 * scale / 25, labelSize(pictures, scale * (1 + gap)))
    var marks: [Mark] = []
    let ranges = pictureRanges(pictures, shading)
    for (index, picture) in pictures.enumerated() {
      let x = gap + Double(index % columns) * (1 + gap)
      let top = canvas.height - rowGap - Double(index / columns) * (ratio + labelRoom + rowGap) - labelRoom
      marks += drawn(
        picture, x: x...(x + 1), y: (top - ratio)...top, range: ranges[index], framed: shading == .photograph)
      if !picture.label.isEmpty {
        let color = picture.isCorrect == false ? Color.vermilion : Color.ink
        marks.append(
          .text(
            TextMark(
              (picture.isCorrect == false ? "✗ " : "") + picture.label, x: x + 0.5, y: top + labelRoom * 0.5,
              color: color,
              size: size)))
      }
    }
    var panel = Panel(marks)
    panel.frame = .none
    panel.x.range = 0...canvas.width
    panel.y.range = 0...canvas.height
    panel.aspect = 1
    panel.palette = palette(shading)
    let titleRoom = style.title.isEmpty ? 0.0 : 62
    let height =
      style.size?.height ?? Int(bounded: min(2000, (canvas.height * scale + titleRoom + 30).rounded()))
    return style.figure(panel, width: width, height: height, kind: "imshow")
  }

  private static func palette(_ shading: Shading) -> Palette {
    switch shading {
    case .photograph: .gray
    case .features: .viridis
    case .weights: .diverging
    }
  }

  private static func usualImageColumns(_ count: Int) -> Int {
    switch count {
    case ...4: count
    case 5...36:
      // Full rows, a little wider than tall.
      (3...8).filter { count % $0 == 0 && $0 * $0 >= count - 3 }.first
        ?? min(8, Int((Double(count) * 1.6).squareRoot()) + 1)
    default: min(16, Int(Double(count).squareRoot().rounded(.up)) + 2)
    }
  }

  private static func labelSize(_ pictures: [Picture], _ room: Double) -> Double {
    let widest = pictures.map { TextMetrics.width(($0.isCorrect == false ? "✗ " : "") + $0.label) }.max() ?? 0
    return widest > 0 ? room * 0.97 / widest / 25 : 1
  }

  /// Weights share one range about zero; every photograph and feature map has its own.
  private static func pictureRanges(_ pictures: [Picture], _ shading: Shading) -> [ClosedRange<Double>] {
    func span(_ values: [Double]) -> ClosedRange<Double> {
      var (low, high) = (Double.infinity, -Double.infinity)
      for value in values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
      return low.isFinite ? ClosedRange(spanning: low, high) : 0...1
    }
    if shading == .weights {
      let all = pictures.map { span($0.values) }
      let reach = all.map { max(abs($0.lowerBound), abs($0.upperBound)) }.max() ?? 1
      return pictures.map { _ in -reach...reach }
    }
    return pictures.map { span($0.values) }
  }

  private static func drawn(
    _ picture: Picture, x: ClosedRange<Double>, y: ClosedRange<Double>, range: ClosedRange<Double>,
    framed: Bool
  ) -> [Mark] {
    var marks: [Mark] = []
    if picture.isColored {
      let plane = picture.rows * picture.columns
      let span = range.upperBound - range.lowerBound
      let bounds = range.lowerBound >= 0 && range.upperBound <= 1 ? (0.0, 1.0) : (range.lowerBound, span)
      let colors = (0..<plane).map { index in
        func part(_ channel: Int) -> Double {
          (picture.values[channel * plane + index] - bounds.0) / bounds.1
        }
        return Color(part(0), part(1), part(2))
      }
      marks.append(
        .pixels(PixelMark(rows: picture.rows, columns: picture.columns, colors: colors, x: x, y: y)))
    } else {
      marks.append(
        .image(
          ImageMark(
            rows: picture.rows, columns: picture.columns, values: picture.values, x: x, y: y, range: range)))
    }
    let corners = [
      (x: x.lowerBound, y: y.lowerBound), (x: x.upperBound, y: y.lowerBound),
      (x: x.upperBound, y: y.upperBound),
      (x: x.lowerBound, y: y.upperBound),
    ]
    if picture.isCorrect == false {
      marks.append(.area(Area([corners], fill: nil, edge: .vermilion, edgeWidth: 4)))
    } else if framed {
      marks.append(.area(Area([corners], fill: nil, edge: Color(0xCCCCCC), edgeWidth: 1.2)))
    }
    return marks
  }
}
