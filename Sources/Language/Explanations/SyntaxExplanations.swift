import Text

extension Explanation {
  /// Syntax.
  static let syntax = [
    Explanation(
      ["E0100"], Wording("something is missing", "缺少内容"),
      Wording("An expression should stand here, and there is none.", "这里应有一个表达式，但什么也没有。")),
    Explanation(
      ["E0101"], Wording("a character that means nothing", "没有意义的字符"),
      Wording(
        "Outside strings and comments a program is made of names, numbers, operators and brackets.",
        "在字符串和注释之外，程序由名字、数、运算符和括号组成。"),
      example: "price = 3 $ 2",
      fixed: "price = 3 * 2"),
    Explanation(
      ["E0102"], Wording("a string that does not end", "没有结束的字符串"),
      Wording(
        "A string begins and ends on one line. A line break inside it is written \\n.",
        "字符串在同一行开始和结束。其中的换行写作 \\n。"),
      example: "s = \"open",
      fixed: "s = \"closed\""),
    Explanation(
      ["E0103"], Wording("an unknown escape", "不认识的转义"),
      Wording(
        "A backslash in a string begins an escape such as \\n or \\u{3c3}. For LaTeX and paths write a raw string: r\"\\alpha\".",
        "字符串里的反斜杠开始一个转义，如 \\n 或 \\u{3c3}。LaTeX 和路径请写原始字符串：r\"\\alpha\"。"),
      example: "label = \"\\alpha\"",
      fixed: "label = r\"\\alpha\""),
    Explanation(
      ["E0104"], Wording("a number that is none", "不是数的数"),
      Wording("Numbers look like 1, 1_000, 1.5, .5, 1e-3 or 0xff.", "数写成 1、1_000、1.5、.5、1e-3 或 0xff。"),
      example: "x = 0xzz",
      fixed: "x = 0xff"),
    Explanation(
      ["E0105"], Wording("single quotes", "单引号"),
      Wording(
        "Strings take double quotes. The mark ' is the prime of mathematics: f' is the derivative of a function, A' the transpose of a matrix.",
        "字符串用双引号。' 是数学的撇号：f' 是函数的导数，A' 是矩阵的转置。"),
      example: "print('loss')",
      fixed: "print(\"loss\")"),
    Explanation(
      ["E0106"], Wording("full-width punctuation", "全角标点"),
      Wording(
        "Punctuation typed with a Chinese input method looks alike but is another character. Programs take the half-width one; text in strings and comments may hold any.",
        "用中文输入法打出的标点看起来一样，但是另外的字符。程序要用半角的；字符串和注释里的文字可以任意。"),
      example: "print（1，2）",
      fixed: "print(1, 2)"),
    Explanation(
      ["E0107"], Wording("an operator of another language", "别的语言的运算符"),
      Wording(
        "Logic is written in words: and, or, not. Powers are ^, the matrix product is @.",
        "逻辑运算写成单词：and、or、not。乘方是 ^，矩阵乘法是 @。"),
      example: "true && false",
      fixed: "true and false"),
    Explanation(
      ["E0108"], Wording("braces in an f-string", "f 字符串里的花括号"),
      Wording(
        "Braces in f\"…\" hold an expression. Doubled braces, {{ and }}, are braces as text.",
        "f\"…\" 里的花括号含有表达式。双写的 {{ 和 }} 表示花括号本身。"),
      example: "f\"{}\"",
      fixed: "x = 3\nf\"{x}\""),
    Explanation(
      ["E0109"], Wording("a product without its sign", "没有乘号的乘法"),
      Wording(
        "2x and 2(x+1) are clear on paper, but f(x) is a call, so a program writes every product with *.",
        "2x 和 2(x+1) 写在纸上很清楚，但 f(x) 是函数调用，所以程序里每个乘法都写 *。"),
      example: "x = 3\n2x",
      fixed: "x = 3\n2*x"),
    Explanation(
      ["E0110"], Wording("something else was expected", "应是别的内容"),
      Wording(
        "The message says what may stand at the caret and what was found there.", "错误信息说明这里可以是什么、遇到了什么。"),
      example: "x = (1 +)",
      fixed: "x = (1 + 2)"),
    Explanation(
      ["E0111"], Wording("a bracket that is never closed", "没有配对的括号"),
      Wording(
        "The file ended inside a bracket. The error points at the one that was opened.",
        "文件在括号里就结束了。错误指向打开的那个括号。"),
      example: "total = (1 + 2",
      fixed: "total = (1 + 2)"),
    Explanation(
      ["E0112"], Wording("a bracket that closes nothing", "多余的右括号"),
      Wording("A closing bracket stands here without one that opens.", "这里有一个右括号，却没有左括号与它配对。"),
      example: "x = 1 + 2)",
      fixed: "x = (1 + 2)"),
    Explanation(
      ["E0113"], Wording("the wrong closing bracket", "不对的右括号"),
      Wording(
        "Brackets close in the order in which they opened: ( with ), [ with ], { with }.",
        "括号按打开的顺序配对：( 配 )，[ 配 ]，{ 配 }。"),
      example: "x = (1, 2]",
      fixed: "x = (1, 2)"),
    Explanation(
      ["E0114"], Wording("two statements on one line", "一行里有两条语句"),
      Wording(
        "A statement ends with its line or with a semicolon. Often a comma, an operator or a bracket is missing.",
        "语句到行末或分号为止。这里多半缺少逗号、运算符或括号。"),
      example: "x = \"a\" y = 2",
      fixed: "x = \"a\"; y = 2"),
    Explanation(
      ["E0115"], Wording("a line that begins with an operator", "以运算符开头的行"),
      Wording(
        "A line that is complete ends the statement, so the operator belongs at the end of the line before, or the whole in parentheses.",
        "已经完整的一行就是一条语句，所以运算符要放在上一行末尾，或给整个表达式加上括号。"),
      example: "x = 1\n* 2",
      fixed: "x = 1 *\n  2"),
    Explanation(
      ["E0116"], Wording("a word of another language", "别的语言的词"),
      Wording(
        "Functions begin with fn or are written as in mathematics; blocks stand in braces.",
        "函数以 fn 开头，或像数学那样书写；代码块放在花括号里。"),
      example: "def f(x):\n  return x",
      fixed: "f(x) = x"),
    Explanation(
      ["E0120"], Wording("= where == is meant", "应是 == 却写了 ="),
      Wording(
        "= gives a name a value and stands in a statement of its own; == compares two values.",
        "= 给名字赋值，独立成一条语句；== 比较两个值。"),
      example: "x = 1\nif x = 1 { print(x) }",
      fixed: "x = 1\nif x == 1 { print(x) }"),
    Explanation(
      ["E0121", "E0312"], Wording("assigning to what is no place", "给不是位置的东西赋值"),
      Wording(
        "Left of = stands a name, several names (a, b), an element x[i] or a field r.lr.",
        "= 左边是名字、几个名字 (a, b)、元素 x[i] 或字段 r.lr。"),
      example: "x = 1\nx + 1 = 2",
      fixed: "x = 1\nx = 2 - 1"),
    Explanation(
      ["E0122", "E0313"], Wording("an argument by position after one by name", "按位置的参数放在按名字的之后"),
      Wording(
        "Positional arguments come first, in the order of the signature; named ones follow in any order.",
        "按位置的参数在前，顺序与定义相同；按名字的参数在后，顺序任意。"),
      example: "f(a, b) = a - b\nf(a=1, 2)",
      fixed: "f(a, b) = a - b\nf(1, b=2)"),
    Explanation(
      ["E0123", "E0314"], Wording("the same name twice", "重复的名字"),
      Wording("An argument, a field or a parameter of one name can stand only once.", "同名的参数、字段或形参只能出现一次。"),
      example: "f(a) = a\nf(a=1, a=2)",
      fixed: "f(a) = a\nf(a=1)"),
    Explanation(
      ["E0124"], Wording("a parameter that is no name", "不是名字的形参"),
      Wording(
        "f(x, y=1) = … defines a function, so its parameters are names. To compare, write ==.",
        "f(x, y=1) = … 定义函数，所以形参是名字。比较请写 ==。"),
      example: "f(x, 1) = x",
      fixed: "f(x, y=1) = x + y"),
    Explanation(
      ["E0125"], Wording("a required parameter after an optional one", "必需的形参放在可选的之后"),
      Wording(
        "Parameters with a default come last, so that the others can be given by position.",
        "有默认值的形参放在最后，其余的才能按位置给出。"),
      example: "f(a=1, b) = a + b",
      fixed: "f(b, a=1) = a + b"),
    Explanation(
      ["E0126"], Wording("a model without forward, or with two", "没有 forward 或有两个 forward 的模型"),
      Wording(
        "forward(x) says what the model does with its input; a model has exactly one.",
        "forward(x) 说明模型怎样处理输入；一个模型恰好有一个。"),
      example: "model Net() { fc = linear(2, 1) }",
      fixed: "model Net() { fc = linear(2, 1); forward(x) { fc(x) } }"),
    Explanation(
      ["E0127", "E0310", "E0311"],
      Wording("break, continue or return in the wrong place", "放错位置的 break、continue 或 return"),
      Wording(
        "break and continue belong inside a loop, return inside a function.",
        "break 和 continue 用在循环里，return 用在函数里。"),
      example: "break",
      fixed: "for i in 1..3 { if i == 2 { break } }"),
    Explanation(
      ["E0128"], Wording("a range with three ends", "有三个端点的区间"),
      Wording("A range goes from one number to another; its step follows by.", "区间从一个数到另一个数；步长跟在 by 后面。"),
      example: "r = 0..2..10",
      fixed: "r = 0..10 by 2"),
    Explanation(
      ["E0129"], Wording("not in inside a chain", "连续比较中的 not in"),
      Wording(
        "a < b < c chains comparisons, but not in cannot take part. Join two conditions with and.",
        "a < b < c 是连续的比较，但 not in 不能参与其中。请用 and 连接两个条件。"),
      example: "1 < 2 not in [3]",
      fixed: "1 < 2 and 2 not in [3]"),
    Explanation(
      ["E0130"], Wording("an empty index", "空的下标"),
      Wording("x[:] takes everything, x[0] the first element.", "x[:] 取全部，x[0] 取第一个元素。"),
      example: "x = [1, 2]\nx[]",
      fixed: "x = [1, 2]\nx[:]"),
    Explanation(
      ["E0131"], Wording("an expectation that checks nothing (warning)", "什么也不检查的期望（警告）"),
      Wording(
        "#=> says what the expression before it shows. It stands on the same line, or on the next.",
        "#=> 说明它前面的表达式显示什么。它写在同一行或下一行。"),
      example: "x = 1\n\n#=> 1",
      fixed: "1 + 1 #=> 2"),
    Explanation(
      ["E0190", "E0903"], Wording("nested too deeply", "嵌套太深"),
      Wording(
        "Brackets and blocks may stand 256 deep in one another. Give inner parts names of their own.",
        "括号和代码块最多嵌套 256 层。请给内层的部分另起名字。")),
    Explanation(
      ["E0199"], Wording("a file that cannot be laid out", "不能排版的文件"),
      Wording(
        "dls fmt only changes spaces and line breaks. If the result would mean something else, it leaves the file alone; please report it with the file.",
        "dls fmt 只改变空格和换行。如果结果的意思会改变，它就不动这个文件；请连同文件一起报告。")
    ),
  ]
}
