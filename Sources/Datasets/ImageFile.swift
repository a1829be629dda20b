import Tensor
import Text

/// Image files: PNG, and the netpbm formats P2, P3, P5, P6.
enum ImageFile {
  /// Channels × height × width, f32 of [0, 1].
  static func read(_ path: String) throws -> Tensor {
    let bytes = try ByteReader(path).rest()
    if bytes.starts(with: PNG.signature) { return try PNG.decode(bytes, path: path) }
    if bytes.count > 2, bytes[0] == UInt8(ascii: "P"), "2356".utf8.contains(bytes[1]) {
      return try netpbm(path, bytes)
    }
    throw DatasetFailure.badFormat(
      path: path, format: "image", reason: Wording("it is neither PNG, PGM nor PPM", "它不是 PNG、PGM 或 PPM"))
  }

  /// Samples, pixel by pixel, to a tensor with the channels first.
  static func tensor(_ samples: [Float], channels: Int, height: Int, width: Int) throws -> Tensor {
    try Tensor.from(samples, [height, width, channels]).permuted([2, 0, 1]).contiguous()
  }

  private static func netpbm(_ path: String, _ bytes: [UInt8]) throws -> Tensor {
    var position = 2
    func refused(_ reason: Wording) -> DatasetFailure {
      .badFormat(path: path, format: "PGM or PPM", reason: reason)
    }
    func number(_ what: Wording) throws -> Int {
      while position < bytes.count {
        if bytes[position] == UInt8(ascii: "#") {
          while position < bytes.count, bytes[position] != 10 { position += 1 }
        } else if ![32, 9, 10, 13].contains(bytes[position]) {
          break
        } else {
          position += 1
        }
      }
      var value = 0
      let start = position
      while position < bytes.count, (48...57).contains(bytes[position]), position - start < 9 {
        value = value * 10 + Int(bytes[position] - 48)
        position += 1
      }
      guard position > start else {
        throw refused(Wording("\(what) is missing at byte \(start)", "字节 \(start) 处缺少\(what)"))
      }
      return value
    }
    let channels = bytes[1] == UInt8(ascii: "3") || bytes[1] == UInt8(ascii: "6") ? 3 : 1
    let (width, height, maximum) = (
      try number(Wording("the width", "宽度")), try number(Wording("the height", "高度")),
      try number(Wording("the maximum", "最大值"))
    )
    guard width > 0, height > 0, width <= 1 << 15, height <= 1 << 15, (1...65535).contains(maximum) else {
      throw refused(
        Wording("\(width)×\(height) pixels up to \(maximum)", "像素 \(width)×\(height)，最大值 \(maximum)"))
    }
    let count = width * height * channels
    let scale = Float(maximum)
    if bytes[1] < UInt8(ascii: "5") {
      guard count <= bytes.count else {
        throw refused(Wording("it has fewer than \(count) values", "它不足 \(count) 个值"))
      }
      let values = try (0..<count).map { index in
        let value = try number(Wording("value \(index)", "第 \(index) 个值"))
        guard value <= maximum else {
          throw refused(
            Wording(
              "value \(index) is \(value), beyond \(maximum)", "第 \(index) 个值是 \(value)，超过了 \(maximum)"))
        }
        return Float(value) / scale
      }
      return try tensor(values, channels: channels, height: height, width: width)
    }
    position += 1
    let size = maximum > 255 ? 2 : 1
    guard bytes.count >= position + count * size else {
      throw DatasetFailure.truncated(
        path: path, what: Wording("its pixels", "它的像素"), expected: position + count * size, got: bytes.count)
    }
    let values = (0..<count).map { index -> Float in
      let at = position + index * size
      return Float(size == 1 ? Int(bytes[at]) : Int(bytes[at]) << 8 | Int(bytes[at + 1])) / scale
    }
    return try tensor(values, channels: channels, height: height, width: width)
  }
}
