import Glibc
import Notebooks
import Text

/// `$VISUAL` or `$EDITOR` on a text.
enum ExternalEditor {
  /// The text as it was saved; nil when the editor failed.
  static func edit(_ text: String, with editor: String) throws -> String? {
    let path = (Terminal.value("TMPDIR") ?? "/tmp") + "/dls-cell-\(getpid()).dls"
    try PlainFile.write(text + "\n", to: path)
    defer { unlink(path) }
    Output.flush()
    guard run(editor, path) else { return nil }
    var edited = try PlainFile.read(path)[...]
    while edited.last?.isNewline == true { edited.removeLast() }
    return String(edited)
  }

  /// Through the shell, as the variable may hold arguments too.
  private static func run(_ editor: String, _ path: String) -> Bool {
    ChildProcess.run(["sh", "-c", "\(editor) \"$1\"", "sh", path]) == 0
  }
}
