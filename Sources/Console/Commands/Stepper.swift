import Glibc
import Text

/// Shows the stops of a walk, one for each key.
enum Stepper {
  static func walk(_ steps: [String], theme: Theme) {
    guard Terminal.isTerminal(STDIN_FILENO), var saved = keyMode() else {
      return Output.write(steps.joined(separator: "\n") + "\n")
    }
    let signals = JobSignals.watch(SIGCONT)
    defer { signals.end() }
    defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &saved) }
    let keys = Wording("space or n: next, b: back, q: leave", "空格或 n：下一步，b：上一步，q：离开").text
    // Keys pressed once too often should not fall into the prompt.
    let lastKeys = Wording("the end; b: back, q: leave", "已到末尾；b：上一步，q：离开").text
    var place = 0
    Output.write(steps[0] + "\n")
    while true {
      Output.write(theme.faint(place == steps.count - 1 ? lastKeys : keys))
      Output.flush()
      let key = readKey()
      Output.write(Terminal.movesCursor ? "\r\u{1B}[K" : "\n")
      switch key {
      case "n", " ", "\r", "\n":
        if place == steps.count - 1 { continue }
        place += 1
        Output.write(steps[place] + "\n")
      case "b" where place > 0:
        place -= 1
        if Terminal.movesCursor { erase(steps[place + 1]) } else { Output.write(steps[place] + "\n") }
      case "q", "\u{4}", nil: return
      default: break
      }
    }
  }

  /// Keys come one by one and unseen; gives the mode before.
  private static func keyMode() -> termios? {
    var saved = termios()
    guard tcgetattr(STDIN_FILENO, &saved) == 0 else { return nil }
    var mode = saved
    mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
    return tcsetattr(STDIN_FILENO, TCSADRAIN, &mode) == 0 ? saved : nil
  }

  /// nil at the end of input and after Ctrl-C.
  private static func readKey() -> Character? {
    Interrupt.isPending = false
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count == 1 { return Character(Unicode.Scalar(byte)) }
      if count < 0, errno == EINTR, !Interrupt.isPending {
        if JobSignals.take() == SIGCONT {
          _ = keyMode()
          return "\0"
        }
        continue
      }
      return nil
    }
  }

  /// Takes the last stop off the screen; its lines may be wrapped.
  private static func erase(_ text: String) {
    let width = max(1, Terminal.width)
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + max(1, (displayWidth($1) + width - 1) / width) }
    Output.write("\u{1B}[\(rows)A\r\u{1B}[J")
  }
}
