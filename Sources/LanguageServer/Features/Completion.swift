import Catalog
import Language
import Notebooks
import Syntax

/// The names that fit at the cursor: members after a dot, elsewhere named arguments, what is in scope, builtins
/// and keywords.
enum Completion {
  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let offset = document.offset(try parameters.position())
    if let piece = document.piece(at: offset), [.comment, .string, .number].contains(piece.class) {
      return .array([])
    }
    let bytes = document.bytes
    let prefix = CallSite.name(endingAt: offset, in: bytes)
    let start = offset - prefix.utf8.count
    var items = CompletionItems(range: document.range(start, offset), prefix: prefix)
    let dot = UInt8(ascii: ".")
    if start > 0, bytes[start - 1] == dot, !(start > 1 && bytes[start - 2] == dot) {
      let owner = CallSite.name(endingAt: start - 1, in: bytes)
      for member in Members.of(owner, at: start, in: document, workspace) {
        items.add(member, Reference.descriptor(member) == nil ? .field : .method)
      }
    } else {
      addArguments(to: &items, document, offset, workspace)
      addNames(to: &items, document, offset, workspace)
    }
    return .array(items.list)
  }

  private static func addArguments(
    to items: inout CompletionItems, _ document: Document, _ offset: Int, _ workspace: Workspace
  ) {
    guard let call = CallSite(document, at: offset), call.argumentName == nil,
      let meaning = Meaning.of(call.callee, at: call.calleeEnd, in: document, workspace),
      let signature = Signature(meaning)
    else { return }
    for parameter in signature.parameters {
      items.add(parameter.name + "=", .property, summary: parameter.summary)
    }
  }

  private static func addNames(
    to items: inout CompletionItems, _ document: Document, _ offset: Int, _ workspace: Workspace
  ) {
    let index = document.index
    for symbol in index.visible(in: index.scope(at: offset)) { items.add(index.symbols[symbol]) }
    for used in workspace.closure(of: document).dropFirst() {
      for symbol in used.index.visible(in: 0) { items.add(used.index.symbols[symbol]) }
    }
    for descriptor in Reference.descriptors {
      items.add(descriptor.name, .function, summary: descriptor.summary.text, detail: descriptor.signature)
    }
    for keyword in Keywords.reserved + Keywords.contextual { items.add(keyword, .keyword) }
  }
}

/// Items that begin with what is typed, each name once, in the order in which they were added.
struct CompletionItems {
  enum Kind: Double { case method = 2, function, field = 5, variable, model, property = 10, keyword = 14 }

  private(set) var list: [JSON] = []
  private let range: JSON
  private let prefix: String
  private var seen: Set<String> = []

  init(range: JSON, prefix: String) {
    self.range = range
    self.prefix = prefix
  }

  mutating func add(_ symbol: ProgramIndex.Symbol) {
    let kind: Kind =
      switch symbol.kind {
      case .function: .function
      case .method: .method
      case .model: .model
      case .field: .field
      case .variable, .parameter, .shapeLetter: .variable
      }
    add(symbol.name, kind, detail: symbol.signature)
  }

  mutating func add(_ name: String, _ kind: Kind, summary: String = "", detail: String = "") {
    guard name.hasPrefix(prefix), seen.insert(name).inserted else { return }
    var fields: [JSON.Field] = [
      .init("label", .string(name)), .init("kind", .number(kind.rawValue)),
      // What is nearest was added first and stays first.
      .init("sortText", .string(String(1_000_000 + list.count))),
      .init("textEdit", .object(["range": range, "newText": .string(name)])),
    ]
    if !detail.isEmpty { fields.append(.init("detail", .string(detail))) }
    if !summary.isEmpty { fields.append(.init("documentation", .string(summary))) }
    list.append(.object(fields))
  }
}
