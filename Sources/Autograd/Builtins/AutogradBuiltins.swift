import Catalog
import Tensor
import Text

/// Everything of this floor that is called but is no primitive operation.
public enum AutogradBuiltins {
  public static let all: [Builtin] =
    CreationBuiltins.all + ReductionBuiltins.all + OrderBuiltins.all + [Diagonal.builtin]
    + ShapeBuiltins.all + DerivativeBuiltins.all
}

/// Parameters, gradients and derivatives of functions.
enum DerivativeBuiltins {
  static let all = [
    param, detach, backward, grad, valueAndGrad, jacobian, hessian, vjp, jvp, gradcheck, graph, explain,
  ]

  private static let function = Parameter("f", .function, Wording("a function, layer or model", "函数、层或模型"))

  static let param = Builtin(
    tensor: Descriptor(
      "param", .autograd, Wording("a tensor that gathers gradients", "记录梯度的张量（参数）"),
      parameters: [Parameter("x", .tensor, Wording("its first value", "初始值"))],
      examples: [Example("w = param([1, 2]); sum(w^2).backward(); w.grad", "[2, 4]")])
  ) { a in
    let x = try Promotion.floating(a.tensor(0).detached())
    let value = try x.isNumber ? x.tensor.cast(to: .f32) : x.tensor.copy()
    return Variable(value, isParameter: true)
  }

  static let detach = Builtin(
    tensor: Descriptor(
      "detach", .autograd, Wording("the same values, cut from what was recorded", "同样的值，与记录的计算断开"),
      parameters: [Parameter("x", .tensor)],
      examples: [Example("detach([1, 2])", "[1, 2]")])
  ) { a in try a.tensor(0).detached() }

  static let backward = Builtin(
    Descriptor(
      "backward", .autograd,
      Wording("adds the gradient of a single number to every parameter's grad", "反向传播：把单个数的梯度加到每个参数的 grad 上"),
      parameters: [
        Parameter("x", .tensor, Wording("a single number, such as a loss", "单个数，例如损失")),
        Parameter(
          "gradient", .tensor, Wording("weights, when x is no single number", "x 不是单个数时的权重"),
          default: Argument.none),
        Parameter(
          "retain_graph", .bool,
          Wording(
            "keep what a second backward needs; none: when it is small", "保留再次 backward 所需的内容；none：计算较小时保留"),
          default: Argument.none, keywordOnly: true),
        Parameter(
          "create_graph", .bool, Wording("record the pass itself", "把反向传播本身也记录下来"), default: .bool(false),
          keywordOnly: true),
      ], returns: Wording(verbatim: "none"),
      examples: [Example("w = param([3]); sum(w^2).backward(); w.grad", "[6]")])
  ) { values in
    let a = Arguments(values)
    try a.tensor(0).backward(
      seed: a.optionalTensor(1), createGraph: a.bool(3), retainGraph: a.isNone(2) ? nil : a.bool(2))
    return .none
  }

  static let grad = derived(
    "grad", Wording("the gradient of a function with respect to every argument", "函数对每个自变量的梯度，按链式法则求得"), "∇f",
    [Example("grad(x -> x^2)(3)", "6"), Example("grad((x, y) -> x*y)(2, 5)", "(5, 2)")],
    Wording(
      "One argument: the gradient itself; several: a tuple. The function gives a single number.",
      "一个自变量：梯度本身；几个：元组。函数的结果是单个数。"),
    Transforms.gradient)
  static let valueAndGrad = derived(
    "value_and_grad", Wording("a function's value together with its gradient", "函数的值连同它的梯度"), "(f, ∇f)",
    [Example("value_and_grad(x -> x^2)(3)", "(9, 6)")], .empty, Transforms.valueAndGradient)
  static let jacobian = derived(
    "jacobian", Wording("derivatives of every output with respect to every input", "每个输出对每个输入的导数（雅可比矩阵）"),
    "Jᵢⱼ = ∂fᵢ/∂xⱼ",
    [Example("jacobian(x -> x^2)([1, 2])", "[[2, 0], [0, 4]]")],
    Wording("The output's axes come first.", "输出的轴在前。"),
    Transforms.jacobian)
  static let hessian = derived(
    "hessian", Wording("second derivatives of a function", "函数的二阶导数（海森矩阵）"), "Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ",
    [Example("hessian(x -> sum(x^3))([1, 2])", "[[6, 0], [0, 12]]")],
    Wording("Several arguments give a tuple of tuples.", "几个自变量给出元组的元组。"),
    Transforms.hessian)

