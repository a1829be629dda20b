import Notebooks

/// Everywhere a symbol is named, in every document that shares it.
enum References {
  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let offset = document.offset(try parameters.position())
    let wantsBindings = parameters.json["context"]?["includeDeclaration"] != .bool(false)
    guard let symbol = SharedSymbol(at: offset, in: document, workspace) else { return .array([]) }
    return .array(
      symbol.places.flatMap { place in
        place.occurrences.filter { wantsBindings || $0.role != .binding }
          .map { place.document.location($0.span) }
      })
  }

  static func highlights(
    _ workspace: Workspace, _ document: Document, _ parameters: Parameters
  ) throws -> JSON {
    let offset = document.offset(try parameters.position())
    let (read, write) = (2.0, 3.0)
    guard let symbol = SharedSymbol(at: offset, in: document, workspace) else { return .array([]) }
    let own = symbol.places.first { $0.document === document }?.occurrences ?? []
    return .array(
      own.map { occurrence in
        let kind = JSON.number(occurrence.role == .binding ? write : read)
        return .object(["range": document.range(occurrence.span), "kind": kind])
      })
  }
}
