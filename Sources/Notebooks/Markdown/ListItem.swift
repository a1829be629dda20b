/// The first line of a list item: `- text`, `1. text`.
struct ListItem {
  /// nil in a bulleted list.
  var number: Int?
  /// Where its text begins; lines indented as far belong to it.
  var indent: Int
  var text: Substring

  init?(_ line: Substring) {
    let blanks = line.prefix { $0 == " " }.count
    let start = line.dropFirst(blanks)
    let digits = start.prefix { $0.isASCII && $0.isNumber }
    let marks: Int
    if let mark = start.first, "-*+•".contains(mark) {
      marks = 1
    } else if (1...9).contains(digits.count), let mark = start.dropFirst(digits.count).first,
      mark == "." || mark == ")"
    {
      number = Int(digits)
      marks = digits.count + 1
    } else {
      return nil
    }
    let rest = start.dropFirst(marks)
    guard rest.first == " " else { return nil }
    let gap = min(rest.prefix { $0 == " " }.count, 4)
    indent = blanks + marks + gap
    text = rest.dropFirst(gap)
  }

  /// An item that is a single paragraph needs no paragraph around it.
  static func tight(_ body: String) -> String {
    guard body.hasPrefix("<p>"), let end = body.range(of: "</p>\n") else { return body }
    let rest = body[end.upperBound...]
    guard rest.isEmpty || rest.hasPrefix("<ul") || rest.hasPrefix("<ol") else { return body }
    return body[..<end.lowerBound].dropFirst(3) + (rest.isEmpty ? "" : "\n" + rest)
  }
}
