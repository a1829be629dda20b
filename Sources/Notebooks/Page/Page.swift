import Text

/// A notebook that was run, as one HTML file with everything in it.
public struct Page {
  private let notebook: Notebook
  private let outcomes: [CellOutcome]
  private var markdown = Markdown()

  public init(_ notebook: Notebook, _ outcomes: [CellOutcome]) {
    self.notebook = notebook
    self.outcomes = outcomes
  }

  public static func html(_ notebook: Notebook, _ outcomes: [CellOutcome]) -> String {
    var page = Page(notebook, outcomes)
    return page.html()
  }

  private mutating func html() -> String {
    var body = ""
    for outcome in outcomes {
      body += outcome.cell.kind == .markdown ? markdown.html(outcome.cell.text) : code(outcome)
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="dls">
      <title>\(HTML.escape(title))</title>
      <style>
      \(PageStyle.css)
      </style>
      </head>
      <body>
      <main>
      \(contents)\(body)<footer>Made by dls from \(HTML.escape(fileName(notebook.name)))</footer>
      </main>
      </body>
      </html>

      """
  }

  private var title: String {
    for outcome in outcomes where outcome.cell.kind == .markdown {
      for line in outcome.cell.text.split(separator: "\n") where line.hasPrefix("# ") {
        return String(trim(line.dropFirst(2)))
      }
    }
    return fileName(notebook.name)
  }

  private var contents: String {
    let entries = markdown.headings.filter { (2...3).contains($0.level) }
    guard entries.count >= 3 else { return "" }
    let items = entries.map { "<li class=\"l\($0.level)\"><a href=\"#\($0.anchor)\">\($0.html)</a></li>" }
    return "<nav><details open><summary>Contents</summary><ol>\(items.joined())</ol></details></nav>\n"
  }

  private func code(_ outcome: CellOutcome) -> String {
    let cell = outcome.cell
    if cell.isEmptyOfCode, outcome.outputs.isEmpty, cell.title.isEmpty { return "" }
    var result = "<section class=\"cell\">\n"
    let number = outcome.number.map { "<span class=\"n\">[\($0)]</span>" } ?? ""
    if !cell.title.isEmpty || !number.isEmpty {
      result += "<div class=\"title\"><span>\(HTML.escape(cell.title))</span>\(number)</div>\n"
    }
    if cell.option("hide") == nil {
      result += "<pre class=\"code\"><code>\(Highlighter.html(cell.text))</code></pre>\n"
    }
    for output in outcome.outputs { result += html(output) }
    if let fault = outcome.fault { result += html(fault) }
    if !outcome.wasRun {
      result +=
        "<p class=\"skipped\">\(Wording("not run: an earlier cell failed", "没有运行：前面的单元格出错了").text)</p>\n"
    }
    return result + "</section>\n"
  }

  private func html(_ output: CellOutcome.Output) -> String {
    switch output {
    case .printed(let text): return "<pre class=\"out\">\(HTML.escape(trimNewlines(text)))</pre>\n"
    case .value(let text): return "<pre class=\"out value\">\(HTML.escape(text))</pre>\n"
    case .table(let table): return "<div class=\"out value\">\(HTML.table(table))</div>\n"
    case .warning(let fault): return html(fault)
    case .figure(let figure):
      let svg = InlineSVG.html(figure.svg, prefix: "fig\(figure.number)-", label: figure.label)
      return "<figure id=\"fig\(figure.number)\">\n\(svg)\n</figure>\n"
    }
  }

  private func html(_ fault: Fault) -> String {
    let isWarning = fault.severity == .warning
    let text = FaultText.plain(fault)
    return "<pre class=\"fault\(isWarning ? " warning" : "")\">\(HTML.escape(text))</pre>\n"
  }
}

func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

private func trimNewlines(_ text: String) -> String {
  var result = text[...]
  while result.last == "\n" { result.removeLast() }
  return String(result)
}
