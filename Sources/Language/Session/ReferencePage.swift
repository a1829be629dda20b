import Catalog
import Syntax
import Text

/// The reference as Markdown: what stands in code, written from the code.
public struct ReferencePage {
  private let language: UserLanguage

  public init(in language: UserLanguage = .english) { self.language = language }

  /// Keywords, operators, builtins and error codes.
  public var text: String {
    [keywords, operators, builtins, codes].joined(separator: "\n")
  }

  /// One builtin; nil when unknown.
  public func text(_ name: String) -> String? { Reference.descriptor(name).map(entry) }

  private var keywords: String {
    """
    ## \(say("Keywords", "关键字"))

    \(say("Never names:", "不能作名字：")) \(list(Keywords.reserved))\(stop)

    \(say("Names except where the grammar wants the keyword:", "除语法需要关键字之处，可以作名字：")) \
    \(list(Keywords.contextual))\(stop)

    """
  }

  private var operators: String {
    let rows = OperatorTable.rows.map { row in
      let spellings = row.spellings.map { "`\(escaped($0))`" }.joined(separator: " ")
      return "| \(spellings) | \(escaped(row.meaning.text(in: language))) |\n"
    }
    return "## \(say("Operators", "运算符"))\n\n\(say("Loosest first.", "结合最松的在前。"))\n\n"
      + "| \(say("operators", "运算符")) | |\n|---|---|\n" + rows.joined()
  }

  private var builtins: String {
    var text = "## \(say("Builtins", "内建函数"))\n"
    for category in Category.allCases {
      let members = Reference.descriptors.filter { $0.category == category }
      if !members.isEmpty {
        text += "\n### \(category.title.text(in: language))\n\n" + members.map(entry).joined(separator: "\n")
      }
    }
    return text
  }

  private var codes: String {
    let rows = Explanation.all.flatMap { entry in
      entry.codes.map { "| `\($0)` | \(escaped(entry.title.text(in: language))) |\n" }
    }
    let head = say("`dls explain CODE` tells the story of each.", "`dls explain CODE` 说明每一个的来龙去脉。")
    return "## \(say("Error codes", "错误代码"))\n\n\(head)\n\n| \(say("code", "代码")) | |\n|---|---|\n"
      + rows.sorted().joined()
  }

  private func entry(_ descriptor: Descriptor) -> String {
    var text = "#### `\(descriptor.signature)`\n\n\(sentence(descriptor.summary))\n"
    if !descriptor.formula.isEmpty { text += "\n    \(descriptor.formula)\n" }
    let parameters = descriptor.parameters.filter { !$0.summary.isEmpty || !$0.aliases.isEmpty }
    if !parameters.isEmpty { text += "\n" + parameters.map(line).joined() }
    if !descriptor.returns.isEmpty { text += "\n\(sentence(Reference.gives(descriptor)))\n" }
    if !descriptor.notes.isEmpty { text += "\n\(descriptor.notes.text(in: language))\n" }
    if !descriptor.examples.isEmpty {
      let lines = descriptor.examples.map { $0.code + ($0.result.isEmpty ? "" : "   #=> \($0.result)") }
      text += "\n```dls\n" + lines.joined(separator: "\n") + "\n```\n"
    }
    return text
  }

  private func line(_ parameter: Parameter) -> String {
    let names = list(parameter.aliases)
    let aliases = parameter.aliases.isEmpty ? "" : say(" (also \(names))", "（也作 \(names)）")
    let colon = say(": ", "：")
    return
      "- `\(parameter.signature)`\(aliases)\(colon)\(Reference.meaning(of: parameter).text(in: language))\n"
  }

  private func sentence(_ wording: Wording) -> String {
    let text = wording.text(in: language)
    return text.prefix(1).uppercased() + text.dropFirst() + stop
  }

  private var stop: String { say(".", "。") }

  private func say(_ english: Phrase<InEnglish>, _ chinese: Phrase<InChinese>) -> String {
    Wording(english, chinese).text(in: language)
  }

  private func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: say(", ", "、"))
  }

  /// In a cell of a table.
  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += $1 == "|" ? "\\|" : String($1) }
  }
}
