import Figures
import Glibc
import Notebooks
import Text

/// Shows the REPL's plots: in a window where there is a display, else in the terminal; saved in either case.
final class FigureDisplay {
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
      let rows = max(8, min(24, Terminal.height - 6))
      Output.write(
        Braille.text(figure, columns: min(100, Terminal.width - 1), rows: rows, color: color) + "\n")
    }
    try PlainFile.makeFolder(folder)
    try FigureFile.save(figure, path, with: renderer)
    Output.write("saved: \(path)\n")
  }
}
