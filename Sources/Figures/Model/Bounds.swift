// Data may hold anything; what is counted, indexed and spanned from it may not.

extension Int {
  /// A number from data, cut to a whole one: nan gives 0, and what is beyond a thousand million that.
  init(bounded value: Double) {
    self = value.isNaN ? 0 : Int(Swift.min(1e9, Swift.max(-1e9, value)))
  }
}

extension ClosedRange<Double> {
  /// From `low` to `high`, or around them when they are one number: never empty, however large it is.
  init(spanning low: Double, _ high: Double) {
    if low < high {
      self = low...high
    } else {
      let half = Swift.max(0.5, abs(low) * 1e-3)
      self =
        Swift.max(
          low - half, -Double.greatestFiniteMagnitude)...Swift.min(
          low + half, Double.greatestFiniteMagnitude)
    }
  }
}

extension Double {
  func clamped(_ low: Double, _ high: Double) -> Double { Swift.min(high, Swift.max(low, self)) }
}
