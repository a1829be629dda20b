import Catalog
import Tensor

/// Calls functions of a program with plain numbers.
enum FunctionArguments {
  static func plotted(_ function: any Callable) -> PlottedFunction {
    PlottedFunction(name: function.name) { x in try number(function, [x]) }
  }

  static func number(_ function: any Callable, _ inputs: [Double]) throws -> Double {
    let result = try function.call(inputs.map { .number($0) })
    if case .number(let value) = result { return value }
    if case .bool(let value) = result { return value ? 1 : 0 }
    if let numbers = Numbers(result), numbers.values.count == 1 { return numbers.values[0] }
    let shown = inputs.map { Argument.number($0).literal }.joined(separator: ", ")
    var got = result.describedKind
    if let numbers = Numbers(result) { got = .count(numbers.values.count, "value", "values", "个值") }
    throw FigureFailure.functionFailed(name: function.name, x: shown, got: got)
  }

  /// A function of two numbers over a rectangle.
  static func field(
    _ function: any Callable, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, count: Int
  ) throws -> Field {
    try Field(x, y, count: count) { try number(function, [$0, $1]) }
  }
}
