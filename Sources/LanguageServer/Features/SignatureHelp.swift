import Notebooks

/// The parameters of the call around the cursor, the current one marked.
enum SignatureHelp {
  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let offset = document.offset(try parameters.position())
    guard let call = CallSite(document, at: offset),
      let meaning = Meaning.of(call.callee, at: call.calleeEnd, in: document, workspace),
      let signature = Signature(meaning)
    else { return .null }
    let labels = signature.parameters.map { parameter in
      JSON.object(["label": .string(parameter.label), "documentation": .string(parameter.summary)])
    }
    var fields: [JSON.Field] = [
      .init("label", .string(signature.label)), .init("parameters", .array(labels)),
    ]
    if !signature.summary.isEmpty { fields.append(.init("documentation", .string(signature.summary))) }
    if let active = active(call, signature) {
      fields.append(.init("activeParameter", .number(Double(active))))
    }
    return .object(["signatures": .array([.object(fields)]), "activeSignature": .number(0)])
  }

  private static func active(_ call: CallSite, _ signature: Signature) -> Int? {
    if let name = call.argumentName {
      return signature.parameters.firstIndex { $0.name == name || $0.aliases.contains(name) }
    }
    let position = call.commas + (call.isPiped ? 1 : 0)
    let count = signature.parameters.count
    return position < count ? position : signature.isOpen && count > 0 ? count - 1 : nil
  }
}
