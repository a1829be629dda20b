import Text

extension Explanation {
  /// Limits.
  static let limits = [
    Explanation(
      ["E0900"], Wording("interrupted", "已中断"),
      Wording("Ctrl-C stopped the program. What was computed so far stays.", "Ctrl-C 停止了程序。已经算出的东西都保留着。")),
    Explanation(
      ["E0901"], Wording("more memory than there is", "内存不够"),
      Wording(
        "The sizes multiply to more elements than memory can hold. Check their order, and that none is a count of bytes.",
        "各个大小相乘，元素多得内存放不下。检查它们的顺序，以及有没有把字节数当成了大小。"),
      example: "zeros(1e18)",
      fixed: "zeros(10, 18)"),
    Explanation(
      ["E0902"], Wording("recursion without end", "没有尽头的递归"),
      Wording(
        "A function calls itself deeper than 10,000 times. Most often the case that ends it is missing.",
        "函数调用自己超过了 10,000 层。多半是缺少结束的条件。"),
      example: "f(n) = n * f(n - 1)\nf(5)",
      fixed: "f(n) = if n <= 1 { 1 } else { n * f(n - 1) }\nf(5)"),
    Explanation(
      ["E0904"], Wording("too large to compile", "大得无法编译"),
      Wording(
        "A single function or list literal is too large. Split it, or read the data from a file.",
        "单个函数或列表太大。请拆开，或从文件读取数据。")),
    Explanation(
      ["E0905"], Wording("exit", "退出"),
      Wording(
        "The program called exit(status); a status other than 0 counts as failure.",
        "程序调用了 exit(status)；不为 0 的状态表示失败。")),
    Explanation(
      ["E0999"], Wording("an error of the system", "系统的错误"),
      Wording(
        "Something below dls failed in a way it does not know; the message is the system's.",
        "dls 之下的某处以它不知道的方式失败了；错误信息是系统给出的。")),
  ]
}
