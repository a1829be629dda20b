import Text

/// The keys and commands of the REPL as Markdown.
public enum SessionPage {
  public static func text(in language: UserLanguage) -> String {
    let title = Wording("## The session", "## 会话").text(in: language)
    let keys = CommandText.keys.map { row($0.name, $0.meaning.text(in: language)) }
    let commands = Command.all.map { row($0.usage, $0.summary.text(in: language)) }
    let notes = Wording(
      """
      A cell that has read a name, or the value of a cell, that is another by now is marked stale; nothing runs again by \
      itself. What `:save` writes runs alone: a value that later cells read as `ans` or `out[3]` gets the name `out_3` \
      there. A variable that you call `ans` or `out` yourself is yours.
      """,
      """
      如果单元格读取过的名字（或别的单元格的值）后来变了，它会标为已过时；不会自动重新运行。`:save` 写出的文件可以单独运行：\
      后面的单元格以 `ans` 或 `out[3]` 读取的值在文件里得到名字 `out_3`。自己取名为 `ans` 或 `out` 的变量归你所有。
      """
    ).text(in: language)
    return title + "\n\n" + table(keys) + "\n" + table(commands) + "\n" + notes + "\n"
  }

  private static func table(_ rows: [String]) -> String { "| | |\n|---|---|\n" + rows.joined() }

  private static func row(_ name: String, _ meaning: String) -> String {
    "| `\(escaped(name))` | \(escaped(meaning.replacing("\\", with: "\\\\"))) |\n"
  }

  private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
