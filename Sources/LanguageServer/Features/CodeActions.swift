import Notebooks
import Text

/// The sure fixes of the diagnostics that an editor asks about.
enum CodeActions {
  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let diagnostics = try parameters.object("context").items("diagnostics")
    return .array(diagnostics.compactMap { action(for: $0, in: document) })
  }

  private static func action(for diagnostic: Parameters, in document: Document) -> JSON? {
    guard let replacement = diagnostic.json["data"]?["replacement"]?.text,
      let range = diagnostic.json["range"]
    else { return nil }
    let edit = JSON.object(["range": range, "newText": .string(replacement)])
    return .object([
      "title": .string(Wording("Write `\(replacement)`", "改成 `\(replacement)`").text),
      "kind": .string("quickfix"),
      "diagnostics": .array([diagnostic.json]), "isPreferred": .bool(true),
      "edit": .object(["changes": .object([JSON.Field(document.uri, .array([edit]))])]),
    ])
  }
}
