/// The lines of one source that a fault points at, with carets and label texts under them.
struct Excerpt {
  let source: Source
  let marks: [Mark]
  let gutter: Int
  let renderer: FaultRenderer

  func lines() -> [String] {
    var byLine: [Int: [Mark]] = [:]
    for mark in marks { byLine[source.line(of: mark.span.start), default: []].append(mark) }
    var result = [renderer.bar(gutter)]
    var previous: Int?
    for line in byLine.keys.sorted() {
      if let previous, line > previous + 1 {
        result.append(renderer.paint(String(repeating: " ", count: gutter + 1) + "…", .gutter))
      }
      previous = line
      result += annotated(line, byLine[line] ?? [])
    }
    return result
  }

  private func annotated(_ line: Int, _ marks: [Mark]) -> [String] {
    let start = source.start(ofLine: line)
    let center = (marks.first { $0.isPrimary } ?? marks.first).map { $0.span.start - start } ?? 0
    let shown = ShownLine(source, line, around: center)
    let notes = marks.map { note($0, shown, line) }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    let room = max(20, renderer.width - gutter - 4)
    let focus = notes.first { $0.isPrimary } ?? notes.first
    let window = shown.window(around: focus?.start ?? 0, room: room)
    let number = String(line)
    let padding = String(repeating: " ", count: max(0, gutter - number.count))
    var result = [renderer.paint(padding + number + " |", .gutter) + spaced(window.text)]
    for row in AnnotationRows(notes: notes, window: window, renderer: renderer).rows() {
      result.append(renderer.bar(gutter) + spaced(row))
    }
    return result
  }

  private func spaced(_ text: String) -> String { text.isEmpty ? "" : " " + text }

  /// A mark in display columns; one that goes on over several lines ends with its first.
  private func note(_ mark: Mark, _ shown: ShownLine, _ line: Int) -> AnnotationRows.Note {
    let lineStart = source.start(ofLine: line)
    let start = shown.column(ofOffset: mark.span.start - lineStart)
    let end = shown.column(ofOffset: mark.span.end - lineStart)
    return AnnotationRows.Note(
      start: start, end: max(start + 1, end),
      text: printable(mark.text.replacingNewlines()), isPrimary: mark.isPrimary)
  }
}

/// A source line as a terminal shows it: tabs as spaces, control characters made visible. Of a line much
/// longer than any terminal is wide, only the part around an offset.
struct ShownLine {
  /// Each character with the UTF-8 offset where it begins and its column.
  private var cells: [(text: String, offset: Int, column: Int)] = []
  private var width = 0
  private var length = 0

  private static let reach = 2000

  init(_ source: Source, _ line: Int, around center: Int) {
    var text = source.line(line)
    if text.last == "\r" || text.last == "\r\n" { text.removeLast() }
    if text.utf8.count > 2 * ShownLine.reach {
      let start = source.start(ofLine: line)
      length = max(0, min(center, text.utf8.count) - ShownLine.reach)
      let end = min(length + 2 * ShownLine.reach, text.utf8.count)
      text = source.slice(start + length, start + end)
    }
    for character in text {
      // A letter can carry any number of marks.
      let scalars = String(String.UnicodeScalarView(character.unicodeScalars.prefix(8)))
      let shown =
        character == "\t" ? String(repeating: " ", count: 4 - width % 4) : printable(scalars)
      cells.append((shown, length, width))
      width += displayWidth(shown)
      length += character.utf8.count
    }
  }

  /// The column of a UTF-8 offset within the line; past the end, the column after the last character.
  func column(ofOffset offset: Int) -> Int {
    if offset >= length { return width }
    var low = 0
    var high = cells.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if cells[middle].offset <= offset { low = middle } else { high = middle }
    }
    return cells.isEmpty ? 0 : cells[low].column
  }

  /// The part of the line that fits, and the first and last columns it shows.
  struct Window {
    var text: String
    /// Column of the line that stands at the window's first column (its ellipsis counted in).
    var origin: Int
    var columns: Int
  }

  func window(around focus: Int, room: Int) -> Window {
    guard width > room || cells.count > 2 * room else {
      return Window(text: trimmedEnd(cells.map(\.text).joined()), origin: 0, columns: width + 1)
    }
    let first = focus < room * 2 / 3 ? 0 : focus - room / 3
    var text = ""
    var origin: Int?
    var used = 0
    var count = 0
    for cell in cells where cell.column >= first {
      if origin == nil {
        origin = first > 0 ? cell.column - 2 : 0
        if first > 0 { (text, used) = ("… ", 2) }
      }
      let next = displayWidth(cell.text)
      count += 1
      // Characters without a width would never fill the room.
      if used + next > room - 2 || count > 2 * room {
        text += " …"
        break
      }
      text += cell.text
      used += next
    }
    return Window(text: trimmedEnd(text), origin: origin ?? 0, columns: room)
  }

  private func trimmedEnd(_ text: String) -> String {
    guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
    return String(text[...last])
  }
}

extension String {
  fileprivate func replacingNewlines() -> String { split(separator: "\n").joined(separator: " ") }
}
