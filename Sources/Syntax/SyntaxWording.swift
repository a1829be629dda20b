import Text

extension SyntaxFailure {
  public var fault: Fault {
    literalFault ?? structureFault ?? formFault
  }

  private var literalFault: Fault? {
    switch self {
    case .unexpectedCharacter(let scalar, let span):
      return Fault(
        "E0101", Wording("unexpected character \(described(scalar))", "意外的字符 \(described(scalar))"), at: span,
        help: foreignCharacters[scalar].map { [$0] } ?? [])
    case .unclosedString(let span, let quote):
      return Fault(
        "E0102", Wording("this string is not closed on its line", "这个字符串在本行没有结束"), at: span,
        labels: [.init(Span(quote, quote + 1, in: span.source), Wording("it begins here", "从这里开始"))],
        help: [Wording("end it with \", or write \\n for a line break inside", "用 \" 结束它；要在其中换行请写 \\n")]
          + (quote > span.start
            ? [Wording("in an f-string every { needs its }", "f 字符串里每个 { 都要有对应的 }")] : []))
    case .unknownEscape(let text, let span):
      return Fault(
        "E0103", Wording("unknown escape \(text)", "不认识的转义 \(text)"), at: span,
        help: [
          Wording("known are \\n \\t \\r \\\" \\\\ \\u{…}", "认识的有 \\n \\t \\r \\\" \\\\ \\u{…}"),
          Wording(
            "for LaTeX and other text full of backslashes write a raw string: r\"…\"",
            "LaTeX 等含有很多反斜杠的文本请写原始字符串：r\"…\""),
        ])
    case .badScalarEscape(let span):
      return Fault(
        "E0103",
        Wording("\\u wants the hexadecimal number of a character in braces", "\\u 后面要在花括号里写字符的十六进制编号"),
        at: span,
        help: [Wording("for example \\u{3c3} is σ", "例如 \\u{3c3} 是 σ")])
    case .badNumber(let text, let span):
      return Fault(
        "E0104", Wording("\(text) is not a number", "\(text) 不是数"), at: span,
        help: [Wording("numbers look like 1, 1_000, 1.5, .5, 1e-3 or 0xff", "数写成 1、1_000、1.5、.5、1e-3 或 0xff")]
      )
    case .singleQuotes(let content, let span):
      return Fault(
        "E0105",
        Wording(
          "a string takes double quotes; ' is the prime of a derivative or transpose", "字符串用双引号；' 是导数或转置的撇号"),
        at: span,
        help: [Wording("write \(quoted(content))", "写成 \(quoted(content))")], replacement: quoted(content))
    case .lonePrime(let span):
      return Fault(
        "E0105", Wording("' needs a function or a matrix right before it", "' 前面要紧跟函数或矩阵"), at: span,
        help: [
          Wording(
            "f' is the derivative of f, A' the transpose of A; strings take double quotes",
            "f' 是 f 的导数，A' 是 A 的转置；字符串用双引号")
        ])
    case .tripleQuotes(let span):
      return Fault(
        "E0105", Wording("a string takes one \" at either end", "字符串两端各用一个 \""), at: span,
        help: [
          Wording(
            "write a comment with # on each line, or \\n for a line break in a string",
            "注释请在每行用 # 开头；字符串里换行写 \\n")
        ])
    case .singleQuotedInterpolation(let content, let span):
      return Fault(
        "E0105", Wording("an f-string takes double quotes", "f 字符串用双引号"), at: span,
        help: [.write("f" + quoted(content))])
    default: return characterFault
    }
  }

