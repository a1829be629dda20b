import Catalog
import Text

/// A training run's progress as one line.
enum ProgressLine {
  /// `epoch 1/3 ━━━━━━━━━╸          45%  421/938  loss 0.4521  4,512/s  0:08 left`
  static func bar(_ progress: Progress, seconds: Double, width: Int, color: Bool) -> String {
    let head = epoch(progress) + " "
    let tail = " " + facts(progress, seconds: seconds).joined(separator: "  ")
    let room = max(0, min(30, width - displayWidth(head) - displayWidth(tail) - 1))
    let done = progress.steps > 0 ? Double(progress.step) / Double(progress.steps) : 0
    let filled = max(0, min(room, Int((Double(room) * done).rounded(.down))))
    let full = String(repeating: "━", count: filled)
    let rest = String(repeating: color ? "━" : "─", count: room - filled)
    let bar = color ? "\u{1B}[32m\(full)\u{1B}[90m\(rest)\u{1B}[0m" : full + rest
    return room < 6 ? String((head + tail.dropFirst()).prefix(max(1, width - 1))) : head + bar + tail
  }

  static func plain(_ progress: Progress, seconds: Double) -> String {
    epoch(progress) + "  " + facts(progress, seconds: seconds).joined(separator: "  ")
  }

  private static func epoch(_ progress: Progress) -> String {
    let count = "\(progress.epoch)/\(progress.epochs)"
    return Wording("epoch \(count)", "第 \(count) 轮").text
  }

  private static func facts(_ progress: Progress, seconds: Double) -> [String] {
    var result: [String] = []
    if !progress.isEpochEnd, progress.steps > 0 {
      result.append("\(100 * progress.step / progress.steps)%")
      result.append("\(progress.step)/\(progress.steps)")
    }
    result += progress.metrics.map { "\($0.name) \(short($0.value))" }
    if progress.rate > 0, progress.rate.isFinite { result.append("\(thousands(progress.rate))/s") }
    if progress.isEpochEnd { result.append(clock(seconds)) }
    // Of the whole run, as if the other epochs took as long as this one.
    if progress.step > 0, progress.steps >= progress.step,
      !(progress.isEpochEnd && progress.epoch == progress.epochs)
    {
      let steps = (progress.epochs - progress.epoch + 1) * progress.steps - progress.step
      let rest = clock(seconds / Double(progress.step) * Double(steps))
      result.append(Wording("\(rest) left", "剩余 \(rest)").text)
    }
    return result
  }

  /// Four digits after the point, fewer for large numbers.
  static func short(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
    if abs(value) >= 1000 { return thousands(value) }
    let scaled = (abs(value) * 10_000).rounded()
    if scaled == 0, value != 0 { return "\(value)" }
    let whole = Int(scaled) / 10_000
    let digits = String(Int(scaled) % 10_000)
    return (value < 0 ? "-" : "") + "\(whole)." + String(repeating: "0", count: 4 - digits.count) + digits
  }

  static func thousands(_ value: Double) -> String {
    guard let whole = Int(exactly: value.rounded()) else { return "\(value)" }
    var digits = String(abs(whole))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (whole < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  static func clock(_ seconds: Double) -> String {
    guard let total = Int(exactly: max(0, seconds).rounded()) else { return "?" }
    let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    let (hours, minutes) = (total / 3600, total / 60 % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(total % 60))" : "\(minutes):\(two(total % 60))"
  }
}
