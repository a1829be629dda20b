import Language
import Notebooks

/// The cells of a document with the functions, models and variables they define.
enum DocumentSymbols {
  private enum Kind: Double {
    case cell = 3, model = 5, method, field = 8, function = 12, variable, text = 15
  }

  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let symbols = document.index.symbols
    let tops = symbols.indices.filter { symbols[$0].scope == 0 && symbols[$0].bindings > 0 }
      .sorted { symbols[$0].span.start < symbols[$1].span.start }
    let cells = Cells(document).all
    guard cells.count > 1 || cells.first?.hasMarker == true else {
      return .array(tops.map { json($0, document) })
    }
    return .array(
      cells.map { cell in
        let inside = tops.filter { cell.start..<cell.end ~= symbols[$0].span.start }
        return symbol(
          cell.title, cell.isText ? .text : .cell, document.range(cell.start, cell.end),
          document.range(cell.start, cell.firstLineEnd), inside.map { json($0, document) })
      })
  }

  private static func json(_ symbol: Int, _ document: Document) -> JSON {
    let symbols = document.index.symbols
    let known = symbols[symbol]
    let kind: Kind =
      switch known.kind {
      case .function: .function
      case .model: .model
      case .method: .method
      case .field: .field
      case .variable, .parameter, .shapeLetter: .variable
      }
    let members = known.members.filter { symbols[$0].bindings > 0 }
    return DocumentSymbols.symbol(
      known.name, kind, document.range(known.whole.union(known.span)), document.range(known.span),
      members.map { json($0, document) }, detail: known.signature)
  }

  private static func symbol(
    _ name: String, _ kind: Kind, _ range: JSON, _ selection: JSON, _ children: [JSON], detail: String = ""
  ) -> JSON {
    .object([
      "name": .string(name), "kind": .number(kind.rawValue), "detail": .string(detail), "range": range,
      "selectionRange": selection, "children": .array(children),
    ])
  }
}
