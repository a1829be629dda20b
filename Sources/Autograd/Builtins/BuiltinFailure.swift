import Text

/// What can go wrong in calls of tensor builtins.
enum BuiltinFailure: Failure {
  case expected(Wording, Int)
  case notWhole(Double)
  case emptyRange(Double, Double, Double)
  case einsum(String, Wording)
  case extraArgument(String)

  var fault: Fault {
    switch self {
    case .expected(let what, let index):
      Fault("E0358", Wording("argument \(index + 1) must be \(what)", "第 \(index + 1) 个参数必须是\(what)"))
    case .notWhole(let value):
      Fault("E0359", Wording("a whole number is wanted, not \(value)", "需要整数，而不是 \(value)"))
    case .emptyRange(let start, let end, let step):
      Fault(
        "E0246",
        Wording(
          "arange cannot go from \(start) to \(end) by \(step)", "arange 不能以步长 \(step) 从 \(start) 走到 \(end)"))
    case .einsum(let equation, let why):
      Fault(
        "E0247", Wording("einsum \"\(equation)\": \(why)", "einsum \"\(equation)\"：\(why)"),
        help: [
          Wording(
            "one letter for each axis: `einsum(\"ij,jk->ik\", a, b)` is the matrix product",
            "每个轴一个字母：`einsum(\"ij,jk->ik\", a, b)` 是矩阵乘法")
        ])
    case .extraArgument(let name):
      Fault(
        "E0352",
        Wording(
          "\(name) takes either a second tensor or dim=, not both", "\(name) 要么接受第二个张量，要么接受 dim=，不能两个都给"))
    }
  }
}
