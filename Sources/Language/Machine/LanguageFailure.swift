import Catalog
import Tensor
import Text

/// Names that mean nothing.
enum NameFailure: Failure {
  case unknown(String, Globals)
  case notLocal(String)
  case hiddenField(String)
  case unsetField(String)
  case noMember(String, type: String, known: [String])
  case notAssignable(String, type: String)

  var fault: Fault {
    switch self {
    case .unknown(let name, let globals):
      Fault(
        "E0301", Wording("unknown name `\(name)`", "名字 `\(name)` 没有定义"),
        help: Advice.name(
          name, own: globals.names.filter { globals.value(of: $0) != nil && !globals.isBuiltin($0) },
          among: globals.builtinNames))
    case .notLocal(let name):
      Fault(
        "E0302", Wording("`\(name)` has no value in this function yet", "`\(name)` 在这个函数里还没有值"),
        help: [
          Wording(
            "write `global \(name)` first to change the session's `\(name)`, or give `\(name)` a value here",
            "要改变会话的 `\(name)`，先写 `global \(name)`；否则在这里先给 `\(name)` 一个值")
        ])
    case .hiddenField(let name):
      Fault(
        "E0302",
        Wording(
          "`\(name)` is a field, but the assignment here makes it a name of this function, without a value yet",
          "`\(name)` 是字段，但这里的赋值使它成为这个函数自己的名字，而它还没有值"),
        help: [Wording("write `self.\(name) = …` to change the field", "要改变字段，写 `self.\(name) = …`")])
    case .unsetField(let name):
      Fault("E0303", Wording("the field `\(name)` has no value yet", "字段 `\(name)` 还没有值"))
    case .noMember(let name, let type, let known):
      Fault(
        "E0304",
        Wording("\(TypeNoun.one(type)) has no member `\(name)`", "\(TypeNoun.bare(type))没有成员 `\(name)`"),
        help: Advice.member(name, of: type, among: known))
    case .notAssignable(let name, let type):
      Fault(
        "E0305",
        Wording(
          "`\(name)` of \(TypeNoun.one(type)) cannot be assigned", "\(TypeNoun.bare(type))的 `\(name)` 不能赋值"),
        help: type == "tensor" && name == "shape"
          ? [Wording("a tensor of another shape: `x = reshape(x, …)`", "另一种形状的张量：`x = reshape(x, …)`")]
          : type == "tensor" && name == "dtype" ? [.write("x = x.to(f64)")] : [])
    }
  }

  /// For a name that stands before its definition.
  static func definedLater(_ name: String, line: Int, isSame: Bool) -> Wording {
    isSame
      ? Wording(
        "`\(name)` gets its value in this very statement, so it cannot be read in it",
        "`\(name)` 正是在这条语句里得到值的，所以不能在其中读取")
      : Wording(
        "`\(name)` gets its value only at line \(line): move that up, or run its cell first",
        "`\(name)` 到第 \(line) 行才得到值：把那一行移到前面，或先运行它所在的单元格")
  }
}

/// Calls that do not fit.
enum CallFailure: Failure {
  case notCallable(String)
  case wrongCount(name: String, parameters: [String], required: Int, given: Int)
  case unknownArgument(String, function: String, valid: [String])
  case twice(String, function: String)
  case missing(String, function: String, signature: String)
  case forwardGivesNoTensor(String)
  case wrongKind(argument: String, function: String, expected: Wording, got: Wording, index: Int?)
  case flawedList(argument: String, function: String, expected: Wording, ListFlaw, index: Int)
  case notAFunction(String)
  case missingTensor(parameter: String, shape: String, got: String)
  case wrongRank(parameter: String, shape: String, got: Shape)
  case wrongSize(axis: Int, parameter: String, shape: String, expected: Int, got: String)
  case wrongLetter(String, parameter: String, size: Int, bound: Int, by: String, shape: String)
  case shapeNotWhole(Wording)
  case message(String, Wording, help: [Wording])

