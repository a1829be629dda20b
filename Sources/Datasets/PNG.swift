import Glibc
import PNGReader
import Tensor
import Text

/// PNG images, by libpng.
enum PNG {
  static let signature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]

  private static let largestSide: Int32 = 1 << 15

  /// Channels × height × width, f32 of [0, 1].
  static func decode(_ bytes: [UInt8], path: String) throws -> Tensor {
    var image = dls_png_decode(bytes, bytes.count, largestSide)
    guard let samples = image.samples else {
      let reason = withUnsafeBytes(of: &image.reason) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw DatasetFailure.badFormat(path: path, format: "PNG", reason: Wording(verbatim: reason))
    }
    defer { free(samples) }
    let (height, width, channels) = (Int(image.height), Int(image.width), Int(image.channels))
    let result = try Tensor(empty: Shape.checked([height, width, channels]))
    for index in 0..<result.count { result.f32[index] = Float(samples[index]) / 65535 }
    return try result.permuted([2, 0, 1]).contiguous()
  }
}
