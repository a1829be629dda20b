import CZlib
import Glibc
import Text

/// Reads a file front to back, unpacking gzip on the way.
final class ByteReader {
  let path: String
  /// Bytes handed out so far, unpacked.
  private(set) var position = 0
  private let descriptor: Int32
  /// nil for a plain file. zlib keeps this address.
  private var stream: UnsafeMutablePointer<z_stream>?
  private var packed: [UInt8] = Array(repeating: 0, count: 1 << 18)
  private var packedEnd = 0
  private var packedNext = 0
  private var isFinished = false

  /// Of the file, as it stands on the disk.
  private let fileSize: Int

  /// Contents that are in memory already; `path` is what messages call them.
  init(_ path: String, bytes: [UInt8]) {
    self.path = path
    descriptor = -1
    fileSize = bytes.count
    packed = bytes
    packedEnd = bytes.count
  }

  /// - Parameter unpacking: false: gzip data as they are.
  init(_ path: String, unpacking: Bool = true) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw DatasetFailure.cannotOpen(path: path, reason: SystemError.last.reason)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw DatasetFailure.cannotOpen(path: path, reason: SystemError(EISDIR).reason)
    }
    fileSize = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : Int.max / 2048
    try fill()
    if unpacking, packedEnd >= 2, packed[0] == 0x1f, packed[1] == 0x8b {
      let fresh = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      fresh.initialize(to: z_stream())
      stream = fresh
      // 16: a gzip header is expected; 15: the largest window.
      guard inflateInit2_(fresh, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        throw DatasetFailure.cannotOpen(path: path, reason: Wording("zlib does not start", "zlib 无法启动"))
      }
    }
  }

  deinit {
    if let stream {
      inflateEnd(stream)
      stream.deallocate()
    }
    if descriptor >= 0 { close(descriptor) }
  }

  /// Reads up to `count` bytes; fewer only at the end.
  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws -> Int {
    var done = 0
    while done < count {
      let got =
        stream == nil ? try copy(target + done, count - done) : try unpack(target + done, count - done)
      if got == 0 { break }
      done += got
      position += got
    }
    return done
  }

  /// Throws when so many more bytes cannot be there, before memory is taken for them.
  func expect(_ count: Int, _ what: Wording) throws {
    // Deflate packs at most 1032 to 1.
    let most = stream == nil ? fileSize : fileSize * 1032
    guard count <= most - position else {
      throw DatasetFailure.truncated(path: path, what: what, expected: position + count, got: most)
    }
  }

  /// Reads exactly `count` bytes of something called `what`.
  func require(_ target: UnsafeMutablePointer<UInt8>, count: Int, _ what: Wording) throws {
    let start = position
    let got = try read(into: target, count: count)
    guard got == count else {
      throw DatasetFailure.truncated(path: path, what: what, expected: start + count, got: start + got)
    }
  }

  func require(count: Int, _ what: Wording) throws -> [UInt8] {
    try expect(count, what)
    var bytes = [UInt8](repeating: 0, count: count)
    try bytes.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { try require(base, count: count, what) }
    }
    return bytes
  }

  /// Throws unless everything was read; for gzip this also checks the sum at the end.
  func requireEnd() throws {
    let expected = position
    var byte: UInt8 = 0
    if try read(into: &byte, count: 1) > 0 { throw DatasetFailure.trailing(path: path, expected: expected) }
  }

  /// The rest of the file. Text packs to a tenth, hardly to a hundredth: what unpacks to far more is refused.
  func rest() throws -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = try buffer.withUnsafeMutableBufferPointer { buffer in
        try buffer.baseAddress.map { try read(into: $0, count: 1 << 16) } ?? 0
      }
      if got == 0 { return result }
      result.append(contentsOf: buffer[..<got])
      if stream != nil, result.count > 1 << 26, result.count / 200 > fileSize {
        throw DatasetFailure.implausible(
          path: path,
          reason: Wording(
            "it unpacks to more than 200 times its \(fileSize) bytes", "它解压后超过其 \(fileSize) 字节的 200 倍"))
      }
    }
  }

  private func fill() throws {
    packedNext = 0
    packedEnd = 0
    guard descriptor >= 0 else { return }
    while true {
      let got = packed.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if got >= 0 {
        packedEnd = got
        return
      }
      guard errno == EINTR else {
        throw DatasetFailure.cannotOpen(path: path, reason: SystemError.last.reason)
      }
    }
  }

  private func copy(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) throws -> Int {
    if packedNext == packedEnd { try fill() }
    let some = min(count, packedEnd - packedNext)
    packed.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { target.update(from: base + packedNext, count: some) }
    }
    packedNext += some
    return some
  }

  private func unpack(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) throws -> Int {
    while !isFinished {
      if packedNext == packedEnd { try fill() }
      let isEmpty = packedEnd == 0
      let (status, produced) = step(target, min(count, 1 << 30))
      switch status {
      case Z_STREAM_END: try endMember()
      case Z_OK, Z_BUF_ERROR:
        if isEmpty, produced == 0 {
          throw DatasetFailure.damagedGzip(
            path: path, byte: position, reason: Wording("the gzip data stops early", "gzip 数据提前结束"))
        }
      default:
        throw DatasetFailure.damagedGzip(path: path, byte: position + produced, reason: zlibReason(status))
      }
      if produced > 0 { return produced }
    }
    return 0
  }

  private func step(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) -> (status: Int32, produced: Int) {
    packed.withUnsafeMutableBufferPointer { buffer -> (Int32, Int) in
      guard let base = buffer.baseAddress, let stream else { return (Z_STREAM_ERROR, 0) }
      stream.pointee.next_in = base + packedNext
      stream.pointee.avail_in = UInt32(packedEnd - packedNext)
      stream.pointee.next_out = target
      stream.pointee.avail_out = UInt32(count)
      let status = inflate(stream, Z_NO_FLUSH)
      packedNext = packedEnd - Int(stream.pointee.avail_in)
      return (status, count - Int(stream.pointee.avail_out))
    }
  }

  /// A gzip file may consist of several members; anything else after one is an error.
  private func endMember() throws {
    if packedNext == packedEnd { try fill() }
    if packedEnd == 0 {
      isFinished = true
    } else if packed[packedNext] == 0x1f {
      inflateReset(stream)
    } else {
      throw DatasetFailure.damagedGzip(
        path: path, byte: position, reason: Wording("something follows the gzip data", "gzip 数据之后还有内容"))
    }
  }

  private func zlibReason(_ status: Int32) -> Wording {
    guard let message = stream?.pointee.msg else {
      return Wording("the gzip data is invalid (\(status))", "gzip 数据无效 (\(status))")
    }
    return Wording("zlib reports \(String(cString: message))", "zlib 报告：\(String(cString: message))")
  }
}