  var fault: Fault {
    switch self {
    case .notCallable(let type):
      Fault(
        "E0330", Wording("\(TypeNoun.one(type)) cannot be called", "\(TypeNoun.bare(type))不能像函数那样调用"),
        help: Advice.call(type))
    case .wrongCount(let name, let parameters, let required, let given):
      Fault(
        "E0331",
        Wording(
          "\(name.isEmpty ? "this function" : name) takes \(CallFailure.count(required, max(required, parameters.count))), not \(given)",
          "\(name.isEmpty ? "这个函数" : name) 需要\(CallFailure.count(required, max(required, parameters.count)))，而不是 \(given) 个"
        ),
        notes: parameters.isEmpty
          ? []
          : [
            Wording(
              "its \(parameters.count == 1 ? "parameter is" : "parameters are") \(parameters.joined(separator: ", "))",
              "它的参数是 \(parameters.joined(separator: "、"))")
          ],
        help: given > required && Advice.functionsOfFunctions.contains(name)
          ? [.write("\(name)(f)(x)")]
          : parameters.first == "self"
            ? [
              Wording(
                "`self` is no parameter here: fields are read by their names", "这里没有 `self` 形参：直接用字段的名字")
            ]
            : given < required && required <= parameters.count
              ? [
                Wording(
                  "missing: \(parameters[given..<required].joined(separator: ", "))",
                  "缺少：\(parameters[given..<required].joined(separator: "、"))")
              ] : [])
    case .unknownArgument(let argument, let function, let valid):
      Fault(
        "E0332", Wording("\(function) has no argument `\(argument)`", "\(function) 没有参数 `\(argument)`"),
        notes: [
          valid.isEmpty
            ? Wording("it takes no arguments", "它不接受参数")
            : Wording("it takes \(valid.joined(separator: ", "))", "它的参数有 \(valid.joined(separator: "、"))")
        ],
        help: Advice.unknownArgument(argument, of: function, among: valid))
    case .twice(let argument, let function):
      Fault(
        "E0333", Wording("\(function) got `\(argument)` twice", "\(function) 的 `\(argument)` 给了两次"),
        notes: Registry.shared.builtins[function].map { [Wording(verbatim: $0.descriptor.signature)] } ?? [],
        help: function == "fit"
          ? [
            Wording(
              "inputs and targets are one argument: `fit(net, (x, y), …)`", "输入和目标是一个参数：`fit(net, (x, y), …)`"
            )
          ]
          : [])
    case .missing(let argument, let function, let signature):
      Fault(
        "E0334", Wording("\(function) needs `\(argument)`", "\(function) 需要 `\(argument)`"),
        notes: [Wording(verbatim: signature)], help: Advice.missing(argument, of: function))
    case .forwardGivesNoTensor(let kind):
      Fault("E0335", Wording("forward of \(kind) must give a tensor here", "\(kind) 的 forward 在这里必须给出张量"))
    case .wrongKind(let argument, let function, let expected, let got, let index):
      Fault(
        "E0336",
        Wording(
          "`\(argument)` of \(function) must be \(expected), not \(got)",
          "\(function) 的 `\(argument)` 必须是\(expected)，而不是\(got)"),
        notes: Registry.shared.builtins[function].map { [Wording(verbatim: $0.descriptor.signature)] } ?? [],
        help: Advice.kind(of: argument, of: function, got),
        argumentLabels: index.map { [($0, got)] } ?? [])
    case .flawedList(let argument, let function, let expected, let flaw, let index):
      Fault(
        "E0336",
        Wording(
          "`\(argument)` of \(function) must be \(expected), but \(flaw.wording)",
          "\(function) 的 `\(argument)` 必须是\(expected)，但\(flaw.wording)"),
        notes: Registry.shared.builtins[function].map { [Wording(verbatim: $0.descriptor.signature)] } ?? [],
        help: Advice.list(flaw, as: argument), argumentLabels: [(index, flaw.wording)],
        operandNames: index == 0 ? [argument] : [])
    case .notAFunction(let type):
      Fault(
        "E0337",
        Wording("a function is wanted here, not \(TypeNoun.one(type))", "这里需要函数，而不是\(TypeNoun.bare(type))"))
    case .missingTensor(let parameter, let shape, let got):
      Fault(
        "E0370",
        Wording(
          "`\(parameter)` must be a tensor of shape \(shape), not \(TypeNoun.one(got))",
          "`\(parameter)` 必须是形状为 \(shape) 的张量，而不是\(TypeNoun.bare(got))"))
    case .wrongRank(let parameter, let shape, let got):
      Fault(
        "E0371",
        Wording(
          "`\(parameter)` must have shape \(shape), not \(got.text)",
          "`\(parameter)` 的形状必须是 \(shape)，而不是 \(got.text)"), help: Advice.rank(shape, got: got))
    case .wrongSize(let axis, let parameter, let shape, let expected, let got):
      Fault(
        "E0372",
        Wording(
          "axis \(axis) of `\(parameter)` must be \(expected): \(parameter) is \(shape), but got \(got)",
          "`\(parameter)` 的轴 \(axis) 必须是 \(expected)：\(parameter) 应为 \(shape)，但得到 \(got)"))
    case .wrongLetter(let letter, let parameter, let size, let bound, let by, let shape):
      Fault(
        "E0373",
        Wording(
          "\(letter) is \(size) in `\(parameter)`, but \(letter) is \(bound) already",
          "`\(parameter)` 中 \(letter) 是 \(size)，但 \(letter) 已经是 \(bound)"),
        notes: [
          Wording(
            "\(letter) = \(bound) was bound by `\(by)`; `\(parameter)` is annotated \(shape)",
            "\(letter) = \(bound) 由 `\(by)` 确定；`\(parameter)` 标注的是 \(shape)")
        ])
    case .shapeNotWhole(let got):
      Fault("E0374", Wording("a size must be a whole number, not \(got)", "大小必须是整数，而不是\(got)"))
    case .message(let code, let message, let help): Fault(code, message, help: help)
    }
  }

