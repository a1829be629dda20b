import Text

extension Formatter {
  /// Puts a comment on the line just written, or on one of its own.
  mutating func place(_ comment: Comment, before index: Int, after previousEnd: Int) {
    let text = tidied(comment)
    if !comment.ownsLine, !lines.isEmpty {
      lines[lines.count - 1].comment = text
      return
    }
    let context = lexed.tokens[index].kind.isCloser ? contexts.last : nil
    let indent = context?.inner ?? indentation(index)
    lines.append(Line(indent: indent, text: text, hasBlankBefore: hasBlank(previousEnd, comment.start)))
  }

  /// Without white space at its end, which only Markdown gives a meaning; `#=>` has a space after it.
  private func tidied(_ comment: Comment) -> String {
    let text = source.slice(comment.start, comment.end)
    if text.hasPrefix("#=>") { return trimmed("#=> " + trimmed(text.dropFirst(3))) }
    if text.hasSuffix("  "), comment.ownsLine, text.contains(where: { $0 != " " && $0 != "#" }) {
      return trimmedEnd(text) + "  "
    }
    return trimmedEnd(text)
  }

  private func trimmedEnd(_ text: Substring) -> String {
    guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[...last])
  }

  /// All lines, trailing comments of neighbouring lines aligned.
  func rendered() -> String {
    var result = ""
    var start = 0
    while start < lines.count {
      var end = start + 1
      if lines[start].comment != nil {
        while end < lines.count, lines[end].comment != nil, !lines[end].hasBlankBefore { end += 1 }
      }
      let column = commentColumn(lines[start..<end])
      for index in start..<end { result += rendered(index, column) }
      start = end
    }
    return result
  }

  /// A long line does not push the comments of its neighbours away.
  private func commentColumn(_ group: ArraySlice<Line>) -> Int {
    let widths = group.map { $0.indent + displayWidth($0.text) }
    return (widths.filter { $0 <= 60 }.max() ?? 0) + 2
  }

  private func rendered(_ index: Int, _ column: Int) -> String {
    let line = lines[index]
    var result = line.hasBlankBefore && allowsBlank(index) ? "\n" : ""
    result += String(repeating: " ", count: line.indent) + line.text
    if let comment = line.comment {
      let missing = column - line.indent - displayWidth(line.text)
      result += String(repeating: " ", count: max(2, missing)) + comment
    }
    return result + "\n"
  }

  /// No blank lines at the beginning and right inside braces.
  private func allowsBlank(_ index: Int) -> Bool {
    if index == 0 { return !firstLine.isEmpty }
    return !(lines[index - 1].text.hasSuffix("{") && lines[index - 1].comment == nil)
      && !lines[index].text.hasPrefix("}")
  }
}
