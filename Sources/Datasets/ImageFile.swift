import Glibc
import ImageReader
import Tensor
import Text

/// Image files: PNG by libpng; PGM and PPM, plain and raw, by libnetpbm.
enum ImageFile {
  private static let pngSignature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]
  private static let largestSide: Int32 = 1 << 15

  /// Channels × height × width, f32 of [0, 1].
  static func read(_ path: String) throws -> Tensor {
    let bytes = try ByteReader(path).rest()
    if bytes.starts(with: pngSignature) {
      return try tensor(dls_png_decode(bytes, bytes.count, largestSide), "PNG", bytes, path)
    }
    if bytes.count > 2, bytes[0] == UInt8(ascii: "P"), "2356".utf8.contains(bytes[1]) {
      return try tensor(dls_netpbm_decode(bytes, bytes.count, largestSide), "PGM or PPM", bytes, path)
    }
    throw DatasetFailure.badFormat(
      path: path, format: "image", reason: Wording("it is neither PNG, PGM nor PPM", "它不是 PNG、PGM 或 PPM"))
  }

  private static func tensor(
    _ decoded: dls_image, _ format: String, _ bytes: [UInt8], _ path: String
  ) throws -> Tensor {
    guard decoded.wanted == 0 else {
      throw DatasetFailure.truncated(
        path: path, what: Wording("its pixels", "它的像素"), expected: Int(decoded.wanted), got: bytes.count)
    }
    guard let samples = decoded.samples else {
      let reason = withUnsafeBytes(of: decoded.reason) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw DatasetFailure.badFormat(path: path, format: format, reason: Wording(verbatim: reason))
    }
    defer { free(samples) }
    let (height, width, channels) = (Int(decoded.height), Int(decoded.width), Int(decoded.channels))
    let result = try Tensor(empty: Shape.checked([height, width, channels]))
    let white = Float(decoded.maximum)
    for index in 0..<result.count { result.f32[index] = Float(samples[index]) / white }
    return try result.permuted([2, 0, 1]).contiguous()
  }
}
