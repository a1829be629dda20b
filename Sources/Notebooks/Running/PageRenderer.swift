import Catalog
import Figures
import Text

/// Runs a notebook and writes its pages and figures into a folder.
public struct PageRenderer {
  public enum Format: String, CaseIterable {
    case html, md, ipynb, pdf
    public static func named(_ name: String) throws -> Format {
      guard let format = Format(rawValue: name) else {
        throw NotebookFailure.unknownFormat(name, known: allCases.map(\.rawValue))
      }
      return format
    }
  }

  public var folder: String
  public var formats: [Format]
  /// Extensions of figure files to write beside the page: svg, pdf, png.
  public var figureFormats: [String]

  public init(folder: String, formats: [Format], figureFormats: [String]) {
    self.folder = folder
    self.formats = formats
    // A Markdown page refers to its figures.
    self.figureFormats =
      formats.contains(.md) && !figureFormats.contains("svg") ? figureFormats + ["svg"] : figureFormats
  }

  /// The pages written, and the fault that ended the run early: a page is written all the same.
  public func render(
    _ notebook: Notebook, host: any Host, seed: UInt64?
  ) throws -> (pages: [String], fault: Fault?) {
    try PlainFile.makeFolder(folder)
    let stem = PageRenderer.stem(notebook.name)
    let renderer = Renderer(keepsProcess: true)
    let runner = NotebookRunner(notebook, host: host) { figure, number in
      let svg = try renderer.svg(figure)
      for format in figureFormats {
        let path = "\(folder)/\(stem)-fig\(number).\(format)"
        if format == "svg" {
          try PlainFile.write(svg, to: path)
        } else {
          try FigureFile.save(figure, path, with: renderer)
        }
      }
      return DrawnFigure(number: number, svg: svg, label: figure.displayText)
    }
    let outcomes = runner.run(seed: seed)
    var pages: [String] = []
    for format in formats {
      let path = "\(folder)/\(stem).\(format.rawValue)"
      switch format {
      case .html: try PlainFile.write(Page.html(notebook, outcomes), to: path)
      case .md: try PlainFile.write(MarkdownPage.text(outcomes, stem: stem), to: path)
      case .ipynb: try PlainFile.write(IpynbWriter.json(outcomes).pretty + "\n", to: path)
      case .pdf: try PrintedPage.write(Page.html(notebook, outcomes), to: path)
      }
      pages.append(path)
    }
    return (pages, outcomes.lazy.compactMap(\.fault).first)
  }

  /// The file's name without folder and extension.
  public static func stem(_ path: String) -> String {
    let name = fileName(path)
    for ending in [".dls", ".ipynb"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.count))
    }
    return name == "-" ? "stdin" : name
  }
}
