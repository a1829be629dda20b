@preconcurrency import CReadline
import Glibc
import Notebooks

/// The cells of this and earlier sessions; an entry is a whole cell, however many lines it has.
enum History {
  static let limit: Int32 = 10_000

  /// `$XDG_STATE_HOME/dls/history`; nil when there is no home to keep it in.
  static func path() -> String? {
    func variable(_ name: String) -> String? {
      guard let value = getenv(name), value.pointee != 0 else { return nil }
      return String(cString: value)
    }
    if let state = variable("XDG_STATE_HOME") { return state + "/dls/history" }
    return variable("HOME").map { $0 + "/.local/state/dls/history" }
  }

  static func load(_ path: String) {
    // A history that cannot be kept is no reason not to start.
    if let slash = path.lastIndex(of: "/") { try? PlainFile.makeFolder(String(path[..<slash])) }
    using_history()
    // Lines that begin with this mark and a digit part the entries. A control character, for `#1` may well
    // begin a line of a cell.
    history_comment_char = 1
    history_write_timestamps = 1
    stifle_history(limit)
    read_history(path)
  }

  /// Remembers a cell, at once in the file too, so that a crash or a second session loses nothing.
  static func add(_ cell: String, path: String?) {
    if let last = history_get(history_base + history_length - 1), let line = last.pointee.line,
      String(cString: line) == cell
    {
      return
    }
    add_history(cell)
    guard let path else { return }
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    if file >= 0 { close(file) }
    append_history(1, path)
  }

  /// Keeps the file from growing without end.
  static func trim(_ path: String?) {
    if let path { history_truncate_file(path, limit) }
  }
}
