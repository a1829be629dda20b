import Glibc

/// Standard output and standard error, in step with each other and with the progress bar.
public enum Output {
  /// Lines of the bar that stands at the bottom of the terminal.
  nonisolated(unsafe) private static var barLines = 0

  public static func write(_ text: String) {
    if text.isEmpty { return }
    hideBar()
    emit(text, to: stdout)
  }

  public static func error(_ text: String) {
    hideBar()
    fflush(stdout)
    emit(text, to: stderr)
  }

  /// Replaces the lines at the bottom of the terminal.
  static func bar(_ text: String) {
    fflush(stdout)
    emit(erasing + text, to: stderr)
    fflush(stderr)
    barLines = 1 + text.count { $0 == "\n" }
  }

  /// Takes the bar away, from its last line up.
  private static var erasing: String {
    "\r\u{1B}[K" + String(repeating: "\u{1B}[A\u{1B}[K", count: max(0, barLines - 1))
  }

  /// Leaves the bar as it stands and goes on below it.
  static func keepBar() {
    if barLines > 0 { emit("\n", to: stderr) }
    barLines = 0
  }

  static func hideBar() {
    if barLines > 0 { emit(erasing, to: stderr) }
    barLines = 0
  }

  public static func flush() { fflush(stdout) }

  private static func emit(_ text: String, to file: UnsafeMutablePointer<FILE>?) {
    var text = text
    let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
    // Whoever read our output has gone (`dls … | head`): there is nobody left to write for.
    if written < text.utf8.count, errno == EPIPE, file == stdout { _exit(141) }
  }
}
