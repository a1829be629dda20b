import Notebooks

/// What the server can do: the requests it answers and how it announces them.
enum Capabilities {
  typealias Feature = (Workspace, Document, Parameters) throws -> JSON

  static let features: [String: Feature] = [
    "textDocument/hover": Hover.answer,
    "textDocument/completion": Completion.answer,
    "textDocument/signatureHelp": SignatureHelp.answer,
    "textDocument/definition": Definition.answer,
    "textDocument/references": References.answer,
    "textDocument/documentHighlight": References.highlights,
    "textDocument/prepareRename": Rename.prepare,
    "textDocument/rename": Rename.answer,
    "textDocument/formatting": Formatting.answer,
    "textDocument/documentSymbol": DocumentSymbols.answer,
    "textDocument/foldingRange": Folding.answer,
    "textDocument/codeAction": CodeActions.answer,
  ]

  static var json: JSON {
    let yes = JSON.bool(true)
    let incremental = JSON.number(2)
    let capabilities = JSON.object([
      "positionEncoding": .string("utf-16"),
      "textDocumentSync": .object(["openClose": yes, "change": incremental]),
      "hoverProvider": yes,
      "completionProvider": .object(["triggerCharacters": .array([.string(".")])]),
      "signatureHelpProvider": .object(["triggerCharacters": .array([.string("("), .string(",")])]),
      "definitionProvider": yes,
      "referencesProvider": yes,
      "documentHighlightProvider": yes,
      "renameProvider": .object(["prepareProvider": yes]),
      "documentFormattingProvider": yes,
      "documentSymbolProvider": yes,
      "foldingRangeProvider": yes,
      "codeActionProvider": .object(["codeActionKinds": .array([.string("quickfix")])]),
    ])
    return .object([
      "capabilities": capabilities, "serverInfo": .object(["name": .string("dls")]),
    ])
  }
}
