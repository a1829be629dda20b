@preconcurrency import CReadline
import Text

/// Keys that know the lines of a cell; readline's own take it for one.
enum CellKeys {
  private typealias KeyFunction = @convention(c) (Int32, Int32) -> Int32

  static func bind() {
    let insertMaps = [rl_get_keymap_by_name("emacs"), rl_get_keymap_by_name("vi-insert")]
    for keymap in insertMaps + [rl_get_keymap_by_name("vi-command")] {
      for key in ["\r", "\n"] { rl_bind_keyseq_in_map(key, submitOrBreak, keymap) }
      rl_bind_keyseq_in_map("\\e\\C-m", insertBreak, keymap)
      for key in ["\\e[A", "\\eOA"] { rl_bind_keyseq_in_map(key, moveUp, keymap) }
      for key in ["\\e[B", "\\eOB"] { rl_bind_keyseq_in_map(key, moveDown, keymap) }
    }
    for keymap in insertMaps {
      for key in ")]}".utf8 { rl_bind_key_in_map(Int32(key), closeBracket, keymap) }
      rl_bind_keyseq_in_map("\\e[5~", pageUp, keymap)
      rl_bind_keyseq_in_map("\\e[6~", pageDown, keymap)
      rebind(rl_beg_of_line, to: lineStart, keymap)
      rebind(rl_end_of_line, to: lineEnd, keymap)
      rebind(rl_kill_line, to: killLine, keymap)
      rebind(rl_unix_line_discard, to: discardLine, keymap)
      rebind(rl_complete, to: completeOrIndent, keymap)
    }
  }

  /// Whatever keys the user has for one function run the other.
  private static func rebind(
    _ function: @escaping KeyFunction, to other: @escaping KeyFunction, _ keymap: Keymap?
  ) {
    guard let keys = rl_invoking_keyseqs_in_map(function, keymap) else { return }
    var place = keys
    while let key = place.pointee {
      rl_bind_keyseq_in_map(key, other, keymap)
      rl_free(key)
      place += 1
    }
    rl_free(keys)
  }

  /// What is edited.
  static func buffer() -> [UInt8] {
    guard let line = rl_line_buffer else { return [] }
    return UnsafeBufferPointer(start: line, count: Int(rl_end)).map { UInt8(bitPattern: $0) }
  }

  /// The offsets of the cursor, and of the line it stands in.
  fileprivate static func place() -> (bytes: [UInt8], point: Int, start: Int, end: Int) {
    let bytes = buffer()
    let point = min(Int(rl_point), bytes.count)
    let start = (bytes[..<point].lastIndex(of: 0x0A) ?? -1) + 1
    return (bytes, point, start, bytes[point...].firstIndex(of: 0x0A) ?? bytes.count)
  }
}

private func submitOrBreak(_ count: Int32, _ key: Int32) -> Int32 {
  // A terminal whose cursor cannot go up shows one line at a time.
  if !Terminal.movesCursor { return rl_newline(1, key) }
  guard LineEditor.submits(String(decoding: CellKeys.buffer(), as: UTF8.self)) else {
    return insertBreak(count, key)
  }
  // After a search its prompt still stands there.
  rl_redisplay_function?()
  TallCell.finish()
  return rl_newline(1, key)
}

/// A newline, indented by the brackets that stand open before it.
private func insertBreak(_ count: Int32, _ key: Int32) -> Int32 {
  var depth = 0
  for byte in CellKeys.buffer().prefix(Int(rl_point)) {
    if "([{".utf8.contains(byte) { depth += 1 }
    if ")]}".utf8.contains(byte) { depth = max(0, depth - 1) }
  }
  rl_insert_text("\n" + String(repeating: "  ", count: min(depth, 20)))
  return 0
}

/// A closing bracket at the beginning of a line takes one step of its indentation back.
private func closeBracket(_ count: Int32, _ key: Int32) -> Int32 {
  let (bytes, point, start, _) = CellKeys.place()
  if start > 0, point - start >= 2, bytes[start..<point].allSatisfy({ $0 == 0x20 }) {
    rl_point -= 2
    rl_delete_text(rl_point, rl_point + 2)
  }
  return rl_insert_close(count, key)
}

