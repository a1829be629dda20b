import Text

extension Explanation {
  /// Backpropagation and derivatives.
  static let derivatives = [
    Explanation(
      ["E0441"], Wording("backward a second time", "第二次反向传播"),
      Wording(
        "backward() lets go of what it needed, to save memory. Run the forward computation again, or keep it with retain_graph=true.",
        "backward() 用完就释放它需要的中间值，以节省内存。请重新做一次前向计算，或用 retain_graph=true 保留它们。"),
      example: "w = param([1, 2])\nL = sum(w * w)\nL.backward(retain_graph=false)\nL.backward()",
      fixed: "w = param([1, 2])\nL = sum(w * w)\nL.backward(retain_graph=true)\nL.backward()"),
    Explanation(
      ["E0442"], Wording("a tensor changed before backward", "反向传播之前张量被改变"),
      Wording(
        "The gradient of w * h needs the h of the forward pass. Call backward first, or change a copy.",
        "w * h 的梯度需要前向传播时的 h。请先调用 backward，或改变一个副本。"),
      example: "w = param([1, 2])\nh = [1, 2]\nL = sum(w * h)\nh[0] = 5\nL.backward()",
      fixed: "w = param([1, 2])\nh = [1, 2]\nL = sum(w * h)\nL.backward()\nh[0] = 5"),
    Explanation(
      ["E0443", "E0447", "E0449"], Wording("a gradient rule that is wrong", "求导规则有误"),
      Wording(
        "This is a mistake in dls, not in the program: please report it with the program.",
        "这是 dls 的错误，不是程序的错误：请连同程序一起报告。")),
    Explanation(
      ["E0444"], Wording("a vector of the wrong shape", "向量的形状不对"),
      Wording(
        "backward(v) multiplies by the vector v from the left, so v has the shape of the output.",
        "backward(v) 从左边乘以向量 v，所以 v 的形状与输出相同。")),
    Explanation(
      ["E0445"], Wording("backward from many numbers", "从许多数出发反向传播"),
      Wording(
        "The gradient is that of one number, the loss. Take the mean or the sum first.",
        "梯度是对一个数（损失）求的。请先取平均或求和。"),
      example: "x = param([1, 2])\n(x * 2).backward()",
      fixed: "x = param([1, 2])\nsum(x * 2).backward()"),
    Explanation(
      ["E0446"], Wording("nothing to differentiate", "没有可以求导的东西"),
      Wording(
        "backward follows the computation back to parameters, and there are none. Mark what to differentiate by with param(…); inside no_grad nothing is recorded.",
        "backward 沿计算图回溯到参数，而这里没有参数。用 param(…) 标出要对什么求导；在 no_grad 里不记录任何计算。"),
      example: "x = [1, 2]\nsum(x * x).backward()",
      fixed: "x = param([1, 2])\nsum(x * x).backward()"),
    Explanation(
      ["E0448"], Wording("a graph too large to draw", "计算图太大，画不下"),
      Wording(
        "graph draws up to a few hundred operations. Draw one layer, or a smaller network of the same form.",
        "graph 最多画几百个运算。请画一层，或画一个形式相同的小网络。")),
    Explanation(
      ["E0452"], Wording("a derivative of something else", "对别的东西求导"),
      Wording("grad and its kin need a function that gives a number or a tensor.", "grad 一类的函数需要结果是数或张量的函数。"),
      example: "f(x) = \"a\"\ngrad(f)(1)",
      fixed: "f(x) = x^2\ngrad(f)(1)"),
    Explanation(
      ["E0453"], Wording("a gradient of many outputs", "多个输出的梯度"),
      Wording(
        "grad(f) needs one number from f. jacobian(f) gives the derivative of every output.",
        "grad(f) 要求 f 给出一个数。jacobian(f) 给出每个输出的导数。"),
      example: "f(x) = 2 * x\ngrad(f)([1, 2])",
      fixed: "f(x) = sum(2 * x)\ngrad(f)([1, 2])"),
    Explanation(
      ["E0454", "E0456"], Wording("vectors for jvp and vjp", "jvp 与 vjp 的向量"),
      Wording(
        "jvp takes a vector of the input's shape for each argument, vjp one of the output's shape.",
        "jvp 对每个自变量需要一个与输入同形状的向量，vjp 需要一个与输出同形状的向量。"),
      example: "f(x) = x * x\njvp(f, [1, 2], [1, 0, 0])",
      fixed: "f(x) = x * x\njvp(f, [1, 2], [1, 0])"),
    Explanation(
      ["E0455"], Wording("a prime that is not element by element", "不是逐元素的撇号导数"),
      Wording(
        "f' of a tensor is the derivative of each element. grad(f) is for one number from a tensor, jacobian(f) for a tensor from a tensor.",
        "张量的 f' 是逐元素的导数。由张量得一个数用 grad(f)，由张量得张量用 jacobian(f)。"),
      example: "f(x) = sum(x^2)\nf'([1, 2])",
      fixed: "f(x) = x^2\nf'([1, 2])"),
    Explanation(
      ["E0457"], Wording("a derivative by nothing", "没有对什么求导"),
      Wording("The derived function takes the arguments of the function itself.", "求导得到的函数，自变量与原函数相同。")),
    Explanation(
      ["E0458"], Wording("a derivative by something else", "对别的东西求导"),
      Wording(
        "Derivatives are by numbers and tensors; let the function capture everything else.",
        "只能对数和张量求导；其余的让函数自己捕获。"),
      example: "f(x) = 1\ngrad(f)(\"a\")",
      fixed: "f(x) = x^2\ngrad(f)(2)"),
  ]
}
