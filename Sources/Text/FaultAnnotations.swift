/// The rows under a source line: carets and dashes, then the label texts, the rightmost beside its caret and
/// the others below, each hanging from a bar.
struct AnnotationRows {
  struct Note {
    /// Display columns of the whole line, end excluded.
    var start: Int
    var end: Int
    var text: String
    var isPrimary: Bool
  }

  let notes: [Note]
  let window: ShownLine.Window
  let renderer: FaultRenderer

  func rows() -> [String] {
    let placed = notes.map { note in
      var note = note
      note.start = max(0, min(note.start - window.origin, window.columns - 1))
      note.end = max(note.start + 1, min(note.end - window.origin, window.columns))
      return note
    }
    var hanging = placed.filter { !$0.text.isEmpty }
    var canvas = Canvas()
    for note in placed where !note.isPrimary { canvas.fill(note.start..<note.end, "-", .label) }
    for note in placed where note.isPrimary { canvas.fill(note.start..<note.end, "^", .error) }
    // The end of a dash run that a caret run covers stays visible by drawing its first column last.
    let rightmost = placed.map(\.end).max() ?? 0
    if let last = hanging.last, last.end == rightmost {
      hanging.removeLast()
      canvas.write(" " + last.text, at: last.end, last.isPrimary ? .error : .label)
    }
    var rows = [canvas.text(renderer)]
    if !hanging.isEmpty { rows.append(bars(hanging, nil)) }
    while let last = hanging.popLast() { rows.append(bars(hanging, last)) }
    return rows
  }

  /// A row of bars under the notes still to come, and the text of one of them.
  private func bars(_ waiting: [Note], _ current: Note?) -> String {
    var canvas = Canvas()
    for note in waiting where note.start != current?.start {
      canvas.fill(note.start..<note.start + 1, "|", note.isPrimary ? .error : .label)
    }
    if let current { canvas.write(current.text, at: current.start, current.isPrimary ? .error : .label) }
    return canvas.text(renderer)
  }
}

/// A row of characters with styles.
private struct Canvas {
  private var cells: [(text: Character, style: FaultRenderer.Style?)] = []

  mutating func fill(_ columns: Range<Int>, _ character: Character, _ style: FaultRenderer.Style) {
    pad(to: columns.upperBound)
    for column in columns { cells[column] = (character, style) }
  }

  /// A text is only ever the last thing in a row, so wide characters disturb nothing after them.
  mutating func write(_ text: String, at column: Int, _ style: FaultRenderer.Style) {
    pad(to: column)
    cells.removeSubrange(column...)
    cells += text.map { ($0, style) }
  }

  private mutating func pad(to count: Int) {
    while cells.count < count { cells.append((" ", nil)) }
  }

  func text(_ renderer: FaultRenderer) -> String {
    var result = ""
    var index = 0
    while index < cells.count {
      let style = cells[index].style
      var run = ""
      while index < cells.count, cells[index].style == style {
        run.append(cells[index].text)
        index += 1
      }
      result += style.map { renderer.paint(run, $0) } ?? run
    }
    return result
  }
}
