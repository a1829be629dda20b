import Text

/// A `.dls` file as cells. A file without markers is one code cell.
public struct Notebook {
  /// What errors and pages call it.
  public let name: String
  public private(set) var cells: [Cell]
  /// The whole as one program, its lines those of the file; text cells are comments.
  public let program: String

  public init(name: String, cells: [Cell]) {
    self.name = name
    self.cells = cells
    program = Notebook.text(cells)
  }

  public init(name: String, dls text: String) {
    self.name = name
    program = text
    cells = []
    var open: (marker: Marker, firstLine: Int, lines: [Substring]) = (Marker(), 1, [])
    var sawMarker = false
    for (index, line) in lines(of: text).enumerated() {
      guard let marker = Marker(line: line) else {
        open.lines.append(line)
        continue
      }
      close(open, keepBlank: sawMarker)
      sawMarker = true
      open = (marker, index + 2, [])
    }
    close(open, keepBlank: sawMarker)
  }

  /// The text of a `.dls` file with these cells; reading it back gives the same cells.
  public var dls: String { Notebook.text(cells) }

  private static func text(_ cells: [Cell]) -> String {
    var result = ""
    for (index, cell) in cells.enumerated() {
      if index > 0 { result += "\n" }
      let isPreamble = index == 0 && cell.kind == .code && cell.title.isEmpty && cell.options.isEmpty
      if !(isPreamble && (cells.count == 1 || cell.text.beginsWithShebang)) {
        result += Marker.text(of: cell) + "\n"
      }
      result += cell.kind == .code ? cell.text : commented(cell.text)
      result += "\n"
    }
    return result
  }

  /// A source whose lines and columns are those of the file: the lines before the cell are left blank.
  public func source(of cell: Cell) -> Source {
    Sources.add(
      name: name, text: String(repeating: "\n", count: max(0, cell.firstLine - 1)) + cell.text + "\n")
  }

  private mutating func close(
    _ open: (marker: Marker, firstLine: Int, lines: [Substring]), keepBlank: Bool
  ) {
    var lines = open.lines
    var firstLine = open.firstLine
    while let last = lines.last, trim(last).isEmpty { lines.removeLast() }
    while let first = lines.first, trim(first).isEmpty {
      lines.removeFirst()
      firstLine += 1
    }
    if lines.isEmpty, !keepBlank { return }
    if open.marker.kind == .markdown { lines = lines.map(Notebook.uncommented) }
    cells.append(
      Cell(
        kind: open.marker.kind, title: open.marker.title, options: open.marker.options,
        text: lines.joined(separator: "\n"), firstLine: firstLine))
  }

  private static func uncommented(_ line: Substring) -> Substring {
    guard line.hasPrefix("#") else { return line }
    let rest = line.dropFirst()
    return rest.hasPrefix(" ") ? rest.dropFirst() : rest
  }

  private static func commented(_ text: String) -> String {
    lines(of: text).map { $0.isEmpty ? "#" : "# " + $0 }.joined(separator: "\n")
  }
}
