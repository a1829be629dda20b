/// Frees graphs without deep recursion: a chain of millions of nodes must not overflow the stack.
enum Teardown {
  private static let maximumDepth = 64
  @exclusivity(unchecked) nonisolated(unsafe) private static var depth = 0
  @exclusivity(unchecked) nonisolated(unsafe) private static var waiting: [Variable] = []

  /// Lets go of what a node that is freed held.
  static func release(
    _ first: consuming Variable?, _ second: consuming Variable?, _ third: consuming Variable?
  ) {
    if depth >= maximumDepth {
      if let first { waiting.append(first) }
      if let second { waiting.append(second) }
      if let third { waiting.append(third) }
      return
    }
    depth += 1
    drop(first)
    drop(second)
    drop(third)
    depth -= 1
    guard depth == 0, !waiting.isEmpty else { return }
    depth = 1
    while let next = waiting.popLast() { drop(next) }
    depth = 0
  }

  @inline(never)
  private static func drop(_ variable: consuming Variable?) { _ = consume variable }
}
