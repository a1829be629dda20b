/// The lines of a text, without what ends them: a line feed, with or without a carriage return before it.
///
/// `split(separator: "\n")` does not see `\r\n`, which is one character of its own.
func lines(of text: some StringProtocol) -> [Substring] {
  text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
    let bare = line.last == 0x0D ? line.dropLast() : line
    return Substring(decoding: bare, as: UTF8.self)
  }
}