  private var characterFault: Fault? {
    switch self {
    case .curlyQuotes(let scalar, let content, let span):
      return Fault(
        "E0106", Wording("\(scalar) does not quote a string, \" does", "\(scalar) 不能作字符串的引号，要用半角的 \""),
        at: span, help: [Wording("write \(quoted(content))", "写成 \(quoted(content))")],
        replacement: quoted(content))
    case .unclosedCurlyQuote(let scalar, let span):
      return Fault(
        "E0106", Wording("\(scalar) does not quote a string, \" does", "\(scalar) 不能作字符串的引号，要用半角的 \""),
        at: span, help: [Wording("write \"", "写成 \"")], replacement: "\""
      )
    case .lookalike(let scalar, let meant, let span):
      return Fault(
        "E0106",
        Wording(
          "\(scalar) (\(codePoint(scalar))) is not part of the language",
          "\(scalar) (\(codePoint(scalar))) 不是程序里的符号"), at: span,
        help: [Wording("write \(meant)", "写成 \(meant)")], replacement: meant)
    case .foreignOperator(let spelling, let replacement, let span):
      let meant = replacement.hasSuffix(" ") ? String(replacement.dropLast()) : replacement
      return Fault(
        "E0107", Wording("dls writes \(meant) for \(spelling)", "在 dls 里 \(spelling) 写作 \(meant)"), at: span,
        help: [Wording("write \(meant)", "写成 \(meant)")],
        replacement: replacement)
    case .strayBraceInString(let span):
      return Fault(
        "E0108", Wording("} without { in an f-string", "f 字符串中的 } 没有对应的 {"), at: span,
        help: [Wording("write }} for a brace as text", "要表示花括号本身请写 }}")],
        replacement: "}}")
    case .emptyInterpolation(let span):
      return Fault(
        "E0108", Wording("{} in an f-string holds no expression", "f 字符串的 {} 里没有表达式"), at: span,
        help: [
          Wording(
            "write {{}} for braces as text, or f\"{x:.3f}\" to show a value",
            "要表示花括号本身请写 {{}}；要显示值请写 f\"{x:.3f}\"")
        ])
    default: return nil
    }
  }

  private var structureFault: Fault? {
    switch self {
    case .missingMultiplication(let number, let factor, let span):
      return Fault(
        "E0109", Wording("a product needs its *", "乘法要写出 *"), at: span,
        help: [Wording("write \(number)*\(factor)", "写成 \(number)*\(factor)")],
        replacement: "\(number)*\(factor)")
    case .expected(let what, let found, let span):
      return Fault("E0110", Wording("expected \(what), found \(found)", "这里应是\(what)，却是\(found)"), at: span)
    case .blockExpected(let what, let found, let span):
      return Fault(
        "E0110", Wording("expected \(what), found \(found)", "这里应是\(what)，却是\(found)"), at: span,
        help: [Wording("a block stands in braces: { … }", "代码块放在花括号里：{ … }")])
    case .quoteInString(let found, let span):
      return Fault(
        "E0110", Wording("the string ended before \(found)", "字符串在\(found)之前就结束了"), at: span,
        help: [Wording("a quote inside a string is written \\\"", "字符串里的引号写作 \\\"")])
    case .missingComma(let closer, let found, let rows, let span):
      return Fault(
        "E0110", Wording("expected , or \(closer), found \(found)", "这里应是 , 或 \(closer)，却是\(found)"),
        at: span,
        help: [
          rows.map { Wording("a matrix is a list of rows: \($0)", "矩阵是行的列表：\($0)") }
            ?? Wording("what stands between brackets is separated by commas", "括号里的各项用逗号分开")
        ])
    case .neverClosed(let opener, let closer, let span):
      return Fault(
        "E0111", Wording("this \(opener) is never closed", "这个 \(opener) 没有配对"), at: span,
        help: [Wording("add the missing \(closer)", "补上缺少的 \(closer)")])
    case .strayCloser(let closer, let span):
      return Fault(
        "E0112", Wording("\(closer) closes nothing", "\(closer) 没有与之配对的括号"), at: span,
        help: [Wording("remove it, or add what it should close", "去掉它，或补上它要配对的括号")])
    case .wrongCloser(let found, let expected, let span, let opener):
      return Fault(
        "E0113", Wording("expected \(expected), found \(found)", "这里应是 \(expected)，却是 \(found)"), at: span,
        labels: [.init(opener, Wording("opened here", "在这里打开"))],
        help: expected.english.hasPrefix(",")
          ? [Wording("what stands between brackets is separated by commas", "括号里的各项用逗号分开")] : [])
    case .statementNotEnded(_, isComment: true, let span):
      return Fault("E0114", Wording("// divides and rounds down", "// 是整除"), at: span, help: [hash])
    case .statementNotEnded(let found, _, let span):
      return Fault(
        "E0114", Wording("\(found) cannot follow here", "这里不能接\(found)"), at: span,
        help: [
          Wording(
            "a statement ends with its line or with ; and an operator, comma or bracket may be missing",
            "语句到行末或 ; 为止；这里可能缺少运算符、逗号或括号")
        ])
    case .lineStartsWithOperator(let spelling, let span):
      return Fault(
        "E0115", Wording("a line cannot begin with \(spelling)", "一行不能以 \(spelling) 开头"), at: span,
        help: (["//", "/*", "%", "--"].contains(spelling) ? [hash] : [])
          + (["//", "/*", "--"].contains(spelling)
            ? []
            : [
              Wording(
                "put \(spelling) at the end of the line before, or the whole expression in parentheses",
                "把 \(spelling) 放到上一行末尾，或给整个表达式加上括号")
            ]))
    case .foreignStatement(let what, let advice, let span):
      return Fault("E0116", Wording("dls has no \(what)", "dls 没有\(what)"), at: span, help: [advice])
    default: return nil
    }
  }

