import Catalog
import Tensor
import Text

/// A recorded computation with the values on it and the gradients of its result. Figures draws it.
public final class RecordedGraph: Displayable, GraphProviding {
  public let description: GraphDescription
  public let title: String
  public let walkthrough: Walkthrough

  init(_ description: GraphDescription, title: String, walkthrough: Walkthrough) {
    self.description = description
    self.title = title
    self.walkthrough = walkthrough
  }

  public var graphDescription: GraphDescription { description }
  public var typeName: String { "graph" }
  public var displayText: String { walkthrough.displayText }

  /// From the arguments of `graph` and `explain`: a function with its arguments, or a recorded tensor.
  static func make(_ values: [Argument]) throws -> RecordedGraph {
    let a = Arguments(values)
    let arguments = a.list(1) ?? []
    let title = a.string(2) ?? ""
    if case .object(let object) = a[0], let variable = object as? Variable {
      guard variable.node != nil else { throw AutogradFailure.nothingRecorded(variable.name) }
      return try GraphWalk(output: variable, inputs: [], names: []).graph(title)
    }
    if case .number = a[0] { throw AutogradFailure.nothingRecorded(nil) }
    let function = try a.function(0)
    return try VariableNames.tracing { try make(function, arguments, title) }
  }

  private static func make(_ function: any Callable, _ arguments: [Argument], _ title: String) throws
    -> RecordedGraph
  {
    let telling = (function as? any ParameterNaming)?.tellingNames() ?? function
    let trace = try Trace("graph", telling, arguments)
    defer { trace.finish() }
    let output = try trace.variable(trace.run())
    let named = (function as? any ParameterNaming)?.parameterNames ?? []
    let names = trace.inputs.indices.map {
      $0 < named.count ? named[$0] : GraphWalk.defaultName($0, trace.inputs.count)
    }
    let name = function.name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ? function.name : "f"
    return try GraphWalk(output: output, inputs: trace.inputs, names: names, outputName: name).graph(title)
  }
}
