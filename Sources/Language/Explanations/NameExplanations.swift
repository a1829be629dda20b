extension Explanation {
  /// Names and arguments.
  static let names = [
    Explanation(
      ["E0301"], "an unknown name",
      "Nothing of this name has been given a value, and no builtin is called so. Reading it never gives none: a typing mistake would go unnoticed.",
      example: "learning_rate = 0.1\nlearnin_rate * 2",
      fixed: "learning_rate = 0.1\nlearning_rate * 2"),
    Explanation(
      ["E0302"], "a local name without a value",
      "Assignment in a function makes a local name. x += 1 reads it first, so it must have a value there, or be declared global.",
      example: "n = 0\nfn count() { n += 1 }\ncount()",
      fixed: "n = 0\nfn count() { global n; n += 1 }\ncount()"),
    Explanation(
      ["E0303"], "a field that has no value yet",
      "The model reads a field before anything was assigned to it. Give it a value where the model is set up."
    ),
    Explanation(
      ["E0304"], "no such member",
      "The value has no field or method of this name; the message lists those it has.",
      example: "net = linear(2, 1)\nnet.wieght",
      fixed: "net = linear(2, 1)\nnet.weight"),
    Explanation(
      ["E0305"], "a member that cannot be assigned",
      "Some members only tell about a value, such as its shape.",
      example: "x = [1, 2]\nx.shape = (2, 1)",
      fixed: "x = [1, 2]\nx = reshape(x, 2, 1)"),
    Explanation(
      ["E0306"], "a parameter of another shape",
      "A new value for a parameter has the shape of the old one.",
      example: "model Scale() { w = param(zeros(2)); forward(x) { x * w } }\nnet = Scale()\nnet.w = zeros(3)",
      fixed: "model Scale() { w = param(zeros(2)); forward(x) { x * w } }\nnet = Scale()\nnet.w = ones(2)"),
    Explanation(
      ["E0320"], "a builtin that is hidden (warning)",
      "The program may use any name, but from here on the builtin cannot be called by it. unshadow(\"sum\") brings it back.",
      example: "sum = 0",
      fixed: "total = 0"),
    Explanation(
      ["E0321", "E0724"], "nothing to bring back",
      "unshadow takes the name of a builtin.",
      example: "unshadow(\"nosuch\")",
      fixed: "sum = 0\nunshadow(\"sum\")"),
    Explanation(
      ["E0322"], "a layer that never learns (warning)",
      "A layer built inside forward or a loop has new random parameters each time, so training has no effect. Build it once, outside.",
      example: "fn predict(x) { x |> linear(3, 2) |> relu }\npredict(zeros(1, 3))",
      fixed: "fc = linear(3, 2)\nfn predict(x) { x |> fc |> relu }\npredict(zeros(1, 3))"),
    Explanation(
      ["E0330"], "calling what is no function",
      "Only functions, layers and models can be called. A variable with a builtin's name hides it.",
      example: "x = 3\n5 |> x",
      fixed: "f(x) = x + 3\n5 |> f"),
    Explanation(
      ["E0331"], "a wrong number of arguments",
      "The function takes as many arguments as its definition names; those with a default may be left out.",
      example: "f(x) = x\nf(1, 2)",
      fixed: "f(x, y=0) = x + y\nf(1, 2)"),
    Explanation(
      ["E0332"], "an unknown named argument",
      "Named arguments are exact; the message lists the valid ones.",
      example: "line(x, slope=2) = slope * x\nline(1, slop=3)",
      fixed: "line(x, slope=2) = slope * x\nline(1, slope=3)"),
    Explanation(
      ["E0333"], "an argument given twice",
      "The argument was given by position and again by name.",
      example: "f(x, y=0) = x + y\nf(1, x=2)",
      fixed: "f(x, y=0) = x + y\nf(1, y=2)"),
    Explanation(
      ["E0334"], "an argument is missing",
      "Arguments without a default in the signature must be given.",
      example: "mse([1, 2])",
      fixed: "mse([1, 2], [1, 3])"),
    Explanation(
      ["E0335"], "a forward that gives no tensor",
      "forward must end with the model's output, a tensor."),
    Explanation(
      ["E0336"], "an argument of the wrong kind",
      "The message says what the argument must be and what it got.",
      example: "linear(\"four\", 2)",
      fixed: "linear(4, 2)"),
    Explanation(
      ["E0337"], "a function is wanted",
      "This place takes a function, a layer or a model."),
    Explanation(
      ["E0338"], "the prime of a function of several arguments",
      "f' is the derivative of a function of one argument. grad(f) gives the gradients of several.",
      example: "f(x, y) = x * y\nf'(2)",
      fixed: "f(x, y) = x * y\ngrad(f)(2, 3)"),
    Explanation(
      ["E0358"], "an argument of the wrong kind",
      "The message says what the argument must be."),
    Explanation(
      ["E0370"], "a tensor is wanted",
      "A parameter written x: [N, 2] takes tensors only.",
      example: "f(x: [N, 2]) = x\nf(\"a\")",
      fixed: "f(x: [N, 2]) = x\nf(zeros(3, 2))"),
    Explanation(
      ["E0371"], "an argument with the wrong number of axes",
      "A parameter written x: [N, 2] takes tensors of two axes.",
      example: "f(x: [N, 2]) = x\nf(zeros(2))",
      fixed: "f(x: [N, 2]) = x\nf(zeros(3, 2))"),
    Explanation(
      ["E0372"], "an argument of the wrong size",
      "A number in x: [N, 2] fixes the size of that axis; a letter takes any size.",
      example: "f(x: [N, 2]) = x\nf(zeros(2, 3))",
      fixed: "f(x: [N, 2]) = x\nf(zeros(3, 2))"),
    Explanation(
      ["E0373"], "one letter, two sizes",
      "A letter stands for one size throughout a call: its first use fixes it.",
      example: "f(x: [N, D], w: [D]) = x @ w\nf(zeros(2, 3), zeros(4))",
      fixed: "f(x: [N, D], w: [D]) = x @ w\nf(zeros(2, 3), zeros(3))"),
    Explanation(
      ["E0374"], "a size that is no whole number",
      "Sizes in a parameter's shape are whole numbers or letters."),
  ]
}
