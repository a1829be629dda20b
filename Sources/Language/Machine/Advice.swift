import Text

/// What to write instead, for what other languages and libraries have taught.
enum Advice {
  /// For a name that nothing has; empty where only its user can know.
  ///
  /// - Parameter own: names of the program, which are likelier meant than builtins.
  static func name(
    _ name: String, own: some Sequence<String>, among known: some Sequence<String>
  ) -> [Wording] {
    if libraries.contains(name) {
      return [
        Wording(
          "everything is built in and needs no prefix: `relu(x)`, `linear(2, 1)`",
          "所有功能都是内建的，不需要前缀：`relu(x)`、`linear(2, 1)`")
      ]
    }
    if name.hasSuffix("ᵀ"), name.count > 1 { return [.write("\(name.dropLast())'")] }
    for names in [Set(own), Set(known)] {
      let close = name.count > 1 ? closestNames(to: name, among: names) : []
      if !close.isEmpty { return [.didYouMean(close.map { "`\($0)`" })] }
    }
    return [Wording("give it a value first: `\(name) = …`", "先给它一个值：`\(name) = …`")]
  }

  /// For a member that a type does not have.
  static func member(_ name: String, of type: String, among known: [String]) -> [Wording] {
    if type == "tensor", listMembers.contains(name) {
      return [
        Wording(
          "a list of numbers or of tensors, like [1], is a tensor; begin with `xs = []` for a list that grows, or use cat",
          "由数或张量组成的列表（如 [1]）是张量；要逐步添加的列表请从 `xs = []` 开始，或用 cat")
      ]
    }
    if type == "none", listMembers.contains(name) {
      return [
        Wording(
          "`xs.\(name)(…)` changes the list and gives none: do not assign its result",
          "`xs.\(name)(…)` 就地修改列表，结果是 none：不要把结果赋值给变量")
      ]
    }
    if type == "number", gradientMembers.contains(name) {
      return [
        Wording(
          "a number has no gradient; make it a parameter: `w = param(3)`", "数没有梯度；把它变成参数：`w = param(3)`")
      ]
    }
    if deviceMembers.contains(name) {
      return [onProcessor]
    }
    if type == "string", name == "format" {
      return [Wording("write the value into the string: f\"…{x}…\"", "把值写进字符串：f\"…{x}…\"")]
    }
    if type == "model", let advice = modelMember(name) { return [advice] }
    if let meant = foreignMembers[name] { return [.write(meant)] }
    if let meant = foreignArguments[name]?.first(where: { known.contains($0) }) {
      return [.didYouMean(["`\(meant)`"])]
    }
    let close = name.count > 1 ? closestNames(to: name, among: Set(known)) : []
    let begun = known.filter { $0.count > 2 && name.count > 2 && (name.hasPrefix($0) || $0.hasPrefix(name)) }
    let near = close.isEmpty ? begun.sorted() : close
    if !near.isEmpty { return [.didYouMean(near.prefix(3).map { "`\($0)`" })] }
    guard !known.isEmpty, known.count <= 30 else { return [] }
    return [.has(known)]
  }

  /// What a model has in other libraries.
  private static func modelMember(_ name: String) -> Wording? {
    switch name {
    case "append", "add", "push", "add_module": .write("x >> layer")
    case "forward", "call", "__call__": .write("x(…)")
    case "copy", "clone", "deepcopy":
      Wording(
        "make another in the same way, and copy the numbers: `load(other, x.state_dict)`",
        "用同样的方式再建一个，然后复制数值：`load(other, x.state_dict)`")
    default: nil
    }
  }

  /// For a field that a record does not have.
  static func field(_ name: String, among known: [String]) -> [Wording] {
    if known.isEmpty {
      return [Wording("it has none yet: `r[\"\(name)\"] = …` adds it", "它还没有字段：`r[\"\(name)\"] = …` 会加上它")]
    }
    let close = name.count > 1 ? closestNames(to: name, among: Set(known)) : []
    if !close.isEmpty { return [.didYouMean(close.map { "`\($0)`" })] }
    guard known.count > mostFields else { return [.has(known)] }
    let first = known.prefix(mostFields - 2)
    return [
      Wording(
        "it has \(known.count) fields: \(first.joined(separator: ", ")), …",
        "它有 \(known.count) 个字段：\(first.joined(separator: "、")) 等")
    ]
  }

