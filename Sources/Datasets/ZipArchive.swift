import CZlib
import Text

/// Reads ZIP archives of stored and deflated files (APPNOTE 6.3, ZIP64 included). Nothing in a file is trusted: every
/// offset and length is checked before it is used, and so is every checksum.
struct ZipArchive {
  struct Entry {
    var name: String
    var isDeflated: Bool
    var checksum: UInt
    var packed: Int
    var size: Int
    /// Of the first packed byte.
    var start: Int
  }

  let entries: [Entry]
  private let path: String
  private let bytes: [UInt8]

  init(_ path: String) throws {
    let fields = ZipFields(path: path, bytes: try ByteReader(path, unpacking: false).rest())
    self.path = path
    bytes = fields.bytes
    entries = try fields.entries()
  }

  func contents(of entry: Entry) throws -> [UInt8] {
    let packed = bytes[entry.start..<(entry.start + entry.packed)]
    let result = entry.isDeflated ? try inflated(packed, entry) : Array(packed)
    guard crc32(0, result, UInt32(result.count)) == entry.checksum else {
      throw ZipFields.refused(
        path, Wording("the checksum of \"\(entry.name)\" is wrong", "“\(entry.name)”的校验和不对"))
    }
    return result
  }

  private func inflated(_ packed: ArraySlice<UInt8>, _ entry: Entry) throws -> [UInt8] {
    var input = Array(packed)
    var result = [UInt8](repeating: 0, count: entry.size)
    var stream = z_stream()
    // Negative: deflate data without a header of its own.
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw ZipFields.refused(path, Wording("zlib does not start", "zlib 没能启动"))
    }
    defer { inflateEnd(&stream) }
    let status = input.withUnsafeMutableBufferPointer { input in
      result.withUnsafeMutableBufferPointer { result in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = result.baseAddress
        stream.avail_out = UInt32(result.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END, stream.avail_out == 0, stream.avail_in == 0 else {
      throw ZipFields.refused(
        path,
        Wording(
          "\"\(entry.name)\" does not unpack to \(entry.size) bytes", "“\(entry.name)”解压后不是 \(entry.size) 字节")
      )
    }
    return result
  }
}

/// The directory at the end of an archive.
private struct ZipFields {
  let path: String
  let bytes: [UInt8]

  /// Deflate packs at most 1032 to 1.
  private static let largestRatio = 1032
  private static let largestFile = 1 << 31

  static func refused(_ path: String, _ reason: Wording) -> DatasetFailure {
    .badFormat(path: path, format: "ZIP", reason: reason)
  }

  private func refused(_ reason: Wording) -> DatasetFailure { ZipFields.refused(path, reason) }

  /// A little-endian number of `width` bytes.
  private func number(_ position: Int, _ width: Int) throws -> Int {
    guard position >= 0, position <= bytes.count - width else {
      throw DatasetFailure.truncated(
        path: path, what: Wording("its directory", "它的目录"), expected: position + width, got: bytes.count)
    }
    let value = bytes[position..<(position + width)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let result = Int(exactly: value) else {
      throw refused(Wording("a length at byte \(position) is too large", "字节 \(position) 处的长度太大"))
    }
    return result
  }

  func entries() throws -> [ZipArchive.Entry] {
    let (directory, count) = try self.directory()
    var entries: [ZipArchive.Entry] = []
    var names: Set<String> = []
    var position = directory
    for _ in 0..<count {
      let (entry, next) = try entry(position, dataEnd: directory)
      guard names.insert(entry.name).inserted else {
        throw refused(Wording("\"\(entry.name)\" is in it twice", "“\(entry.name)”在其中出现两次"))
      }
      entries.append(entry)
      position = next
    }
    // Archives whose files share bytes unpack to far more than they hold.
    var reached = 0
    for entry in entries.sorted(by: { $0.start < $1.start }) {
      guard entry.start >= reached else {
        throw refused(Wording("\"\(entry.name)\" overlaps another file", "“\(entry.name)”与另一个文件重叠"))
      }
      reached = entry.start + entry.packed
    }
    return entries
  }

  /// Where the directory begins and how many files it lists.
  private func directory() throws -> (start: Int, count: Int) {
    var end = bytes.count - 22
    let lowest = max(0, end - 0xFFFF)
    while end >= lowest, try number(end, 4) != 0x0605_4b50 { end -= 1 }
    guard end >= lowest, end >= 0 else {
      throw refused(Wording("it has no directory: it is cut off, or no archive", "它没有目录：不完整，或者不是归档"))
    }
    var count = try number(end + 10, 2)
    var start = try number(end + 16, 4)
    if count == 0xFFFF || start == 0xFFFF_FFFF {
      guard try number(end - 20, 4) == 0x0706_4b50 else {
        throw refused(Wording("its directory is damaged", "它的目录已损坏"))
      }
      let wide = try number(end - 12, 8)
      guard try number(wide, 4) == 0x0606_4b50 else {
        throw refused(Wording("its directory is damaged", "它的目录已损坏"))
      }
      count = try number(wide + 32, 8)
      start = try number(wide + 48, 8)
    }
    guard start <= end, count <= (end - start) / 46 else {
      throw refused(Wording("its directory cannot list \(count) files", "它的目录列不出 \(count) 个文件"))
    }
    return (start, count)
  }

  private func entry(_ position: Int, dataEnd: Int) throws -> (ZipArchive.Entry, next: Int) {
    guard try number(position, 4) == 0x0201_4b50 else {
      throw refused(Wording("its directory is damaged at byte \(position)", "它的目录在字节 \(position) 处已损坏"))
    }
    let (nameLength, extraLength) = (try number(position + 28, 2), try number(position + 30, 2))
    let end = position + 46 + nameLength + extraLength
    _ = try number(end - 1, 1)
    let name = String(decoding: bytes[(position + 46)..<(position + 46 + nameLength)], as: UTF8.self)
    var lengths = [
      try number(position + 24, 4), try number(position + 20, 4), try number(position + 42, 4),
    ]
    try widen(&lengths, position + 46 + nameLength, end)
    guard try number(position + 8, 2) & 1 == 0 else {
      throw refused(Wording("\"\(name)\" is encrypted", "“\(name)”是加密的"))
    }
    let method = try number(position + 10, 2)
    guard method == 0 || method == 8 else {
      throw refused(Wording("\"\(name)\" is packed by method \(method)", "“\(name)”用方法 \(method) 压缩"))
    }
    let start = try dataStart(lengths[2], name)
    let entry = ZipArchive.Entry(
      name: name, isDeflated: method == 8, checksum: UInt(try number(position + 16, 4)), packed: lengths[1],
      size: lengths[0], start: start)
    try check(entry, dataEnd)
    return (entry, end + (try number(position + 32, 2)))
  }

  private func check(_ entry: ZipArchive.Entry, _ dataEnd: Int) throws {
    guard entry.packed <= dataEnd, entry.start <= dataEnd - entry.packed else {
      throw refused(Wording("\"\(entry.name)\" lies outside its data", "“\(entry.name)”在数据之外"))
    }
    guard entry.size <= ZipFields.largestFile, entry.packed <= ZipFields.largestFile else {
      throw refused(Wording("\"\(entry.name)\" is larger than 2 GiB", "“\(entry.name)”大于 2 GiB"))
    }
    let most = entry.isDeflated ? (entry.packed + 1) * ZipFields.largestRatio : entry.packed
    guard entry.isDeflated ? entry.size <= most : entry.size == most else {
      throw refused(
        Wording(
          "\"\(entry.name)\" of \(entry.packed) bytes claims to unpack to \(entry.size)",
          "“\(entry.name)”有 \(entry.packed) 字节，却声称解压后有 \(entry.size) 字节"))
    }
  }

  /// Lengths of all ones stand in the ZIP64 field instead.
  private func widen(_ lengths: inout [Int], _ start: Int, _ end: Int) throws {
    var position = start
    while position + 4 <= end {
      let (kind, size) = (try number(position, 2), try number(position + 2, 2))
      if kind == 1 {
        var next = position + 4
        for index in lengths.indices where lengths[index] == 0xFFFF_FFFF {
          guard next + 8 <= min(position + 4 + size, end) else {
            throw refused(Wording("its directory is damaged", "它的目录已损坏"))
          }
          lengths[index] = try number(next, 8)
          next += 8
        }
      }
      position += 4 + size
    }
  }

  private func dataStart(_ header: Int, _ name: String) throws -> Int {
    guard try number(header, 4) == 0x0403_4b50 else {
      throw refused(Wording("\"\(name)\" is not where it should be", "“\(name)”不在应在的位置"))
    }
    return header + 30 + (try number(header + 26, 2)) + (try number(header + 28, 2))
  }
}
