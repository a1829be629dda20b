import Catalog
import Language
import Text

/// The members of a value, as far as the text tells what it is.
enum Members {
  static func of(
    _ owner: String, at offset: Int, in document: Document, _ workspace: Workspace
  ) -> [String] {
    let index = document.index
    let scope = index.scope(at: offset)
    if owner == "self" { return enclosingModel(scope, index) + sample("linear(1, 1)") }
    guard let symbol = index.resolve(owner, in: scope) else { return sample("zeros(1)") }
    let fields = index.recordFields(of: symbol)
    if !fields.isEmpty { return fields }
    guard let maker = index.maker(of: symbol) else { return sample("zeros(1)") + sample("linear(1, 1)") }
    if case .symbol(let model, let place)? = Meaning.of(maker, at: offset, in: document, workspace) {
      return place.index.symbols[model].members.map { place.index.symbols[$0].name } + sample("linear(1, 1)")
    }
    switch Reference.descriptor(maker)?.category {
    case .layer: return sample("linear(1, 1)")
    case .optimizer: return sample("sgd(linear(1, 1), lr=1)")
    case .schedule: return sample("step_lr(sgd(linear(1, 1), lr=1), 1)")
    default: return sample("zeros(1)")
    }
  }

  private static func enclosingModel(_ scope: Int, _ index: ProgramIndex) -> [String] {
    let model = index.symbols.first { symbol in
      guard symbol.kind == .model, let member = symbol.members.first else { return false }
      return index.isScope(scope, inside: index.symbols[member].scope)
    }
    return model?.members.map { index.symbols[$0].name } ?? []
  }

  nonisolated(unsafe) private static var samples: [String: [String]] = [:]

  /// What a value of a kind offers, asked of one that is made for the purpose.
  private static func sample(_ code: String) -> [String] {
    if let known = samples[code] { return known }
    let session = Session(host: Hosting.current)
    let source = Sources.add(name: "sample", text: "sample = \(code)")
    defer { Sources.forget(source.id) }
    guard (try? session.run(source)) != nil else { return [] }
    let names = session.completions(for: "sample.", at: "sample.".utf8.count).names
    samples[code] = names
    return names
  }
}
