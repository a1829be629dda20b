import Catalog
import Text

extension FigureBuiltins {
  /// Beside the `save` of models: the language picks by the first argument.
  static let save = Builtin(
    Descriptor(
      "save", .figure,
      Wording("writes a figure to a file, the format by the end of its name", "把图写入文件，格式由文件名的结尾决定"),
      parameters: [
        Parameter("figure", .any, Wording("what plot, heatmap, grid… gave", "plot、heatmap、grid 等给出的图")),
        Parameter(
          "path", .string,
          Wording(
            "\"loss.pdf\": .svg, .pdf, .png, or .gif for an animation", "\"loss.pdf\"：.svg、.pdf、.png，动画用 .gif"
          )),
      ], returns: Wording("nothing", "没有结果"),
      notes: Wording("A kill at any moment leaves the old file or the new one.", "无论何时被终止，留下的都是旧文件或完整的新文件。"))
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
