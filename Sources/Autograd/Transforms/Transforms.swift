import Catalog
import Tensor

/// Derivatives of functions, as functions. They compose to any order.
public enum Transforms {
  /// The gradient with respect to every argument: one argument, the value itself; several, a tuple.
  public static func gradient(_ function: any Callable) -> any Callable { gradient(function, of: "grad") }

  /// - Parameter transform: what messages call it.
  private static func gradient(_ function: any Callable, of transform: String) -> any Callable {
    Closure("∇\(function.name)", arity: function.arity) { arguments in
      let trace = try Trace(transform, function, arguments)
      defer { trace.finish() }
      let output = try trace.scalar(trace.run())
      return try gradientArgument(trace, output)
    }
  }

  /// (value, gradient)
  public static func valueAndGradient(_ function: any Callable) -> any Callable {
    Closure("value_and_grad(\(function.name))", arity: function.arity) { arguments in
      let trace = try Trace("value_and_grad", function, arguments)
      defer { trace.finish() }
      let output = try trace.scalar(trace.run())
      let gradient = try gradientArgument(trace, output)
      return .tuple([trace.value(output), gradient])
    }
  }

  /// The derivative of a one-argument function, element by element on a tensor: `f'`.
  public static func derivative(_ function: any Callable) -> any Callable {
    Closure(function.name + "'", arity: 1) { arguments in
      let trace = try Trace("f'", function, arguments)
      defer { trace.finish() }
      let output = try trace.variable(trace.run())
      guard output.node == nil || output.shape == trace.inputs[0].shape else {
        throw TransformFailure.notElementwise(function.name, from: trace.inputs[0].shape, to: output.shape)
      }
      let seed = try Ops.full(1, like: output)
      let results = try trace.gradients(of: output, seed: seed)
      return trace.collected(results.enumerated().map { trace.argument($1, of: $0) })
    }
  }

  /// Derivatives of every output by every input: the output's axes, then the input's.
  public static func jacobian(_ function: any Callable) -> any Callable {
    Closure("jacobian(\(function.name))", arity: function.arity) { arguments in
      let trace = try Trace("jacobian", function, arguments)
      defer { trace.finish() }
      let output = try trace.variable(trace.run())
      let matrices = try jacobians(trace, output)
      return trace.collected(matrices.enumerated().map { trace.argument($1, of: $0) })
    }
  }

  /// Second derivatives of a single number: the input's axes twice; several arguments, a tuple of tuples.
  public static func hessian(_ function: any Callable) -> any Callable {
    let gradient = gradient(function, of: "hessian")
    return Closure("hessian(\(function.name))", arity: function.arity) { arguments in
      guard arguments.count > 1 else { return try jacobian(gradient).call(arguments) }
      let trace = try Trace("hessian", gradient, arguments)
      defer { trace.finish() }
      guard case .tuple(let rows) = try trace.run() else { return .tuple([]) }
      return .tuple(
        try rows.map { row in
          let matrices = try jacobians(trace, trace.variable(row))
          return .tuple(matrices.enumerated().map { trace.argument($1, of: $0) })
        })
    }
  }

  /// vᵀJ: how the outputs, weighted with v, change with the inputs.
  public static func vectorJacobianProduct(
    _ function: any Callable, _ arguments: [Argument], _ vector: Variable
  ) throws -> Argument {
    let trace = try Trace("vjp", function, arguments)
    defer { trace.finish() }
    let output = try trace.variable(trace.run())
    guard vector.shape == output.shape else {
      throw TransformFailure.vectorShape("vjp", got: vector.shape, expected: output.shape)
    }
    let results = try trace.gradients(of: output, seed: Ops.cast(vector, output.dtype))
    return trace.collected(results.enumerated().map { trace.argument($1, of: $0) })
  }

  /// Jv: how the output changes when the inputs move along v. Computed as the derivative of uᵀJ by u, which is
  /// linear in u.
  public static func jacobianVectorProduct(
    _ function: any Callable, _ arguments: [Argument], _ vectors: [Variable]
  ) throws -> Argument {
    guard vectors.count == arguments.count else {
      throw TransformFailure.vectorCount("jvp", got: vectors.count, expected: arguments.count)
    }
    let trace = try Trace("jvp", function, arguments)
    defer { trace.finish() }
    for (input, vector) in zip(trace.inputs, vectors) where input.shape != vector.shape {
      throw TransformFailure.vectorShape("jvp", got: vector.shape, expected: input.shape)
    }
    let output = try trace.variable(trace.run())
    let before = Executor.isRecordingEnabled
    defer { Executor.isRecordingEnabled = before }
    Executor.isRecordingEnabled = true
    let dual = Variable(try Ops.zeros(like: output).tensor, isParameter: true)
    var product: Variable?
    let pulled = try Gradients.of(output, trace.inputs, seed: dual, createGraph: true)
    for (gradient, vector) in zip(pulled, vectors) {
      guard let gradient else { continue }
      let term = try Ops.sum(Ops.multiply(gradient, Ops.cast(vector, gradient.dtype)))
      product = try product.map { try Ops.add($0, term) } ?? term
    }
    let nested = before && (trace.isNested || vectors.contains(where: \.requiresGradient))
    let result =
      try product.flatMap { try Gradients.of($0, [dual], createGraph: nested)[0] }
      ?? Ops.zeros(like: output)
    return trace.value(nested ? result : result.detached())
  }
}

extension Transforms {
  private static func gradientArgument(_ trace: Trace, _ output: Variable) throws -> Argument {
    let results = try trace.gradients(of: output, seed: Ops.full(1, like: output))
    return trace.collected(results.enumerated().map { trace.argument($1, of: $0) })
  }

  /// For each input, the output's axes followed by the input's: one pass back for each output.
  private static func jacobians(_ trace: Trace, _ output: Variable) throws -> [Variable] {
    let count = output.tensor.count
    var rows: [[Variable]] = Array(repeating: [], count: trace.inputs.count)
    for place in 0..<count {
      let seed = try Tensor.zeros([count], output.dtype)
      try seed.slice(axis: 0, start: place, stop: place + 1).assign(Tensor.scalar(1, output.dtype))
      let gradients = try trace.gradients(of: output, seed: Variable(seed.reshaped(output.shape)))
      for (index, gradient) in gradients.enumerated() { rows[index].append(gradient) }
    }
    let before = Executor.isRecordingEnabled
    defer { Executor.isRecordingEnabled = before }
    Executor.isRecordingEnabled = trace.outer
    return try rows.enumerated().map { index, rows in
      let input = trace.inputs[index]
      let shape = output.shape.array + input.shape.array
      guard !rows.isEmpty else { return Variable(try Tensor.zeros(Shape.checked(shape), input.dtype)) }
      _ = try Shape.checked(shape)
      let result = try Ops.reshape(Ops.stack(rows), shape)
      result.isNumber = input.isNumber && shape.isEmpty
      return result
    }
  }
}
