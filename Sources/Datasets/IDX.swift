import Tensor
import Text

/// The IDX format of MNIST and its relatives: a magic number (two zeros, the element type, the number of axes), the
/// sizes as big-endian 32-bit numbers, then the elements.
enum IDX {
  /// Reads images: three axes of unsigned bytes.
  static func images(_ path: String) throws -> Pixels {
    let reader = try ByteReader(path)
    let sizes = try header(reader, axes: 3)
    guard sizes[1] > 0, sizes[2] > 0, sizes[1] <= 1 << 14, sizes[2] <= 1 << 14 else {
      throw DatasetFailure.implausible(
        path: path,
        reason: Wording("images of \(sizes[1])×\(sizes[2]) pixels", "图像有 \(sizes[1])×\(sizes[2]) 像素"))
    }
    let (area, overflow) = (sizes[1] * sizes[2]).multipliedReportingOverflow(by: sizes[0])
    guard !overflow else {
      throw DatasetFailure.implausible(
        path: path,
        reason: Wording(
          "\(sizes[0]) images of \(sizes[1])×\(sizes[2]) pixels",
          "\(sizes[0]) 幅 \(sizes[1])×\(sizes[2]) 像素的图像"))
    }
    let what = Wording("its \(sizes[0]) images", "它的 \(sizes[0]) 幅图像")
    try reader.expect(area, what)
    let pixels = try Pixels(count: sizes[0], shape: [1, sizes[1], sizes[2]])
    try reader.require(pixels.bytes, count: area, what)
    try reader.requireEnd()
    return pixels
  }

  /// Reads labels: one axis of unsigned bytes, each below `classes`.
  static func labels(_ path: String, classes: Int) throws -> Tensor {
    let reader = try ByteReader(path)
    let count = try header(reader, axes: 1)[0]
    let start = reader.position
    guard count <= 1 << 28 else {
      throw DatasetFailure.implausible(path: path, reason: Wording("\(count) labels", "\(count) 个标签"))
    }
    let bytes = try reader.require(count: count, Wording("its \(count) labels", "它的 \(count) 个标签"))
    try reader.requireEnd()
    if let bad = bytes.firstIndex(where: { $0 >= classes }) {
      throw DatasetFailure.badLabel(path: path, label: Int(bytes[bad]), byte: start + bad, classes: classes)
    }
    return try Tensor.from(bytes.map(Int64.init), [count])
  }

  private static func header(_ reader: ByteReader, axes: Int) throws -> [Int] {
    let magic = try reader.require(count: 4, Wording("the magic number", "魔数"))
    let expected: [UInt8] = [0, 0, 8, UInt8(axes)]
    guard magic == expected else {
      throw DatasetFailure.wrongMagic(path: reader.path, expected: hex(expected), got: hex(magic))
    }
    return try (0..<axes).map { axis in
      try reader.require(count: 4, Wording("the size of axis \(axis)", "轴 \(axis) 的大小")).reduce(0) {
        $0 << 8 | Int($1)
      }
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
