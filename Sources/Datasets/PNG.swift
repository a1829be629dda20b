import CZlib
import Tensor
import Text

/// The PNG format (ISO/IEC 15948), without interlacing.
struct PNG {
  static let signature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]

  let path: String
  let bytes: [UInt8]

  private struct Layout {
    var width = 0
    var height = 0
    var depth = 0
    /// 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha.
    var kind = 0

    var samples: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][kind] ?? 0 }
    var rowBytes: Int { (width * samples * depth + 7) / 8 }
    var pixelBytes: Int { max(1, samples * depth / 8) }
  }

  func decoded() throws -> Tensor {
    var layout = Layout()
    var palette: [UInt8] = []
    var packed: [UInt8] = []
    var position = 8
    var isComplete = false
    while !isComplete {
      guard position + 12 <= bytes.count else {
        throw refused(
          Wording("it ends at byte \(bytes.count), before IEND", "它在字节 \(bytes.count) 处结束，还没到 IEND"))
      }
      let length = number(position)
      guard length <= bytes.count - position - 12 else {
        throw refused(Wording("the chunk at byte \(position) is cut off", "字节 \(position) 处的数据块不完整"))
      }
      let body = bytes[(position + 8)..<(position + 8 + length)]
      try check(position, length)
      switch String(decoding: bytes[(position + 4)..<(position + 8)], as: UTF8.self) {
      case "IHDR": layout = try header(position + 8, length)
      case "PLTE": palette = Array(body)
      case "IDAT": packed += body
      case "IEND": isComplete = true
      default: break
      }
      position += 12 + length
    }
    guard layout.width > 0 else { throw refused(Wording("it has no IHDR", "它没有 IHDR")) }
    return try image(layout, palette, try unfiltered(layout, try inflated(packed, layout)))
  }

  private func refused(_ reason: Wording) -> DatasetFailure {
    .badFormat(path: path, format: "PNG", reason: reason)
  }

  private func number(_ position: Int) -> Int {
    bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private func check(_ position: Int, _ length: Int) throws {
    let sum = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { crc32(0, $0 + position + 4, UInt32(length + 4)) } ?? 0
    }
    guard Int(sum) == number(position + 8 + length) else {
      throw refused(
        Wording("the checksum of the chunk at byte \(position) is wrong", "字节 \(position) 处数据块的校验和不对"))
    }
  }

  private func header(_ start: Int, _ length: Int) throws -> Layout {
    guard length == 13 else {
      throw refused(Wording("its IHDR has \(length) bytes instead of 13", "它的 IHDR 有 \(length) 字节，而不是 13"))
    }
    let layout = Layout(
      width: number(start), height: number(start + 4), depth: Int(bytes[start + 8]),
      kind: Int(bytes[start + 9]))
    let depths = [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]]
    guard depths[layout.kind]?.contains(layout.depth) ?? false else {
      throw refused(
        Wording(
          "colour type \(layout.kind) with \(layout.depth) bits", "颜色类型 \(layout.kind)，\(layout.depth) 位"))
    }
    guard (1...(1 << 15)).contains(layout.width), (1...(1 << 15)).contains(layout.height) else {
      throw refused(Wording("\(layout.width)×\(layout.height) pixels", "像素 \(layout.width)×\(layout.height)"))
    }
    guard bytes[start + 12] == 0 else { throw refused(Wording("it is interlaced", "它是隔行扫描的")) }
    return layout
  }

  private func inflated(_ packed: [UInt8], _ layout: Layout) throws -> [UInt8] {
    let expected = layout.height * (layout.rowBytes + 1)
    // Deflate packs at most about 1032 to 1, so a small file cannot claim a huge picture.
    guard expected / 1100 <= packed.count else { throw refused(Wording("its pixels are missing", "缺少像素")) }
    var result = [UInt8](repeating: 0, count: expected)
    var count = UInt(expected)
    let status = uncompress(&result, &count, packed, UInt(packed.count))
    guard status == Z_OK, Int(count) == expected else {
      throw refused(Wording("its pixels do not unpack to \(expected) bytes", "像素解压后不是 \(expected) 字节"))
    }
    return result
  }

  /// Undoes the filter of each row.
  private func unfiltered(_ layout: Layout, _ data: [UInt8]) throws -> [UInt8] {
    let (size, step) = (layout.rowBytes, layout.pixelBytes)
    var result = [UInt8](repeating: 0, count: layout.height * size)
    for row in 0..<layout.height {
      let filter = data[row * (size + 1)]
      guard filter <= 4 else {
        throw refused(Wording("row \(row) has filter \(filter)", "第 \(row) 行的滤波器是 \(filter)"))
      }
      for index in 0..<size {
        let left = index >= step ? Int(result[row * size + index - step]) : 0
        let up = row > 0 ? Int(result[(row - 1) * size + index]) : 0
        let corner = row > 0 && index >= step ? Int(result[(row - 1) * size + index - step]) : 0
        let guess =
          switch filter {
          case 1: left
          case 2: up
          case 3: (left + up) / 2
          case 4: PNG.paeth(left, up, corner)
          default: 0
          }
        result[row * size + index] = data[row * (size + 1) + 1 + index] &+ UInt8(guess)
      }
    }
    return result
  }

  private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
    let guess = left + up - corner
    let (a, b, c) = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return a <= b && a <= c ? left : b <= c ? up : corner
  }

  private func image(_ layout: Layout, _ palette: [UInt8], _ rows: [UInt8]) throws -> Tensor {
    let channels = layout.kind == 0 || layout.kind == 4 ? 1 : 3
    let scale = Float((1 << layout.depth) - 1)
    var values: [Float] = []
    values.reserveCapacity(layout.width * layout.height * channels)
    for row in 0..<layout.height {
      for column in 0..<layout.width {
        if layout.kind == 3 {
          let entry = 3 * sample(layout, rows, row, column)
          guard entry + 3 <= palette.count else {
            throw refused(
              Wording("pixel \(column), \(row) is not in the palette", "像素 (\(column), \(row)) 不在调色板里"))
          }
          for channel in 0..<3 { values.append(Float(palette[entry + channel]) / 255) }
        } else {
          for channel in 0..<channels {
            values.append(Float(sample(layout, rows, row, column * layout.samples + channel)) / scale)
          }
        }
      }
    }
    return try ImageFile.tensor(values, channels: channels, height: layout.height, width: layout.width)
  }

  private func sample(_ layout: Layout, _ rows: [UInt8], _ row: Int, _ index: Int) -> Int {
    let start = row * layout.rowBytes
    switch layout.depth {
    case 8: return Int(rows[start + index])
    case 16: return Int(rows[start + 2 * index]) << 8 | Int(rows[start + 2 * index + 1])
    default:
      let bit = index * layout.depth
      return Int(rows[start + bit / 8]) >> (8 - layout.depth - bit % 8) & ((1 << layout.depth) - 1)
    }
  }
}
