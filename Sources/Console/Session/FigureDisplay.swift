import Figures
import Glibc
import Notebooks
import Text

/// Shows the REPL's plots: in a window where there is a display, else in the terminal; saved in either case.
public final class FigureDisplay {
  private var count = 0
  private let folder: String
  /// Looked for when the first figure comes: that takes a gnuplot.
  private lazy var window = Window()
  private let renderer = Renderer(keepsProcess: true)

  init() {
    let cache =
      Terminal.value("XDG_CACHE_HOME") ?? Terminal.value("HOME").map { $0 + "/.cache" } ?? "/tmp"
    folder = "\(cache)/dls/figures"
  }

  /// Ends gnuplot and removes its folder.
  func close() {
    renderer.close()
    window = nil
  }

  func show(_ figure: Figure, color: Bool) throws {
    count += 1
    let path = "\(folder)/\(getpid())-\(count).png"
    if let window {
      try window.show(figure)
    } else {
      Output.write(FigureDisplay.picture(figure, color: color) + "\n")
    }
    try PlainFile.makeFolder(folder)
    try FigureFile.save(figure, path, with: renderer)
    Output.write(Wording("saved: \(path)", "已保存：\(path)").text + "\n")
  }

  /// What stands for a figure on standard output: a picture of characters on a terminal, else a line about it.
  public static func text(_ figure: Figure) -> String {
    Terminal.isTerminal(STDOUT_FILENO)
      ? picture(figure, color: Terminal.hasColor(STDOUT_FILENO)) : figure.displayText
  }

  private static func picture(_ figure: Figure, color: Bool) -> String {
    let rows = max(8, min(24, Terminal.height - 6))
    return Braille.text(figure, columns: min(100, Terminal.width - 1), rows: rows, color: color)
  }
}