/// Tab indents where nothing stands before it on its line.
private func completeOrIndent(_ count: Int32, _ key: Int32) -> Int32 {
  let (bytes, point, start, _) = CellKeys.place()
  guard bytes[start..<point].allSatisfy({ $0 == 0x20 }) else { return rl_complete(count, key) }
  rl_insert_text("  ")
  return 0
}

/// Pressed once more it goes to the beginning of the cell.
private func lineStart(_ count: Int32, _ key: Int32) -> Int32 {
  let (_, point, start, _) = CellKeys.place()
  rl_point = Int32(point == start ? 0 : start)
  return 0
}

/// Pressed once more it goes to the end of the cell.
private func lineEnd(_ count: Int32, _ key: Int32) -> Int32 {
  let (bytes, point, _, end) = CellKeys.place()
  rl_point = Int32(point == end ? bytes.count : end)
  return 0
}

/// To the end of the line; there it joins the next one.
private func killLine(_ count: Int32, _ key: Int32) -> Int32 {
  let (bytes, point, _, end) = CellKeys.place()
  let last = point == end ? min(end + 1, bytes.count) : end
  if last > point { rl_kill_text(Int32(point), Int32(last)) }
  return 0
}

/// Back to the beginning of the line; there it joins the one before.
private func discardLine(_ count: Int32, _ key: Int32) -> Int32 {
  let (_, point, start, _) = CellKeys.place()
  let first = point == start ? max(0, start - 1) : start
  if first < point { rl_kill_text(Int32(point), Int32(first)) }
  rl_point = Int32(first)
  return 0
}

/// Up and down move within a cell of several lines, and through history from its first and last line.
private func moveUp(_ count: Int32, _ key: Int32) -> Int32 {
  let (bytes, point, _, _) = CellKeys.place()
  guard let above = lineAbove(bytes, point) else {
    return PrefixSearch.move(by: -1, from: bytes, point) ? 0 : rl_get_previous_history(count, key)
  }
  rl_point = Int32(above)
  return 0
}

private func moveDown(_ count: Int32, _ key: Int32) -> Int32 {
  let (bytes, point, _, _) = CellKeys.place()
  guard let below = lineBelow(bytes, point) else {
    return PrefixSearch.move(by: 1, from: bytes, point) ? 0 : rl_get_next_history(count, key)
  }
  rl_point = Int32(below)
  return 0
}

private func pageUp(_ count: Int32, _ key: Int32) -> Int32 { page(lineAbove) }
private func pageDown(_ count: Int32, _ key: Int32) -> Int32 { page(lineBelow) }

private func page(_ step: ([UInt8], Int) -> Int?) -> Int32 {
  var (bytes, point, _, _) = CellKeys.place()
  for _ in 0..<max(1, Terminal.height - 3) { point = step(bytes, point) ?? point }
  rl_point = Int32(point)
  return 0
}

/// The offset above a place, in the same column; nil in the first line.
private func lineAbove(_ bytes: [UInt8], _ point: Int) -> Int? {
  guard let lineEnd = bytes[..<point].lastIndex(of: 0x0A) else { return nil }
  let start = (bytes[..<lineEnd].lastIndex(of: 0x0A) ?? -1) + 1
  return offset(ofColumn: column(bytes[(lineEnd + 1)..<point]), in: bytes[start..<lineEnd])
}

private func lineBelow(_ bytes: [UInt8], _ point: Int) -> Int? {
  guard let lineEnd = bytes[point...].firstIndex(of: 0x0A) else { return nil }
  let start = (bytes[..<point].lastIndex(of: 0x0A) ?? -1) + 1
  let end = bytes[(lineEnd + 1)...].firstIndex(of: 0x0A) ?? bytes.count
  return offset(ofColumn: column(bytes[start..<point]), in: bytes[(lineEnd + 1)..<end])
}

/// On the screen: a Chinese character takes two.
private func column(_ bytes: ArraySlice<UInt8>) -> Int {
  displayWidth(String(decoding: bytes, as: UTF8.self))
}

private func offset(ofColumn column: Int, in line: ArraySlice<UInt8>) -> Int {
  var (width, offset) = (0, line.startIndex)
  for character in String(decoding: line, as: UTF8.self) {
    if width >= column { break }
    width += displayWidth(character)
    offset += character.utf8.count
  }
  return offset
}
