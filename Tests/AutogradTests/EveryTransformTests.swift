import Autograd
import Catalog
import Tensor
import Testing

extension AutogradSuite {
  /// `jacobian`, `hessian`, `vjp`, `jvp` and gradients of gradients through every differentiable operation, in f64.
  @Suite struct EveryTransform {
    @Test(arguments: Operations.all.filter(\.isDifferentiable).map(\.name))
    func agreesWithDifferencesAndWithEachOther(_ name: String) throws {
      let operation = try #require(Operations.all.first { $0.name == name })
      #expect(!operation.checks.isEmpty)
      for check in operation.checks {
        let point = try OperationPoint(operation, check)
        let jacobian = try point.jacobian()
        #expect(try point.jacobianError(jacobian) < 1e-6, "jacobian of \(name) \(check.shapes)")
        #expect(try point.vectorProductError(jacobian) < 1e-10, "vjp of \(name) \(check.shapes)")
        #expect(try point.productVectorError(jacobian) < 1e-10, "jvp of \(name) \(check.shapes)")
        let hessian = try point.hessian()
        #expect(try point.hessianError(hessian) < 1e-5, "hessian of \(name) \(check.shapes)")
        #expect(try point.gradientOfGradientError(hessian) < 1e-10, "∇(∇f·u) of \(name) \(check.shapes)")
      }
    }
  }
}

/// An operation as a function of its differentiable inputs, at a point.
private struct OperationPoint {
  let function: any Callable
  /// Σ w·f for fixed uneven w.
  let weighed: any Callable
  let inputs: [Variable]

  init(_ operation: Operation, _ check: Operation.Check) throws {
    let all = try OperationCheck(operation: operation, check: check).makeInputs()
    let places = all.indices.filter { all[$0].isParameter }
    inputs = places.map { all[$0].detached() }
    func body(_ arguments: [Argument]) throws -> Variable {
      var given = all.map { $0.detached() }
      for (place, argument) in zip(places, arguments) { given[place] = try Make.variable(argument) }
      return try Ops.cast(Executor.single(operation, given, check.attributes), .f64)
    }
    function = Closure("f", arity: places.count) { .object(try body($0)) }
    weighed = Closure("s", arity: places.count) { arguments in
      let output = try body(arguments)
      return .object(try Ops.sum(Ops.multiply(output, OperationPoint.uneven(output.shape, 1))))
    }
  }

  private static func uneven(_ shape: Shape, _ salt: Int) throws -> Variable {
    Variable(try Tensor.from((0..<shape.elementCount).map { 0.4 + Double(($0 * 5 + salt) % 7) / 6 }, shape))
  }

  private var arguments: [Argument] { inputs.map { .object($0) } }
  private var sizes: [Int] { inputs.map(\.tensor.count) }

  /// One row for each output: the derivatives by every input element.
  func jacobian() throws -> [[Double]] {
    try rows(Transforms.jacobian(function).call(arguments), count: value().count)
  }

  func hessian() throws -> [[Double]] {
    let result = try Transforms.hessian(weighed).call(arguments)
    guard inputs.count > 1, case .tuple(let blocks) = result else { return try rows(result, count: sizes[0]) }
    return try zip(blocks, sizes).flatMap { try rows($0, count: $1) }
  }

  private func rows(_ argument: Argument, count: Int) throws -> [[Double]] {
    var parts = [argument]
    if case .tuple(let items) = argument { parts = items }
    let blocks = try zip(parts, sizes).map { ($1, try Make.numbers($0)) }
    return (0..<count).map { row in blocks.flatMap { size, values in values[row * size..<(row + 1) * size] } }
  }

  private func value() throws -> [Double] { try Make.numbers(function.call(arguments)) }

  func jacobianError(_ jacobian: [[Double]]) throws -> Double {
    try differenceError(jacobian) { try Make.numbers(function.call($0)) }
  }

  func hessianError(_ hessian: [[Double]]) throws -> Double {
    let gradient = Transforms.gradient(weighed)
    return try differenceError(hessian) { try Make.numbers(gradient.call($0)) }
  }

  /// Against central differences.
  private func differenceError(
    _ matrix: [[Double]], _ function: ([Argument]) throws -> [Double]
  ) throws -> Double {
    let h = OperationCheck.step
    var worst = 0.0
    var column = 0
    for (index, input) in inputs.enumerated() {
      let values = input.tensor.doubles
      for place in values.indices {
        func moved(_ shift: Double) throws -> [Double] {
          var values = values
          values[place] += shift
          var given = arguments
          given[index] = .object(Variable(try Tensor.from(values, input.shape)))
          return try function(given)
        }
        let (up, down) = (try moved(h), try moved(-h))
        for row in matrix.indices {
          let numeric = (up[row] - down[row]) / (2 * h)
          worst = max(worst, OperationPoint.error(matrix[row][column], numeric))
        }
        column += 1
      }
    }
    return worst
  }

  func vectorProductError(_ jacobian: [[Double]]) throws -> Double {
    let shape = try Make.variable(function.call(arguments)).shape
    let v = try OperationPoint.uneven(shape, 2)
    let got = try Make.numbers(Transforms.vectorJacobianProduct(function, arguments, v))
    return worst(
      got, OperationPoint.product(transposed: jacobian, v.tensor.doubles, count: sizes.reduce(0, +)))
  }

  func productVectorError(_ jacobian: [[Double]]) throws -> Double {
    let u = try directions()
    let got = try Make.numbers(Transforms.jacobianVectorProduct(function, arguments, u))
    return worst(got, OperationPoint.product(jacobian, u.flatMap(\.tensor.doubles)))
  }

  /// ∇(∇s·u) is H u.
  func gradientOfGradientError(_ hessian: [[Double]]) throws -> Double {
    let u = try directions()
    let gradient = Transforms.gradient(weighed)
    let along = Closure("g", arity: inputs.count) { arguments in
      let result = try gradient.call(arguments)
      var parts = [result]
      if case .tuple(let items) = result { parts = items }
      let terms = try zip(parts, u).map { try Ops.sum(Ops.multiply(Make.variable($0), $1)) }
      return .object(try terms.dropFirst().reduce(terms[0]) { try Ops.add($0, $1) })
    }
    let got = try Make.numbers(Transforms.gradient(along).call(arguments))
    return worst(got, OperationPoint.product(hessian, u.flatMap(\.tensor.doubles)))
  }

  private func directions() throws -> [Variable] {
    try inputs.enumerated().map { try OperationPoint.uneven($1.shape, $0 + 3) }
  }

  private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { zip($0, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private static func product(transposed matrix: [[Double]], _ vector: [Double], count: Int) -> [Double] {
    (0..<count).map { column in zip(matrix, vector).reduce(0) { $0 + $1.0[column] * $1.1 } }
  }

  private func worst(_ got: [Double], _ expected: [Double]) -> Double {
    guard got.count == expected.count else { return .infinity }
    return zip(got, expected).map { OperationPoint.error($0, $1) }.max() ?? 0
  }

  private static func error(_ a: Double, _ b: Double) -> Double {
    let error = abs(a - b) / max(1, abs(a), abs(b))
    return error.isNaN ? .infinity : error
  }
}