  private var formFault: Fault {
    switch self {
    case .assignmentInExpression(let span):
      return Fault(
        "E0120", Wording("= assigns; a comparison is written ==", "= 是赋值；比较写作 =="), at: span,
        help: [Wording("write ==", "写成 ==")], replacement: "==")
    case .cannotAssign(let what, let span):
      return Fault(
        "E0121", Wording("cannot assign to \(what)", "不能给\(what)赋值"), at: span,
        help: [Wording("left of = stands a name, (a, b), x[i] or r.field", "= 左边是名字、(a, b)、x[i] 或 r.field")])
    case .positionalAfterNamed(let name, let span):
      return Fault(
        "E0122",
        Wording(
          "an argument without a name cannot follow a named one (\(name)=)", "没有名字的参数不能放在有名字的参数 (\(name)=) 之后"
        ), at: span,
        help: [Wording("move it before \(name)=, or give it its name", "把它移到 \(name)= 之前，或写上它的名字")])
    case .repeatedArgument(let name, let span):
      return Fault("E0123", Wording("the argument \(name) is given twice", "参数 \(name) 给了两次"), at: span)
    case .repeatedField(let name, let span):
      return Fault("E0123", Wording("the field \(name) is given twice", "字段 \(name) 给了两次"), at: span)
    case .repeatedParameter(let name, let span):
      return Fault("E0123", Wording("the parameter \(name) is named twice", "形参 \(name) 写了两次"), at: span)
    case .parameterNotName(let span):
      return Fault(
        "E0124", Wording("a parameter is a name", "形参是一个名字"), at: span,
        help: [Wording("f(x, y=1) = … defines a function; to compare write ==", "f(x, y=1) = … 定义函数；比较请写 ==")]
      )
    case .requiredAfterOptional(let name, let span):
      return Fault(
        "E0125",
        Wording(
          "the parameter \(name) needs a default, because one before it has one",
          "形参 \(name) 需要默认值，因为它前面有带默认值的形参"), at: span,
        help: [
          Wording(
            "move \(name) to the front, or give it a default: \(name)=…", "把 \(name) 移到前面，或给它默认值：\(name)=…")
        ])
    default: return placementFault
    }
  }

