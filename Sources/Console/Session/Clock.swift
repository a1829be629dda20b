import Glibc

/// Time for people.
public enum Clock {
  /// Monotonic.
  public static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// `850 µs`, `12.5 ms`, `3.21 s`.
  public static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: "\(Int(max(0, seconds) * 1e6)) µs"
    case ..<1: "\((seconds * 1e4).rounded() / 10) ms"
    default: "\((seconds * 100).rounded() / 100) s"
    }
  }
}
