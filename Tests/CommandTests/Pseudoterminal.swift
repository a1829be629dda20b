import Foundation
import Glibc

/// `dls` on a terminal: what is typed goes in, what the screen would get comes out.
final class Pseudoterminal {
  private let main: Int32
  private let process = Process()
  private(set) var transcript = ""
  /// What came before the text that was waited for last.
  private var lastPassed = ""

  /// - Parameter program: another one than dls.
  init(
    _ arguments: [String] = [], program: String = Tool.path, home: String,
    environment changes: [String: String] = [:]
  ) throws {
    main = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    // What posix_openpt, unlockpt and ptsname do, which Swift's Glibc does not show.
    let (unlock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    var (isLocked, index): (Int32, UInt32) = (0, 0)
    guard main >= 0, ioctl(main, unlock, &isLocked) == 0, ioctl(main, number, &index) == 0 else {
      throw POSIXError(.ENXIO)
    }
    let name = "/dev/pts/\(index)"
    // A controlling terminal is wanted for Ctrl-C; `setsid -c` gives the child one.
    let terminal = FileHandle(fileDescriptor: open(name, O_RDWR | O_NOCTTY), closeOnDealloc: true)
    var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(main, UInt(TIOCSWINSZ), &size)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
    process.arguments = ["-c", "-w", program] + arguments
    process.standardInput = terminal
    process.standardOutput = terminal
    process.standardError = terminal
    var environment = ProcessInfo.processInfo.environment
    environment["HOME"] = home
    environment["TERM"] = "xterm"
    environment["NO_COLOR"] = "1"
    for name in [
      "XDG_STATE_HOME", "XDG_CACHE_HOME", "DISPLAY", "EDITOR", "VISUAL",
    ] { environment[name] = nil }
    environment["INPUTRC"] = "/dev/null"
    environment.merge(changes) { $1 }
    process.environment = environment
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(main)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
  }

  /// Waits until the text has appeared since the last call; false after some seconds without it.
  func waits(for text: String, seconds: Double = 20) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if let found = transcript.range(of: text) {
        lastPassed = String(transcript[..<found.lowerBound])
        transcript = String(transcript[found.upperBound...])
        return true
      }
      var input = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, 100) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(main, &buffer, buffer.count)
      if count <= 0 { break }
      transcript += String(decoding: buffer[..<count], as: UTF8.self)
    }
    return transcript.contains(text)
  }

  /// The same, where another text must not have come before it.
  func waits(for text: String, without other: String) -> Bool {
    waits(for: text) && !lastPassed.contains(other)
  }

  /// The exit status, once it has ended.
  func waitForExit() -> Int32 {
    let end = Date().addingTimeInterval(20)
    while process.isRunning, Date() < end { _ = waits(for: "\u{0}never", seconds: 0.1) }
    return process.isRunning ? -1 : process.terminationStatus
  }
}
