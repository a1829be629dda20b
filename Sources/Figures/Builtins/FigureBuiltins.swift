import Catalog
import Text

/// Everything a program can draw with. `graph` is the language's, which knows how to trace a function; it ends in
/// ``Figure/graph(_:title:style:)``.
public enum FigureBuiltins {
  public static let all: [Builtin] = [
    plot, scatter, bar, hist, heatmap, imshow, contour, surface, ridgeline, quiver, boundary, diagram,
    workedConvolution, workedPooling, composition("figure"), composition("grid"), animate, save,
  ]

  /// The parameters of `graph` after the function and its arguments, for whoever traces it.
  public static var optionParameters: [Parameter] { FigureOptions.parameters }

  /// Reads values for ``optionParameters``, in their order.
  public static func style(_ values: [Argument]) throws -> Style { try FigureOptions.style(values) }

  private static func composition(_ name: String) -> Builtin {
    Builtin(
      Descriptor(
        name, .figure, Wording("several figures in one, in rows and columns", "把几幅图按行和列排成一幅"),
        parameters: [
          Parameter(
            "figures", .any, Wording("figures, or lists of them: a list is a row", "图，或图的列表：一个列表是一行"),
            variadic: true),
          Parameter(
            "columns", .integer, Wording("figures side by side", "并排的图数"), default: Argument.none,
            keywordOnly: true),
          Parameter(
            "title", .string, Wording("title above all", "最上方的标题"), default: Argument.none, keywordOnly: true),
          Parameter(
            "size", .any, Wording("width and height in pixels", "宽和高，以像素计"), default: Argument.none,
            keywordOnly: true),
        ], returns: Wording("figure", "图"),
        examples: [Example("\(name)(plot([1, 2]), plot([2, 1]), title=\"two\")")])
    ) { arguments in
      var (panels, columns): ([Panel], Int?) = ([], nil)
      for item in items(arguments[0]) {
        if case .list(let row) = item {
          columns = columns ?? row.count
          for part in row { panels += try figure(part, name).composed }
        } else {
          panels += try figure(item, name).composed
        }
      }
      guard !panels.isEmpty else {
        throw FigureFailure.nothingToDraw(
          call: name,
          hint: Wording("give it figures: \(name)(plot(f), plot(g))", "给它几幅图：\(name)(plot(f), plot(g))"))
      }
      guard panels.count <= 64 else { throw FigureFailure.tooManyPanels(panels.count) }
      if case .number(let wish) = arguments[1] { columns = Int(wish.clamped(1, 64)) }
      var title = ""
      if case .string(let text) = arguments[2] { title = text }
      let none = [Argument](repeating: .none, count: FigureOptions.parameters.count)
      var options = none
      if let place = FigureOptions.parameters.firstIndex(where: { $0.name == "size" }) {
        options[place] = arguments[3]
      }
      let size = try FigureOptions.style(options).size
      return .object(
        Figure(
          panels, columns: columns, title: title, width: size?.width, height: size?.height, kind: "figure"))
    }
  }

  private static func figure(_ argument: Argument, _ name: String) throws -> Figure {
    guard case .object(let object) = argument, let figure = object as? Figure else {
      throw FigureFailure.wrongData(call: name, wanted: Wording("figures", "图"), got: argument.describedKind)
    }
    return figure
  }
}

extension Figure {
  /// Its panels as parts of a larger figure; the title goes with the first.
  var composed: [Panel] {
    var panels = self.panels
    if !title.isEmpty, let first = panels.first, first.title.isEmpty { panels[0].title = title }
    return panels
  }
}
