import Glibc

/// Runs this program again with other arguments, several at once.
struct ProcessPool {
  private let limit: Int
  private var running: Set<pid_t> = []
  private var statuses: [Int32] = []

  init(limit: Int) { self.limit = limit }

  /// Waits for a place, then starts; output and errors go where ours go.
  mutating func run(_ arguments: [String]) {
    while running.count >= limit { waitForOne() }
    let words = ["/proc/self/exe"] + arguments
    var pointers = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    if posix_spawn(&process, "/proc/self/exe", nil, nil, &pointers, environ) == 0 {
      running.insert(process)
    } else {
      statuses.append(1)
    }
  }

  /// The exit statuses, once all have ended.
  mutating func finish() -> [Int32] {
    while !running.isEmpty { waitForOne() }
    return statuses
  }

  private mutating func waitForOne() {
    var status: Int32 = 0
    let process = waitpid(-1, &status, 0)
    if process < 0, errno == EINTR { return }
    guard process >= 0 else { return running.removeAll() }
    guard running.remove(process) != nil else { return }
    let signal = status & 0x7F
    statuses.append(signal == 0 ? (status >> 8) & 0xFF : signal == SIGINT ? 130 : 1)
  }
}