  private static let mostFields = 12

  /// For a range where a slice is meant.
  static func slice(_ from: String, _ to: String) -> Wording {
    Wording(
      "a slice is written with a colon, and leaves its end out: `x[\(from):\(to)]`",
      "切片用冒号，不含末端：`x[\(from):\(to)]`")
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
    switch type {
    case "number":
      [Wording("count with a range, which holds both ends: `for i in 1..n`", "用区间计数，两端都包括：`for i in 1..n`")]
    case "model": [Wording("the layers of a model: `net.children`", "模型的各层：`net.children`")]
    default: []
    }
  }

  /// For an operand that is none.
  static let none = Wording(
    "a function gives the value of its last expression, and none without one; `w.grad` is none before `backward()`",
    "函数的结果是最后一个表达式的值，没有就是 none；`backward()` 之前 `w.grad` 是 none")

  /// For an argument that is none.
  static let noValue = Wording(
    "a function gives the value of its last expression: end it with the value, not with an assignment",
    "函数的结果是最后一个表达式的值：请以这个值结尾，而不是以赋值结尾")

  static let onProcessor = Wording(
    "everything runs on the processor: leave it out", "一切都在处理器上运行：去掉它")

  private static let listMembers: Set = ["append", "push", "pop", "insert", "extend"]
  private static let gradientMembers: Set = ["backward", "grad", "requires_grad", "zero_grad", "detach"]
  private static let deviceMembers: Set = ["cuda", "cpu", "device"]
  /// `x` stands for the receiver, `(…)` for the arguments.
  private static let foreignMembers = [
    "length": "len(x)", "len": "len(x)", "size": "x.shape", "dim": "len(x.shape)", "numpy": "x",
    "backwards": "x.backward()", "push": "x.append(…)", "add": "x.append(…)", "astype": "x.to(…)",
    "int": "x.to(i64)", "H": "x'", "copy": "x.clone()", "add_": "x += …", "sub_": "x -= …",
    "mul_": "x *= …", "div_": "x /= …", "type": "x.dtype", "fit": "fit(x, …)", "predict": "predict(x, …)",
    "data": "x.detach()", "get_last_lr": "x.lr", "load_state_dict": "load(x, …)",
  ]

  /// The argument of ours that another library calls by this name; nil when there is none.
  static func argument(_ name: String, among valid: [String]) -> String? {
    foreignArguments[name]?.first { valid.contains($0) } ?? closestNames(to: name, among: valid).first
  }

  private static let foreignArguments = [
    "learning_rate": ["lr"], "eta": ["lr"], "step_size": ["lr"], "rate": ["lr", "p"], "n_epochs": ["epochs"],
    "num_epochs": ["epochs"], "n_iter": ["epochs"], "batchsize": ["batch"], "validation_data": ["validation"],
    "val": ["validation"], "axis": ["dim"], "axes": ["dim"], "keepdims": ["keepdim"], "criterion": ["loss"],
    "loss_fn": ["loss"], "loss_function": ["loss"], "opt": ["optimizer"], "input_size": ["in"],
    "output_size": ["out"],
    "units": ["out"], "filters": ["out"], "kernel_shape": ["kernel"], "strides": ["stride"],
    "input_shape": ["input"],
    "num_heads": ["heads"], "hidden": ["hidden_size"], "use_bias": ["bias"], "type": ["dtype"],
    "legend": ["labels"], "cmap": ["palette"], "colormap": ["palette"], "c": ["color"], "figsize": ["size"],
    "linestyle": ["style"], "ls": ["style"], "marker": ["style"], "yscale": ["log"], "logy": ["log"],
    "xrange": ["xlim"], "yrange": ["ylim"], "s": ["marker_size"],
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
