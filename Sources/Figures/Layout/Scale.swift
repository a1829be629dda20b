import Glibc

/// An axis with its range settled: maps values to fractions of its length.
struct Scale {
  var low: Double
  var high: Double
  var isLogarithmic: Bool
  var isReversed: Bool

  /// 0 at the start of the axis, 1 at its end; beyond outside; nan for what has no place.
  func fraction(_ value: Double) -> Double {
    let raw: Double
    if isLogarithmic {
      guard value > 0 else { return .nan }
      raw = (log10(value) - log10(low)) / (log10(high) - log10(low))
    } else {
      raw = (value - low) / (high - low)
    }
    return isReversed ? 1 - raw : raw
  }

  func value(at fraction: Double) -> Double {
    let place = isReversed ? 1 - fraction : fraction
    if isLogarithmic { return pow(10, log10(low) + place * (log10(high) - log10(low))) }
    return low + place * (high - low)
  }

  func contains(_ value: Double) -> Bool {
    let margin = (high - low) * 1e-9
    return value >= low - margin && value <= high + margin
  }
}

extension Axis {
  /// The range and the ticks, from the user's wishes and the extent of the marks.
  func settled(_ extent: ClosedRange<Double>?, aim: Int) -> (scale: Scale, ticks: [Tick], minor: [Double]) {
    var (low, high) = (extent?.lowerBound ?? 0, extent?.upperBound ?? 1)
    if includesZero, !isLogarithmic { (low, high) = (min(0, low), max(0, high)) }
    if let range { (low, high) = (range.lowerBound, range.upperBound) }
    if isLogarithmic { return settledLogarithmic(low, high, aim) }
    if !(high - low > abs(high) * 1e-12) {
      let room = low == 0 ? 1 : abs(low) * 0.1
      (low, high) = (low - room, high + room)
    }
    let step = Ticks.step(low, high, aim)
    if range == nil, !isTight {
      // Zero as a bound stays a bound; else the marks get a little air.
      let air = (high - low) * 0.04
      if !(includesZero && low == 0) { low -= air }
      if !(includesZero && high == 0) { high += air }
    }
    let scale = Scale(low: low, high: high, isLogarithmic: false, isReversed: isReversed)
    return (scale, ticks?.filter { scale.contains($0.value) } ?? Ticks.linear(low, high, step), [])
  }

  private func settledLogarithmic(
    _ lowest: Double, _ highest: Double, _ aim: Int
  ) -> (scale: Scale, ticks: [Tick], minor: [Double]) {
    var low = lowest > 0 ? lowest : 1e-12
    var high = highest > low ? highest : low * 10
    if range == nil, !isTight {
      let air = pow(high / low, 0.05)
      (low, high) = (low / air, high * air)
    }
    let scale = Scale(low: low, high: high, isLogarithmic: true, isReversed: isReversed)
    if let ticks { return (scale, ticks.filter { scale.contains($0.value) }, []) }
    let (major, minor) = Ticks.logarithmic(low, high, aim)
    return (scale, major, minor)
  }
}

/// Round numbers along an axis.
enum Ticks {
  /// 1, 2, 2.5 or 5 times a power of ten, so that about `aim` steps fill the range.
  static func step(_ low: Double, _ high: Double, _ aim: Int) -> Double {
    let raw = (high - low) / Double(max(2, aim))
    guard raw.isFinite, raw > 0 else { return 1 }
    let power = pow(10, floor(log10(raw)))
    for factor in [1, 2, 2.5, 5, 10] where raw <= factor * power * 1.0000001 {
      // 2.5 between small whole numbers looks odd.
      if factor == 2.5, power == 1 { return 2 }
      return factor * power
    }
    return 10 * power
  }

