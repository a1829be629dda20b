/// A notebook that was run, as Markdown: figures are referred to by file.
public enum MarkdownPage {
  /// - Parameter stem: the figures are files `STEM-figN.svg` beside the page.
  public static func text(_ outcomes: [CellOutcome], stem: String) -> String {
    outcomes.map { $0.cell.kind == .markdown ? $0.cell.text + "\n" : code($0, stem: stem) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func code(_ outcome: CellOutcome, stem: String) -> String {
    if outcome.cell.isEmptyOfCode, outcome.outputs.isEmpty { return "" }
    var result = fenced(outcome.cell.text, "dls")
    for output in outcome.outputs {
      switch output {
      case .printed(let text), .value(let text): result += "\n" + fenced(text, "")
      case .table(let table): result += "\n" + fenced(table.text, "")
      case .warning(let fault): result += "\n" + fenced(FaultText.plain(fault), "")
      case .figure(let figure): result += "\n![\(figure.label)](\(stem)-fig\(figure.number).svg)\n"
      }
    }
    if let fault = outcome.fault { result += "\n" + fenced(FaultText.plain(fault), "") }
    return result
  }

  private static func fenced(_ text: String, _ language: String) -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }
}
