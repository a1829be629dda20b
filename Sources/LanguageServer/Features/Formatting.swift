import Notebooks
import Syntax

/// What `dls fmt` would do, as one edit of the lines that change; nothing while the text has errors.
enum Formatting {
  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    guard let new = try? Formatter.format(document.program) else { return .null }
    if new == document.text { return .array([]) }
    let (old, tidy) = (document.bytes, Array(new.utf8))
    var start = zip(old, tidy).prefix { $0 == $1 }.count
    while start > 0, old[start - 1] != 0x0A { start -= 1 }
    var end = zip(old[start...].reversed(), tidy[start...].reversed()).prefix { $0 == $1 }.count
    while end > 0, !isLineStart(old, old.count - end) || !isLineStart(tidy, tidy.count - end) { end -= 1 }
    let text = String(decoding: tidy[start..<(tidy.count - end)], as: UTF8.self)
    return .array([document.edit(start, old.count - end, text)])
  }

  private static func isLineStart(_ bytes: [UInt8], _ offset: Int) -> Bool {
    offset == 0 || bytes[offset - 1] == 0x0A
  }
}
