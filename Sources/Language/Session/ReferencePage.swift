import Catalog
import Syntax
import Text

/// The reference as Markdown: what stands in code, written from the code.
public enum ReferencePage {
  /// Keywords, operators, builtins and error codes.
  public static var text: String {
    [keywords, operators, builtins, codes].joined(separator: "\n")
  }

  /// One builtin; nil when unknown.
  public static func text(_ name: String) -> String? { Reference.descriptor(name).map(entry) }

  private static var keywords: String {
    """
    ## Keywords

    Never names: \(list(Keywords.reserved)).

    Names except where the grammar wants the keyword: \(list(Keywords.contextual)).

    """
  }

  private static var operators: String {
    let rows = OperatorTable.rows.map { row in
      "| \(row.spellings.map { "`\(escaped($0))`" }.joined(separator: " ")) | \(escaped(row.meaning)) |\n"
    }
    return "## Operators\n\nLoosest first.\n\n| operators | |\n|---|---|\n" + rows.joined()
  }

  private static var builtins: String {
    var text = "## Builtins\n"
    for category in Category.allCases {
      let members = Reference.descriptors.filter { $0.category == category }
      if !members.isEmpty {
        text += "\n### \(category.rawValue)\n\n" + members.map(entry).joined(separator: "\n")
      }
    }
    return text
  }

  private static var codes: String {
    let rows = Explanation.all.flatMap { entry in
      entry.codes.map { "| `\($0)` | \(escaped(entry.title.english)) |\n" }
    }
    return "## Error codes\n\n`dls explain CODE` tells the story of each.\n\n| code | |\n|---|---|\n"
      + rows.sorted().joined()
  }

  private static func entry(_ descriptor: Descriptor) -> String {
    var text = "#### `\(descriptor.signature)`\n\n\(sentence(descriptor.summary))\n"
    if !descriptor.formula.isEmpty { text += "\n    \(descriptor.formula)\n" }
    let parameters = descriptor.parameters.filter { !$0.summary.isEmpty || !$0.aliases.isEmpty }
    if !parameters.isEmpty { text += "\n" + parameters.map(line).joined() }
    if !descriptor.returns.isEmpty { text += "\nGives \(descriptor.returns).\n" }
    if !descriptor.notes.isEmpty { text += "\n\(descriptor.notes)\n" }
    if !descriptor.examples.isEmpty {
      let lines = descriptor.examples.map { $0.code + ($0.result.isEmpty ? "" : "   #=> \($0.result)") }
      text += "\n```dls\n" + lines.joined(separator: "\n") + "\n```\n"
    }
    return text
  }

  private static func line(_ parameter: Parameter) -> String {
    let aliases = parameter.aliases.isEmpty ? "" : " (also \(list(parameter.aliases)))"
    let summary = parameter.summary.isEmpty ? parameter.kind.wanted.english : parameter.summary
    return "- `\(parameter.signature)`\(aliases): \(summary)\n"
  }

  private static func sentence(_ summary: String) -> String {
    summary.prefix(1).uppercased() + summary.dropFirst() + "."
  }

  private static func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// In a cell of a table.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += $1 == "|" ? "\\|" : String($1) }
  }
}
