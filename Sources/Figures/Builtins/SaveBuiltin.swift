import Catalog
import Text

extension FigureBuiltins {
  /// Beside the `save` of models: the language picks by the first argument.
  static let save = Builtin(
    Descriptor(
      "save", .figure, "writes a figure to a file, the format by the end of its name",
      parameters: [
        Parameter("figure", .any, "what plot, heatmap, grid… gave"),
        Parameter("path", .string, "\"loss.pdf\": .svg, .pdf, .png, or .gif for an animation"),
      ], returns: "nothing", notes: "A kill at any moment leaves the old file or the new one.")
  ) { arguments in
    guard case .object(let object) = arguments[0], let figure = object as? Figure else {
      throw FigureFailure.wrongData(
        call: "save", wanted: Wording("a figure", "图"), got: arguments[0].describedKind)
    }
    guard case .string(let path) = arguments[1] else { throw FigureFailure.unknownFormat(path: "") }
    try FigureFile.save(figure, path)
    return .none
  }
}
