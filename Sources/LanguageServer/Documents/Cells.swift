import Notebooks
import Text

/// Where the cells of a document lie.
struct Cells {
  struct Cell {
    var start: Int
    var end: Int
    var firstLineEnd: Int
    var title: String
    var isText: Bool
    var hasMarker: Bool
  }

  private(set) var all: [Cell] = []

  init(_ document: Document) {
    let lines = document.lines
    for line in 0..<lines.lineCount {
      let (start, end) = (lines.start(ofLine: line), lines.end(ofLine: line))
      let marker = Marker(line: document.program.slice(start, end))
      guard marker != nil || all.isEmpty else { continue }
      if !all.isEmpty { all[all.count - 1].end = start }
      let title = marker?.title ?? ""
      all.append(
        Cell(
          start: start, end: document.text.utf8.count, firstLineEnd: end,
          title: title.isEmpty ? Wording("cell \(all.count + 1)", "单元格 \(all.count + 1)").text : title,
          isText: marker?.kind == .markdown,
          hasMarker: marker != nil))
    }
  }
}
