import Text

/// What to write instead, for what other languages and libraries have taught.
enum Advice {
  /// For a name that nothing has; empty where only its user can know.
  static func name(_ name: String, among known: some Sequence<String>) -> [Wording] {
    if let meant = foreignNames[name] { return [.write(meant)] }
    if libraries.contains(name) {
      return [
        Wording(
          "everything is built in and needs no prefix: `relu(x)`, `linear(2, 1)`",
          "所有功能都是内建的，不需要前缀：`relu(x)`、`linear(2, 1)`")
      ]
    }
    let close = name.count > 1 ? closestNames(to: name, among: Set(known)) : []
    if !close.isEmpty { return [.didYouMean(close.map { "`\($0)`" })] }
    return [Wording("give it a value first: `\(name) = …`", "先给它一个值：`\(name) = …`")]
  }

  /// For a member that a type does not have.
  static func member(_ name: String, of type: String, among known: [String]) -> [Wording] {
    if type == "tensor", listMembers.contains(name) {
      return [
        Wording(
          "a list of numbers, like [1], is a tensor; begin with `xs = []` for a list that grows, or use cat",
          "由数组成的列表（如 [1]）是张量；要逐步添加的列表请从 `xs = []` 开始，或用 cat")
      ]
    }
    if type == "number", gradientMembers.contains(name) {
      return [
        Wording(
          "a number has no gradient; make it a parameter: `w = param(3)`", "数没有梯度；把它变成参数：`w = param(3)`")
      ]
    }
    if let meant = foreignMembers[name] { return [.write(meant)] }
    let close = name.count > 1 ? closestNames(to: name, among: Set(known)) : []
    if !close.isEmpty { return [.didYouMean(close.map { "`\($0)`" })] }
    guard !known.isEmpty, known.count <= 30 else { return [] }
    return [.has(known)]
  }

  /// For a value that is called as if it were a function.
  static func call(_ type: String) -> [Wording] {
    switch type {
    case "list", "tuple", "tensor", "string":
      [Wording("an element is written with brackets: `x[0]`", "取元素用方括号：`x[0]`")]
    case "record": [Wording("a field is written `r.name`", "取字段写作 `r.name`")]
    case "number": [Wording("a product is written with `*`: `2 * (x + 1)`", "乘法写作 `*`：`2 * (x + 1)`")]
    default: []
    }
  }

  /// For a value that `for` cannot go through.
  static func iteration(_ type: String) -> [Wording] {
    type == "number"
      ? [Wording("count with a range, which holds both ends: `for i in 1..n`", "用区间计数，两端都包括：`for i in 1..n`")]
      : []
  }

  /// For an operand that is none.
  static let none = Wording(
    "a function gives the value of its last expression, and none without one; `w.grad` is none before `backward()`",
    "函数的结果是最后一个表达式的值，没有就是 none；`backward()` 之前 `w.grad` 是 none")

  private static let foreignNames = [
    "range": "0..9", "True": "true", "False": "false", "None": "none", "null": "none", "nil": "none",
    "enumerate": "for i in 0..len(xs) - 1 { … }", "println": "print(…)", "printf": "print(f\"{x:.3f}\")",
    "console": "print(…)", "append": "xs.append(x)", "length": "len(x)", "size": "len(x)", "shape": "x.shape",
    "np_array": "tensor([1, 2])", "array": "tensor([1, 2])", "Tensor": "tensor([1, 2])",
    "Linear": "linear(2, 1)", "Conv2d": "conv2d(1, 8, kernel=3)", "ReLU": "relu", "Sequential": "a >> b >> c",
    "Adam": "adam(net, lr=0.001)", "SGD": "sgd(net, lr=0.1)", "CrossEntropyLoss": "cross_entropy(scores, y)",
    "MSELoss": "mse(prediction, y)", "DataLoader": "batches(data, 32)", "pow": "x ^ 2",
  ]
  private static let libraries: Set = [
    "np", "numpy", "torch", "nn", "F", "plt", "tf", "keras", "math", "random",
  ]
  private static let listMembers: Set = ["append", "push", "pop", "insert", "extend"]
  private static let gradientMembers: Set = ["backward", "grad", "requires_grad", "zero_grad", "detach"]
  private static let foreignMembers = [
    "length": "len(x)", "len": "len(x)", "size": "x.shape", "dim": "len(x.shape)", "numel": "len(flatten(x))",
    "cuda": "x", "cpu": "x", "numpy": "x", "backwards": "x.backward()", "push": "xs.append(x)",
    "add": "xs.append(x)", "astype": "cast(x, f32)",
  ]
}

extension Wording {
  /// The way to write what was meant.
  static func write(_ code: String) -> Wording { Wording("write `\(code)`", "写成 `\(code)`") }

  /// All members or fields there are.
  static func has(_ names: [String]) -> Wording {
    Wording("it has \(names.joined(separator: ", "))", "它有 \(names.joined(separator: "、"))")
  }
}
