import Glibc
import Text

/// A file open for reading, of known size.
final class FileReader {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileFailure.badPath(path) }
    self.path = path
    descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw FileFailure.system(Wording("cannot read", "不能读取"), path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileFailure.notAFile(path)
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Fills the buffer from `offset`.
  func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let got = pread(descriptor, base + done, buffer.count - done, off_t(offset + done))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw FileFailure.truncated(path, offset + done) }
      done += got
    }
  }

  func bytes(_ count: Int, at offset: Int) throws -> [UInt8] {
    guard count >= 0, offset >= 0, count <= size, offset <= size - count else {
      throw FileFailure.truncated(path, size)
    }
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      try read(UnsafeMutableRawBufferPointer(buffer), at: offset)
      initialized = count
    }
  }
}
