import Glibc

/// What standard output and standard error are connected to.
public enum Terminal {
  public static func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

  /// Colour only on a terminal that can, and only without `NO_COLOR`.
  public static func hasColor(_ file: Int32) -> Bool {
    guard isTerminal(file), !isSet("NO_COLOR") else { return false }
    return value("TERM").map { $0 != "dumb" } ?? false
  }

  /// The cursor can go up.
  static var movesCursor: Bool { isTerminal(STDOUT_FILENO) && value("TERM").map { $0 != "dumb" } ?? false }

  /// Lines are wrapped anew when the window's size changes, as most do; xterm and st cut them off.
  static var wrapsAnew: Bool {
    let isXterm = value("TERM")?.hasPrefix("xterm") == true && isSet("XTERM_VERSION")
    return !isXterm && value("TERM")?.hasPrefix("st-") != true
  }

  /// In characters; 80 when unknown.
  public static var width: Int { size().columns }
  public static var height: Int { size().rows }

  /// A variable of the environment, when set and not empty.
  public static func value(_ name: String) -> String? {
    guard let text = getenv(name), text.pointee != 0 else { return nil }
    return String(cString: text)
  }

  public static func isSet(_ name: String) -> Bool { value(name) != nil }

  private static func size() -> (columns: Int, rows: Int) {
    var window = winsize()
    for file in [STDOUT_FILENO, STDERR_FILENO] where ioctl(file, UInt(TIOCGWINSZ), &window) == 0 {
      if window.ws_col > 0 { return (Int(window.ws_col), max(4, Int(window.ws_row))) }
    }
    return (80, 24)
  }
}
