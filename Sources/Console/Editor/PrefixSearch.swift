@preconcurrency import CReadline

/// Up after some text goes through the earlier cells that begin with it, and Down comes back to it.
enum PrefixSearch {
  /// What was typed, and the entry that stands in its place.
  nonisolated(unsafe) private static var state: (prefix: String, shown: String)?

  /// False when the text is not one to search for: then history is gone through as it is.
  static func move(by step: Int32, from bytes: [UInt8], _ point: Int) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    if state?.shown != text { state = nil }
    if state == nil, step < 0, point > 0, point == bytes.count, where_history() == history_length {
      state = (text, text)
    }
    guard let (prefix, shown) = state else { return false }
    var place = where_history() + step
    while place >= 0, place < history_length {
      if let line = history_get(place + history_base)?.pointee.line, case let entry = String(cString: line),
        entry.hasPrefix(prefix), entry != shown
      {
        show(entry, at: place, prefix)
        return true
      }
      place += step
    }
    if step > 0 { show(prefix, at: history_length, prefix) }
    return true
  }

  private static func show(_ text: String, at place: Int32, _ prefix: String) {
    rl_replace_line(text, 0)
    rl_point = rl_end
    history_set_pos(place)
    state = (prefix, text)
  }
}