  static func linear(_ low: Double, _ high: Double, _ step: Double) -> [Axis.Tick] {
    let first = ceil(low / step - 1e-9)
    let count = Int(bounded: max(0, min(200, floor(high / step + 1e-9) - first)))
    let values = (0...count).map { (first + Double($0)) * step }
    let exponent = values.map { $0 == 0 ? 0 : abs($0) }.max().map { $0 > 0 ? log10($0) : 0 } ?? 0
    let decimals = max(0, min(12, Int(bounded: ceil(-log10(step) - 1e-9)) + (isQuarter(step) ? 1 : 0)))
    return values.filter { $0 >= low - step * 1e-6 && $0 <= high + step * 1e-6 }.map { value in
      let shown = abs(value) < step * 1e-9 ? 0 : value
      if exponent >= 5.999 || exponent < -4 { return Axis.Tick(shown, compact(shown)) }
      return Axis.Tick(shown, trimmed(fixed(shown, decimals)))
    }
  }

  /// Powers of ten, and 2 and 5 between them when there are few; the other digits come as minor ticks.
  static func logarithmic(_ low: Double, _ high: Double, _ aim: Int) -> (major: [Axis.Tick], minor: [Double])
  {
    let first = Int(floor(log10(low) - 1e-9).clamped(-330, 330))
    let last = Int(ceil(log10(high) + 1e-9).clamped(-330, 330))
    let decades = log10(high / low)
    if decades < 0.7 {
      return (linear(low, high, step(low, high, aim)), [])
    }
    let stride = max(1, Int(bounded: (decades / Double(max(2, aim))).rounded(.up)))
    var major: [Axis.Tick] = []
    var minor: [Double] = []
    for exponent in first...max(first, last) {
      for digit in 1...9 {
        let value = Double(digit) * pow(10, Double(exponent))
        guard value >= low * 0.999999, value <= high * 1.000001 else { continue }
        let named = digit == 1 ? exponent % stride == 0 : decades < 2.2 && (digit == 2 || digit == 5)
        if named {
          let text = decades < 2.2 && abs(exponent) <= 4 ? plain(value) : power(digit, exponent)
          major.append(Axis.Tick(value, text))
        } else if stride == 1 {
          minor.append(value)
        }
      }
    }
    return (major, minor)
  }

  /// `10⁻³`, `2·10⁻³`
  static func power(_ digit: Int, _ exponent: Int) -> String {
    let raised: [Character: Character] = [
      "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
      "-": "⁻",
    ]
    return (digit == 1 ? "10" : "\(digit)·10") + String("\(exponent)".map { raised[$0] ?? $0 })
  }

  /// With a true minus sign: `−0.25`.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e15 else { return compact(value) }
    let whole = Int(scaled)
    let unit = Int(scale)
    var text = String(whole / unit)
    if decimals > 0 {
      let rest = String(whole % unit)
      text += "." + String(repeating: "0", count: decimals - rest.utf8.count) + rest
    }
    return value < 0 && whole != 0 ? "−" + text : text
  }

  /// At most four significant digits: `0.151`, `3.2·10⁻⁵`.
  static func short(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "−∞" : "∞" }
    if value == 0 { return "0" }
    let exponent = Int(bounded: floor(log10(abs(value))))
    if exponent < -4 || exponent >= 6 { return compact(value) }
    return trimmed(fixed(value, max(0, min(12, digits - 1 - exponent))))
  }

  private static func plain(_ value: Double) -> String { trimmed(fixed(value, 6)) }

  private static func compact(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "−∞" : "∞" }
    if value == 0 { return "0" }
    var exponent = Int(bounded: floor(log10(abs(value)) + 1e-12))
    var mantissa = value / pow(10, Double(exponent))
    if (abs(mantissa) * 100).rounded() >= 1000 {
      mantissa /= 10
      exponent += 1
    }
    let head = trimmed(fixed(mantissa, 2))
    if head == "1" || head == "−1" { return (head == "1" ? "" : "−") + power(1, exponent) }
    return head + "·" + power(1, exponent)
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  private static func isQuarter(_ step: Double) -> Bool {
    let mantissa = step / pow(10, floor(log10(step) + 1e-9))
    return abs(mantissa - 2.5) < 1e-6
  }
}
