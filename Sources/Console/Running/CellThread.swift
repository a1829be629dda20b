import Catalog
import Glibc

/// A thread that runs cells one after the other, and can stand still in the middle of one. Of all threads that run
/// cells, and the one that waits for them, only one is awake at any time.
final class CellThread {
  enum Outcome { case finished, paused }

  private static let stackSize = 16 << 20

  private let wake = Semaphore()
  private let settled = Semaphore()
  private var job: (() -> Void)?
  private var outcome = Outcome.finished
  private var isGivenUp = false

  /// nil when the system gives no thread.
  init?() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, CellThread.stackSize)
    // Ctrl-C and a resized window are for the thread of the prompt.
    var signals = sigset_t()
    var before = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let failed = pthread_create(
      &thread, &attributes,
      { context in
        if let context { Unmanaged<CellThread>.fromOpaque(context).takeUnretainedValue().serve() }
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    if failed != 0 {
      Unmanaged.passUnretained(self).release()
      return nil
    }
  }

  /// Runs a job until it ends or pauses.
  func run(_ job: @escaping () -> Void) -> Outcome {
    self.job = job
    return handOver()
  }

  /// Goes on with the job that paused.
  /// - Parameter givingUp: the job ends with ``Interrupted``.
  func goOn(givingUp: Bool) -> Outcome {
    isGivenUp = givingUp
    return handOver()
  }

  /// The thread ends once its job has.
  func end() {
    job = nil
    wake.signal()
  }

  /// Called by the job: stands still until ``goOn(givingUp:)``.
  func pause() throws {
    if !isGivenUp {
      outcome = .paused
      settled.signal()
      wake.wait()
    }
    if isGivenUp { throw Interrupted() }
  }

  private func handOver() -> Outcome {
    wake.signal()
    settled.wait()
    return outcome
  }

  private func serve() {
    defer { Unmanaged.passUnretained(self).release() }
    while true {
      wake.wait()
      guard let job else { return }
      isGivenUp = false
      job()
      self.job = nil
      outcome = .finished
      settled.signal()
    }
  }
}

/// Waits through signals.
private final class Semaphore {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func signal() { sem_post(semaphore) }
  func wait() { while sem_wait(semaphore) != 0, errno == EINTR {} }
}
