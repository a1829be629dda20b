import Language
import Notebooks
import Text

/// Where a name is bound first, also in a file that is used; of the path after `use`, that file.
enum Definition {
  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let offset = document.offset(try parameters.position())
    if let use = document.index.uses.first(where: { $0.span.start <= offset && offset <= $0.span.end }) {
      guard let used = workspace.document(use.path, from: document) else { return .null }
      return used.location(Span(0, 0, in: used.program.id))
    }
    guard case .symbol(let symbol, let place)? = Meaning.at(offset, in: document, workspace),
      place.index.symbols[symbol].bindings > 0
    else { return .null }
    return place.location(place.index.symbols[symbol].span)
  }
}
