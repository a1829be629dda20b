/// A colour map: evenly spaced stops, mixed linearly between.
public struct Palette: Sendable {
  public let name: String
  public let stops: [Color]

  /// - Parameter fraction: 0…1; clamped, nan gives a light grey.
  public subscript(fraction: Double) -> Color {
    guard fraction.isFinite else { return Color(0xE6E6E6) }
    let place = min(1, max(0, fraction)) * Double(stops.count - 1)
    let index = min(stops.count - 2, Int(place))
    return stops[index].mixed(stops[index + 1], place - Double(index))
  }

  public static let viridis = Palette(
    name: "viridis",
    stops: [0x440154, 0x472C7A, 0x3B518B, 0x2C718E, 0x21908D, 0x27AD81, 0x5CC863, 0xAADC32, 0xFDE725]
      .map { Color($0) })
  public static let gray = Palette(name: "gray", stops: [Color(0x000000), Color(0xFFFFFF)])
  public static let ink = Palette(name: "ink", stops: [Color(0xFFFFFF), Color(0x000000)])
  public static let blues = Palette(
    name: "blues",
    stops: [0xF7FBFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6, 0x4292C6, 0x2171B5, 0x08519C, 0x08306B]
      .map { Color($0) })
  /// Blue below the middle, red above.
  public static let diverging = Palette(
    name: "diverging",
    stops: [0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xF4A582, 0xD6604D, 0xB2182B]
      .map { Color($0) })
  /// Class 0 in light blue, class 1 in light orange, white where undecided.
  public static let decision = Palette(
    name: "decision",
    stops: [Color(0x8FBEDD), Color(0xC7DFEE), Color(0xFFFFFF), Color(0xF5D6C4), Color(0xEBAE8A)])

  public static let all: [Palette] = [viridis, gray, ink, blues, diverging, decision]
}
