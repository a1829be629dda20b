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
    switch path.split(separator: ".").last {
    case "dls": try PlainFile.write(notebook.program, to: path)
    case "ipynb": try PlainFile.write(IpynbWriter.json(notebook).pretty + "\n", to: path)
    case "md":
      let outcomes = notebook.cells.map { CellOutcome(cell: $0) }
      try PlainFile.write(MarkdownPage.text(outcomes, stem: PageRenderer.stem(path)), to: path)
    default: throw NotebookFailure.unknownFormat(path, known: [".dls", ".ipynb", ".md"])
    }
  }
}
