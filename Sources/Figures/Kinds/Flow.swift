import Catalog

/// A network as drawings see it: what made each value, from what, and who uses it.
struct Flow {
  struct Node {
    var maker: NetworkDescription.Step.Maker
    /// Where a layer made it.
    var layer: NetworkDescription.Layer?
    var sources: [Int]
    var shape: [Int]
  }

  let nodes: [Node]
  /// How many nodes use each.
  let uses: [Int]

  init(_ description: NetworkDescription) {
    if description.steps.isEmpty {
      let first = description.layers.first?.inputShape ?? []
      nodes =
        [Node(maker: .input, layer: nil, sources: [], shape: first)]
        + description.layers.enumerated().map { index, layer in
          Node(maker: .layer(index), layer: layer, sources: [index], shape: layer.outputShape)
        }
    } else {
      nodes = description.steps.map { step in
        var layer: NetworkDescription.Layer?
        if case .layer(let index) = step.maker { layer = description.layers[index] }
        return Node(maker: step.maker, layer: layer, sources: step.sources, shape: step.shape)
      }
    }
    var uses = [Int](repeating: 0, count: nodes.count)
    for node in nodes { for source in node.sources { uses[source] += 1 } }
    self.uses = uses
  }

  /// No value is used twice, and none is made of two.
  var isChain: Bool { nodes.enumerated().allSatisfy { $1.sources == ($0 == 0 ? [] : [$0 - 1]) } }
}

extension Flow.Node {
  /// The name of an activation, as a layer or within `forward`.
  var activation: String? {
    let name: String
    if case .operation(let symbol) = maker, sources.count == 1 {
      name = symbol
    } else {
      name = layer?.kind ?? ""
    }
    return NetworkDescription.activations.contains(name) ? name : nil
  }

  /// Acts on each value by itself, or only arranges them: no picture of its own.
  var isQuiet: Bool {
    if activation != nil { return true }
    guard let layer else { return false }
    if layer.kind == "flatten" || layer.kind == "dropout" || layer.kind.hasSuffix("_norm") { return true }
    // Without shapes nothing can be told from them.
    return layer.parameterCount == 0 && !shape.isEmpty && layer.inputShape == layer.outputShape
      && !layer.kind.contains("pool")
  }

  /// `conv`, `ReLU`, in the reader's language.
  var word: String {
    if let layer { return Words.kind(layer.kind) }
    if case .operation(let symbol) = maker { return Words.kind(symbol) }
    return ""
  }
}

extension NetworkDescription.Layer {
  /// Its place in a sequence says nothing to a reader; a name does.
  var hasOwnName: Bool {
    !name.isEmpty && name != kind && !(name.split(separator: ".").last?.allSatisfy(\.isNumber) ?? true)
  }

  /// `kernel=3` as 3×3, `padding=1` as p=1; channels are told by the shapes.
  var settings: [String] {
    let parts = detail.split(separator: ",").map { String($0.drop { $0 == " " }.prefix(18)) }
    return parts.compactMap { part in
      if Int(part) != nil {
        return kind.contains("pool") ? "\(part)×\(part)" : kind.hasPrefix("conv") ? nil : part
      }
      guard let mark = part.firstIndex(of: "=") else { return part }
      let value = part[part.index(after: mark)...]
      switch part[..<mark] {
      case "kernel", "kernel_size": return Int(value) != nil ? "\(value)×\(value)" : String(value)
      case "padding": return "p=\(value)"
      case "stride": return "s=\(value)"
      default: return part
      }
    }
  }
}
