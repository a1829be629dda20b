import CZlib
import Text

/// Writes ZIP archives, file by file.
struct ZipWriter {
  private let file: AtomicFileWriter
  private let isDeflated: Bool
  private var directory: [UInt8] = []
  private var count = 0
  private var position = 0

  init(_ file: AtomicFileWriter, deflated: Bool) {
    self.file = file
    isDeflated = deflated
  }

  /// - Throws: ``DatasetFailure/badSetting(function:reason:)`` beyond the 4 GiB that the plain format holds.
  mutating func add(_ name: String, _ contents: [UInt8]) throws {
    let packed = isDeflated ? try ZipWriter.deflated(contents) : contents
    guard contents.count < 0xFFFF_FFFF, position + packed.count < 0xFFFF_FF00, count < 0xFFFF else {
      throw DatasetFailure.badSetting(
        function: "write_npz", reason: Wording("an archive holds at most 4 GiB", "一个归档最多容纳 4 GiB"))
    }
    let title = Array(name.utf8)
    let checksum = Int(crc32(0, contents, UInt32(contents.count)))
    // Version 2.0, names in UTF-8, method, 1980-01-01 00:00.
    let common =
      number(20, 2) + number(0x800, 2) + number(isDeflated ? 8 : 0, 2) + number(0, 2) + number(33, 2)
      + number(checksum, 4) + number(packed.count, 4) + number(contents.count, 4) + number(title.count, 2)
      + number(0, 2)
    directory += number(0x0201_4b50, 4) + number(20, 2) + common + [UInt8](repeating: 0, count: 10)
    directory += number(position, 4) + title
    let header = number(0x0403_4b50, 4) + common + title
    try file.write(header)
    try file.write(packed)
    position += header.count + packed.count
    count += 1
  }

  func finish() throws {
    try file.write(directory)
    try file.write(
      number(0x0605_4b50, 4) + number(0, 4) + number(count, 2) + number(count, 2) + number(directory.count, 4)
        + number(position, 4) + number(0, 2))
  }

  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func deflated(_ contents: [UInt8]) throws -> [UInt8] {
    var input = contents
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(
        &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else {
      throw DatasetFailure.badSetting(
        function: "write_npz", reason: Wording("zlib does not start", "zlib 没能启动"))
    }
    defer { deflateEnd(&stream) }
    var result = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(input.count))))
    input.withUnsafeMutableBufferPointer { input in
      result.withUnsafeMutableBufferPointer { result in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = result.baseAddress
        stream.avail_out = UInt32(result.count)
        // The bound leaves room, so one call does all.
        _ = deflate(&stream, Z_FINISH)
      }
    }
    return Array(result.prefix(Int(stream.total_out)))
  }
}
