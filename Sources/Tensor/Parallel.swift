import CKernels

/// Parallel loops on a pool of threads that steal chunks from each other.
public enum Parallel {
  /// Threads that take part, the caller included. Results never depend on it.
  public static var threads: Int {
    get { Int(dls_pool_threads()) }
    set { dls_pool_set_threads(Int32(clamping: newValue)) }
  }

  /// Cores this process may run on.
  public static var cores: Int { Int(dls_pool_cores()) }

  /// Calls `body` with ranges of at most `grain` indices that together cover 0..<count, in any order and on any
  /// thread. The ranges depend on `count` and `grain` only. Calls within a body run inline. The body must not
  /// allocate tensors that outlive it; temporary memory comes from ``Scratch``.
  @inline(__always)
  public static func forEach(count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    if count <= grain {
      if count > 0 { body(0..<count) }
      return
    }
    share(count, max(grain, 1), body)
  }

  @inline(never)
  private static func share(_ count: Int, _ requested: Int, _ body: (Range<Int>) -> Void) {
    // The pool numbers chunks with 31 bits.
    let grain = max(requested, count >> 30)
    let chunks = (count - 1) / grain + 1
    withoutActuallyEscaping(body) { body in
      var job = Job(count: count, grain: grain, body: body)
      withUnsafeMutablePointer(to: &job) { pointer in
        dls_pool_run(
          Int64(chunks),
          { context, chunk in
            guard let job = context?.assumingMemoryBound(to: Job.self) else { return }
            let start = Int(chunk) * job.pointee.grain
            job.pointee.body(start..<min(start + job.pointee.grain, job.pointee.count))
          }, pointer)
      }
    }
  }

  private struct Job {
    let count: Int
    let grain: Int
    let body: (Range<Int>) -> Void
  }
}

/// Temporary memory of the calling thread, kept between uses.
public enum Scratch {
  /// At least `bytes` of 64-byte aligned memory. Valid until this thread asks for more of the same slot (0…3).
  /// nil when the machine cannot hold it.
  public static func buffer(slot: Int = 0, bytes: Int) -> UnsafeMutableRawPointer? {
    dls_scratch(Int32(clamping: slot & 3), bytes)
  }

  /// The same for `count` elements.
  public static func buffer<Element>(
    slot: Int = 0, of type: Element.Type, count: Int
  ) -> UnsafeMutablePointer<Element>? {
    buffer(slot: slot, bytes: count * MemoryLayout<Element>.stride)?.bindMemory(to: type, capacity: count)
  }
}