  private static func derived(
    _ name: String, _ summary: Wording, _ formula: String, _ examples: [Example], _ notes: Wording,
    _ transform: @escaping (any Callable) -> any Callable
  ) -> Builtin {
    Builtin(
      Descriptor(
        name, .autograd, summary, formula: formula, parameters: [function],
        returns: Wording("a function", "函数"),
        examples: examples, notes: notes)
    ) { values in .function(transform(try Arguments(values).function(0))) }
  }

  static let vjp = Builtin(
    Descriptor(
      "vjp", .autograd, Wording("a vector times the Jacobian", "向量乘以雅可比矩阵"), formula: "vᵀJ",
      parameters: [
        function, Parameter("x", .any, Wording("the argument, or a tuple of them", "自变量，或几个自变量的元组")),
        Parameter("v", .tensor, Wording("the shape of f(x)", "形状与 f(x) 相同")),
      ], returns: Wording("the shape of x", "形状与 x 相同"),
      examples: [Example("vjp(x -> x^2, [1, 2], [1, 1])", "[2, 4]")])
  ) { values in
    let a = Arguments(values)
    return try Transforms.vectorJacobianProduct(a.function(0), several(a[1]), a.tensor(2))
  }

  static let jvp = Builtin(
    Descriptor(
      "jvp", .autograd, Wording("the Jacobian times a vector: the derivative along it", "雅可比矩阵乘以向量：沿该方向的导数"),
      formula: "Jv",
      parameters: [
        function, Parameter("x", .any, Wording("the argument, or a tuple of them", "自变量，或几个自变量的元组")),
        Parameter("v", .any, Wording("the shape of x, or a tuple of them", "形状与 x 相同，或这样的元组")),
      ], returns: Wording("the shape of f(x)", "形状与 f(x) 相同"),
      examples: [Example("jvp(x -> x^2, [1, 2], [1, 1])", "[2, 4]")])
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
      "gradcheck", .autograd,
      Wording("compares the gradient of a function with finite differences", "把函数的梯度与有限差分相比较"),
      parameters: [
        function, Parameter("x", .any, Wording("the argument, or a tuple of them", "自变量，或几个自变量的元组")),
        Parameter("eps", .number, Wording("step of the differences", "差分的步长"), default: .number(1e-6)),
      ],
      returns: Wording(
        "analytic, numeric and relative error of each element; as a number, the largest error",
        "每个元素的解析值、数值和相对误差；作为数时是最大误差"),
      examples: [
        Example("gradcheck(x -> sum(x^3), [1, 2]) < 1e-6", "true"),
        Example("plot(gradcheck(sin, 1))"),
      ],
      notes: Wording(
        "Computed in f64. `plot` draws the error against the size of the step.",
        "用 f64 计算。`plot` 画出误差随差分步长的变化。"))
  ) { values in
    let a = Arguments(values)
    return .object(
      try GradientCheck.report(a.function(0), several(a[1]), step: a.number(2, default: 1e-6)))
  }

  static let graph = Builtin(
    Descriptor(
      "graph", .autograd, Wording("the computational graph of a function at some arguments", "函数在给定自变量处的计算图"),
      parameters: [
        Parameter("f", .any, Wording("a function, or a recorded tensor", "函数，或记录过的张量")),
        Parameter("args", .any, Wording("its arguments", "它的自变量"), variadic: true),
        Parameter("title", .string, default: .string(""), keywordOnly: true),
      ], returns: Wording("a graph: values above the edges, gradients below", "计算图：边的上方是值，下方是梯度"),
      examples: [Example("graph(x -> x^2, 3)")])
  ) { values in
    .object(try RecordedGraph.make(values))
  }

  static let explain = Builtin(
    Descriptor(
      "explain", .autograd,
      Wording("walks through a computation, forward and back, in words", "用文字逐步走一遍计算：前向传播和反向传播"),
      parameters: [
        Parameter("f", .any, Wording("a recorded tensor such as a loss, or a function", "记录过的张量（如损失），或函数")),
        Parameter("args", .any, Wording("the function's arguments", "函数的自变量"), variadic: true),
      ],
      returns: Wording("a walkthrough; `:step` goes through it in the REPL", "逐步讲解；在 REPL 里用 `:step` 一步一步地看"),
      examples: [Example("w = param([1, 2]); explain(sum(w^2))")],
      notes: Wording(
        """
        Each node shows its value, then, on the way back, the local derivative times the gradient δ that arrives, \
        with the numbers put in, and the gradient gathered so far.
        """,
        "每个节点先显示它的值；反向时显示局部导数乘以传来的梯度 δ（代入数值），以及到此为止累积的梯度。"))
  ) { values in
    .object(try RecordedGraph.make(values).walkthrough)
  }
}
