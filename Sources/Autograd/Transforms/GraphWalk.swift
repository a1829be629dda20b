import Catalog
import Tensor
import Text

/// Turns the nodes below a result into a ``GraphDescription``.
struct GraphWalk {
  private static let mostNodes = 200

  let output: Variable
  /// What the function was called with, and what the user calls these.
  let inputs: [Variable]
  let names: [String]
  /// What the user calls the output.
  var outputName = "L"
  private let known = KnownNames()

  init(output: Variable, inputs: [Variable], names: [String], outputName: String? = nil) {
    self.output = output
    self.inputs = inputs
    self.names = names
    self.outputName = outputName ?? known[output] ?? "L"
  }

  /// A value of the graph.
  struct Entry {
    /// The operation's symbol, or what an input is called.
    var label: String
    /// What the user calls it; nil: nothing.
    var name: String?
    /// nil for an input.
    var operation: Operation?
    var value: Tensor
    var gradient: Tensor?
    var sources: [Int]
    /// What flows back to each source from here.
    var shares: [Tensor?] = []

    var isInput: Bool { operation == nil }
  }

  private struct Edge: Hashable {
    var node: ObjectIdentifier
    var index: Int
  }

  static func defaultName(_ index: Int, _ count: Int) -> String {
    count <= 3 ? ["x", "y", "z"][index] : "x\(index + 1)"
  }

  func graph(_ title: String) throws -> RecordedGraph {
    let nodes = try ordered()
    let targets = inputs + nodes.map { Variable($0.output(0), node: $0, outputIndex: 0) } + leaves(nodes)
    var edges: [Edge: Tensor] = [:]
    let gradients = try flow(targets, &edges)
    var entries: [Entry] = []
    var places: [ObjectIdentifier: Int] = [:]
    for (index, input) in inputs.enumerated() {
      if let node = input.node { places[ObjectIdentifier(node)] = entries.count }
      entries.append(
        Entry(
          label: names[index], name: names[index], value: input.tensor, gradient: gradients[index]?.tensor,
          sources: []))
    }
    let leafGradients = leafTable(nodes, Array(gradients.dropFirst(inputs.count + nodes.count)))
    for (index, node) in nodes.enumerated() where places[ObjectIdentifier(node)] == nil {
      let sources = node.inputs.map { place(of: $0, &entries, &places, leafGradients) }
      places[ObjectIdentifier(node)] = entries.count
      entries.append(
        Entry(
          label: node.operation.symbol, name: known[node], operation: node.operation, value: node.output(0),
          gradient: gradients[inputs.count + index]?.tensor, sources: sources,
          shares: sources.indices.map { edges[Edge(node: ObjectIdentifier(node), index: $0)] }))
    }
    if entries.isEmpty {
      entries.append(Entry(label: outputName, value: output.tensor, sources: []))
    }
    return described(entries, title)
  }

  /// Nodes below the result, inputs first; not beyond the function's arguments, casts left in.
  private func ordered() throws -> [Node] {
    guard let root = output.node else { return [] }
    let pass = BackwardPass(.targets(inputs, stops: true), createsGraph: false)
    try pass.discover(from: root)
    let nodes = pass.order
    guard nodes.count <= GraphWalk.mostNodes else {
      throw AutogradFailure.message(
        code: "E0448",
        Wording("a graph of \(nodes.count) operations is too large to draw", "计算图有 \(nodes.count) 个运算，大得画不下"),
        help: [
          Wording(
            "`summary(model)` and `diagram(model)` show a network layer by layer",
            "`summary(model)` 和 `diagram(model)` 逐层显示网络")
        ])
    }
    return nodes.filter { node in !inputs.contains { $0.node === node } }
  }

  private func leaves(_ nodes: [Node]) -> [Variable] {
    var seen: Set<ObjectIdentifier> = []
    return nodes.flatMap(\.inputs).filter {
      $0.node == nil && $0.isParameter && seen.insert(ObjectIdentifier($0)).inserted
    }
  }

  private func leafTable(_ nodes: [Node], _ gradients: [Variable?]) -> [ObjectIdentifier: Tensor] {
    var table: [ObjectIdentifier: Tensor] = [:]
    for (leaf, gradient) in zip(leaves(nodes), gradients) { table[ObjectIdentifier(leaf)] = gradient?.tensor }
    return table
  }

  private func flow(_ targets: [Variable], _ edges: inout [Edge: Tensor]) throws -> [Variable?] {
    guard let root = output.node else { return targets.map { _ in nil } }
    let pass = BackwardPass(.targets(targets, stops: false), createsGraph: false)
    var shares: [Edge: Tensor] = [:]
    pass.onEdge = { shares[Edge(node: ObjectIdentifier($0), index: $1)] = $2.tensor }
    try pass.discover(from: root)
    let gradients = try pass.run(from: output, seed: Ops.full(1, like: output))
    edges = shares
    return gradients
  }

  private func place(
    of input: Variable, _ entries: inout [Entry], _ places: inout [ObjectIdentifier: Int],
    _ leafGradients: [ObjectIdentifier: Tensor]
  ) -> Int {
    let key = input.node.map { ObjectIdentifier($0) } ?? ObjectIdentifier(input)
    if let known = places[key] { return known }
    let constant = input.node == nil && !input.isParameter
    let name = input.name ?? known[input] ?? (constant ? known.name(ofWhole: input.tensor) : nil)
    // A number written twice is two constants.
    if !constant || name != nil || input.shape.rank > 0 { places[key] = entries.count }
    let label =
      name
      ?? (constant && input.tensor.count == 1
        ? WalkText.number(input.tensor.item) : constant ? "constant" : "parameter")
    entries.append(
      Entry(label: label, name: name, value: input.tensor, gradient: leafGradients[key], sources: []))
    return entries.count - 1
  }

  private func described(_ entries: [Entry], _ title: String) -> RecordedGraph {
    let nodes = entries.map { entry in
      let name = entry.isInput ? nil : entry.name
      var node = GraphDescription.Node(
        label: entry.label, isInput: entry.isInput,
        value: (name.map { "\($0) = " } ?? "") + WalkText.short(entry.value),
        gradient: entry.gradient.map(WalkText.short) ?? "", inputs: entry.sources)
      node.inputGradients = entry.shares.map { $0.map(WalkText.short) ?? "" }
      return node
    }
    return RecordedGraph(
      GraphDescription(nodes: nodes), title: title,
      walkthrough: Walkthrough(entries, outputName: outputName))
  }
}
