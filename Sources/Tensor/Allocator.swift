import Glibc

/// Keeps freed blocks in size classes: fresh pages cost ten times a copy, so a steady training step asks the
/// system for nothing. Used from the session's thread only.
enum Allocator {
  /// Classes grow by a quarter power of two, so a block wastes at most a fifth.
  nonisolated(unsafe) private static var free: [[UnsafeMutableRawPointer]] = Array(repeating: [], count: 256)

  static func allocate(_ byteCount: Int) throws -> UnsafeMutableRawPointer {
    let (index, size) = sizeClass(byteCount)
    if let block = free[index].popLast() { return block }
    guard byteCount < 1 << 46, let block = aligned_alloc(64, size) else {
      throw TensorFailure.outOfMemory(byteCount)
    }
    return block
  }

  static func free(_ block: UnsafeMutableRawPointer, _ byteCount: Int) {
    free[sizeClass(byteCount).index].append(block)
  }

  /// The class of a request and the bytes its blocks have (a multiple of 64).
  static func sizeClass(_ byteCount: Int) -> (index: Int, size: Int) {
    if byteCount <= 64 { return (0, 64) }
    let units = (byteCount + 63) / 64
    let power = Int.bitWidth - 1 - (units - 1).leadingZeroBitCount
    let base = 1 << power
    let step = max(1, base / 4)
    let quarter = (units - base + step - 1) / step
    return (1 + power * 4 + quarter, (base + quarter * step) * 64)
  }
}
