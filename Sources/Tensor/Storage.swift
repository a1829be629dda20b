/// A block of 64-byte aligned memory from the caching ``Allocator``; returned to it on deinit.
public final class Storage {
  public let pointer: UnsafeMutableRawPointer
  public let byteCount: Int
  /// Counts in-place changes, so that a recorded tensor that changed is noticed.
  public var version = 0

  /// - Throws: ``TensorFailure/outOfMemory(_:)`` when the system has no such block.
  public init(byteCount: Int) throws {
    pointer = try Allocator.allocate(byteCount)
    self.byteCount = byteCount
  }

  deinit { Allocator.free(pointer, byteCount) }
}
