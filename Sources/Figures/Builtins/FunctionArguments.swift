import Catalog
import Tensor
import Text

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
    throw FigureFailure.functionFailed(
      name: function.name, x: inputs.count == 1 ? shown : "(\(shown))", got: result.describedKind,
      wanted: Wording("one number", "一个数"),
      hint: inputs.count == 1
        ? Wording(
          "plot wants f(x) = …, one number in and one number out", "plot 要的是 f(x) = …：输入一个数，输出一个数")
        : Wording("give it (x, y) -> x^2 + y^2, say: one number out", "例如 (x, y) -> x^2 + y^2：输出一个数"))
  }

  /// Refuses a function of one number where a plane is to be drawn.
  static func checkPlane(_ call: String, _ function: any Callable) throws {
    guard function.arity == 1 else { return }
    throw FigureFailure.wrongData(
      call: call,
      wanted: Wording("a function of x and y, as (x, y) -> x^2 + y^2", "x 和 y 的函数，如 (x, y) -> x^2 + y^2"),
      got: Wording("\(function.name), which takes one argument", "只有一个参数的 \(function.name)"))
  }

  /// A function of two numbers over a rectangle.
  static func field(
    _ function: any Callable, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, count: Int
  ) throws -> Field {
    try Field(x, y, count: count) { try number(function, [$0, $1]) }
  }
}
