import CKernels

/// A block of 64-byte aligned memory from the caching allocator; returned to it on deinit.
///
/// Freed blocks are kept by size class: fresh pages cost ten times a copy, so a steady training step asks the
/// system for nothing.
public class Storage {
  /// The first byte; of a tensor, that of its first element.
  public final let pointer: UnsafeMutableRawPointer
  public final let byteCount: Int
  /// Counts in-place changes, so that a recorded tensor that changed is noticed.
  @exclusivity(unchecked) public final var version = 0
  private final let ownsBlock: Bool
  /// Its contents were never computed, see ``Hollow``.
  public final let isHollow: Bool

  /// - Throws: ``TensorFailure/outOfMemory(_:)`` when the machine cannot hold it.
  public init(byteCount: Int, hollow: Bool = false) throws {
    isHollow = hollow || byteCount > Hollow.limit
    if isHollow {
      guard let place = Hollow.place(byteCount) else { throw TensorFailure.outOfMemory(byteCount) }
      pointer = place
      self.byteCount = byteCount
      ownsBlock = false
      return
    }
    guard let block = dls_allocate(byteCount) else { throw TensorFailure.outOfMemory(byteCount) }
    pointer = block
    self.byteCount = byteCount
    ownsBlock = true
  }

  /// The memory of another, which must outlive this, from some byte on.
  init(borrowing other: Storage, at offset: Int) {
    pointer = other.pointer + offset
    byteCount = other.byteCount
    isHollow = other.isHollow
    ownsBlock = false
  }

  deinit { if ownsBlock { dls_free(pointer, byteCount) } }
}

/// What the machine has left.
public enum Memory {
  /// Bytes this process may still take.
  public static var available: Int { Int(clamping: dls_available_memory()) }
  /// Gives cached blocks back to the system.
  public static func trim() { dls_trim() }
}
