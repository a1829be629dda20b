import Glibc

/// Writes files so that a reader, or a kill at any moment, finds the old contents or the new, never a part.
///
/// The bytes go to a temporary file beside the path, which is synced and renamed over it. A symbolic link stays and
/// what it points to is replaced; permissions stay too. Devices and pipes are written to directly.
public enum AtomicFile {
  /// - Throws: ``SystemError``, or what `body` throws; then nothing has changed.
  public static func write(_ path: String, _ body: (AtomicFileWriter) throws -> Void) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw SystemError(ENOENT) }
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR { throw SystemError(EISDIR) }
    if exists, status.st_mode & S_IFMT != S_IFREG { return try writeDirectly(path, body) }
    let target = exists ? resolved(path) : path
    try replace(target, mode: exists ? status.st_mode & 0o7777 : 0o666 & ~currentMask(), body)
    syncFolder(of: target)
  }

  public static func write(_ bytes: [UInt8], to path: String) throws {
    try write(path) { try $0.write(bytes) }
  }

  private static func replace(
    _ target: String, mode: mode_t, _ body: (AtomicFileWriter) throws -> Void
  ) throws {
    var template = Array((target + ".XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw SystemError.last }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    do {
      try body(AtomicFileWriter(descriptor))
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0, rename(template, target) == 0 else {
        throw SystemError.last
      }
      close(descriptor)
    } catch {
      close(descriptor)
      unlink(template)
      throw error
    }
  }

  private static func writeDirectly(_ path: String, _ body: (AtomicFileWriter) throws -> Void) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.last }
    defer { close(descriptor) }
    try body(AtomicFileWriter(descriptor))
  }

  /// Where the path leads once links are followed.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The new name outlives a loss of power once its folder is on the disk.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    close(handle)
  }

  private static func currentMask() -> mode_t {
    let mask = umask(0o022)
    umask(mask)
    return mask
  }
}

/// Where ``AtomicFile`` puts the bytes.
public final class AtomicFileWriter {
  private let descriptor: Int32

  fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let written = Glibc.write(descriptor, start, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw SystemError.last }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  public func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}

/// What the system said, for the floors to put into their own failures.
public struct SystemError: Error {
  public let code: Int32

  public init(_ code: Int32) { self.code = code }

  /// Of the call that failed just now.
  public static var last: SystemError { SystemError(errno) }

  /// `No such file or directory`
  public var reason: Wording {
    let english = String(cString: strerror(code))
    return Wording("\(english)", "\(SystemError.chinese[code] ?? english)")
  }

  private static let chinese: [Int32: String] = [
    ENOENT: "没有这个文件或文件夹", EACCES: "权限不够", EPERM: "不允许这样做", EISDIR: "它是一个文件夹",
    ENOTDIR: "路径中有一段不是文件夹", EEXIST: "文件已经存在", ENOSPC: "磁盘已满", EROFS: "文件系统是只读的",
    ENAMETOOLONG: "文件名太长", EMFILE: "打开的文件太多", EIO: "读写出错", ELOOP: "符号链接循环",
  ]
}
