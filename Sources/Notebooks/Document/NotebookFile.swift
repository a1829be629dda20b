import Text

/// Notebooks on disk: `.dls`, `.ipynb` and `.md`.
public enum NotebookFile {
  /// By the file's extension; anything but `.ipynb` and `.md` is read as dls. `-` is standard input.
  public static func read(_ path: String) throws -> Notebook {
    let text = try PlainFile.read(path)
    if path.hasSuffix(".ipynb") { return try IpynbReader.notebook(text, name: path) }
    if path.hasSuffix(".md") { return MarkdownReader.notebook(text, name: path) }
    return Notebook(name: path == "-" ? "stdin" : path, dls: text)
  }

  public static func write(_ notebook: Notebook, to path: String) throws {
    try PlainFile.write(text(of: notebook, for: path), to: path)
  }

  /// In the format that the path's extension names.
  public static func text(of notebook: Notebook, for path: String) throws -> String {
    switch path.split(separator: ".").last {
    case "dls": return notebook.program
    case "ipynb": return IpynbWriter.json(notebook).pretty + "\n"
    case "md":
      let outcomes = notebook.cells.map { CellOutcome(cell: $0) }
      return MarkdownPage.text(outcomes, stem: PageRenderer.stem(path))
    default: throw NotebookFailure.unknownFormat(path, known: [".dls", ".ipynb", ".md"])
    }
  }
}
