import Notebooks
import Syntax

/// Cells, brackets over several lines, and comments of several lines.
enum Folding {
  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    func line(_ offset: Int) -> Int { document.lines.position(offset).line }
    let cells = Cells(document).all.filter(\.hasMarker)
      .map { fold(line($0.start), line(lastText(before: $0.end, from: $0.start, document)), "region") }
    let blocks = brackets(document).map { fold(line($0), line($1) - 1, nil) }
    let texts = comments(document).map { fold(line($0), line($1), "comment") }
    return .array((cells + blocks + texts).compactMap { $0 })
  }

  private static func fold(_ start: Int, _ end: Int, _ kind: String?) -> JSON? {
    guard end > start else { return nil }
    var fields: [JSON.Field] = [
      .init("startLine", .number(Double(start))), .init("endLine", .number(Double(end))),
    ]
    if let kind { fields.append(.init("kind", .string(kind))) }
    return .object(fields)
  }

  private static func lastText(before end: Int, from start: Int, _ document: Document) -> Int {
    let bytes = document.bytes
    var last = end
    while last > start, [0x0A, 0x0D, 0x20].contains(bytes[last - 1]) { last -= 1 }
    return last
  }

  private static func brackets(_ document: Document) -> [(Int, Int)] {
    var open: [Int] = []
    var pairs: [(Int, Int)] = []
    var pieces = document.pieces[...]
    for (offset, byte) in document.text.utf8.enumerated() {
      while let piece = pieces.first, piece.end <= offset { pieces.removeFirst() }
      if let piece = pieces.first, piece.start <= offset { continue }
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(offset)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if let start = open.popLast() { pairs.append((start, offset)) }
      default: break
      }
    }
    return pairs
  }

  /// Runs of lines that are comments, cell markers apart.
  private static func comments(_ document: Document) -> [(Int, Int)] {
    var runs: [(Int, Int)] = []
    for piece in document.pieces where piece.class == .comment {
      let line = document.lines.position(piece.start).line
      let isOwn = document.lines.start(ofLine: line) == piece.start
      guard isOwn, Marker(line: document.program.slice(piece.start, piece.end)) == nil else { continue }
      if let last = runs.last, document.lines.position(last.1).line == line - 1 {
        runs[runs.count - 1].1 = piece.end
      } else {
        runs.append((piece.start, piece.end))
      }
    }
    return runs
  }
}
