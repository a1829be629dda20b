import Glibc

/// Ctrl-C and a resized window, as flags that whoever runs polls.
public enum Interrupt {
  /// Storage of its own: a signal handler may write it at any moment.
  nonisolated(unsafe) private static let flags: UnsafeMutablePointer<sig_atomic_t> = {
    let pointer = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 3)
    pointer.initialize(repeating: 0, count: 3)
    return pointer
  }()

  public static var isPending: Bool {
    get { flags[0] != 0 }
    set { flags[0] = newValue ? 1 : 0 }
  }

  static var isResized: Bool {
    get { flags[1] != 0 }
    set { flags[1] = newValue ? 1 : 0 }
  }

  /// Ctrl-C sets ``isPending``.
  /// - Parameter secondEnds: pressed again before anybody looked, it ends the process (status 130).
  public static func install(secondEnds: Bool) {
    flags[2] = secondEnds ? 1 : 0
    handle(SIGINT) { _ in
      if Interrupt.flags[0] != 0, Interrupt.flags[2] != 0 { _exit(130) }
      Interrupt.flags[0] = 1
      JobSignals.wakeReader(SIGINT)
    }
    // Whoever started us may have had it blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  static func watchResize() {
    handle(SIGWINCH) { _ in
      Interrupt.flags[1] = 1
      JobSignals.wakeReader(SIGWINCH)
    }
  }

  private static func handle(_ signal: Int32, _ body: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = body
    action.sa_flags = signal == SIGWINCH ? SA_RESTART : 0
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, nil)
  }
}
