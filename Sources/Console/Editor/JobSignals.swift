import Glibc

/// Signals that concern the terminal, while a line is edited: they come in only where ``LineEditor`` waits.
enum JobSignals {
  /// The one that came last; storage of its own: a handler may write it at any moment.
  nonisolated(unsafe) private static let pending: UnsafeMutablePointer<sig_atomic_t> = {
    let pointer = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)
    pointer.initialize(to: 0)
    return pointer
  }()
  /// The thread that waits for keys, while it does.
  nonisolated(unsafe) private static var reader: pthread_t?
  private static let all = [SIGTSTP, SIGCONT, SIGHUP, SIGTERM]

  /// Holds them, with SIGINT and SIGWINCH, back.
  /// - Returns: what is held back while waiting.
  static func hold() -> sigset_t {
    var held = sigset_t()
    var before = sigset_t()
    sigemptyset(&held)
    for signal in all + [SIGINT, SIGWINCH] { sigaddset(&held, signal) }
    pthread_sigmask(SIG_BLOCK, &held, &before)
    reader = pthread_self()
    for signal in all { handle(signal) { JobSignals.note($0) } }
    return before
  }

  /// From here on they do what they do to any program.
  static func release(_ before: sigset_t) {
    for signal in all { handle(signal, nil) }
    reader = nil
    var before = before
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// Notes one signal until the end of the watch.
  static func watch(_ signal: Int32) -> Watch {
    handle(signal) { JobSignals.note($0) }
    return Watch(signal: signal)
  }

  struct Watch {
    fileprivate let signal: Int32

    func end() { JobSignals.handle(signal, nil) }
  }

  /// One that ends the program is not forgotten over one that does not.
  private static func note(_ signal: Int32) {
    if pending.pointee != sig_atomic_t(SIGHUP), pending.pointee != sig_atomic_t(SIGTERM) {
      pending.pointee = sig_atomic_t(signal)
    }
    wakeReader(signal)
  }

  /// In a handler: the system may give a signal to any thread.
  static func wakeReader(_ signal: Int32) {
    if let reader, pthread_equal(reader, pthread_self()) == 0 { pthread_kill(reader, signal) }
  }

  static func take() -> Int32? {
    guard pending.pointee != 0 else { return nil }
    defer { pending.pointee = 0 }
    return Int32(pending.pointee)
  }

  /// As Ctrl-Z stops any program; comes back when it goes on.
  static func stop() {
    handle(SIGTSTP, nil)
    var signal = sigset_t()
    var before = sigset_t()
    sigemptyset(&signal)
    sigaddset(&signal, SIGTSTP)
    raise(SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &signal, &before)
    pthread_sigmask(SIG_SETMASK, &before, nil)
    handle(SIGTSTP) { JobSignals.note($0) }
    // Where nobody could let it go on, it does not stop.
    note(SIGCONT)
  }

  fileprivate static func handle(_ signal: Int32, _ body: (@convention(c) (Int32) -> Void)?) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = body
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, nil)
  }
}
