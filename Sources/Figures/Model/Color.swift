/// An opaque sRGB colour.
public struct Color: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ hex: UInt32) {
    red = UInt8(truncatingIfNeeded: hex >> 16)
    green = UInt8(truncatingIfNeeded: hex >> 8)
    blue = UInt8(truncatingIfNeeded: hex)
  }

  /// From fractions in 0…1; values outside are clamped.
  public init(_ red: Double, _ green: Double, _ blue: Double) {
    func byte(_ x: Double) -> UInt8 { x.isFinite ? UInt8(min(255, max(0, (x * 255).rounded()))) : 0 }
    self.red = byte(red)
    self.green = byte(green)
    self.blue = byte(blue)
  }

  /// `0072B2`
  public var hex: String {
    let digits = Array("0123456789ABCDEF")
    return [red, green, blue].map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
  }

  /// This colour over white.
  public func tinted(_ opacity: Double) -> Color { mixed(Color(0xFFFFFF), 1 - opacity) }

  public func mixed(_ other: Color, _ share: Double) -> Color {
    func mix(_ a: UInt8, _ b: UInt8) -> Double { (Double(a) * (1 - share) + Double(b) * share) / 255 }
    return Color(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  /// Perceived lightness, 0…1.
  public var lightness: Double {
    (0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)) / 255
  }

  // Okabe and Ito, black last: distinct also for the colour-blind.
  public static let blue = Color(0x0072B2)
  public static let vermilion = Color(0xD55E00)
  public static let green = Color(0x009E73)
  public static let purple = Color(0xCC79A7)
  public static let orange = Color(0xE69F00)
  public static let sky = Color(0x56B4E9)
  public static let yellow = Color(0xF0E442)
  public static let black = Color(0x000000)
  public static let white = Color(0xFFFFFF)
  public static let ink = Color(0x333333)
  public static let axis = Color(0x444444)
  public static let faint = Color(0xDDDDDD)

  public static let cycle: [Color] = [blue, vermilion, green, purple, orange, sky, yellow, black]

  /// The n-th colour of the house; the cycle repeats.
  public static func series(_ index: Int) -> Color { cycle[((index % 8) + 8) % 8] }

  public static let named: [(name: String, color: Color)] = [
    ("blue", blue), ("vermilion", vermilion), ("red", vermilion), ("green", green), ("purple", purple),
    ("orange", orange), ("sky", sky), ("yellow", yellow), ("black", black), ("gray", Color(0x888888)),
  ]

  /// A name of ``named`` or `#rrggbb`; nil when it is neither.
  public init?(parsing text: String) {
    if let known = Color.named.first(where: { $0.name == text }) {
      self = known.color
    } else if text.utf8.count == 7, text.hasPrefix("#"), let value = UInt32(text.dropFirst(), radix: 16) {
      self.init(value)
    } else {
      return nil
    }
  }
}
