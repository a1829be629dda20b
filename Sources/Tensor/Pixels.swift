import CKernels

/// Many samples of bytes, channels × height × width each, kept as bytes until they are wanted.
public final class Pixels {
  public let count: Int
  /// Channels, height, width.
  public let shape: [Int]
  private let storage: Storage

  /// Contents are undefined until written through ``bytes``.
  public init(count: Int, shape: [Int]) throws {
    self.count = count
    self.shape = shape
    storage = try Storage(byteCount: Shape.checked([count] + shape).elementCount)
  }

  public var bytesPerSample: Int { shape.reduce(1, *) }
  /// All samples, one after the other.
  public var bytes: UnsafeMutablePointer<UInt8> { storage.pointer.assumingMemoryBound(to: UInt8.self) }

  /// The samples as f32, `(byte/255 - mean) / deviation` per channel (one value serves all).
  ///
  /// - Parameter indices: within 0..<count, otherwise an error.
  public func samples(at indices: [Int], mean: [Float] = [0], deviation: [Float] = [1]) throws -> Tensor {
    let places = try indices.map { Int64(try Tensor.normalized(index: $0, size: count, axis: 0)) }
    let result = try Tensor(empty: Shape([places.count] + shape), hollow: storage.isHollow)
    if result.isHollow { return result }
    let channels = shape[0]
    let means = mean.count == channels ? mean : Array(repeating: mean.first ?? 0, count: channels)
    let deviations =
      deviation.count == channels ? deviation : Array(repeating: deviation.first ?? 1, count: channels)
    let (source, out, size) = (bytes, result.f32, bytesPerSample)
    let area = size / Swift.max(channels, 1)
    places.withUnsafeBufferPointer { places in
      means.withUnsafeBufferPointer { means in
        deviations.withUnsafeBufferPointer { deviations in
          Parallel.forEach(count: places.count, grain: Swift.max(1, 16_384 / Swift.max(size, 1))) { range in
            guard let places = places.baseAddress else { return }
            dls_pixels(
              range.count, channels, area, places + range.lowerBound, source, means.baseAddress,
              deviations.baseAddress, out + range.lowerBound * size)
          }
        }
      }
    }
    return result
  }
}
