import Text

extension Explanation {
  /// Names and arguments.
  static let names = [
    Explanation(
      ["E0301"], Wording("an unknown name", "没有定义的名字"),
      Wording(
        "Nothing of this name has been given a value, and no builtin is called so. Reading it never gives none: a typing mistake would go unnoticed.",
        "还没有给这个名字赋过值，也没有这个名字的内建函数。读取它不会得到 none：否则打错字就发现不了。"),
      example: "learning_rate = 0.1\nlearnin_rate * 2",
      fixed: "learning_rate = 0.1\nlearning_rate * 2"),
    Explanation(
      ["E0302"], Wording("a local name without a value", "没有值的局部名字"),
      Wording(
        "Assignment in a function makes a local name. x += 1 reads it first, so it must have a value there, or be declared global.",
        "在函数里赋值得到的是局部名字。x += 1 要先读取它，所以它必须在函数里有值，或声明为 global。"),
      example: "n = 0\nfn count() { n += 1 }\ncount()",
      fixed: "n = 0\nfn count() { global n; n += 1 }\ncount()"),
    Explanation(
      ["E0303"], Wording("a field that has no value yet", "还没有值的字段"),
      Wording(
        "The model reads a field before anything was assigned to it. Give it a value where the model is set up.",
        "模型读取了一个还没有赋值的字段。请在建立模型的地方给它一个值。")
    ),
    Explanation(
      ["E0304"], Wording("no such member", "没有这个成员"),
      Wording(
        "The value has no field or method of this name; the message lists those it has.",
        "这个值没有这个名字的字段或方法；错误信息列出有哪些。"),
      example: "net = linear(2, 1)\nnet.wieght",
      fixed: "net = linear(2, 1)\nnet.weight"),
    Explanation(
      ["E0305"], Wording("a member that cannot be assigned", "不能赋值的成员"),
      Wording("Some members only tell about a value, such as its shape.", "有些成员只是说明一个值，例如它的形状。"),
      example: "x = [1, 2]\nx.shape = (2, 1)",
      fixed: "x = [1, 2]\nx = reshape(x, 2, 1)"),
    Explanation(
      ["E0306"], Wording("a parameter of another shape", "形状不同的参数"),
      Wording("A new value for a parameter has the shape of the old one.", "参数的新值与原来的值形状相同。"),
      example: "model Scale() { w = param(zeros(2)); forward(x) { x * w } }\nnet = Scale()\nnet.w = zeros(3)",
      fixed: "model Scale() { w = param(zeros(2)); forward(x) { x * w } }\nnet = Scale()\nnet.w = ones(2)"),
    Explanation(
      ["E0320"], Wording("a builtin that is hidden (warning)", "被遮住的内建函数（警告）"),
      Wording(
        "The program may use any name, but from here on the builtin cannot be called by it. unshadow(\"sum\") brings it back.",
        "程序可以用任何名字，但从此不能再用这个名字调用内建函数。unshadow(\"sum\") 恢复它。"),
      example: "sum = 0",
      fixed: "total = 0"),
    Explanation(
      ["E0321", "E0724"], Wording("nothing to bring back", "没有可以恢复的"),
      Wording("unshadow takes the name of a builtin.", "unshadow 接受内建函数的名字。"),
      example: "unshadow(\"nosuch\")",
      fixed: "sum = 0\nunshadow(\"sum\")"),
    Explanation(
      ["E0322"], Wording("a layer that never learns (warning)", "学不到东西的层（警告）"),
      Wording(
        "A layer built inside forward or a loop has new random parameters each time, so training has no effect. Build it once, outside.",
        "在 forward 或循环里新建的层，每次都是新的随机参数，训练不起作用。请在外面建一次。"),
      example: "fn predict(x) { x |> linear(3, 2) |> relu }\npredict(zeros(1, 3))",
      fixed: "fc = linear(3, 2)\nfn predict(x) { x |> fc |> relu }\npredict(zeros(1, 3))"),
    Explanation(
      ["E0323"], Wording("a method that is not called (warning)", "没有调用的方法（警告）"),
      Wording(
        "opt.step, loss.backward and net.eval are methods: without parentheses they are only named, and nothing happens.",
        "opt.step、loss.backward、net.eval 是方法：不写括号只是提到它，什么也不会发生。"),
      example: "w = param(3)\nloss = w^2\nloss.backward\nw.grad",
      fixed: "w = param(3)\nloss = w^2\nloss.backward()\nw.grad"),
    Explanation(
      ["E0324"], Wording("a comparison for nothing (warning)", "没有用到的比较（警告）"),
      Wording(
        "== asks whether two values are equal; = gives a name or an element its value.",
        "== 问两个值是否相等；= 给名字或元素赋值。"),
      example: "x = [1, 2]\nfor i in 0..1 { x[i] == 0 }",
      fixed: "x = [1, 2]\nfor i in 0..1 { x[i] = 0 }"),
    Explanation(
      ["E0325"], Wording("max of a number, or along an axis (warning)", "与一个数相比，还是沿某个轴（警告）"),
      Wording(
        "x.max(1) is max(x, 1), the larger of each element and 1. The largest along an axis is x.max(dim=1).",
        "x.max(1) 就是 max(x, 1)：每个元素与 1 中较大的一个。沿某个轴的最大值是 x.max(dim=1)。"),
      example: "scores = [[1, 5], [7, 2]]\nscores.max(1)",
      fixed: "scores = [[1, 5], [7, 2]]\nscores.max(dim=1)"),
    Explanation(
      ["E0326"], Wording("max for values and places (warning)", "用 max 同时取值和位置（警告）"),
      Wording(
        "max, min and median along an axis give the values alone; argmax and argmin give their places. Two names take a tensor of two rows apart.",
        "沿轴的 max、min、median 只给出值；位置由 argmax、argmin 给出。用两个名字赋值会把两行的张量拆成两行。"),
      example: "scores = [[1, 5], [7, 2]]\n(v, i) = scores.max(dim=1)",
      fixed: "scores = [[1, 5], [7, 2]]\nv = scores.max(dim=1)\ni = scores.argmax(dim=1)"),
    Explanation(
      ["E0330"], Wording("calling what is no function", "调用不是函数的东西"),
      Wording(
        "Only functions, layers and models can be called. A variable with a builtin's name hides it.",
        "只有函数、层和模型可以调用。与内建函数同名的变量会遮住它。"),
      example: "x = 3\n5 |> x",
      fixed: "f(x) = x + 3\n5 |> f"),
    Explanation(
      ["E0331"], Wording("a wrong number of arguments", "参数个数不对"),
      Wording(
        "The function takes as many arguments as its definition names; those with a default may be left out.",
        "函数定义写了几个参数就接受几个；有默认值的可以省略。"),
      example: "f(x) = x\nf(1, 2)",
      fixed: "f(x, y=0) = x + y\nf(1, 2)"),
    Explanation(
      ["E0332"], Wording("an unknown named argument", "没有这个名字的参数"),
      Wording("Named arguments are exact; the message lists the valid ones.", "参数名必须完全一致；错误信息列出有哪些。"),
      example: "line(x, slope=2) = slope * x\nline(1, slop=3)",
      fixed: "line(x, slope=2) = slope * x\nline(1, slope=3)"),
    Explanation(
      ["E0333"], Wording("an argument given twice", "给了两次的参数"),
      Wording("The argument was given by position and again by name.", "这个参数既按位置给了，又按名字给了。"),
      example: "f(x, y=0) = x + y\nf(1, x=2)",
      fixed: "f(x, y=0) = x + y\nf(1, y=2)"),
    Explanation(
      ["E0334"], Wording("an argument is missing", "缺少参数"),
      Wording("Arguments without a default in the signature must be given.", "没有默认值的参数必须给出。"),
      example: "mse([1, 2])",
      fixed: "mse([1, 2], [1, 3])"),
    Explanation(
      ["E0335"], Wording("a forward that gives no tensor", "没有给出张量的 forward"),
      Wording("forward must end with the model's output, a tensor.", "forward 必须以模型的输出（张量）结尾。")),
    Explanation(
      ["E0336"], Wording("an argument of the wrong kind", "种类不对的参数"),
      Wording("The message says what the argument must be and what it got.", "错误信息说明参数应是什么、得到的是什么。"),
      example: "linear(\"four\", 2)",
      fixed: "linear(4, 2)"),
    Explanation(
      ["E0337"], Wording("a function is wanted", "需要函数"),
      Wording("This place takes a function, a layer or a model.", "这里需要函数、层或模型。")),
    Explanation(
      ["E0338"], Wording("the prime of a function of several arguments", "多元函数的撇号"),
      Wording(
        "f' is the derivative of a function of one argument. grad(f) gives the gradients of several.",
        "f' 是一元函数的导数。grad(f) 给出对多个自变量的梯度。"),
      example: "f(x, y) = x * y\nf'(2)",
      fixed: "f(x, y) = x * y\ngrad(f)(2, 3)"),
    Explanation(
      ["E0358"], Wording("an argument of the wrong kind", "种类不对的参数"),
      Wording("The message says what the argument must be.", "错误信息说明参数应是什么。")),
    Explanation(
      ["E0370"], Wording("a tensor is wanted", "需要张量"),
      Wording("A parameter written x: [N, 2] takes tensors only.", "写作 x: [N, 2] 的参数只接受张量。"),
      example: "f(x: [N, 2]) = x\nf(\"a\")",
      fixed: "f(x: [N, 2]) = x\nf(zeros(3, 2))"),
    Explanation(
      ["E0371"], Wording("an argument with the wrong number of axes", "轴数不对的参数"),
      Wording("A parameter written x: [N, 2] takes tensors of two axes.", "写作 x: [N, 2] 的参数接受两个轴的张量。"),
      example: "f(x: [N, 2]) = x\nf(zeros(2))",
      fixed: "f(x: [N, 2]) = x\nf(zeros(3, 2))"),
    Explanation(
      ["E0372"], Wording("an argument of the wrong size", "大小不对的参数"),
      Wording(
        "A number in x: [N, 2] fixes the size of that axis; a letter takes any size.",
        "x: [N, 2] 中的数固定那个轴的大小；字母接受任何大小。"),
      example: "f(x: [N, 2]) = x\nf(zeros(2, 3))",
      fixed: "f(x: [N, 2]) = x\nf(zeros(3, 2))"),
    Explanation(
      ["E0373"], Wording("one letter, two sizes", "一个字母，两个大小"),
      Wording(
        "A letter stands for one size throughout a call: its first use fixes it.",
        "同一次调用中一个字母代表一个大小：第一次用到时确定。"),
      example: "f(x: [N, D], w: [D]) = x @ w\nf(zeros(2, 3), zeros(4))",
      fixed: "f(x: [N, D], w: [D]) = x @ w\nf(zeros(2, 3), zeros(3))"),
    Explanation(
      ["E0374"], Wording("a size that is no whole number", "不是整数的大小"),
      Wording("Sizes in a parameter's shape are whole numbers or letters.", "参数形状中的大小是整数或字母。")),
  ]
}
