import Glibc

/// Figures in windows of their own, where there is a display and a gnuplot that can open one.
public final class Window {
  private let process: GnuplotProcess
  private let terminal: String
  private var count = 0

  /// nil without a display, without gnuplot, or where gnuplot knows no windows (gnuplot-nox).
  public init?() {
    guard getenv("DISPLAY") != nil || getenv("WAYLAND_DISPLAY") != nil else { return nil }
    for terminal in ["qt", "wxt", "x11"] {
      if let process = Window.process(knowing: terminal) {
        self.process = process
        self.terminal = terminal
        return
      }
    }
    return nil
  }

  /// Each figure gets a new window; all close with this object.
  public func show(_ figure: Figure) throws {
    count += 1
    let word = "T" + String(UInt64.random(in: .min ... .max), radix: 36)
    let script = Script.text(figure, format: .png, output: "/dev/null", tag: "E" + word)
    var lines = script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let size =
      "size \(min(figure.width, 1200)),\(min(figure.width, 1200) * figure.height / max(1, figure.width))"
    for (index, line) in lines.enumerated().prefix(3) {
      if line.hasPrefix("set terminal ") {
        lines[index] = "set terminal \(terminal) \(count) \(size) noenhanced noraise"
      }
      if line.hasPrefix("set output ") { lines[index] = "" }
    }
    try process.run("reset session\n" + lines.joined(separator: "\n"), token: word)
  }

  /// A gnuplot that was built with a terminal.
  private static func process(knowing terminal: String) -> GnuplotProcess? {
    guard let process = try? GnuplotProcess(program: "gnuplot", timeout: 20) else { return nil }
    let word = "K" + String(UInt64.random(in: .min ... .max), radix: 36)
    let test = "if (strstrt(' '.GPVAL_TERMINALS.' ', ' \(terminal) ') == 0) { set terminal no_such_terminal }"
    return (try? process.run(test, token: word)) == nil ? nil : process
  }
}
