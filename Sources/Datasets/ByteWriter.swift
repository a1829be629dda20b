import Glibc

/// Writes files so that a crash leaves either the old file or the new one.
enum ByteWriter {
  /// Writes the pieces to a temporary file beside `path`, then renames it.
  static func write(_ pieces: [UnsafeRawBufferPointer], to path: String) throws {
    var template = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw DatasetFailure.cannotWrite(path: path, reason: systemError()) }
    do {
      for piece in pieces { try writeAll(piece, descriptor, path) }
      // mkstemp makes private files; these are as public as any other.
      let mask = umask(0)
      umask(mask)
      guard fchmod(descriptor, 0o666 & ~mask) == 0, fsync(descriptor) == 0 else {
        throw DatasetFailure.cannotWrite(path: path, reason: systemError())
      }
    } catch {
      close(descriptor)
      unlink(template)
      throw error
    }
    guard close(descriptor) == 0, rename(template, path) == 0 else {
      let failure = DatasetFailure.cannotWrite(path: path, reason: systemError())
      unlink(template)
      throw failure
    }
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32, _ path: String) throws {
    var done = 0
    while done < bytes.count {
      let some = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if some < 0, errno == EINTR { continue }
      guard some > 0 else { throw DatasetFailure.cannotWrite(path: path, reason: systemError()) }
      done += some
    }
  }
}
