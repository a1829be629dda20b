/// Figures as files, the format by the end of the name.
public enum FigureFile {
  /// - Throws: ``FigureFailure/unknownFormat(path:)`` when the name ends otherwise, and whatever drawing throws.
  public static func save(_ figure: Figure, _ path: String, with renderer: Renderer = .shared) throws {
    guard let format = Format(path: path) else { throw FigureFailure.unknownFormat(path: path) }
    try renderer.render(figure, to: path, format: format)
  }
}

extension Renderer {
  /// Draws into a file, the format by the end of its name.
  public func draw(_ figure: Figure, to path: String) throws { try FigureFile.save(figure, path, with: self) }

  /// Shows a window when there is a display and gnuplot can open one; false otherwise.
  public func show(_ figure: Figure) throws -> Bool {
    // gnuplot-nox, which dls asks for, has no window terminal.
    false
  }
}
