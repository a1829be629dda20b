import Catalog
import Tensor
import Text

/// Gradients against finite differences, in f64.
public enum GradientCheck {
  /// The largest of |analytic - numeric| / max(1, |analytic|, |numeric|) over all elements of all arguments. A
  /// function that gives a tensor is summed with fixed uneven weights.
  public static func relativeError(
    _ function: any Callable, _ arguments: [Argument], step: Double = 1e-6
  ) throws -> Double {
    try report(function, arguments, step: step).number
  }

  static func report(
    _ function: any Callable, _ arguments: [Argument], step: Double
  ) throws -> GradientReport {
    let points = try arguments.enumerated().map { try point($1, $0) }
    let summed = Closure(function.name, arity: arguments.count) { inputs in
      .object(try weighted(function.call(inputs)))
    }
    let trace = try Trace("gradcheck", summed, points.map { .object($0) })
    defer { trace.finish() }
    let output = try trace.scalar(trace.run())
    let analytic = try trace.gradients(of: output, seed: Ops.full(1, like: output)).map(\.tensor.doubles)
    let numeric = { step in
      try points.indices.map { try differences(summed, points, $0, points[$0].tensor.doubles, step) }
    }
    let named = (function as? any ParameterNaming)?.parameterNames ?? []
    let names = points.indices.map {
      $0 < named.count ? named[$0] : GraphWalk.defaultName($0, points.count)
    }
    return GradientReport(
      names: names, shapes: points.map(\.shape), analytic: analytic, numeric: try numeric(step),
      differences: numeric)
  }

  private static func point(_ argument: Argument, _ index: Int) throws -> Variable {
    switch argument {
    case .number(let value): return try .number(value)
    case .object(let object):
      guard let x = object as? Variable else {
        throw TransformFailure.argument("gradcheck", index, Wording("an object", "对象"))
      }
      return Variable(try x.tensor.cast(to: .f64).copy())
    default: throw TransformFailure.argument("gradcheck", index, Wording(verbatim: argument.literal))
    }
  }

  private static func differences(
    _ function: any Callable, _ points: [Variable], _ index: Int, _ values: [Double], _ step: Double
  ) throws -> [Double] {
    try values.indices.map { place in
      func value(_ shift: Double) throws -> Double {
        var moved = values
        moved[place] += shift
        var arguments = points
        arguments[index] = Variable(try Tensor.from(moved, points[index].shape))
        arguments[index].isNumber = points[index].isNumber
        let result = try Executor.withoutRecording { try function.call(arguments.map { .object($0) }) }
        if case .object(let object) = result, let variable = object as? Variable {
          return variable.tensor.item
        }
        return .nan
      }
      return try (value(step) - value(-step)) / (2 * step)
    }
  }

  /// A single number that depends on every element of the result in its own measure.
  private static func weighted(_ result: Argument) throws -> Variable {
    switch result {
    case .number(let value): return try .number(value)
    case .object(let object):
      guard let x = object as? Variable else { throw TransformFailure.resultIsNoTensor("gradcheck", "f") }
      if x.shape.rank == 0 { return x }
      let weights = (0..<x.tensor.count).map { 1 + Double(($0 * 7) % 5) / 5 }
      return try Ops.sum(Ops.multiply(x, Variable(Tensor.from(weights, x.shape))))
    default: throw TransformFailure.resultIsNoTensor("gradcheck", "f")
    }
  }
}
