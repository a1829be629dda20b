/// Markdown with fenced `dls` code as a notebook: the code is its cells, what stands between is text.
enum MarkdownReader {
  static func notebook(_ text: String, name: String) -> Notebook {
    var cells: [Cell] = []
    var lines: [Substring] = []
    var firstLine = 1
    var fence: Substring?
    func close(_ kind: Cell.Kind) {
      let isBlank = lines.allSatisfy { trim($0).isEmpty }
      if !isBlank {
        cells.append(Cell(kind: kind, text: lines.joined(separator: "\n"), firstLine: firstLine))
      }
      lines = []
    }
    var isCode = false
    for (index, line) in Notebooks.lines(of: text).enumerated() {
      let marks = line.prefix { $0 == "`" }
      if let open = fence, marks.count >= open.count, trim(line).count == marks.count {
        fence = nil
        guard isCode else {
          lines.append(line)
          continue
        }
        close(.code)
        isCode = false
      } else if fence == nil, marks.count >= 3 {
        fence = marks
        isCode = trim(line.dropFirst(marks.count)) == "dls"
        guard isCode else {
          lines.append(line)
          continue
        }
        close(.markdown)
      } else {
        lines.append(line)
        continue
      }
      firstLine = index + 2
    }
    close(isCode ? .code : .markdown)
    return Notebook(name: name, cells: cells)
  }
}
