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
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = ["sh", "-c", "\(editor) \"$1\"", "sh", path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    guard posix_spawn(&child, "/bin/sh", nil, &attributes, arguments, environ) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }
}
