import Glibc

/// Says whether the thread's native stack has room for another level of recursion.
enum NativeStack {
  /// What one level, with everything it calls in lower floors, may take.
  private static let reserve: UInt = 768 << 10

  nonisolated(unsafe) private static var limit: UInt = 0
  nonisolated(unsafe) private static var thread: pthread_t = 0

  static var hasRoom: Bool {
    if limit == 0 || thread != pthread_self() { measure() }
    return address() > limit
  }

  @inline(never) private static func address() -> UInt {
    var local: UInt8 = 0
    return withUnsafeMutablePointer(to: &local) { UInt(bitPattern: $0) }
  }

  private static func measure() {
    thread = pthread_self()
    var attributes = pthread_attr_t()
    var base: UnsafeMutableRawPointer?
    var size = 0
    guard pthread_getattr_np(thread, &attributes) == 0 else { return }
    pthread_attr_getstack(&attributes, &base, &size)
    pthread_attr_destroy(&attributes)
    limit = UInt(bitPattern: base) + reserve
  }
}

// Glibc hides it behind a feature macro.
@_silgen_name("pthread_getattr_np")
private func pthread_getattr_np(_ thread: pthread_t, _ attributes: UnsafeMutablePointer<pthread_attr_t>)
  -> Int32
