import Glibc
import Text

/// Whole files, and the folders they go to.
public enum PlainFile {
  /// Whole or not at all.
  public static func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try AtomicFile.write(bytes, to: path)
    } catch let error as SystemError {
      throw NotebookFailure.cannotWrite(path, reason: error.reason)
    }
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public static func makeFolder(_ path: String) throws {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
      if mkdir(partial, 0o755) != 0, errno != EEXIST {
        throw NotebookFailure.cannotWrite(partial, reason: SystemError.last.reason)
      }
    }
  }

  /// The text of a file; `-` is standard input.
  public static func read(_ path: String) throws -> String {
    guard let text = String(validating: try bytes(path), as: UTF8.self) else {
      throw NotebookFailure.notText(path)
    }
    return text
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw NotebookFailure.cannotRead(path, reason: SystemError.last.reason) }
    defer { if file != STDIN_FILENO { close(file) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw NotebookFailure.cannotRead(path, reason: SystemError.last.reason) }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return bytes
  }
}
