import Catalog
import Tensor
import Text

/// A recorded computation with the values on it and the gradients of its result. Figures draws it.
public final class RecordedGraph: Displayable, GraphProviding {
  public let description: GraphDescription
  public let title: String
  private let steps: [Step]

  /// What one node did, for ``explanation``.
  struct Step {
    var formula: String
    var value: String
    var gradient: String
    var rule: String
  }

  init(_ description: GraphDescription, title: String, steps: [Step]) {
    self.description = description
    self.title = title
    self.steps = steps
  }

  public var graphDescription: GraphDescription { description }
  public var typeName: String { "graph" }
  public var displayText: String { explanation }

  /// The walk forward, then back.
  public var explanation: String {
    var lines = ["forward"]
    for (node, step) in zip(description.nodes, steps) where !node.isInput {
      lines.append("  \(step.formula) = \(step.value)")
    }
    for (node, step) in zip(description.nodes, steps) where node.isInput && steps.count == 1 {
      lines.append("  \(step.formula) = \(step.value)")
    }
    lines.append("backward: gradient of the result with respect to each value")
    for (node, step) in zip(description.nodes, steps).reversed() {
      let gradient = step.gradient.isEmpty ? "none flows" : step.gradient
      lines.append("  d/d\(node.isInput ? node.label : step.rule) = \(gradient)")
    }
    return lines.joined(separator: "\n")
  }

  /// From the arguments of `graph` and `explain`: a function with its arguments, or a recorded tensor.
  static func make(_ values: [Argument]) throws -> RecordedGraph {
    let a = Arguments(values)
    let arguments = a.list(1) ?? []
    let title = a.string(2) ?? ""
    if case .object(let object) = a[0], let variable = object as? Variable {
      guard variable.node != nil else { throw AutogradFailure.nothingRecorded(variable.name) }
      return try GraphWalk(output: variable, inputs: [], names: []).graph(title)
    }
    let function = try a.function(0)
    let trace = try Trace("graph", function, arguments)
    defer { trace.finish() }
    let output = try trace.variable(trace.run())
    let named = (function as? any ParameterNaming)?.parameterNames ?? []
    let names = trace.inputs.indices.map {
      $0 < named.count ? named[$0] : GraphWalk.defaultName($0, trace.inputs.count)
    }
    return try GraphWalk(output: output, inputs: trace.inputs, names: names).graph(title)
  }
}