  /// For a call of a variable that has a builtin's name.
  static func hiddenBuiltin(_ name: String) -> (note: Wording, help: Wording) {
    (
      Wording("the variable `\(name)` hides the builtin of that name", "变量 `\(name)` 遮住了同名的内建函数"),
      Wording(
        "give the variable another name; unshadow(\"\(name)\") brings the builtin back",
        "给变量换个名字；unshadow(\"\(name)\") 恢复内建函数")
    )
  }

  static func count(_ required: Int, _ total: Int) -> Wording {
    if required == total { return .count(total, "argument", "arguments", "个参数") }
    return Wording("\(required) to \(total) arguments", "\(required) 到 \(total) 个参数")
  }
}

/// Values that an operator or a statement cannot use.
enum ValueFailure: Failure {
  case operands(String, Wording, Wording, help: [Wording])
  case operand(String, Wording)
  case manyElements(String)
  case notIterable(String)
  case notIndexable(String)
  case index(String, count: Int)
  case badIndex(Wording)
  case notWhole(Wording)
  case immutable(String)
  case unpack(expected: Int, got: Int, of: Wording? = nil)
  case notUnpackable(String)
  case range(Wording)
  case zeroStep
  case comparison(String, Wording, Wording)
  case assertion(Wording)
  case noKey(String, known: [String])
  case format(String, Character, of: String)

