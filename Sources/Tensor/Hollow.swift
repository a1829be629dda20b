import Glibc
import Text

/// Tensors without elements: shape and dtype are there, no memory is touched, and what is computed from one is
/// hollow as well. So a program runs on shapes alone. Whoever reads such elements all the same finds zeros.
public enum Hollow {
  /// A new tensor of more bytes than this is hollow.
  @exclusivity(unchecked) nonisolated(unsafe) public static var limit = Int.max

  /// Address space, of which a page is backed by memory only once it is written to.
  nonisolated(unsafe) private static var region = Region()
  nonisolated(unsafe) private static var used = 0

  /// - Returns: nil when the address space does not suffice.
  static func place(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    let alignment = byteCount < 4096 ? 64 : 4096
    var start = (used + alignment - 1) & ~(alignment - 1)
    if byteCount > region.byteCount - start {
      guard byteCount <= region.byteCount, let base = region.base else { return nil }
      madvise(base, used, MADV_DONTNEED)
      start = 0
    }
    used = start + byteCount
    return region.base.map { $0 + start }
  }

  private struct Region {
    var base: UnsafeMutableRawPointer?
    var byteCount = 0

    /// As much as the system gives.
    init() {
      var size = 1 << 45
      while size >= 1 << 30 {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        if let start = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0), start != MAP_FAILED {
          (base, byteCount) = (start, size)
          return
        }
        size >>= 3
      }
    }
  }
}

extension Tensor {
  /// A tensor without elements.
  public static func hollow(_ shape: Shape, _ dtype: DType = .f32) throws -> Tensor {
    try Tensor(empty: shape, dtype, hollow: true)
  }

  /// The same with another number of rows, and no elements.
  public func hollow(rows: Int) throws -> Tensor {
    var sizes = shape
    if sizes.rank > 0 { sizes[0] = rows }
    return try .hollow(sizes, dtype)
  }
}

extension Hollow {
  /// A whole program runs on shapes alone: large tensors are made hollow, files stay closed and training is cut short.
  public static var isOn: Bool { limit != Int.max }
}

/// A result whose very shape depends on elements that a hollow tensor does not have.
public struct UnknownShape: Failure {
  public init() {}
  public var fault: Fault {
    Fault(
      "E0269",
      Wording(
        "how many elements this gives depends on values, and here only shapes are known",
        "结果有多少个元素取决于数值，而这里只知道形状"),
      help: [Wording("`where(mask, x, 0)` keeps the shape", "`where(mask, x, 0)` 保持形状不变")])
  }
}
