import Tensor
import Text

/// NumPy's array files: a magic string, a version, a header in the notation of a Python dictionary, the elements.
enum NPY {
  static func read(_ path: String) throws -> Tensor { try read(try ByteReader(path)) }

  static func read(_ reader: ByteReader) throws -> Tensor {
    let path = reader.path
    let magic = try reader.require(count: 8, Wording("the magic number", "魔数"))
    guard Array(magic[..<6]) == [0x93] + Array("NUMPY".utf8) else {
      if magic.starts(with: [0x50, 0x4b, 3, 4]) { throw DatasetFailure.isArchive(path: path) }
      throw refused(path, Wording("it does not begin with \\x93NUMPY", "它不以 \\x93NUMPY 开头"))
    }
    guard (1...3).contains(magic[6]) else {
      throw refused(path, Wording("its version is \(magic[6])", "它的版本是 \(magic[6])"))
    }
    let lengthBytes = try reader.require(
      count: magic[6] == 1 ? 2 : 4, Wording("the header's length", "文件头的长度"))
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= 1 << 20 else {
      throw refused(path, Wording("its header would take \(length) bytes", "它的文件头要占 \(length) 字节"))
    }
    let header = try Header(
      String(decoding: reader.require(count: length, Wording("the header", "文件头")), as: UTF8.self), path)
    let shape = try Shape.checked(header.isFortran ? header.shape.reversed() : header.shape)
    let source = try elements(reader, header, shape)
    try reader.requireEnd()
    return header.isFortran ? try source.permuted((0..<source.rank).reversed()).contiguous() : source
  }

  /// Little-endian, version 1.0, in C order.
  static func write(_ tensor: Tensor, to path: String) throws {
    let source = try tensor.contiguous()
    do {
      try AtomicFile.write(path) { file in
        try file.write(header(of: source))
        try file.write(elements(of: source))
      }
    } catch let error as SystemError {
      throw DatasetFailure.cannotWrite(path: path, reason: error.reason)
    }
  }

  /// The contents of a whole file.
  static func bytes(of tensor: Tensor) throws -> [UInt8] {
    let source = try tensor.contiguous()
    return header(of: source) + elements(of: source)
  }

  private static func elements(of source: Tensor) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: source.raw, count: source.count * source.dtype.size)
  }

  private static func header(of source: Tensor) -> [UInt8] {
    let code =
      switch source.dtype {
      case .f32: "<f4"
      case .f64: "<f8"
      case .i64: "<i8"
      case .bool: "|b1"
      }
    let sizes = source.shape.map(String.init).joined(separator: ", ") + (source.rank == 1 ? "," : "")
    var header = "{'descr': '\(code)', 'fortran_order': False, 'shape': (\(sizes)), }"
    // The elements begin at a multiple of 64.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let length = header.utf8.count
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(header.utf8)
  }

  static func refused(_ path: String, _ reason: Wording) -> DatasetFailure {
    .badFormat(path: path, format: "NumPy", reason: reason)
  }

  private static func elements(_ reader: ByteReader, _ header: Header, _ shape: Shape) throws -> Tensor {
    let what = Wording("its \(shape.elementCount) elements", "它的 \(shape.elementCount) 个元素")
    let (count, overflow) = header.shape.filter { $0 > 0 }.reduce((header.itemSize, false)) { partial, size in
      let (product, overflow) = partial.0.multipliedReportingOverflow(by: size)
      return (product, partial.1 || overflow)
    }
    guard !overflow else {
      throw refused(reader.path, Wording("its shape is larger than any memory", "它的形状超过任何内存"))
    }
    if shape.elementCount > 0 { try reader.expect(count, what) }
    if let dtype = header.dtype {
      let result = try Tensor(empty: shape, dtype)
      let count = result.count * dtype.size
      let bytes = result.raw.assumingMemoryBound(to: UInt8.self)
      try reader.require(bytes, count: count, what)
      // Any other byte than 0 and 1 is no bool in memory.
      if dtype == .bool { for index in 0..<count where bytes[index] > 1 { bytes[index] = 1 } }
      return result
    }
    let result = try Tensor(empty: shape, .i64)
    let width = header.width
    let raw = try reader.require(count: result.count * width, what)
    let target = result.i64
    for index in 0..<result.count {
      var bits: UInt64 = 0
      for byte in 0..<width { bits |= UInt64(raw[index * width + byte]) << UInt64(8 * byte) }
      let shift = UInt64(64 - 8 * width)
      target[index] =
        header.isSigned ? Int64(bitPattern: bits << shift) >> Int64(shift) : Int64(bitPattern: bits)
    }
    return result
  }

  /// What the dictionary says.
  private struct Header {
    /// nil: whole numbers of another width, see below.
    var dtype: DType?
    var width = 0
    var isSigned = false
    var isFortran = false
    var shape: [Int] = []
    var itemSize: Int { dtype?.size ?? width }

    init(_ text: String, _ path: String) throws {
      guard let code = Header.value("descr", text), code.count >= 4, code.hasPrefix("'") else {
        throw refused(path, Wording("its header has no 'descr' of a plain dtype", "文件头中没有普通数据类型的 'descr'"))
      }
      let letters = String(code.dropFirst().prefix(while: { $0 != "'" }))
      switch letters {
      case "<f4": dtype = .f32
      case "<f8": dtype = .f64
      case "<i8": dtype = .i64
      case "|b1": dtype = .bool
      case "|i1", "<i2", "<i4", "|u1", "<u2", "<u4":
        isSigned = letters.contains("i")
        width = letters.last?.wholeNumberValue ?? 1
      default:
        throw refused(
          path,
          Wording(
            "its dtype is \(letters.prefix(20)); f4, f8, whole numbers and b1 are read",
            "数据类型是 \(letters.prefix(20))；能读的是 f4、f8、整数和 b1"))
      }
      guard let order = Header.value("fortran_order", text),
        order.hasPrefix("True") || order.hasPrefix("False")
      else {
        throw refused(path, Wording("its header has no 'fortran_order'", "文件头中没有 'fortran_order'"))
      }
      isFortran = order.hasPrefix("True")
      guard let list = Header.value("shape", text), list.hasPrefix("("), let end = list.firstIndex(of: ")")
      else {
        throw refused(path, Wording("its header has no 'shape'", "文件头中没有 'shape'"))
      }
      let parts = list[list.index(after: list.startIndex)..<end].split(separator: ",")
      shape = try parts.map { part in
        guard let size = Int(part.filter { $0 != " " && $0 != "L" }), size >= 0 else {
          throw refused(path, Wording("its shape contains \"\(part)\"", "它的形状中含有“\(part)”"))
        }
        return size
      }
    }

    /// What follows `'key':`.
    private static func value(_ key: String, _ text: String) -> Substring? {
      let pattern = Array("'\(key)'")
      let characters = Array(text)
      guard characters.count > pattern.count else { return nil }
      for start in 0...(characters.count - pattern.count)
      where characters[start..<start + pattern.count].elementsEqual(pattern) {
        let rest = characters[(start + pattern.count)...].drop(while: { $0 == " " })
        guard rest.first == ":" else { continue }
        return Substring(String(rest.dropFirst().drop(while: { $0 == " " })))
      }
      return nil
    }
  }
}
