import Catalog
import Syntax
import Text

/// The reference as Markdown: what stands in code, written from the code.
public struct ReferencePage {
  private let language: UserLanguage

  public init(in language: UserLanguage = .english) { self.language = language }

  /// Keywords, operators, builtins and error codes.
  public var text: String {
    [keywords, operators, builtins, members, codes].joined(separator: "\n")
  }

  /// One builtin, or the members of that name; nil when unknown.
  public func text(_ name: String) -> String? {
    if let descriptor = Reference.descriptor(name) { return entry(descriptor) }
    let found = Reference.members(name)
    return found.isEmpty ? nil : found.map { entry($0.descriptor, as: $0.signature) }.joined(separator: "\n")
  }

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

  /// A table for each type, with an example for each member that has one.
  private var members: String {
    var text = "## \(say("Members", "成员"))\n\n"
    text +=
      say(
        "What values offer behind a dot. Every builtin that takes a tensor first is a method of tensors, too: `x.reshape(2, 3)` is `reshape(x, 2, 3)`.",
        "值在点号之后提供的东西。第一个参数是张量的内建函数也是张量的方法：`x.reshape(2, 3)` 即 `reshape(x, 2, 3)`。") + "\n"
    for type in Reference.typesWithMembers {
      text +=
        "\n### \(say("Of \(TypeNoun.one(type))", "\(TypeNoun.bare(type))"))\n\n|  |  |  |\n|---|---|---|\n"
      for member in Reference.members where member.type == type {
        let example = member.descriptor.examples.first.map { "`\($0.code)` → `\($0.result)`" } ?? ""
        let name = member.isMethod ? member.descriptor.signature : member.name
        text +=
          "| `\(escaped(name))` | \(escaped(member.descriptor.summary.text(in: language))) | \(escaped(example)) |\n"
      }
    }
    return text
  }

  private func entry(_ descriptor: Descriptor) -> String { entry(descriptor, as: descriptor.signature) }

  private func entry(_ descriptor: Descriptor, as signature: String) -> String {
    var text = "#### `\(signature)`\n\n\(sentence(descriptor.summary))\n"
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
