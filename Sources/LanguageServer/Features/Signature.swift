import Catalog
import Language

/// How something is called.
struct Signature {
  struct Parameter {
    var name: String
    var aliases: [String] = []
    /// As it stands in the signature.
    var label: String
    var summary = ""
  }

  var label: String
  var summary = ""
  var parameters: [Parameter]
  /// The last parameter takes all that is left.
  var isOpen = false

  /// nil for what cannot be called, or not that the text would tell.
  init?(_ meaning: Meaning) {
    switch meaning {
    case .builtin(let descriptor): self.init(descriptor)
    case .members(let members):
      guard let method = members.first(where: \.isMethod) else { return nil }
      self.init(method.descriptor)
    case .symbol(let symbol, let document):
      let index = document.index
      guard [.function, .model, .method].contains(index.symbols[symbol].kind) else { return nil }
      self.init(
        label: index.symbols[symbol].signature,
        parameters: index.symbols[symbol].parameters.map {
          Parameter(name: index.symbols[$0].name, label: index.symbols[$0].name)
        })
    case .builtinParameter: return nil
    }
  }

  private init(label: String, parameters: [Parameter]) {
    self.label = label
    self.parameters = parameters
  }

  private init(_ descriptor: Descriptor) {
    label = descriptor.signature
    summary = descriptor.summary.text
    parameters = descriptor.parameters.map {
      Parameter(name: $0.name, aliases: $0.aliases, label: $0.signature, summary: $0.summary.text)
    }
    isOpen = descriptor.parameters.last?.variadic ?? false
  }
}
