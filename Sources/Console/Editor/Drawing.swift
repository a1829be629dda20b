@preconcurrency import CReadline
import Glibc

/// Who draws what is edited: readline, with ``LiveColor`` over it, or ``TallCell``.
enum Drawing {
  /// The prompt that readline drew last; a search has its own.
  nonisolated(unsafe) private static var prompt: String?

  /// What is edited stays as it stands on the screen.
  nonisolated(unsafe) static var isOff = false

  static func install() {
    LiveColor.checkSettings()
    rl_redisplay_function = { Drawing.draw() }
  }

  /// Nothing of what is edited stands on the screen.
  static func begin() {
    prompt = nil
    TallCell.forget()
  }

  /// What is printed next comes after all that is edited.
  static func moveToEnd() {
    if TallCell.isShown { return TallCell.stepAside() }
    let point = rl_point
    rl_point = rl_end
    rl_redisplay()
    rl_point = point
  }

  private static func draw() {
    if isOff { return }
    let shown = rl_display_prompt.map { String(cString: $0) }
    if TallCell.draw() {
      prompt = nil
      return
    }
    if let before = prompt, before != shown, let line = rl_line_buffer, strchr(line, 0x0A) != nil {
      // Readline leaves the end of a longer prompt standing before a text of several lines.
      rl_clear_visible_line()
      rl_on_new_line()
    }
    prompt = shown
    rl_redisplay()
    LiveColor.paint()
  }
}
