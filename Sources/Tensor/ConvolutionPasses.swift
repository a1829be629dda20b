import CKernels

/// The kernels of one element type, and how their work is cut: forward and the input's gradient by images (or
/// bands of rows of few images), the weights' gradient by fixed groups of images whose sums are added in order.
struct ConvolutionPasses<Element> {
  typealias Shape = UnsafePointer<dls_conv2d>
  typealias Input = UnsafePointer<Element>
  typealias Output = UnsafeMutablePointer<Element>

  let packedCount: (Shape?) -> Int
  let pack: (Shape?, Input?, Input?, Output?) -> Int32
  let packInput: (Shape?, Input?, Output?) -> Int32
  let forward: (Shape?, Input?, Input?, Output?, Int, Int, Int) -> Int32
  let inputGradient: (Shape?, Input?, Input?, Output?, Int) -> Int32
  let partialCount: (Shape?) -> Int
  let weightGradient: (Shape?, Input?, Input?, Output?, Int, Int) -> Int32
  let unpackGradient: (Shape?, Input?, Int, Output?, Output?) -> Void
  let allFinite: (Input?, Int) -> Int32

  func convolve(
    _ geometry: Convolution.Geometry, _ x: Input, _ weight: Input, _ bias: Input?, into out: Output
  ) throws {
    var shape = try shape(geometry, (x, geometry.input.elementCount))
    let packed = try buffer(packedCount(&shape))
    guard pack(&shape, weight, bias, packed.pointer) == 0 else { throw TensorFailure.outOfMemory(0) }
    // Few images are cut into bands of rows, so that every thread has work; Winograd's tiles are two rows high.
    let rows = shape.outHeight
    let bands = min(rows, max(1, 16 / shape.batch))
    let band = (rows + 2 * bands - 1) / (2 * bands) * 2
    let count = (rows + band - 1) / band
    try run(count: shape.batch * count, work: work(shape) / count) { [shape] index in
      var shape = shape
      let first = index % count * band
      return forward(&shape, x, packed.pointer, out, index / count, first, min(first + band, rows))
    }
  }

  func gradient(
    _ geometry: Convolution.Geometry, _ delta: Input, _ weight: Input, ofInput out: Output
  ) throws {
    var shape = try shape(geometry, (delta, geometry.output.elementCount))
    let packed = try buffer(packedCount(&shape))
    guard packInput(&shape, weight, packed.pointer) == 0 else { throw TensorFailure.outOfMemory(0) }
    try run(count: shape.batch, work: work(shape)) { [shape] image in
      var shape = shape
      return inputGradient(&shape, delta, packed.pointer, out, image)
    }
  }

  func gradient(
    _ geometry: Convolution.Geometry, _ x: Input, _ delta: Input, ofWeight weight: Output, ofBias bias: Output
  ) throws {
    var shape = try shape(
      geometry, (x, geometry.input.elementCount), (delta, geometry.output.elementCount))
    let chunk = dls_conv2d_chunk(&shape)
    let count = (shape.batch + chunk - 1) / chunk
    let size = partialCount(&shape)
    let partials = try buffer(size * count)
    try run(count: count, work: work(shape) * chunk) { [shape] index in
      var shape = shape
      return weightGradient(
        &shape, x, delta, partials.pointer + index * size, index * chunk,
        min((index + 1) * chunk, shape.batch))
    }
    unpackGradient(&shape, partials.pointer, count, weight, bias)
  }

  /// What the kernels are told. Winograd's transforms are left out where pixels are not finite: they would carry a
  /// NaN to outputs that it has no part in.
  private func shape(_ geometry: Convolution.Geometry, _ operands: (Input, Int)...) throws -> dls_conv2d {
    var shape = geometry.kernel
    guard dls_conv2d_is_minimal(&shape) != 0 else { return shape }
    let grain = 1 << 16
    for (values, count) in operands where shape.exact == 0 {
      let isFinite = try Buffer<Bool>(1)
      isFinite.pointer[0] = true
      Parallel.forEach(count: count, grain: grain) { range in
        if allFinite(values + range.lowerBound, range.count) == 0 { isFinite.pointer[0] = false }
      }
      shape.exact = isFinite.pointer[0] ? 0 : 1
    }
    return shape
  }

  /// Multiply-adds of a pass over one image.
  private func work(_ s: dls_conv2d) -> Int {
    s.outHeight * s.outWidth * s.filters * (s.channels / s.groups) * s.kernelHeight * s.kernelWidth
  }

  /// Items small enough to be shared out together, and the failures of all of them.
  private func run(count: Int, work: Int, _ item: (Int) -> Int32) throws {
    let failures = try Buffer<Int32>(1)
    failures.pointer[0] = 0
    Parallel.forEach(count: count, grain: max(1, (1 << 18) / max(work, 1))) { range in
      for index in range where item(index) != 0 { failures.pointer[0] = 1 }
    }
    if failures.pointer[0] != 0 { throw TensorFailure.outOfMemory(0) }
  }

  private func buffer(_ count: Int) throws -> Buffer<Element> { try Buffer(count) }
}

/// Memory from the caching allocator for the length of a call.
final class Buffer<Element> {
  let pointer: UnsafeMutablePointer<Element>
  private let storage: Storage

  init(_ count: Int) throws {
    storage = try Storage(byteCount: count * MemoryLayout<Element>.stride)
    pointer = storage.pointer.bindMemory(to: Element.self, capacity: count)
  }
}

extension ConvolutionPasses where Element == Float {
  static let f32 = ConvolutionPasses(
    packedCount: dls_conv2d_packed_f32, pack: dls_conv2d_pack_f32, packInput: dls_conv2d_pack_input_f32,
    forward: dls_conv2d_forward_f32, inputGradient: dls_conv2d_input_gradient_f32,
    partialCount: dls_conv2d_partial_f32, weightGradient: dls_conv2d_weight_gradient_f32,
    unpackGradient: dls_conv2d_unpack_gradient_f32, allFinite: dls_all_finite_f32)
}

extension ConvolutionPasses where Element == Double {
  static let f64 = ConvolutionPasses(
    packedCount: dls_conv2d_packed_f64, pack: dls_conv2d_pack_f64, packInput: dls_conv2d_pack_input_f64,
    forward: dls_conv2d_forward_f64, inputGradient: dls_conv2d_input_gradient_f64,
    partialCount: dls_conv2d_partial_f64, weightGradient: dls_conv2d_weight_gradient_f64,
    unpackGradient: dls_conv2d_unpack_gradient_f64, allFinite: dls_all_finite_f64)
}
