import Glibc

/// A number with so many significant digits at most, and all digits before the point.
public func shortNumber(_ value: Double, digits: Int) -> String {
  guard value.isFinite, value != 0 else { return formatNumber(value) }
  let decimals = digits - 1 - Int(log10(abs(value)).rounded(.down))
  if decimals <= 0 { return formatNumber(value.rounded()) }
  let scale = pow(10, Double(decimals))
  guard scale.isFinite else { return formatNumber(value) }
  return formatNumber((value * scale).rounded() / scale)
}