  private var placementFault: Fault {
    switch self {
    case .missingForward(let model, let span):
      return Fault(
        "E0126", Wording("the model \(model) has no forward", "模型 \(model) 没有 forward"), at: span,
        help: [
          Wording(
            "add forward(x) { … }: it says what the model does with its input",
            "加上 forward(x) { … }：它说明模型怎样处理输入")
        ])
    case .repeatedForward(let model, let span):
      return Fault(
        "E0126", Wording("the model \(model) has two forward functions", "模型 \(model) 有两个 forward 函数"),
        at: span)
    case .outsideLoop(let word, let span):
      return Fault("E0127", Wording("\(word) stands outside a loop", "\(word) 不在循环里"), at: span)
    case .returnOutsideFunction(let span):
      return Fault("E0127", Wording("return stands outside a function", "return 不在函数里"), at: span)
    case .chainedRange(let span):
      return Fault(
        "E0128", Wording("a range has two ends", "区间只有两个端点"), at: span,
        help: [Wording("a step is written 0..10 by 2", "步长写作 0..10 by 2")])
    case .chainedNotIn(let span):
      return Fault(
        "E0129", Wording("not in cannot be part of a chain of comparisons", "not in 不能出现在连续的比较中"), at: span,
        help: [Wording("join the two conditions with and", "用 and 连接两个条件")])
    case .emptyIndex(let span):
      return Fault(
        "E0130", Wording("an index is missing between [ and ]", "[ 与 ] 之间缺少下标"), at: span,
        help: [Wording("x[:] takes everything", "x[:] 取全部")])
    case .strayExpectation(let span):
      return Fault(
        "E0131",
        Wording("this expectation follows no statement, so nothing checks it", "这个期望前面没有语句，所以不会检查任何东西"),
        at: span, severity: .warning,
        help: [
          Wording(
            "put #=> on the line of the expression, or on the line right after it", "把 #=> 放在表达式那一行，或紧接着的下一行")
        ])
    case .emptyExpectation(let span):
      return Fault(
        "E0131", Wording("nothing stands after #=>", "#=> 之后没有内容"), at: span, severity: .warning,
        help: [Wording("write the value that the expression shows", "写上表达式显示的值")])
    case .tooDeep(let span):
      return Fault(
        "E0190", Wording("this is nested too deeply", "嵌套太深"), at: span,
        notes: [
          Wording(
            "at most \(Parser.maximumNesting) levels of nesting, and \(Parser.maximumHeight) operators in a row",
            "最多嵌套 \(Parser.maximumNesting) 层，最多连续 \(Parser.maximumHeight) 个运算符")
        ],
        help: [Wording("give parts of it names of their own", "把其中一些部分另起名字")])
    default: return Fault("E0100", Wording("syntax error", "语法错误"))
    }
  }
}

private let hash = Wording("a comment begins with #", "注释以 # 开头")

private let foreignCharacters: [Unicode.Scalar: Wording] = [
  "²": .write("x^2"), "³": .write("x^3"), "∞": .write("inf"), "√": .write("sqrt(x)"),
  "≈": .write("allclose(a, b)"), "⌊": .write("floor(x)"), "⌈": .write("ceil(x)"),
  "‖": .write("norm(x)"), "⁻": .write("x^(-1)"), "∑": .write("sum(x)"),
  "°": Wording("angles are in radians: 90° is π/2", "角度用弧度：90° 是 π/2"),
  "∂": Wording("f' is the derivative of f, ∇f the gradient", "f' 是 f 的导数，∇f 是梯度"),
  "?": Wording("a choice is written if c { a } else { b }", "二选一写作 if c { a } else { b }"),
  "\\": Wording(
    "A x = b is solved by solve(A, b); a line goes on after an operator or inside parentheses",
    "解 A x = b 请用 solve(A, b)；在运算符之后或括号里可以直接换行"),
  "|": Wording("conditions are joined by or; |x| is written abs(x)", "条件用 or 连接；|x| 写作 abs(x)"),
  "&": Wording("conditions are joined by and", "条件用 and 连接"),
  "~": Wording(
    "write not for a condition, logical_not(x) for each element of a tensor",
    "条件写 not；对张量的每个元素写 logical_not(x)"),
]

extension Wording {
  /// The text to write instead.
  static func write(_ code: String) -> Wording { Wording("write \(code)", "写成 \(code)") }
}

private func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

private func described(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case .control, .format, .privateUse, .surrogate, .unassigned: return codePoint(scalar)
  default: return scalar.value < 0x80 ? String(scalar) : "\(scalar) (\(codePoint(scalar)))"
  }
}

/// A text as a string literal.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case "\0": result += "\\0"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
