import Language
import Text

/// A cell that waits for its turn.
struct PendingCell {
  let number: Int
  let text: String
  /// `:time`
  var isTimed = false
}

/// A cell that runs, or stands still in the middle.
final class CellRun {
  let cell: PendingCell
  /// What runs once it is done.
  let rest: [PendingCell]
  /// nil: it runs where the prompt does, and cannot pause.
  let thread: CellThread?
  let source: Source
  /// Of the stretches in which it ran.
  var seconds = 0.0
  var result: Result<CellResult, any Error>?
  /// While it stands still.
  var suspension: Suspension?

  init(_ cell: PendingCell, rest: [PendingCell], thread: CellThread?) {
    self.cell = cell
    self.rest = rest
    self.thread = thread
    source = Sources.add(name: "In[\(cell.number)]", text: cell.text)
  }

  /// `cell 3, line 2: opt.step()`
  var place: Wording {
    let cell = Wording("cell \(self.cell.number)", "单元格 \(self.cell.number)")
    guard let span = suspension?.place else { return cell }
    let source = Sources[span.source]
    let line = source.position(of: span.start).line
    let text = printable(source.line(line).drop { $0 == " " }.prefix(60))
    let home = span.source == self.source.id ? "" : " (\(source.name))"
    return Wording("\(cell)\(home), line \(line): \(text)", "\(cell)\(home) 第 \(line) 行：\(text)")
  }
}