  var fault: Fault {
    switch self {
    case .operands(let symbol, let left, let right, let help):
      Fault(
        "E0340",
        Wording(
          "`\(symbol)` does not work on \(TypeNoun.one(left)) and \(TypeNoun.one(right))",
          "`\(symbol)` 不能用于\(left)和\(right)"),
        help: help,
        argumentLabels: [(0, left), (1, right)])
    case .operand(let symbol, let type):
      Fault(
        "E0341", Wording("`\(symbol)` does not work on \(TypeNoun.one(type))", "`\(symbol)` 不能用于\(type)"),
        argumentLabels: [(0, type)])
    case .manyElements(let summary):
      Fault(
        "E0342", Wording("a tensor with several elements is neither true nor false", "有多个元素的张量既不是真也不是假"),
        help: [
          Wording(
            "ask with `any(…)` or `all(…)`; choose element by element with `where(condition, a, b)`",
            "用 `any(…)`（有一个为真）或 `all(…)`（全部为真）；逐元素选择用 `where(condition, a, b)`"),
          Wording(
            "both conditions for each element: `(x > 1) * (x < 3)`, or `1 < x < 3`",
            "逐元素地同时满足两个条件：`(x > 1) * (x < 3)`，或 `1 < x < 3`"),
        ],
        argumentLabels: [(0, Wording(verbatim: summary))])
    case .notIterable(let type):
      Fault(
        "E0343",
        Wording("\(TypeNoun.one(type)) has no elements to go through", "\(TypeNoun.bare(type))没有可以逐个取出的元素"),
        help: Advice.iteration(type), argumentLabels: [(0, TypeNoun.bare(type))])
    case .notIndexable(let type) where ["list", "tuple", "string"].contains(type):
      Fault(
        "E0344",
        Wording("\(TypeNoun.one(type)) takes one index", "\(TypeNoun.bare(type))只取一个下标"),
        help: [Wording("one after the other: `x[0][1]`", "一个接一个：`x[0][1]`")],
        argumentLabels: [(0, TypeNoun.bare(type))])
    case .notIndexable(let type):
      Fault(
        "E0344", Wording("\(TypeNoun.one(type)) cannot be indexed", "\(TypeNoun.bare(type))不能取下标"),
        help: type == "model" ? Advice.iteration(type) : [],
        argumentLabels: [(0, TypeNoun.bare(type))])
    case .index(let index, let count):
      Fault(
        "E0345",
        Wording(
          "index \(index) is outside: there \(count == 1 ? "is 1 element" : "are \(count) elements")",
          "下标 \(index) 超出范围：只有 \(count) 个元素"),
        help: count > 0
          ? [
            Wording(
              "indices go from 0 to \(count - 1), or from -\(count) to -1",
              "下标从 0 到 \(count - 1)，或从 -\(count) 到 -1")
          ] : [])
    case .badIndex(let type):
      Fault(
        "E0346",
        Wording(
          "an index must be a whole number, a slice, or a tensor of indices or bools, not \(type)",
          "下标必须是整数、切片，或者下标或布尔值的张量，而不是\(type)"),
        help: type.english == "a range" ? [Advice.slice("i", "j")] : [])
    case .notWhole(let text):
      Fault("E0347", Wording("a whole number is wanted here, not \(text)", "这里需要整数，而不是\(text)"))
    case .immutable(let type):
      Fault(
        "E0348", Wording("\(TypeNoun.one(type)) cannot be changed", "\(TypeNoun.bare(type))不能改变"),
        help: type == "tuple"
          ? [Wording("use a list", "请用列表")]
          : type == "string"
            ? [Wording("make a new string: `s.replace(\"a\", \"b\")`", "生成新的字符串：`s.replace(\"a\", \"b\")`")]
            : type == "model"
              ? [
                Wording(
                  "join its layers anew: `net[:2] >> linear(64, 5)`", "用它的层重新连接：`net[:2] >> linear(64, 5)`")
              ] : [])
    case .unpack(let expected, let got, let value):
      Fault(
        "E0349",
        Wording(
          "\(expected) names stand left of \(got) value\(got == 1 ? "" : "s")",
          "左边有 \(expected) 个名字，右边有 \(got) 个值"),
        notes: value.map {
          [Wording("the values are the rows of \($0)", "这些值是 \($0) 的各行")]
        } ?? [],
        help: [
          expected > got
            ? Wording("leave out the names that get nothing", "去掉得不到值的名字")
            : Wording("name each of them, or the whole by one name", "给每个值一个名字，或用一个名字代表整体")
        ])
    case .notUnpackable(let type):
      Fault(
        "E0355",
        Wording(
          "\(TypeNoun.one(type)) cannot be taken apart into several names", "\(TypeNoun.bare(type))不能拆成几个名字"))
    case .range(let got):
      Fault("E0356", Wording("the ends of a range must be numbers, not a \(got)", "区间的端点必须是数，而不是\(got)"))
    case .zeroStep: Fault("E0357", Wording("the step of a range cannot be 0 or nan", "区间的步长不能是 0 或 nan"))
    case .comparison(let symbol, let left, let right):
      Fault(
        "E0353",
        Wording(
          "`\(symbol)` cannot compare \(TypeNoun.one(left)) and \(TypeNoun.one(right))",
          "`\(symbol)` 不能比较\(left)和\(right)"),
        argumentLabels: [(0, left), (1, right)])
    case .assertion(let message): Fault("E0360", message)
    case .format(let format, let type, let value):
      Fault(
        "E0351",
        Wording(
          "the format \"\(format)\" is for numbers (\(type)), and this is \(TypeNoun.one(value))",
          "格式“\(format)”用于数 (\(type))，但这是\(TypeNoun.bare(value))"),
        help: value == "function"
          ? [Wording("call the function: `f(x)`, `loss.item()`", "调用这个函数：`f(x)`、`loss.item()`")]
          : [
            Wording(
              "a number of it takes the format: `x[0]`, `x.mean()`; all of it is written without one: `{x}`",
              "格式用于其中一个数：`x[0]`、`x.mean()`；要写出整体就不加格式：`{x}`")
          ])
    case .noKey(let name, let known):
      Fault(
        "E0354", Wording("the record has no field `\(name)`", "记录没有字段 `\(name)`"),
        help: Advice.field(name, among: known))
    }
  }
}

/// What the machine cannot hold.
enum LimitFailure: Failure {
  case tooDeep
  case tooNested(Int)
  case outOfMemory
  case tooLong(Wording)

  var fault: Fault {
    switch self {
    case .tooDeep:
      Fault(
        "E0902", Wording("the recursion is too deep", "递归太深"),
        help: [Wording("check that the function stops calling itself", "检查函数会不会停止调用自己")])
    case .tooNested(let depth):
      Fault(
        "E0902",
        Wording("a value nested more than \(depth) deep cannot be passed on", "嵌套超过 \(depth) 层的值不能传递"),
        help: [Wording("look for a list or record that holds itself", "看看有没有把自己放进自己的列表或记录")])
    case .outOfMemory: Fault("E0901", Wording("the program needs more memory than there is", "程序需要的内存超过了现有的"))
    case .tooLong(let what):
      Fault("E0901", Wording("\(what) would need more memory than there is", "\(what)需要的内存超过了现有的"))
    }
  }
}
