import Text

/// What ArgumentParser writes of its own accord, in the language of the reader.
enum CommandLineWording {
  static func text(_ message: String, in language: UserLanguage = .chosen) -> String {
    guard language == .chinese else { return message }
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line(String($0)) }.joined(separator: "\n")
  }

  private static func line(_ line: String) -> String {
    for (english, chinese) in lines {
      if let parts = match(line, english) {
        return filled(
          chinese, parts.map { $0.replacing("' or '", with: "' 或 '").replacing("<subcommand>", with: "<命令>") }
        )
      }
    }
    return inLine.reduce(line) { $0.replacing($1.english, with: $1.chinese) }
  }

  /// Whole lines; `%` stands for any text, which goes into the Chinese in the same order.
  private static let lines: [(english: String, chinese: String)] = [
    ("OVERVIEW: %", "概述：%"), ("USAGE: %", "用法：%"), ("Usage: %", "用法：%"), ("ARGUMENTS:", "参数："),
    ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "命令："), ("Help:  %", "说明：%"),
    ("  See '%' for detailed help.", "  详细说明见“%”。"), ("  See '%' for more information.", "  更多说明见“%”。"),
    ("Error: Unknown option '%'. Did you mean '%'?", "错误：没有选项“%”；是不是想写“%”？"),
    ("Error: Unknown option '%'", "错误：没有选项“%”"), ("Error: Invalid option: %", "错误：无效的选项：%"),
    ("Error: Missing value for '%'", "错误：“%”缺少值"),
    (
      "Error: The option '%' does not take any value, but '%' was specified.", "错误：选项“%”不带值，但给出了“%”。"
    ),
    ("Error: Unexpected argument '%'", "错误：多余的参数“%”"),
    ("Error: % unexpected arguments: %", "错误：多出 % 个参数：%"),
    ("Error: Missing expected argument '%'", "错误：缺少参数“%”"), ("Error: Missing one of: %", "错误：缺少其中之一：%"),
    (
      "Error: The value '%' is invalid for '%'. Please provide one of the following:",
      "错误：值“%”不适用于“%”。可选的有："
    ),
    (
      "Error: The value '%' is invalid for '%'. Please provide one of %.", "错误：值“%”不适用于“%”。可选的有 %。"
    ),
    ("Error: The value '%' is invalid for '%'", "错误：值“%”不适用于“%”"),
    ("Error: Value to be set with % had already been set with %", "错误：%与%设置的是同一个值"), ("Error: %", "错误：%"),
  ]

  private static let inLine: [(english: String, chinese: String)] = [
    ("(values: ", "(取值："), ("(default: ", "(默认："), ("; default: ", "；默认："), ("  default: ", "  默认："),
    ("(default)", "(默认)   "), ("<subcommand>", "<命令>"),
    ("Show subcommand help information.", "显示命令的帮助信息。"), ("Show help information.", "显示帮助信息。"),
    ("Show the version.", "显示版本。"),
  ]

  /// What stands for each `%`; nil when the line is another.
  private static func match(_ line: String, _ pattern: String) -> [Substring]? {
    let fixed = pattern.split(separator: "%", omittingEmptySubsequences: false)
    guard var rest = line.hasPrefix(fixed[0]) ? line.dropFirst(fixed[0].count) : nil else { return nil }
    var parts: [Substring] = []
    for (index, piece) in fixed.enumerated().dropFirst() {
      if index == fixed.count - 1 {
        guard rest.hasSuffix(piece) else { return nil }
        parts.append(rest.dropLast(piece.count))
        return parts
      }
      guard let found = rest.firstRange(of: piece) else { return nil }
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    return rest.isEmpty ? parts : nil
  }

  private static func filled(_ pattern: String, _ parts: [Substring]) -> String {
    let fixed = pattern.split(separator: "%", omittingEmptySubsequences: false)
    return fixed.enumerated().reduce("") { text, piece in
      text + piece.element + (piece.offset < parts.count ? parts[piece.offset] : "")
    }
  }
}
