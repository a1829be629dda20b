/// Frees graphs without recursion: a chain of millions of nodes must not overflow the stack. A node that is freed
/// leaves here what it held, and the first of them all lets go of it, one by one.
enum Teardown {
  @exclusivity(unchecked) nonisolated(unsafe) private static var waiting =
    UnsafeMutablePointer<Unmanaged<Variable>>.allocate(capacity: 64)
  @exclusivity(unchecked) nonisolated(unsafe) private static var count = 0
  @exclusivity(unchecked) nonisolated(unsafe) private static var capacity = 64
  @exclusivity(unchecked) nonisolated(unsafe) private static var isRunning = false

  /// - Parameter variable: given away.
  @inline(__always)
  static func add(_ variable: Unmanaged<Variable>) {
    if count == capacity { grow() }
    waiting[count] = variable
    count += 1
  }

  /// Returns when all that waits has been let go, unless some caller sees to that.
  @inline(__always)
  static func run() {
    if !isRunning { drain() }
  }

  private static func drain() {
    isRunning = true
    while count > 0 {
      count -= 1
      waiting[count].release()
    }
    isRunning = false
  }

  private static func grow() {
    let larger = UnsafeMutablePointer<Unmanaged<Variable>>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: waiting, count: count)
    waiting.deallocate()
    waiting = larger
    capacity *= 2
  }
}
