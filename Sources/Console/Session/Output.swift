import Glibc

/// Standard output and standard error, in step with each other and with the progress bar.
public enum Output {
  nonisolated(unsafe) private static var barIsShown = false

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

  /// Replaces the line at the bottom of the terminal.
  static func bar(_ text: String) {
    fflush(stdout)
    emit("\r\u{1B}[K" + text, to: stderr)
    fflush(stderr)
    barIsShown = true
  }

  /// Leaves the bar as it stands and goes on below it.
  static func keepBar() {
    if barIsShown { emit("\n", to: stderr) }
    barIsShown = false
  }

  static func hideBar() {
    if barIsShown { emit("\r\u{1B}[K", to: stderr) }
    barIsShown = false
  }

  public static func flush() { fflush(stdout) }

  private static func emit(_ text: String, to file: UnsafeMutablePointer<FILE>?) {
    var text = text
    let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
    // Whoever read our output has gone (`dls … | head`): there is nobody left to write for.
    if written < text.utf8.count, errno == EPIPE, file == stdout { _exit(141) }
  }
}
