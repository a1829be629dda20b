/// Nodes in a row that somebody else keeps alive.
final class NodeList {
  @exclusivity(unchecked) private var base = UnsafeMutablePointer<Unmanaged<Node>>.allocate(capacity: 64)
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var capacity = 64

  deinit { base.deallocate() }

  @inline(__always)
  func append(_ node: Unmanaged<Node>) {
    if count == capacity { grow() }
    base[count] = node
    count += 1
  }

  @inline(__always)
  subscript(index: Int) -> Unmanaged<Node> { base[index] }

  @inline(__always)
  func removeLast() { count -= 1 }

  func removeAll() { count = 0 }

  private func grow() {
    let larger = UnsafeMutablePointer<Unmanaged<Node>>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
