/// A line as rows for a terminal: broken at blanks, and around Chinese characters, which have none between them. What
/// cannot be broken stays longer.
///
/// - Parameters:
///   - first: columns of the first row.
///   - rest: of the others.
public func wrapped(_ line: some StringProtocol, first: Int, rest: Int) -> [String] {
  var rows: [String] = []
  // The row so far, and what has come since the last place to break it.
  var (row, piece) = ("", "")
  var previous: Character?
  func room() -> Int { rows.isEmpty ? first : rest }
  func close() {
    if displayWidth(trimmedEnd(row + piece)) > room(), !trimmedEnd(row).isEmpty {
      rows.append(trimmedEnd(row))
      row = ""
    }
    row += piece
    piece = ""
  }
  for character in line {
    if let previous, breaks(previous, character) { close() }
    piece.append(character)
    previous = character
  }
  close()
  return rows + [row]
}

private func breaks(_ left: Character, _ right: Character) -> Bool {
  if left == " " { return right != " " }
  // Closing marks never begin a row, opening ones never end it.
  if "。，、；：？！）】」』”".contains(right) || "（【「『“".contains(left) || right == " " { return false }
  return displayWidth(left) == 2 || displayWidth(right) == 2
}

private func trimmedEnd(_ text: String) -> String {
  var text = text[...]
  while text.last == " " { text.removeLast() }
  return String(text)
}
