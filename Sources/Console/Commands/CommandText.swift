import Text

enum CommandText {
  static var help: String {
    let commands = Command.all.map { [$0.usage, $0.summary.text] }
    return table(keys.map { [$0, $1.text] }, cuts: false) + "\n" + table(commands, cuts: false)
  }

  /// What can be pressed or typed that is no command.
  static let keys: [(name: String, meaning: Wording)] = [
    (
      "Return",
      Wording(
        "runs a complete cell, else starts a new line (a blank line runs it as it is)",
        "运行完整的单元格，否则另起一行（空行则照样运行）")
    ),
    ("Alt-Return", Wording("starts a new line", "另起一行")),
    (
      "Tab",
      Wording(
        "completes names, fields, arguments, files; \\alpha becomes α, \\nabla ∇, \\_1 ₁; indents an empty line",
        "补全名称、字段、参数、文件；\\alpha 变为 α，\\nabla 变为 ∇，\\_1 变为 ₁；在空行上缩进")
    ),
    (
      "Up, Down",
      Wording("earlier cells; after some text, those that begin with it", "以前的单元格；已有文字时，以它开头的那些")
    ),
    (
      "Ctrl-A, Ctrl-E",
      Wording("the line's beginning, its end; once more: the cell's", "行首、行尾；再按一次：单元格的开头、末尾")
    ),
    ("Ctrl-R", Wording("searches earlier cells, of other sessions too", "搜索以前的单元格，包括其他会话的")),
    ("Ctrl-C", Wording("clears the line; pauses what runs between two of its steps", "清除本行；在两步之间暂停正在运行的")),
    ("Ctrl-D", Wording("leaves", "离开")),
    ("Ctrl-Z", Wording("stops the program; `fg` in the shell goes on", "停止程序；在 shell 中用 `fg` 继续")),
    (
      "?name",
      Wording(
        "signature, formula, shapes and example of a builtin; a function's source",
        "内建函数的签名、公式、形状和示例；函数的源代码")
    ),
    ("ans, out[n]", Wording("the last value, the value of cell n", "最近的值，单元格 n 的值")),
    ("… ;", Wording("does not show the value", "不显示值")),
  ]

  /// A file's name as it may be typed: in quotes, or below `~`.
  static func path(_ text: String) -> String {
    var path = text
    if path.count > 1, path.hasPrefix("\""), path.hasSuffix("\"") {
      path = String(path.dropFirst().dropLast())
    }
    if path.hasPrefix("~/"), let home = Terminal.value("HOME") { path = home + path.dropFirst() }
    return path
  }

  /// A text of several lines, broken to the terminal's width; what is broken off is indented further.
  static func page(_ text: String) -> String {
    let width = Terminal.width
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let indent = String(line.prefix { $0 == " " }) + "  "
      return wrapped(line, first: width, rest: width - indent.count).joined(separator: "\n" + indent) + "\n"
    }.joined()
  }

  /// - Parameter cuts: what does not fit into the terminal's width is left out, else it goes on below.
  static func table(_ rows: [[String]], cuts: Bool = true) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? displayWidth($0[column]) : 0 }.max() ?? 0
    }
    let lead = 2 + widths.dropLast().reduce(0) { $0 + $1 + 2 }
    let room = Terminal.width - lead - 2
    return rows.map { row in
      let columns = zip(row, widths).dropLast().map { cell, width in
        cell + String(repeating: " ", count: max(0, width - displayWidth(cell)) + 2)
      }
      let last = row.last ?? ""
      if cuts { return "  " + columns.joined() + firstLine(last, width: max(20, room)) + "\n" }
      // Beside the others where there is room for it, else below them.
      let indent = room < 24 ? 6 : lead
      let margin = String(repeating: " ", count: indent)
      let lines = wrapped(last, first: Terminal.width - indent, rest: Terminal.width - indent)
      let start = room < 24 ? "\n" + margin : ""
      return "  " + columns.joined() + start + lines.joined(separator: "\n" + margin) + "\n"
    }.joined()
  }

  /// - Parameter width: in columns; what goes beyond is left out.
  static func firstLine(_ text: String, width: Int = 100) -> String {
    let line = text.prefix { $0 != "\n" }
    var (shown, columns) = ("", 0)
    for character in line {
      columns += displayWidth(character)
      if columns > width { break }
      shown.append(character)
    }
    return shown.count < text.count ? shown + " …" : shown
  }

  /// `1-3, 7`
  static func ranges(_ numbers: [Int]) -> String {
    var parts: [(Int, Int)] = []
    for number in numbers {
      if let last = parts.last, last.1 == number - 1 {
        parts[parts.count - 1].1 = number
      } else {
        parts.append((number, number))
      }
    }
    return parts.map { $0 == $1 ? "\($0)" : "\($0)-\($1)" }.joined(separator: ", ")
  }
}
