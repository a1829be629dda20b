import Glibc

/// Writes files so that a reader, or a crash, sees the old contents or the new, never a half.
public enum AtomicFile {
  public static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  public static func write(_ bytes: [UInt8], to path: String) throws {
    let temporary = "\(path).\(getpid()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw NotebookFailure.cannotWrite(path, reason: lastError()) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all -> Int in
        let rest = UnsafeRawBufferPointer(rebasing: all[written...])
        return Glibc.write(file, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return try abandon(file, temporary, path) }
      written += count
    }
    guard close(file) == 0, rename(temporary, path) == 0 else { return try abandon(-1, temporary, path) }
  }

  public static func makeFolder(_ path: String) throws {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
      if mkdir(partial, 0o755) != 0, errno != EEXIST {
        throw NotebookFailure.cannotWrite(partial, reason: lastError())
      }
    }
  }

  /// The text of a file; `-` is standard input.
  public static func read(_ path: String) throws -> String {
    let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw NotebookFailure.cannotRead(path, reason: lastError()) }
    defer { if file != STDIN_FILENO { close(file) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw NotebookFailure.cannotRead(path, reason: lastError()) }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw NotebookFailure.notText(path) }
    return text
  }

  private static func abandon(_ file: Int32, _ temporary: String, _ path: String) throws {
    let reason = lastError()
    if file >= 0 { close(file) }
    unlink(temporary)
    throw NotebookFailure.cannotWrite(path, reason: reason)
  }

  private static func lastError() -> String { String(cString: strerror(errno)) }
}
