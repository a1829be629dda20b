import CKernels

/// A block of 64-byte aligned memory from the caching allocator; returned to it on deinit.
///
/// Freed blocks are kept by size class: fresh pages cost ten times a copy, so a steady training step asks the
/// system for nothing.
public final class Storage {
  public let pointer: UnsafeMutableRawPointer
  public let byteCount: Int
  /// Its contents were never computed, see ``Hollow``.
  public let isHollow: Bool
  /// Counts in-place changes, so that a recorded tensor that changed is noticed.
  @exclusivity(unchecked) public var version = 0

  /// - Throws: ``TensorFailure/outOfMemory(_:)`` when the machine cannot hold it.
  public init(byteCount: Int, hollow: Bool = false) throws {
    isHollow = hollow || byteCount > Hollow.limit
    if isHollow {
      guard let place = Hollow.place(byteCount) else { throw TensorFailure.outOfMemory(byteCount) }
      pointer = place
      self.byteCount = byteCount
      return
    }
    guard let block = dls_allocate(byteCount) else { throw TensorFailure.outOfMemory(byteCount) }
    pointer = block
    self.byteCount = byteCount
  }

  deinit { if !isHollow { dls_free(pointer, byteCount) } }
}

/// What the machine has left.
public enum Memory {
  /// Bytes this process may still take.
  public static var available: Int { Int(clamping: dls_available_memory()) }
  /// Gives cached blocks back to the system.
  public static func trim() { dls_trim() }
}
