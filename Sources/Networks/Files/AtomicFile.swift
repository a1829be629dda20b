import Glibc

/// Writes a file so that a kill at any moment leaves the old one or the new one: a temporary file beside it, synced,
/// then renamed over it.
enum AtomicFile {
  static func write(_ path: String, _ body: (AtomicFileWriter) throws -> Void) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileFailure.badPath(path) }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    var template = Array((path + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FileFailure.system("cannot write", path, errno) }
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
      let writer = AtomicFileWriter(descriptor, path)
      try body(writer)
      fchmod(descriptor, 0o666 & ~currentMask())
      guard fsync(descriptor) == 0 else { throw FileFailure.system("cannot write", path, errno) }
      guard rename(temporary, path) == 0 else { throw FileFailure.system("cannot write", path, errno) }
      close(descriptor)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    // The new name is durable once its folder is.
    let handle = open(folder, O_RDONLY | O_DIRECTORY)
    if handle >= 0 {
      fsync(handle)
      close(handle)
    }
  }

  private static func currentMask() -> mode_t {
    let mask = umask(0o022)
    umask(mask)
    return mask
  }
}

/// Where ``AtomicFile`` puts the bytes.
final class AtomicFileWriter {
  private let descriptor: Int32
  private let path: String

  fileprivate init(_ descriptor: Int32, _ path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let written = Glibc.write(descriptor, start, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw FileFailure.system("cannot write", path, errno) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}

/// A file open for reading, of known size.
final class FileReader {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw FileFailure.badPath(path) }
    self.path = path
    descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw FileFailure.system("cannot read", path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileFailure.notAFile(path)
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

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
