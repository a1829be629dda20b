import Text

/// Reads Jupyter notebooks (nbformat 4). Outputs are dropped: running the cells makes them again.
public enum IpynbReader {
  public static func notebook(_ text: String, name: String) throws -> Notebook {
    let json: JSON
    do {
      json = try JSON.parse(text)
    } catch let error as JSON.ParseError {
      throw NotebookFailure.notNotebook(
        name,
        reason: Wording("\(error.message), at byte \(error.offset)", "\(error.message)，在字节 \(error.offset) 处")
      )
    }
    guard let cells = json["cells"]?.items else {
      throw NotebookFailure.notNotebook(name, reason: Wording("it has no list of cells", "它没有单元格列表"))
    }
    var line = 1
    var result: [Cell] = []
    for (index, item) in cells.enumerated() {
      var cell = try cell(item, name: name, index: index)
      cell.firstLine = line + 1
      line += lines(of: cell.text).count + 2
      result.append(cell)
    }
    let notebook = Notebook(name: name, cells: result)
    // The layout of the file it came from, unless the cells were edited since.
    if let layout = json["metadata"]?["dls"]?["layout"]?.text {
      let original = Notebook(name: name, dls: layout)
      if original.dls == notebook.dls { return original }
    }
    return notebook
  }

  private static func cell(_ json: JSON, name: String, index: Int) throws -> Cell {
    guard let type = json["cell_type"]?.text, let source = json["source"] else {
      throw NotebookFailure.notNotebook(
        name,
        reason: Wording(
          "cell \(index + 1) has no cell_type or no source", "第 \(index + 1) 个单元格没有 cell_type 或 source"))
    }
    let text = source.text ?? (source.items ?? []).compactMap(\.text).joined()
    var options: [(name: String, value: String)] = []
    if case .object(let fields)? = json["metadata"]?["dls"] {
      options = fields.compactMap { field in field.value.text.map { (field.name, $0) } }
    }
    let title = json["metadata"]?["title"]?.text ?? ""
    let isCode = type == "code"
    return Cell(
      kind: isCode ? .code : .markdown, title: title, options: options,
      text: trimmed(isCode ? MarkerEscape.escaped(text) : embedded(json["attachments"], in: text)))
  }

  /// Images that are attached to a cell stand in its text.
  private static func embedded(_ attachments: JSON?, in text: String) -> String {
    guard case .object(let files)? = attachments else { return text }
    return files.reduce(text) { text, file in
      guard case .object(let forms) = file.value, let form = forms.first else { return text }
      let data = form.value.text ?? (form.value.items ?? []).compactMap(\.text).joined()
      let bare = data.filter { !$0.isWhitespace }
      return text.replacing("(attachment:\(file.name))", with: "(data:\(form.name);base64,\(bare))")
    }
  }

  private static func trimmed(_ text: String) -> String {
    var lines = Notebooks.lines(of: text)
    while let last = lines.last, trim(last).isEmpty { lines.removeLast() }
    while let first = lines.first, trim(first).isEmpty { lines.removeFirst() }
    return lines.joined(separator: "\n")
  }
}
