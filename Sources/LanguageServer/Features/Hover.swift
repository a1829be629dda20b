import Catalog
import Language
import Notebooks
import Text

/// Signature, summary and formula of a builtin; of the user's own, its definition and the comment above it.
enum Hover {
  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let offset = document.offset(try parameters.position())
    guard let occurrence = document.index.occurrence(at: offset),
      let meaning = Meaning.of(occurrence, in: document, workspace)
    else { return .null }
    let markdown = JSON.object(["kind": .string("markdown"), "value": .string(text(of: meaning))])
    return .object(["contents": markdown, "range": document.range(occurrence.span)])
  }

  private static func text(of meaning: Meaning) -> String {
    switch meaning {
    case .builtin(let descriptor): text(of: descriptor, as: descriptor.signature)
    case .members(let members):
      members.map { text(of: $0.descriptor, as: $0.signature) }.joined(separator: "\n\n---\n\n")
    case .builtinParameter(let parameter, let descriptor):
      code("\(descriptor.name)(… \(parameter.signature) …)") + parameter.summary.text
    case .symbol(let symbol, let document): text(of: symbol, in: document)
    }
  }

  private static func text(of descriptor: Descriptor, as signature: String) -> String {
    var parts = [code(signature) + descriptor.summary.text]
    if !descriptor.formula.isEmpty { parts.append(descriptor.formula) }
    let parameters = descriptor.parameters.filter { !$0.summary.isEmpty }
    if !parameters.isEmpty {
      parts.append(parameters.map { "- `\($0.signature)` \($0.summary.text)" }.joined(separator: "\n"))
    }
    if !descriptor.returns.isEmpty { parts.append(Reference.gives(descriptor).text) }
    if !descriptor.notes.isEmpty { parts.append(descriptor.notes.text) }
    if let example = descriptor.examples.first {
      parts.append(code(example.code + (example.result.isEmpty ? "" : "  #=> \(example.result)")))
    }
    return parts.joined(separator: "\n\n")
  }

  private static func text(of symbol: Int, in document: Document) -> String {
    let known = document.index.symbols[symbol]
    return code(head(of: known, in: document)) + comment(above: known.whole.start, in: document)
  }

  private static func head(of symbol: ProgramIndex.Symbol, in document: Document) -> String {
    switch symbol.kind {
    case .model: return "model " + symbol.signature
    case .function, .method: return symbol.signature.isEmpty ? symbol.name : symbol.signature
    case .parameter: return "\(document.program[symbol.whole])  # " + Wording("parameter", "参数").text
    case .shapeLetter:
      return "\(symbol.name)  # " + Wording("a size in the shape of a parameter", "参数形状中的大小").text
    case .variable, .field:
      let lines = document.program[symbol.whole].split(separator: "\n")
      return (lines.first.map(String.init) ?? symbol.name) + (lines.count > 1 ? " …" : "")
    }
  }

  /// The lines of comment right above a definition, without their marks.
  private static func comment(above offset: Int, in document: Document) -> String {
    var line = document.lines.position(offset).line - 1
    var result: [String] = []
    while line >= 0 {
      let text = document.program.slice(document.lines.start(ofLine: line), document.lines.end(ofLine: line))
      let isComment = text.hasPrefix("#") && !["# %%", "#!", "#=>"].contains { text.hasPrefix($0) }
      guard isComment else { break }
      result.insert(String(text.drop { $0 == "#" || $0 == " " }), at: 0)
      line -= 1
    }
    return result.joined(separator: "\n")
  }

  private static func code(_ text: String) -> String { "```dls\n\(text)\n```\n" }
}
