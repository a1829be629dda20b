extension Explanation {
  /// Backpropagation and derivatives.
  static let derivatives = [
    Explanation(
      ["E0441"], "backward a second time",
      "backward() lets go of what it needed, to save memory. Run the forward computation again, or keep it with retain_graph=true.",
      example: "w = param([1, 2])\nL = sum(w * w)\nL.backward(retain_graph=false)\nL.backward()",
      fixed: "w = param([1, 2])\nL = sum(w * w)\nL.backward(retain_graph=true)\nL.backward()"),
    Explanation(
      ["E0442"], "a tensor changed before backward",
      "The gradient of w * h needs the h of the forward pass. Call backward first, or change a copy.",
      example: "w = param([1, 2])\nh = [1, 2]\nL = sum(w * h)\nh[0] = 5\nL.backward()",
      fixed: "w = param([1, 2])\nh = [1, 2]\nL = sum(w * h)\nL.backward()\nh[0] = 5"),
    Explanation(
      ["E0443", "E0447", "E0449"], "a gradient rule that is wrong",
      "This is a mistake in dls, not in the program: please report it with the program."),
    Explanation(
      ["E0444"], "a vector of the wrong shape",
      "backward(v) multiplies by the vector v from the left, so v has the shape of the output."),
    Explanation(
      ["E0445"], "backward from many numbers",
      "The gradient is that of one number, the loss. Take the mean or the sum first.",
      example: "x = param([1, 2])\n(x * 2).backward()",
      fixed: "x = param([1, 2])\nsum(x * 2).backward()"),
    Explanation(
      ["E0446"], "nothing to differentiate",
      "backward follows the computation back to parameters, and there are none. Mark what to differentiate by with param(…); inside no_grad nothing is recorded.",
      example: "x = [1, 2]\nsum(x * x).backward()",
      fixed: "x = param([1, 2])\nsum(x * x).backward()"),
    Explanation(
      ["E0448"], "a graph too large to draw",
      "graph draws up to a few hundred operations. Draw one layer, or a smaller network of the same form."),
    Explanation(
      ["E0452"], "a derivative of something else",
      "grad and its kin need a function that gives a number or a tensor.",
      example: "f(x) = \"a\"\ngrad(f)(1)",
      fixed: "f(x) = x^2\ngrad(f)(1)"),
    Explanation(
      ["E0453"], "a gradient of many outputs",
      "grad(f) needs one number from f. jacobian(f) gives the derivative of every output.",
      example: "f(x) = 2 * x\ngrad(f)([1, 2])",
      fixed: "f(x) = sum(2 * x)\ngrad(f)([1, 2])"),
    Explanation(
      ["E0454", "E0456"], "vectors for jvp and vjp",
      "jvp takes a vector of the input's shape for each argument, vjp one of the output's shape.",
      example: "f(x) = x * x\njvp(f, [1, 2], [1, 0, 0])",
      fixed: "f(x) = x * x\njvp(f, [1, 2], [1, 0])"),
    Explanation(
      ["E0455"], "a prime that is not element by element",
      "f' of a tensor is the derivative of each element. grad(f) is for one number from a tensor, jacobian(f) for a tensor from a tensor.",
      example: "f(x) = sum(x^2)\nf'([1, 2])",
      fixed: "f(x) = x^2\nf'([1, 2])"),
    Explanation(
      ["E0457"], "a derivative by nothing",
      "The derived function takes the arguments of the function itself."),
    Explanation(
      ["E0458"], "a derivative by something else",
      "Derivatives are by numbers and tensors; let the function capture everything else.",
      example: "f(x) = 1\ngrad(f)(\"a\")",
      fixed: "f(x) = x^2\ngrad(f)(2)"),
  ]
}
