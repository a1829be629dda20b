/// Figures as files, the format by the end of the name.
public enum FigureFile {
  /// - Throws: ``FigureFailure/unknownFormat(path:)`` when the name ends otherwise, and whatever drawing throws.
  public static func save(_ figure: Figure, _ path: String, with renderer: Renderer = .shared) throws {
    guard let format = Format(path: path) else { throw FigureFailure.unknownFormat(path: path) }
    try renderer.render(figure, to: path, format: format)
  }
}
