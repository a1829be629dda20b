import Tensor
import Text

/// The safetensors format: 8 bytes of header length (little-endian), a JSON header, then the tensors' bytes.
///
/// Nothing in a file is trusted: lengths, shapes and offsets are checked before any memory is taken.
public enum Safetensors {
  /// Headers beyond this are refused, as by the format's own library.
  public static let maximumHeader = 100_000_000

  public static func write(_ tensors: [(name: String, tensor: Tensor)], to path: String) throws {
    var header = "{"
    var offset = 0
    let dense = try tensors.map { ($0.name, try $0.tensor.contiguous()) }
    for (name, tensor) in dense {
      let end = offset + tensor.count * tensor.dtype.size
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      header += header == "{" ? "" : ","
      header += "\(jsonString(name)):{\"dtype\":\"\(word(tensor.dtype))\",\"shape\":[\(shape)],"
      header += "\"data_offsets\":[\(offset),\(end)]}"
      offset = end
    }
    header += "}"
    // Spaces bring the data to a multiple of 8 bytes.
    while header.utf8.count % 8 != 0 { header += " " }
    let length = UInt64(header.utf8.count)
    let start = (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) } + Array(header.utf8)
    do {
      try AtomicFile.write(path) { file in
        try file.write(start)
        for (_, tensor) in dense {
          try file.write(UnsafeRawBufferPointer(start: tensor.raw, count: tensor.count * tensor.dtype.size))
        }
      }
    } catch let error as SystemError {
      throw FileFailure.system(Wording("cannot write", "不能写入"), path, error.code)
    }
  }

  public static func read(_ path: String) throws -> [(name: String, tensor: Tensor)] {
    let file = try FileReader(path)
    guard file.size >= 8 else { throw FileFailure.truncated(path, file.size) }
    let length = try file.bytes(8, at: 0).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(maximumHeader), length <= UInt64(file.size - 8) else {
      throw FileFailure.headerLength(path, length, fileSize: file.size)
    }
    var parser = HeaderParser(try file.bytes(Int(length), at: 8), path: path)
    let entries = try parser.parse()
    let start = 8 + Int(length)
    try check(entries, dataSize: file.size - start, path)
    return try entries.map { entry in
      (entry.name, try SafetensorsElements.read(entry, file, at: start + entry.start))
    }
  }

  /// Shapes fit their bytes; together the tensors fill the data without gap or overlap.
  private static func check(_ entries: [HeaderParser.Entry], dataSize: Int, _ path: String) throws {
    for entry in entries {
      func refuse(_ reason: Wording) -> FileFailure { .entry(path, name: entry.name, reason: reason) }
      guard entry.start <= entry.end, entry.end <= dataSize else {
        throw refuse(
          Wording(
            "lies at bytes \(entry.start) to \(entry.end), outside the \(dataSize) bytes of data",
            "位于字节 \(entry.start) 到 \(entry.end)，超出了 \(dataSize) 字节的数据"))
      }
      guard let size = SafetensorsElements.size(entry.dtype) else {
        throw refuse(
          Wording("has dtype \(entry.dtype), which is not known here", "的数据类型 \(entry.dtype) 这里不认识"))
      }
      guard entry.shape.count <= Shape.maximumRank else {
        throw refuse(Wording("has \(entry.shape.count) axes", "有 \(entry.shape.count) 个轴"))
      }
      var bytes = size
      for extent in entry.shape {
        let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
        guard !overflow else { throw refuse(Wording("has a shape no memory can hold", "的形状任何内存都放不下")) }
        bytes = product
      }
      guard bytes == entry.end - entry.start else {
        throw refuse(
          Wording(
            "of shape \(Shapes.text(entry.shape)) takes \(bytes) bytes, but has \(entry.end - entry.start)",
            "的形状 \(Shapes.text(entry.shape)) 要占 \(bytes) 字节，但只有 \(entry.end - entry.start)"))
      }
    }
    var reached = 0
    for entry in entries.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      guard entry.start == reached else {
        let what =
          entry.start < reached
          ? Wording("overlaps another", "与另一个重叠") : Wording("leaves a gap before it", "之前留有空隙")
        throw FileFailure.entry(path, name: entry.name, reason: what)
      }
      reached = entry.end
    }
    guard reached == dataSize else {
      throw FileFailure.header(
        path,
        Wording(
          "\(dataSize - reached) bytes of data belong to no tensor", "有 \(dataSize - reached) 字节的数据不属于任何张量"),
        at: reached)
    }
  }

  private static func word(_ dtype: DType) -> String {
    switch dtype {
    case .f32: "F32"
    case .f64: "F64"
    case .i64: "I64"
    case .bool: "BOOL"
    }
  }
}

/// Element types of the format, and how they become ours.
enum SafetensorsElements {
  /// Bytes of an element; nil for types not read here.
  static func size(_ dtype: String) -> Int? {
    switch dtype {
    case "F64", "I64": 8
    case "F32", "I32": 4
    case "F16", "BF16", "I16": 2
    case "BOOL", "U8", "I8": 1
    default: nil
    }
  }

  static func read(_ entry: HeaderParser.Entry, _ file: FileReader, at offset: Int) throws -> Tensor {
    let shape = try Shape.checked(entry.shape)
    let count = shape.elementCount
    switch entry.dtype {
    case "F32": return try plain(shape, .f32, file, offset)
    case "F64": return try plain(shape, .f64, file, offset)
    case "I64": return try plain(shape, .i64, file, offset)
    case "BOOL":
      let bytes = try file.bytes(count, at: offset)
      return try Tensor.from(bytes.map { $0 != 0 }, shape)
    case "F16":
      return try Tensor.from(try units(file, count, offset).map { Float(Float16(bitPattern: $0)) }, shape)
    case "BF16":
      return try Tensor.from(
        try units(file, count, offset).map { Float(bitPattern: UInt32($0) << 16) }, shape)
    case "I16":
      return try Tensor.from(try units(file, count, offset).map { Int64(Int16(bitPattern: $0)) }, shape)
    case "U8": return try Tensor.from(try file.bytes(count, at: offset).map { Int64($0) }, shape)
    case "I8":
      return try Tensor.from(try file.bytes(count, at: offset).map { Int64(Int8(bitPattern: $0)) }, shape)
    default:
      let bytes = try file.bytes(count * 4, at: offset)
      return try Tensor.from(
        (0..<count).map { index in
          let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[index * 4 + $1]) << ($1 * 8) }
          return Int64(Int32(bitPattern: value))
        }, shape)
    }
  }

  private static func plain(_ shape: Shape, _ dtype: DType, _ file: FileReader, _ offset: Int) throws
    -> Tensor
  {
    let tensor = try Tensor(empty: shape, dtype)
    let bytes = tensor.count * dtype.size
    try file.read(UnsafeMutableRawBufferPointer(start: tensor.raw, count: bytes), at: offset)
    return tensor
  }

  private static func units(_ file: FileReader, _ count: Int, _ offset: Int) throws -> [UInt16] {
    let bytes = try file.bytes(count * 2, at: offset)
    return (0..<count).map { UInt16(bytes[$0 * 2]) | UInt16(bytes[$0 * 2 + 1]) << 8 }
  }
}
