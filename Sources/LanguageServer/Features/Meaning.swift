import Catalog
import Language
import Syntax
import Text

/// What a name at a place stands for.
enum Meaning {
  /// Something the document itself, or a file it uses, binds.
  case symbol(Int, Document)
  case builtin(Descriptor)
  /// Of each type that has one of the name.
  case members([Member])
  case builtinParameter(Parameter, Descriptor)

  static func at(_ offset: Int, in document: Document, _ workspace: Workspace) -> Meaning? {
    document.index.occurrence(at: offset).flatMap { of($0, in: document, workspace) }
  }

  static func of(
    _ occurrence: ProgramIndex.Occurrence, in document: Document, _ workspace: Workspace
  ) -> Meaning? {
    if let symbol = occurrence.symbol { return .symbol(symbol, document) }
    switch occurrence.role {
    case .member: return member(occurrence.name)
    case .argument(let callee): return parameter(occurrence.name, of: callee, in: document, workspace)
    case .read, .binding: return outer(occurrence.name, document, workspace)
    }
  }

  private static func member(_ name: String) -> Meaning? {
    let members = Reference.members(name)
    if !members.isEmpty { return .members(members) }
    return Reference.descriptor(name).map { .builtin($0) }
  }

  /// What a callee is, by its name at a place.
  static func of(
    _ name: String, at offset: Int, in document: Document, _ workspace: Workspace
  ) -> Meaning? {
    let index = document.index
    if let symbol = index.resolve(name, in: index.scope(at: offset)) { return .symbol(symbol, document) }
    return outer(name, document, workspace)
  }

  /// A name that the document does not bind: a global of a file it uses, or a builtin.
  private static func outer(_ name: String, _ document: Document, _ workspace: Workspace) -> Meaning? {
    if let (symbol, place) = global(name, usedBy: document, workspace) { return .symbol(symbol, place) }
    return Reference.descriptor(name).map { .builtin($0) }
  }

  private static func global(
    _ name: String, usedBy document: Document, _ workspace: Workspace
  ) -> (Int, Document)? {
    for used in workspace.closure(of: document).dropFirst() {
      if let symbol = used.index.scopes[0].names[name] { return (symbol, used) }
    }
    return nil
  }

  private static func parameter(
    _ name: String, of callee: String, in document: Document, _ workspace: Workspace
  ) -> Meaning? {
    if document.index.scopes[0].names[callee] == nil,
      let (function, place) = global(callee, usedBy: document, workspace)
    {
      let parameters = place.index.symbols[function].parameters
      return parameters.first { place.index.symbols[$0].name == name }.map { .symbol($0, place) }
    }
    guard let descriptor = Reference.descriptor(callee) else { return nil }
    return descriptor.parameters.first { $0.name == name || $0.aliases.contains(name) }
      .map { .builtinParameter($0, descriptor) }
  }
}
