import Text

extension Explanation {
  /// Values that an operator or statement cannot use.
  static let values = [
    Explanation(
      ["E0340"], Wording("an operator between values that do not go together", "不能一起运算的值"),
      Wording(
        "+ joins two strings or adds numbers and tensors, but does not turn one into the other. f-strings do.",
        "+ 连接两个字符串，或把数和张量相加，但不会把一种变成另一种。f 字符串可以。"),
      example: "1 + \"a\"",
      fixed: "f\"{1}a\""),
    Explanation(
      ["E0341"], Wording("an operator on a value it does not know", "运算符不认识的值"),
      Wording("Only numbers and tensors have a negative.", "只有数和张量有相反数。"),
      example: "-\"a\"",
      fixed: "-1"),
    Explanation(
      ["E0342"], Wording("true or false of many", "许多值的真假"),
      Wording(
        "A condition is one bool. any(x > 0) asks for one true element, all(x > 0) for all of them.",
        "条件是一个布尔值。any(x > 0) 问有没有一个为真，all(x > 0) 问是不是全部为真。"),
      example: "x = [1, -1]\nif x > 0 { print(\"positive\") }",
      fixed: "x = [1, -1]\nif any(x > 0) { print(\"positive\") }"),
    Explanation(
      ["E0343"], Wording("going through what has no elements", "逐个取出没有元素的值"),
      Wording(
        "for takes a range, a list, a tensor, a string, a record's keys or a dataset.",
        "for 可以用于区间、列表、张量、字符串、记录的键或数据集。"),
      example: "for i in 5 { print(i) }",
      fixed: "for i in 1..5 { print(i) }"),
    Explanation(
      ["E0344"], Wording("indexing what has no elements", "给没有元素的值取下标"),
      Wording(
        "Lists, tuples, strings, records, ranges and tensors can be indexed.", "列表、元组、字符串、记录、区间和张量可以取下标。"),
      example: "x = 3\nx[0]",
      fixed: "x = [3]\nx[0]"),
    Explanation(
      ["E0345"], Wording("an index outside", "超出范围的下标"),
      Wording(
        "A list of n elements has the indices 0 to n-1, or -n to -1 from the end.",
        "有 n 个元素的列表有下标 0 到 n-1，或从末尾数的 -n 到 -1。"),
      example: "xs = [\"a\", \"b\"]\nxs[2]",
      fixed: "xs = [\"a\", \"b\"]\nxs[1]"),
    Explanation(
      ["E0346"], Wording("an index of the wrong kind", "种类不对的下标"),
      Wording(
        "Lists and tensors take whole numbers and slices; tensors also take tensors of indices and masks.",
        "列表和张量接受整数和切片；张量还接受下标张量和掩码。"),
      example: "xs = [\"a\", \"b\"]\nxs[\"a\"]",
      fixed: "r = {a: 1}\nr[\"a\"]"),
    Explanation(
      ["E0348"], Wording("changing what cannot change", "改变不能改变的值"),
      Wording(
        "Tuples and strings stay as they are; lists, records and tensors can change.",
        "元组和字符串不能改变；列表、记录和张量可以。"),
      example: "t = (1, 2)\nt[0] = 3",
      fixed: "t = [\"a\", \"b\"]\nt[0] = \"c\""),
    Explanation(
      ["E0349"], Wording("a pattern that does not fit", "不相配的拆分"),
      Wording(
        "(a, b) = value takes a value apart into as many names as it has parts.",
        "(a, b) = value 把一个值拆开，有几部分就写几个名字。"),
      example: "(x, y, z) = (1, 2)",
      fixed: "(x, y) = (1, 2)"),
    Explanation(
      ["E0350"], Wording("a format that is none", "不是格式的格式"),
      Wording(
        "A format follows the colon in f\"{x:.3f}\": width, precision and one of f, e, g, d, %.",
        "格式写在 f\"{x:.3f}\" 的冒号之后：宽度、精度，以及 f、e、g、d、% 之一。"),
      example: "x = 3\nf\"{x:.q}\"",
      fixed: "x = 3\nf\"{x:.2f}\""),
    Explanation(
      ["E0352"], Wording("two questions in one", "一次问两件事"),
      Wording(
        "max(a, b) compares two tensors; max(x, dim=0) looks along an axis.",
        "max(a, b) 比较两个张量；max(x, dim=0) 沿一个轴求最大值。"),
      example: "max([1, 2], [2, 3], dim=0)",
      fixed: "max([1, 2], [2, 3])"),
    Explanation(
      ["E0353"], Wording("values that cannot be ordered", "不能排序的值"),
      Wording(
        "< and > compare two numbers, tensors or strings. == and != compare anything.",
        "< 和 > 比较两个数、张量或字符串。== 和 != 可以比较任何值。"),
      example: "1 < \"a\"",
      fixed: "1 < 2"),
    Explanation(
      ["E0354"], Wording("no such field", "没有这个字段"),
      Wording(
        "The record has no field of this name; the message lists those it has.", "记录没有这个名字的字段；错误信息列出有哪些。"),
      example: "r = {a: 1}\nr[\"b\"]",
      fixed: "r = {a: 1}\nr[\"a\"]"),
    Explanation(
      ["E0355"], Wording("taking a single value apart", "拆分单个值"),
      Wording(
        "(a, b) = value needs a tuple, a list or a tensor with that many elements.",
        "(a, b) = value 需要有这么多元素的元组、列表或张量。"),
      example: "(a, b) = 3",
      fixed: "(a, b) = (3, 4)"),
    Explanation(
      ["E0356"], Wording("a range of something else", "别的东西的区间"),
      Wording("Ranges go from a number to a number.", "区间从一个数到另一个数。"),
      example: "for i in \"a\"..\"c\" { print(i) }",
      fixed: "for i in 1..3 { print(i) }"),
    Explanation(
      ["E0357", "E0215", "E0244"], Wording("a step of 0", "步长为 0"),
      Wording(
        "The step of a range or slice is any number but 0: a step of 0 would never end.",
        "区间或切片的步长不能是 0：步长为 0 就永远走不完。"),
      example: "for i in 0..5 by 0 { print(i) }",
      fixed: "for i in 0..5 by 2 { print(i) }"),
    Explanation(
      ["E0360"], Wording("an assertion that fails", "不成立的断言"),
      Wording(
        "assert stops the program when its condition is false; what follows the comma is the message.",
        "条件为假时 assert 停止程序；逗号之后是说明的文字。"),
      example: "assert 1 == 2, \"numbers differ\"",
      fixed: "assert 1 == 1, \"numbers differ\""),
  ]
}
