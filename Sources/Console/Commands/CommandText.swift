import Text

enum CommandText {
  static var help: String {
    let keys = [
      ["Return", "runs a complete cell, else starts a new line (a blank line runs it as it is)"],
      ["Tab", "completes names; \\alpha becomes α, \\nabla becomes ∇"],
      ["Ctrl-R", "searches earlier cells, of other sessions too"],
      ["Ctrl-C", "clears the line; pauses what runs between two of its steps"], ["Ctrl-D", "leaves"],
      ["?name", "signature, formula and example of a builtin"],
      ["ans, out[n]", "the last value, the value of cell n"], ["… ;", "does not show the value"],
    ]
    let commands = Command.all.map {
      [":" + $0.name + ($0.arguments.isEmpty ? "" : " " + $0.arguments), $0.summary]
    }
    return table(keys) + "\n" + table(commands)
  }

  static func table(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? displayWidth($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { index, cell in
        index == row.count - 1
          ? firstLine(cell)
          : cell + String(repeating: " ", count: max(0, widths[index] - displayWidth(cell)) + 2)
      }
      return "  " + cells.joined() + "\n"
    }.joined()
  }

  static func firstLine(_ text: String) -> String {
    let line = text.prefix { $0 != "\n" }
    return line.count > 100 || line.count < text.count ? line.prefix(100) + " …" : String(line)
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
