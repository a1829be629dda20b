import Catalog
import Tensor

/// Everything of this floor that is called but is no primitive operation.
public enum AutogradBuiltins {
  public static let all: [Builtin] =
    CreationBuiltins.all + ReductionBuiltins.all + ShapeBuiltins.all + DerivativeBuiltins.all
}

/// Parameters, gradients and derivatives of functions.
enum DerivativeBuiltins {
  static let all = [
    param, detach, backward, grad, valueAndGrad, jacobian, hessian, vjp, jvp, gradcheck, graph, explain,
  ]

  private static let function = Parameter("f", .function, "a function, layer or model")

  static let param = Builtin(
    tensor: Descriptor(
      "param", .autograd, "a tensor that gathers gradients",
      parameters: [Parameter("x", .tensor, "its first value")],
      examples: [Example("w = param([1, 2]); sum(w^2).backward(); w.grad", "[2, 4]")])
  ) { a in
    let x = try Promotion.floating(a.tensor(0).detached())
    let value = try x.isNumber ? x.tensor.cast(to: .f32) : x.tensor.copy()
    return Variable(value, isParameter: true)
  }

  static let detach = Builtin(
    tensor: Descriptor(
      "detach", .autograd, "the same values, cut from what was recorded",
      parameters: [Parameter("x", .tensor)],
      examples: [Example("detach([1, 2])", "[1, 2]")])
  ) { a in try a.tensor(0).detached() }

  static let backward = Builtin(
    Descriptor(
      "backward", .autograd, "adds the gradient of a single number to every parameter's grad",
      parameters: [
        Parameter("x", .tensor, "a single number, such as a loss"),
        Parameter("gradient", .tensor, "weights, when x is no single number", default: Argument.none),
        Parameter(
          "retain_graph", .bool, "keep what a second backward needs; none: when it is small",
          default: Argument.none, keywordOnly: true),
        Parameter("create_graph", .bool, "record the pass itself", default: .bool(false), keywordOnly: true),
      ], returns: "none", examples: [Example("w = param([3]); sum(w^2).backward(); w.grad", "[6]")])
  ) { values in
    let a = Arguments(values)
    try a.tensor(0).backward(
      seed: a.optionalTensor(1), createGraph: a.bool(3), retainGraph: a.isNone(2) ? nil : a.bool(2))
    return .none
  }

  static let grad = derived(
    "grad", "the gradient of a function with respect to every argument", "∇f",
    [Example("grad(x -> x^2)(3)", "6"), Example("grad((x, y) -> x*y)(2, 5)", "(5, 2)")],
    "One argument: the gradient itself; several: a tuple. The function gives a single number.",
    Transforms.gradient)
  static let valueAndGrad = derived(
    "value_and_grad", "a function's value together with its gradient", "(f, ∇f)",
    [Example("value_and_grad(x -> x^2)(3)", "(9, 6)")], "", Transforms.valueAndGradient)
  static let jacobian = derived(
    "jacobian", "derivatives of every output with respect to every input", "Jᵢⱼ = ∂fᵢ/∂xⱼ",
    [Example("jacobian(x -> x^2)([1, 2])", "[[2, 0], [0, 4]]")], "The output's axes come first.",
    Transforms.jacobian)
  static let hessian = derived(
    "hessian", "second derivatives of a function", "Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ",
    [Example("hessian(x -> sum(x^3))([1, 2])", "[[6, 0], [0, 12]]")],
    "Several arguments give a tuple of tuples.",
    Transforms.hessian)

  private static func derived(
    _ name: String, _ summary: String, _ formula: String, _ examples: [Example], _ notes: String,
    _ transform: @escaping (any Callable) -> any Callable
  ) -> Builtin {
    Builtin(
      Descriptor(
        name, .autograd, summary, formula: formula, parameters: [function], returns: "a function",
        examples: examples, notes: notes)
    ) { values in .function(transform(try Arguments(values).function(0))) }
  }

  static let vjp = Builtin(
    Descriptor(
      "vjp", .autograd, "a vector times the Jacobian", formula: "vᵀJ",
      parameters: [
        function, Parameter("x", .any, "the argument, or a tuple of them"),
        Parameter("v", .tensor, "the shape of f(x)"),
      ], returns: "the shape of x", examples: [Example("vjp(x -> x^2, [1, 2], [1, 1])", "[2, 4]")])
  ) { values in
    let a = Arguments(values)
    return try Transforms.vectorJacobianProduct(a.function(0), several(a[1]), a.tensor(2))
  }

  static let jvp = Builtin(
    Descriptor(
      "jvp", .autograd, "the Jacobian times a vector: the derivative along it", formula: "Jv",
      parameters: [
        function, Parameter("x", .any, "the argument, or a tuple of them"),
        Parameter("v", .any, "the shape of x, or a tuple of them"),
      ], returns: "the shape of f(x)", examples: [Example("jvp(x -> x^2, [1, 2], [1, 1])", "[2, 4]")])
  ) { values in
    let a = Arguments(values)
    let vectors = several(a[2])
    return try Transforms.jacobianVectorProduct(
      a.function(0), several(a[1]), vectors.indices.map { try Arguments(vectors).tensor($0) })
  }

  private static func several(_ argument: Argument) -> [Argument] {
    if case .tuple(let items) = argument { return items }
    return [argument]
  }

  static let gradcheck = Builtin(
    Descriptor(
      "gradcheck", .autograd, "compares the gradient of a function with finite differences",
      parameters: [
        function, Parameter("x", .any, "the argument, or a tuple of them"),
        Parameter("eps", .number, "step of the differences", default: .number(1e-6)),
      ],
      returns: "analytic, numeric and relative error of each element; as a number, the largest error",
      examples: [
        Example("gradcheck(x -> sum(x^3), [1, 2]) < 1e-6", "true"),
        Example("plot(gradcheck(sin, 1))"),
      ], notes: "Computed in f64. `plot` draws the error against the size of the step.")
  ) { values in
    let a = Arguments(values)
    return .object(
      try GradientCheck.report(a.function(0), several(a[1]), step: a.number(2, default: 1e-6)))
  }

  static let graph = Builtin(
    Descriptor(
      "graph", .autograd, "the computational graph of a function at some arguments",
      parameters: [
        Parameter("f", .any, "a function, or a recorded tensor"),
        Parameter("args", .any, "its arguments", variadic: true),
        Parameter("title", .string, default: .string(""), keywordOnly: true),
      ], returns: "a graph: values above the edges, gradients below",
      examples: [Example("graph(x -> x^2, 3)")])
  ) { values in
    .object(try RecordedGraph.make(values))
  }

  static let explain = Builtin(
    Descriptor(
      "explain", .autograd, "walks through a computation, forward and back, in words",
      parameters: [
        Parameter("f", .any, "a recorded tensor such as a loss, or a function"),
        Parameter("args", .any, "the function's arguments", variadic: true),
      ], returns: "a walkthrough; `:step` goes through it in the REPL",
      examples: [Example("w = param([1, 2]); explain(sum(w^2))")],
      notes: "Each node shows its value, then, on the way back, the local derivative times the gradient δ "
        + "that arrives, with the numbers put in, and the gradient gathered so far.")
  ) { values in
    .object(try RecordedGraph.make(values).walkthrough)
  }
}
